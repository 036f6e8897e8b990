import SMTPCore
import SMTPTrace

/// What is remembered of one connection between two facts.
struct SessionState: KeptByConnection {
    /// A command that waits for its reply.
    struct Question: Sendable {
        var row: Int
        var at: Duration
        /// Why it was not legal when it was sent; nil if it was.
        var objection: Objection?
    }

    var conversation = Conversation()
    /// The host that was asked for; empty for a socket or a program.
    var host = ""
    var port: Int?
    var isLastAttempt = true
    /// Rows of connection attempts that failed.
    var failedAttempts: [Int] = []
    var questions = Queue<Question>()
    var connectedAt = Duration.zero
    /// The address that answered, or the path of a socket.
    var peer = ""
    /// What the server called itself in its greeting (RFC 5321 §4.3.1).
    var greetingName = ""
    var reportedOpenRelay = false
    /// The content of the message, as far as it was sent.
    private var content = FakeEnding()
    /// The row of the message's content in which something stood that some servers take for its
    /// end; nil without that.
    var fakeEndingRow: Int?
    /// The first row sent before the greeting came; nil if nobody was that early.
    var earlyRow: Int?
    /// Rows of the reply that is growing.
    var replyRows: [Int] = []
    /// When the last line of a reply came that is not over.
    var unfinishedSince: Duration?
    /// Whether it was told already of that reply.
    var reportedUnfinished = false
    /// The row of the last accepted EHLO's reply.
    var helloRow: Int?
    /// Rows of the replies that refused recipients in this transaction, the first few.
    var refusedRecipientRows: [Int] = []
    var sawGreeting = false
    var sawAnything = false
    /// Whether another service than SMTP was recognised; its words are not judged further.
    var isWrongService = false
    var isClosing = false
    /// Whether the connection came to its end.
    var isOver = false
    /// Replies that took three seconds or more.
    var slowReplies: [Int] = []
    var reportedTarpit = false
    /// The last EHLO, HELO or LHLO.
    private var helloCommand: Command?
    var user = ""
    /// The last MAIL and the last RCPT.
    private var senderCommand: Command?
    private var recipientCommand: Command?
    var certificateNames: [String] = []

    var remainder: SessionState? { isOver ? nil : self }

    var situation: Situation {
        var situation = Situation()
        var facts: Set<String> = ["session"]
        if conversation.hello != nil { facts.insert("hello") }
        if conversation.isSecure { facts.insert("tls") }
        if conversation.capabilities.contains("STARTTLS") {
            facts.insert("starttls-offered")
            // A password is to wait for it.
            if !conversation.isSecure { facts.insert("tls-first") }
        }
        let mechanisms = conversation.capabilities.mechanisms
        if !mechanisms.isEmpty { facts.insert("auth-offered") }
        if conversation.authenticated != nil { facts.insert("authenticated") }
        if conversation.inTransaction { facts.insert("transaction") }
        if conversation.recipients.isEmpty { facts.insert("no-recipients") }
        if conversation.dialect == .lmtp { facts.insert("lmtp") }
        if port == 25 { facts.insert("port-25") }
        let values: [(String, String)] = [
            ("helo", helloCommand?.argument.text ?? ""), ("user", user),
            ("sender", Self.address(of: senderCommand)),
            ("recipient", Self.address(of: recipientCommand)),
            ("sender-domain", Self.domain(of: senderCommand)),
            ("recipient-domain", Self.domain(of: recipientCommand)), ("host", host),
            ("mechanisms", mechanisms.joined(separator: ", ")),
            ("login", login(by: mechanisms)),
            ("certificate-names", certificateNames.prefix(8).joined(separator: ", ")),
        ]
        for (name, value) in values where !value.isEmpty { situation.values[name] = value }
        if let limit = conversation.capabilities.sizeLimit {
            facts.insert("size-offered")
            situation.values["size-limit"] = "\(limit)"
        }
        situation.facts = facts
        return situation
    }

