import SMTPCore

/// Cuts a stream into lines, which end in LF or CR LF; or in CR alone, where the first one does. A
/// line is kept up to 64 KiB; what goes beyond is dropped and counted.
struct LineCutter: Sendable {
    static let limit = 65_536

    private enum Ending {
        /// No line has ended yet, or only CR was seen, the last octet so far.
        case unknown
        case lf
        /// What old Macs wrote, and programs that draw their progress over one line.
        case cr
    }

    private var ending = Ending.unknown
    /// Where lines end in CR: whether the last octet was one.
    private var isBehindCR = false
    private var partial: [UInt8] = []
    private var isCut = false
    /// Lines so far.
    private(set) var count = 0
    /// Lines that were longer than the limit.
    private(set) var cut = 0

    /// Hands over every line that these octets complete, without its ending.
    mutating func append(_ octets: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>) -> Void) {
        if ending != .lf {
            if ending == .unknown { decide(octets) }
            if ending == .cr { return append(endingInCR: octets, take) }
        }
        var start = octets.startIndex
        while start < octets.endIndex {
            guard let end = Self.lineEnd(in: octets, from: start) else {
                keep(octets[start...])
                return
            }
            if partial.isEmpty, end - start <= Self.limit {
                count += 1
                take(Self.withoutCR(octets[start..<end]))
            } else {
                keep(octets[start..<end])
                hand(take)
            }
            start = end + 1
        }
    }

    /// How lines end is told by the first octet behind the first CR, or by an LF before that.
    private mutating func decide(_ octets: ArraySlice<UInt8>) {
        var isBehindCR = partial.last == ASCII.cr
        for octet in octets where octet == ASCII.lf || octet == ASCII.cr || isBehindCR {
            // Text mode of Windows makes CR CR LF of CR LF.
            if octet == ASCII.cr {
                isBehindCR = true
            } else {
                ending = octet == ASCII.lf ? .lf : .cr
                return
            }
        }
    }

    private mutating func append(
        endingInCR octets: ArraySlice<UInt8>, _ take: (ArraySlice<UInt8>) -> Void
    ) {
        // What was kept before the ending was known.
        if partial.last == ASCII.cr {
            hand(take)
            isBehindCR = true
        }
        var start = octets.startIndex
        while start < octets.endIndex {
            guard let end = octets[start...].firstIndex(where: { $0 == 10 || $0 == 13 }) else {
                isBehindCR = false
                return keep(octets[start...])
            }
            if octets[end] == ASCII.cr || end > start || !isBehindCR {
                keep(octets[start..<end])
                hand(take)
            }
            isBehindCR = octets[end] == ASCII.cr
            start = end + 1
        }
    }

    /// The last line, if it has no ending.
    mutating func finish(_ take: (ArraySlice<UInt8>) -> Void) {
        if !partial.isEmpty || isCut { hand(take) }
    }

    private mutating func hand(_ take: (ArraySlice<UInt8>) -> Void) {
        count += 1
        if isCut { cut += 1 }
        isCut = false
        take(Self.withoutCR(partial[...]))
        partial.removeAll(keepingCapacity: true)
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        let room = Self.limit - partial.count
        if octets.count > room { isCut = true }
        partial += octets.prefix(room)
    }

    private static func lineEnd(in octets: ArraySlice<UInt8>, from start: Int) -> Int? {
        let base = octets.startIndex
        return octets.withUnsafeBufferPointer { text in
            var index = start - base
            while index < text.count {
                if text[index] == 10 { return index + base }
                index += 1
            }
            return nil
        }
    }

    private static func withoutCR(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while line.last == ASCII.cr { line.removeLast() }
        return line
    }
}
