/// Octets in, whole replies out (RFC 5321 §4.2). Any cut of the stream gives the same replies.
///
/// It never fails and, below its limits, never loses an octet. A line is kept up to 64 KiB and
/// a reply up to 1,000 lines; what goes beyond is counted and dropped, so that no server can
/// exhaust memory.
package struct ReplyParser: Sendable {
    package static let lineLimit = 65_536
    package static let replyLimit = 1_000

    private var line: [UInt8] = []
    private var omittedOctets = 0
    private var partial = Reply(lines: [])
    private var expectedCode: Int?

    package init() {}

    /// Whether a reply or a line has begun and not ended.
    package var isMidReply: Bool { !partial.lines.isEmpty || !line.isEmpty }

    /// The lines of the reply that has begun and not ended. May be empty.
    package var pendingLines: [ReplyLine] { partial.lines }

    /// The octets of the line that has begun and not ended. May be empty.
    package var pendingOctets: [UInt8] { line }

    /// All replies that these octets complete, in order. Usually none or one.
    package mutating func receive(_ octets: ArraySlice<UInt8>) -> [Reply] {
        var replies: [Reply] = []
        var start = octets.startIndex
        while start < octets.endIndex {
            guard let end = octets[start...].firstIndex(of: ASCII.lf) else {
                keep(octets[start...])
                return replies
            }
            keep(octets[start...end])
            start = end + 1
            if let reply = finishLine() { replies.append(reply) }
        }
        return replies
    }

    /// What nearly every reply is: one line, all of it here, with nothing odd about it. Nil for
    /// everything else, which `receive` reads; what it gives is what `receive` would.
    package func wholeReply(_ octets: ArraySlice<UInt8>) -> Reply? {
        guard !isMidReply, (6...512).contains(octets.count), Self.isClean(octets) else {
            return nil
        }
        let line = ReplyLine(Array(octets))
        guard line.separator == .last, let code = line.code, (200...599).contains(code) else {
            return nil
        }
        if let enhanced = line.enhanced, enhanced.class != code / 100 { return nil }
        return Reply(lines: [line])
    }

    /// Whether octets end with CR LF and hold no other, no NUL, and nothing above 127.
    private static func isClean(_ octets: ArraySlice<UInt8>) -> Bool {
        octets.withUnsafeBufferPointer { octets in
            let end = octets.count - 2
            guard octets[end] == ASCII.cr, octets[end + 1] == ASCII.lf else { return false }
            var isClean = true
            for index in 0..<end {
                let octet = octets[index]
                isClean =
                    isClean && octet != ASCII.cr && octet != ASCII.lf && octet != ASCII.nul
                    && octet < 128
            }
            return isClean
        }
    }

    /// What is left when the connection ends: an unfinished reply, or nil.
    package mutating func finish() -> Reply? {
        guard isMidReply else { return nil }
        if !line.isEmpty {
            partial.oddities.append(.unfinishedLine)
            if let reply = finishLine() { return reply }
        }
        partial.oddities.append(.missingFinalLine)
        return take()
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        let room = max(0, Self.lineLimit - line.count)
        line += octets.prefix(room)
        omittedOctets += max(0, octets.count - room)
    }

    /// Adds the line to the reply; gives the reply if this was its last line.
    private mutating func finishLine() -> Reply? {
        var next = ReplyLine(line)
        line.removeAll(keepingCapacity: true)
        next.omittedOctets = omittedOctets
        note(next)
        omittedOctets = 0
        if partial.lines.count < Self.replyLimit {
            partial.lines.append(next)
        } else {
            partial.omittedLines += 1
        }
        switch next.separator {
        case .more: return nil
        case .none where expectedCode != nil: return nil
        case .last, .missing, .none: break
        }
        if partial.omittedLines > 0 {
            // The last line tells how the reply ends: it takes the place of the last one kept.
            partial.lines[partial.lines.count - 1] = next
        }
        return take()
    }

    private mutating func take() -> Reply {
        defer {
            partial = Reply(lines: [])
            expectedCode = nil
        }
        if partial.omittedLines > 0 {
            partial.oddities.append(.replyCut(omitted: partial.omittedLines))
        }
        if let code = partial.code {
            if !(2...5).contains(code / 100) { note(.unknownClass(code: code)) }
            if let enhanced = partial.enhanced, enhanced.class != code / 100 {
                note(.enhancedMismatch(code: code, enhanced: enhanced))
            }
        }
        return partial
    }

    private mutating func note(_ next: ReplyLine) {
        if let code = next.code {
            if let expectedCode, expectedCode != code {
                note(.codeChanged(from: expectedCode, to: code))
            }
            expectedCode = code
        } else {
            note(.noCode)
        }
        if next.separator == .missing { note(.missingSeparator) }
        if omittedOctets > 0 {
            note(.lineCut(omitted: omittedOctets))
        } else if next.octets.count > 512 {
            note(.overlong(octets: next.octets.count))
        }
        noteOctets(of: next)
    }

    private mutating func noteOctets(of next: ReplyLine) {
        var seen: UInt8 = 0
        for octet in next.octets {
            if octet == ASCII.nul {
                seen |= 1
            } else if octet == ASCII.cr {
                seen |= 2
            } else if octet > 127 {
                seen |= 4
            }
        }
        // The LF of a CR at the cut may be among what was left out.
        let ending = next.ending.count == 2 ? 2 : omittedOctets > 0 ? next.ending.count : 0
        if next.ending.count == 1, next.ending.first == ASCII.lf { note(.bareLF) }
        if seen & 2 != 0, next.octets.dropLast(ending).contains(ASCII.cr) {
            note(.bareCR)
        }
        if seen & 1 != 0 { note(.nul) }
        if seen & 4 != 0 { note(.eightBit) }
    }

    private mutating func note(_ oddity: Oddity) {
        if !partial.oddities.contains(oddity), partial.oddities.count < 64 {
            partial.oddities.append(oddity)
        }
    }
}