    /// The line that logs in: the prompt asks for user and password and works the responses out,
    /// without TLS by a mechanism that keeps the password, if there is one. AUTH by hand where none
    /// of them can be done so; empty where none is offered.
    private func login(by mechanisms: [String]) -> String {
        let done = mechanisms.filter { SASLMechanism($0).takesPassword }
        let best =
            conversation.isSecure
            ? ["PLAIN", "LOGIN"].first(where: done.contains)
            : done.first { !SASLMechanism($0).revealsSecret }
        if let name = best ?? done.first { return "@auth \(name.lowercased())\(userOption)" }
        return mechanisms.first.map { "AUTH \($0)" } ?? ""
    }

    /// ` user=ann`, so that only the password is asked for; empty where no user is known, or the
    /// name would have to be quoted.
    private var userOption: String {
        let signs = Array("+-._@".utf8)
        let isPlain = user.utf8.allSatisfy { Octet.isWord($0) || signs.contains($0) }
        return user.isEmpty || !isPlain ? "" : " user=\(user)"
    }

    /// Of the last RCPT; empty without one.
    var recipientDomain: String { Self.domain(of: recipientCommand) }

    mutating func noteAttempt(to: String, isLast: Bool) {
        isLastAttempt = isLast
        isOver = false
        port = Self.port(of: to)
        if host.isEmpty { host = Self.host(of: to) }
    }

    mutating func noteConnected(
        peer: String, speaks dialect: Conversation.Dialect, _ at: Duration
    ) {
        if dialect != .smtp { conversation = Conversation(dialect: dialect) }
        failedAttempts = []
        isOver = false
        connectedAt = at
        self.peer = peer
        if let port = Self.port(of: peer) { self.port = port }
    }

    mutating func noteSent(_ sent: SentOctets, at row: Int, _ at: Duration) {
        if let user = sent.user { self.user = user }
        var row = row
        var start = sent.octets.startIndex
        while start < sent.octets.endIndex {
            let end = sent.octets[start...].firstIndex(of: ASCII.lf).map { $0 + 1 }
            let line = sent.octets[start..<(end ?? sent.octets.endIndex)]
            noteLine(line, sent.part, at: row, at)
            start = line.endIndex
            row += 1
        }
    }

    private mutating func noteLine(
        _ line: ArraySlice<UInt8>, _ part: SentOctets.Part, at row: Int, _ at: Duration
    ) {
        if !sawGreeting, earlyRow == nil { earlyRow = row }
        if part == .content, case .content = conversation.phase, content.read(line),
            fakeEndingRow == nil
        {
            fakeEndingRow = row
        }
        let start = conversation.begunCommand?.octets ?? []
        let command = part == .command ? Command(start + line) : nil
        let objection = command.flatMap { conversation.objection(to: $0.verb) }
        // The pieces of a line are one question.
        let begun = conversation.isMidLine ? questions.popLast() : nil
        let before = conversation.unanswered.count
        _ = conversation.submit(Array(line))
        if conversation.unanswered.count > before || begun != nil {
            questions.append(Question(row: begun?.row ?? row, at: at, objection: objection))
        }
        if let command { remember(command) }
    }

    private mutating func remember(_ command: Command) {
        switch command.verb {
        case .ehlo, .helo, .lhlo: helloCommand = command
        case .mail:
            content = FakeEnding()
            fakeEndingRow = nil
            senderCommand = command
            refusedRecipientRows = []
        case .rcpt: recipientCommand = command
        default: break
        }
    }

    /// Empty for a null sender and for what cannot be read.
    private static func address(of command: Command?) -> String {
        guard let address = command?.path?.address, address.allSatisfy({ 33...126 ~= $0 })
        else { return "" }
        return address.text
    }

    private static func domain(of command: Command?) -> String {
        guard let command else { return "" }
        let address = command.path?.address ?? command.argument
        guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return "" }
        let domain = address[(at + 1)...].prefix {
            Octet.isWord($0) || $0 == ASCII.dot || $0 == ASCII.hyphen
        }
        return domain.count < 254 ? domain.text : ""
    }

    /// The number behind the last colon.
    private static func port(of address: String) -> Int? {
        guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        return Int(address[address.index(after: colon)...])
    }

    private static func host(of address: String) -> String {
        let bytes = Array(address.utf8)
        guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), !bytes.contains(UInt8(ascii: "/"))
        else { return "" }
        return bytes[..<colon].filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }.text
    }
}
