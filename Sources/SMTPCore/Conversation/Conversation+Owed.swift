/// What the server has still to say to what it was sent.
extension Conversation {
    /// What was asked and is not answered, oldest first: lines that are whole and chunks that are
    /// complete. Empty where what comes is open: while a handshake is due (RFC 3207 §4.2), and
    /// once the server refused to talk or took its leave.
    package var owed: [Exchange] {
        guard let end = endOfOwed else { return [] }
        return Array(unanswered.all.prefix { $0.number < end })
    }

    /// The first of what is owed; nil where nothing is.
    package var nextOwed: Exchange? {
        guard let end = endOfOwed, let first = unanswered.first, first.number < end else {
            return nil
        }
        return first
    }

    /// What is owed has lower numbers; nil where nothing is.
    private var endOfOwed: Int? {
        switch standing {
        case .refused, .closing, .ended: return nil
        case .awaitingGreeting, .open: break
        }
        switch input {
        case .handshake: return nil
        // The line has not ended, or the chunk: its answer, or those of its recipients, cannot come.
        case .chunk: return unanswered.last?.number
        case .commands, .content, .response:
            return isMidLine ? unanswered.last?.number : unanswered.last.map { $0.number + 1 }
        }
    }

    /// The number of the line that was submitted last; 0 before the first.
    package var submitted: Int { lines }

    /// Submits octets of any shape: several lines, a message, pieces of either. What is answered to
    /// a line that ends in LF alone is open (RFC 5321 §2.3.8): then nothing is owed any more.
    package mutating func note(sent octets: [UInt8]) {
        var rest = octets[...]
        var isOpen = false
        while !rest.isEmpty {
            switch input {
            case .content:
                let content = Array(rest)
                guard let end = contentTail.end(in: content) else { return }
                expectEndOfMessage()
                rest = content[end...]
            case .chunk(let remaining):
                let piece = rest.prefix(remaining)
                _ = submit(Array(piece))
                rest = rest.dropFirst(piece.count)
            case .commands, .response, .handshake:
                let end = rest.firstIndex(of: ASCII.lf).map { $0 + 1 } ?? rest.endIndex
                _ = submit(Array(rest[..<end]))
                rest = rest[end...]
                if !isMidLine, !endsInCRLF { isOpen = true }
            }
        }
        if isOpen { forgetOwed() }
    }

    private var endsInCRLF: Bool {
        guard case .command(let command)? = unanswered.last?.request else { return true }
        return command.octets.suffix(2).elementsEqual(ASCII.crlf)
    }

    /// What is owed is no longer waited for.
    package mutating func forgetOwed() {
        unanswered = Queue(Array(unanswered.all.dropFirst(owed.count)))
    }
}
