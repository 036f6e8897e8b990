import SMTPCore

/// The server's side of one recorded connection, played to a client that need not say the same.
/// Octets in, actions out.
package struct ServedSession: Sendable {
    private static let lineLimit = 1 << 16
    /// So much may wait while somebody is asked.
    private static let waitingLimit = 1 << 20

    enum State {
        case commands
        case authenticating(ServedLogin)
        /// Content up to the line with the final dot.
        case content
        /// So many octets of a chunk are missing.
        case chunk(Command, left: Int)
        /// Somebody is asked what this gets; nil for a message.
        case asking(Command?, Proposal)
        /// Whoever has the rules is asked about this.
        case judging(Judged)
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
    var isLoggedIn = false
    var helloName: [UInt8]?
    /// Of the transaction that has begun; empty for the null sender.
    var sender: [UInt8]?
    /// The last one accepted.
    var recipient: [UInt8]?
    /// Counts transactions.
    var letter = 0
    /// A rule refused the greeting: only QUIT is answered (RFC 5321 §3.1).
    var isTurnedAway = false
    /// A rule said yes already.
    var isForced = false
    /// Recorded names and addresses, and what stands for them now.
    var bindings: [(recorded: [UInt8], actual: [UInt8])] = []
    var actions: [ServedAction] = []
    var state = State.commands
    /// Of the message that is being received.
    private var digest = SHA256()
    private var content = Self.emptyContent
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
        judge(.greeting, as: .greeting)
        return take()
    }

    mutating func greet() { write(talk.greeting ?? Array("220 recording.example ESMTP\r\n".utf8)) }

    /// TLS is on.
    package mutating func secured() -> [ServedAction] {
        isSecure = true
        (isLoggedIn, helloName) = (false, nil)
        forgetLetter()
        state = .commands
        judge(.secured, as: .secured)
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
            case .asking, .judging:
                if buffer.count - start > Self.waitingLimit { end() }
                break loop
            case .chunk(let command, let left):
                let taken = min(left, buffer.count - start)
                if options.isJudged { content.append(buffer[start..<(start + taken)]) }
                start += taken
                state = .chunk(command, left: left - taken)
                if taken == left { finishChunk(command) }
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

    mutating func take() -> [ServedAction] {
        defer { actions = [] }
        return actions
    }

    private mutating func take(_ line: [UInt8]) {
        switch state {
        case .commands: consider(Command(line))
        case .authenticating(let login): proceed(login, with: line)
        case .content:
            digest.update(line[...])
            guard ASCII.endingLength(of: line) > 0, line.first == ASCII.dot,
                line.count == 1 + ASCII.endingLength(of: line)
            else {
                // The first of two dots was put there for the wire (RFC 5321 §4.5.2).
                let isStuffed = line.first == ASCII.dot
                if options.isJudged { content.append(line[(isStuffed ? 1 : 0)...]) }
                return
            }
            state = .commands
            judge(.message(content), as: .message)
        case .chunk, .handshaking, .ended, .asking, .judging: break
        }
    }

    /// Rules on AUTH and BDAT come in at their ends.
    private mutating func consider(_ command: Command) {
        if isTurnedAway, command.verb != .quit {
            return refuse(.outOfOrder, command, "503 5.5.1 Only QUIT is left")
        }
        if command.verb == .auth || command.verb == .bdat { return self.command(command) }
        judge(.command(command), as: .command(command))
    }

    // MARK: What changes the state

    mutating func beginContent() {
        digest = SHA256()
        content = Self.emptyContent
        state = .content
    }

    /// Its answer comes behind the octets, in any case.
    mutating func beginChunk(_ command: Command, _ size: Int) {
        state = .chunk(command, left: size)
        if size == 0 { finishChunk(command) }
    }

    private mutating func finishChunk(_ command: Command) {
        state = .commands
        judge(.command(command), as: .chunk(command))
    }

    /// The last chunk is the end of the message too.
    mutating func judgeLastChunk(_ command: Command) {
        judge(.message(content), as: .lastChunk(command))
    }

    mutating func beginTLS() {
        actions.append(.startTLS)
        state = .handshaking
    }

    mutating func end(abruptly: Bool = false) {
        actions.append(abruptly ? .abort : .close)
        state = .ended
    }

    /// Says nothing more.
    package mutating func fallSilent() { state = .ended }

    mutating func endChunk(_ command: Command) {
        answer(command, fallback: "250 2.0.0 Ok")
        if command.chunk?.isLast == true { forgetLetter() }
    }

    mutating func endMessage() {
        forgetLetter()
        answerMessage(digest.hex)
    }

    mutating func forgetLetter() {
        (sender, recipient) = (nil, nil)
        letter += 1
        content = Self.emptyContent
    }

    private static var emptyContent: ContentReader { ContentReader(limit: 1 << 20) }
}
