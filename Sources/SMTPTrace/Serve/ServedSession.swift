import SMTPCore

/// The server's side of one recorded connection, played to a client that need not say the same.
/// Octets in, actions out.
package struct ServedSession: Sendable {
    private static let lineLimit = 1 << 16
    /// So much may wait while somebody is asked.
    private static let waitingLimit = 1 << 20

    private enum State {
        case commands
        /// Lines of an AUTH exchange; what is still to be answered, the verdict last.
        case authenticating([[UInt8]])
        /// Content up to the line with the final dot.
        case content
        /// So many octets of a chunk are missing.
        case chunk(left: Int, isLast: Bool)
        /// Somebody is asked what a command gets; nil for a message.
        case asking(Verb?)
        /// The client shakes hands.
        case handshaking
        case ended
    }

    let talk: ServedTalk
    let client: [UInt8]
    let options: ServedOptions
    var used: Set<Int> = []
    var cursor = 0
    package internal(set) var isSecure: Bool
    var hasSender = false
    var recipients = 0
    /// Recorded names and addresses, and what stands for them now.
    var bindings: [(recorded: [UInt8], actual: [UInt8])] = []
    var actions: [ServedAction] = []
    private var state = State.commands
    /// Of the message that is being received.
    private var digest = SHA256()
    private var buffer: [UInt8] = []

    /// - Parameter client: the client's address without port; may be empty.
    package init(
        _ talk: ServedTalk, client: String, options: ServedOptions = ServedOptions()
    ) {
        self.talk = talk
        self.options = options
        self.client = Array(client.utf8)
        isSecure = talk.isImplicitTLS
        bind(talk.clientAddress, to: self.client)
    }

    /// The client is there, and TLS where it comes first: the greeting.
    package mutating func open() -> [ServedAction] {
        write(talk.greeting ?? Array("220 recording.example ESMTP\r\n".utf8))
        return take()
    }

    /// TLS is on.
    package mutating func secured() -> [ServedAction] {
        isSecure = true
        (hasSender, recipients) = (false, 0)
        state = .commands
        return take()
    }

    /// Octets of the client, decrypted.
    package mutating func receive(_ octets: ArraySlice<UInt8>) -> [ServedAction] {
        buffer += octets
        var start = 0
        loop: while start < buffer.count {
            switch state {
            case .handshaking, .ended:
                start = buffer.count
                break loop
            case .asking:
                if buffer.count - start > Self.waitingLimit { end() }
                break loop
            case .chunk(let left, let isLast):
                let taken = min(left, buffer.count - start)
                start += taken
                state = .chunk(left: left - taken, isLast: isLast)
                if taken == left { endChunk(isLast) }
            case .commands, .authenticating, .content:
                guard let end = lineEnd(from: start) else { break loop }
                let line = Array(buffer[start..<end])
                start = end
                take(line)
            }
        }
        buffer.removeFirst(start)
        return take()
    }

    private func lineEnd(from start: Int) -> Int? {
        if let end = buffer[start...].firstIndex(of: ASCII.lf) { return end + 1 }
        return buffer.count - start > Self.lineLimit ? start + Self.lineLimit : nil
    }

    private mutating func take() -> [ServedAction] {
        defer { actions = [] }
        return actions
    }

    private mutating func take(_ line: [UInt8]) {
        switch state {
        case .commands: command(Command(line))
        case .authenticating(let answers): authenticate(answers)
        case .content:
            digest.update(line[...])
            guard ASCII.endingLength(of: line) > 0, line.first == ASCII.dot,
                line.count == 1 + ASCII.endingLength(of: line)
            else { return }
            state = .commands
            endMessage()
        case .chunk, .handshaking, .ended, .asking: break
        }
    }

    // MARK: What changes the state

    /// The answers to come; empty where AUTH is over.
    mutating func beginAuthentication(_ answers: [[UInt8]]) {
        state = answers.isEmpty ? .commands : .authenticating(answers)
    }

    private mutating func authenticate(_ answers: [[UInt8]]) {
        write(answers[0])
        let isOver = answers.count == 1 || ReplyLine(answers[0]).code != 334
        state = isOver ? .commands : .authenticating(Array(answers.dropFirst()))
    }

    mutating func beginContent() {
        digest = SHA256()
        state = .content
    }

    mutating func beginChunk(_ size: Int, isLast: Bool) {
        state = .chunk(left: size, isLast: isLast)
        if size == 0 { endChunk(isLast) }
    }

    mutating func ask(_ command: String, _ verb: Verb?, usual: String) {
        actions.append(.ask(command: command, usual: usual))
        state = .asking(verb)
    }

    /// What the command gets that somebody was asked about, without line ending.
    package mutating func answered(_ reply: [UInt8]) -> [ServedAction] {
        guard case .asking(let verb) = state else { return [] }
        state = .commands
        write(reply + ASCII.crlf)
        let outcome = Reply(lines: [ReplyLine(reply + ASCII.crlf)]).outcome
        switch verb {
        case .mail: hasSender = outcome == .completion
        case .rcpt: recipients += outcome == .completion ? 1 : 0
        case .data: if outcome == .intermediate { beginContent() }
        default: break
        }
        return receive([])
    }

    mutating func beginTLS() {
        actions.append(.startTLS)
        state = .handshaking
    }

    mutating func end(abruptly: Bool = false) {
        actions.append(abruptly ? .abort : .close)
        state = .ended
    }

    private mutating func endChunk(_ isLast: Bool) {
        state = .commands
        answer(.bdat, key: "BDAT", "", fallback: "250 2.0.0 Ok")
        if isLast { (hasSender, recipients) = (false, 0) }
    }

    private mutating func endMessage() {
        (hasSender, recipients) = (false, 0)
        answerMessage(digest.hex)
    }
}
