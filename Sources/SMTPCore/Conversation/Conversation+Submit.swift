extension Conversation {
    /// A command that is longer and not at its end is known well enough.
    private static let lineLimit = 8_192

    /// One line, or one piece of message content, as the user wants it on the wire. What it
    /// means follows from the state: content after 354, a chunk's octets after BDAT, a response
    /// inside AUTH, a command otherwise. A line may come in pieces: until it has its ending or its
    /// answer, all belong to it.
    package mutating func submit(_ octets: [UInt8]) -> [ClientAction] {
        guard !octets.isEmpty else { return [] }
        switch input {
        case .content:
            return submitContent(octets)
        case .chunk(let remaining):
            return submitChunk(octets, remaining: remaining)
        case .response:
            return submitResponse(octets)
        case .commands, .handshake:
            return isResponse(octets) ? submitResponse(octets) : submitCommand(octets)
        }
    }

    /// Whether a line is meant for an AUTH exchange that has not been answered yet: AUTH is the
    /// last command of a group, unless its initial response is all it takes (RFC 4954 §4).
    private func isResponse(_ octets: [UInt8]) -> Bool {
        switch unanswered.last?.request {
        case .command(let command):
            guard command.verb == .auth, !isMidLine else { return false }
            guard command.words.count > 1,
                SASLMechanism(command.words[0]).finishesWithInitialResponse
            else { return true }
            if case .other = Command(octets).verb { return true }
            return false
        case .authentication: return true
        case .connection, .endOfMessage, nil: return false
        }
    }

    /// Begins an AUTH exchange and answers the server's challenges until it ends (RFC 4954 §4).
    /// `withInitialResponse` sends the first response in the AUTH line, where the mechanism has
    /// one; servers differ in what they accept.
    package mutating func authenticate(
        _ client: SASLClient, withInitialResponse: Bool
    ) -> [ClientAction] {
        var client = client
        let line = client.command(withInitialResponse ? .whereAllowed : .never)
        let actions = submit(line)
        exchange = client
        return actions
    }

    private mutating func submitCommand(_ octets: [UInt8]) -> [ClientAction] {
        let isWhole = octets.last == ASCII.lf
        defer { begun = isWhole ? nil : lines }
        let command = takeCommand(endingIn: octets)
        exchange = nil
        if isWhole, command.chunk?.isLast == true, dialect == .lmtp, !recipients.isEmpty {
            expectEndOfMessage()
        } else {
            expect(.command(command))
        }
        if isWhole, let chunk = command.chunk, chunk.octets > 0 {
            input = .chunk(remaining: chunk.octets)
        }
        return [.write(octets, command.verb == .auth ? .authentication : .command)]
    }

    /// The command these octets are, or go on with; that one is taken back.
    private mutating func takeCommand(endingIn octets: [UInt8]) -> Command {
        guard let begun = begunCommand else { return Command(octets) }
        _ = unanswered.popLast()
        lines -= 1
        return begun.octets.count < Self.lineLimit ? Command(begun.octets + octets) : begun
    }

    /// Content ends with a line that is a lone dot between CR LFs (RFC 5321 §4.1.1.4).
    private mutating func submitContent(_ octets: [UInt8]) -> [ClientAction] {
        guard let end = contentTail.end(in: octets) else { return [.write(octets, .content)] }
        expectEndOfMessage()
        return [.write(Array(octets[..<end]), .content)] + submit(Array(octets[end...]))
    }

    private mutating func submitChunk(_ octets: [UInt8], remaining: Int) -> [ClientAction] {
        guard octets.count >= remaining else {
            input = .chunk(remaining: remaining - octets.count)
            return [.write(octets, .content)]
        }
        input = .commands
        let rest = Array(octets[remaining...])
        return [.write(Array(octets[..<remaining]), .content)] + submit(rest)
    }

    private mutating func submitResponse(_ octets: [UInt8]) -> [ClientAction] {
        if !isMidLine { expect(.authentication) }
        begun = octets.last == ASCII.lf ? nil : lines
        return [.write(octets, .authentication)]
    }

    mutating func expectEndOfMessage() {
        lines += 1
        expectEndOfMessage(number: lines)
    }

    /// A message ends with the line of this number.
    mutating func expectEndOfMessage(number: Int) {
        input = .commands
        let recipients: [[UInt8]?] =
            switch dialect {
            case .smtp: [nil]
            case .lmtp: recipients
            }
        for recipient in recipients {
            unanswered.append(
                Exchange(number: number, request: .endOfMessage(recipient: recipient)))
        }
    }

    private mutating func expect(_ request: Exchange.Request) {
        lines += 1
        unanswered.append(Exchange(number: lines, request: request))
    }
}

/// How much of the closing dot has been seen, whatever the pieces of the content are.
struct ContentTail: Sendable {
    private static let end: [UInt8] = ASCII.crlf + [ASCII.dot] + ASCII.crlf

    /// A message may be empty: the dot may follow DATA's line directly.
    private var matched = 2
    /// Whether nothing of the message was seen.
    private(set) var isFresh = true

    /// The index behind the closing dot's line if the message ends in these octets.
    mutating func end(in octets: [UInt8]) -> Int? {
        isFresh = false
        var index = 0
        while index < octets.count {
            if matched == 0 {
                // Nearly all of a message is far from its end.
                guard let next = octets[index...].firstIndex(of: ASCII.cr) else { return nil }
                index = next
            }
            let octet = octets[index]
            index += 1
            if octet == Self.end[matched] {
                matched += 1
            } else {
                matched = octet == ASCII.cr ? 1 : 0
            }
            guard matched < Self.end.count else {
                reset()
                return index
            }
        }
        return nil
    }

    mutating func reset() { self = ContentTail() }
}
