/// The client's side of one connection: octets from either side in, actions out.
///
/// It describes and never forbids: whatever is submitted is written, in any order. The same
/// machine drives a live session and explains a recorded one, where its writes are ignored.
package struct Conversation: Sendable {
    package enum Dialect: Hashable, Sendable {
        case smtp
        /// One reply per accepted recipient after the message (RFC 2033 §4.2).
        case lmtp
    }

    /// How far the connection as a whole has come.
    enum Standing: Sendable {
        case awaitingGreeting, open, refused, closing, ended
    }

    /// What the next octets from the client mean.
    enum Input: Sendable {
        case commands
        /// After 354, until the closing dot.
        case content
        /// The rest of a BDAT chunk.
        case chunk(remaining: Int)
        /// A response of an AUTH exchange, after 334.
        case response(mechanism: String)
        /// After 220 to STARTTLS.
        case handshake
    }

    package private(set) var dialect: Dialect
    /// What the last successful EHLO or LHLO offered; empty before, and after STARTTLS.
    package internal(set) var capabilities = Capabilities()
    /// What was offered before the last EHLO or LHLO, for comparison.
    package internal(set) var earlierCapabilities: Capabilities?
    /// The greeting, HELO, EHLO or LHLO that was accepted last.
    package internal(set) var hello: Verb?
    package internal(set) var isSecure = false
    /// The mechanism AUTH succeeded with, in upper case (RFC 4954 §4); nil without success.
    package internal(set) var authenticated: String?
    /// What waits for an answer, oldest first (RFC 2920 §3.1).
    package internal(set) var unanswered = Queue([Exchange(number: 0, request: .connection)])
    /// Recipients accepted in this transaction, as addresses, in order.
    package internal(set) var recipients: [[UInt8]] = []

    var standing = Standing.awaitingGreeting
    var input = Input.commands
    /// Whether MAIL was accepted and the message not finished.
    package internal(set) var inTransaction = false
    /// Recipients refused in this transaction.
    package internal(set) var refusedRecipients = 0
    var lines = 0
    /// The number of the line that was submitted last, if it has no ending yet.
    var begun: Int?
    var exchange: SASLClient?
    var contentTail = ContentTail()
    private var parser = ReplyParser()

    package init(dialect: Dialect = .smtp) {
        self.dialect = dialect
    }

    package var phase: Phase {
        switch standing {
        case .awaitingGreeting: return .awaitingGreeting
        case .refused: return .refusedAtGreeting
        case .closing: return .closing
        case .ended: return .ended
        case .open: break
        }
        switch input {
        case .content: return .content
        case .chunk(let remaining): return .chunk(remaining: remaining)
        case .response(let mechanism): return .authenticating(mechanism: mechanism)
        case .handshake: return .handshaking
        case .commands: break
        }
        if inTransaction {
            return .transaction(accepted: recipients.count, refused: refusedRecipients)
        }
        return hello == nil ? .greeted : .ready
    }

    /// How the server is greeted (RFC 5321 §4.1.1.1, RFC 2033 §4.1).
    package var helloVerb: Verb { dialect == .lmtp ? .lhlo : .ehlo }

    /// Whether a reply has begun and not ended.
    package var isMidReply: Bool { parser.isMidReply }

    /// The greeting, reply or handshake that is waited for; nil when nothing is outstanding.
    package var awaited: Exchange? { unanswered.first }

    /// Whether a message is waited for and nothing of it was submitted.
    package var isContentFresh: Bool {
        if case .content = input { contentTail.isFresh } else { false }
    }

    /// Whether the line that was submitted last has neither an ending nor an answer: what is
    /// submitted next belongs to it.
    package var isMidLine: Bool {
        guard let begun else { return false }
        return switch input {
        case .commands, .response, .handshake: unanswered.last?.number == begun
        case .content, .chunk: false
        }
    }

    /// What was submitted so far of a command whose line goes on; nil where none does.
    package var begunCommand: Command? {
        guard isMidLine, case .command(let command)? = unanswered.last?.request else { return nil }
        return command
    }

    /// Octets from the server: any stretch of the stream.
    package mutating func receive(_ octets: ArraySlice<UInt8>) -> [ClientAction] {
        if let reply = parser.wholeReply(octets) { return answer(reply) }
        var actions: [ClientAction] = []
        for reply in parser.receive(octets) { actions += answer(reply) }
        return actions
    }

    /// The connection is gone. An unfinished reply is reported as it stands.
    package mutating func ended() -> [ClientAction] {
        let actions = parser.finish().map { answer($0) } ?? []
        standing = .ended
        unanswered.removeAll()
        return actions
    }

    /// The TLS handshake succeeded. What was learned before is forgotten (RFC 3207 §4.2).
    package mutating func secured() {
        isSecure = true
        begun = nil
        parser = ReplyParser()
        if case .handshake = input {
            forgetHello()
            input = .commands
        }
    }

    mutating func forgetHello() {
        hello = nil
        earlierCapabilities = capabilities
        capabilities = Capabilities()
        forgetTransaction()
    }

    mutating func forgetTransaction() {
        inTransaction = false
        recipients = []
        refusedRecipients = 0
    }

    mutating func speak(_ dialect: Dialect) {
        self.dialect = dialect
    }
}
