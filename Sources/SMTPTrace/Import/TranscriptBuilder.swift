import SMTPCore

/// Makes facts of what a transcript tells, as the engine would have made them: content and AUTH
/// lines are known by the state of the talk, secrets are hidden.
struct TranscriptBuilder {
    var events: [TraceEvent] = []
    private var conversation = Conversation()
    private var redactor = Redactor()
    private var isSecure = false
    private var isOpen = false
    private var connection: Int
    private var count = 0
    /// Whether the server asked for a line of AUTH and did not get it yet: a secret stays one
    /// where the AUTH line itself is missing.
    private var isAsking = false
    /// What facts are stamped with; zero where a transcript tells no time.
    var now = Duration.zero
    /// What lines of one write or read share; nil counts them.
    var group: Int?

    init(connection: Int = 1) {
        self.connection = connection
    }

    mutating func take(_ line: ImportedLine) {
        switch line {
        case .client(let text, let mark): client(Array(text) + ASCII.crlf, mark)
        case .server(let text, let mark): server(Array(text) + ASCII.crlf, mark)
        case .connecting(let to):
            begin()
            add(.connecting(to: to, attempt: 1, of: 1))
        case .connected(let peer):
            if isOpen { begin() }
            isOpen = true
            add(.connected(local: "", peer: peer))
        case .secured(let version, let cipher, let bits): secured(version, cipher, bits)
        case .failed(let text): add(.note(text))
        case .closed:
            if isOpen { end(.closedByServer) }
        case .contentLeftOut: leaveOutContent()
        case .remark(let text): add(.note(text))
        case .nothing: break
        }
    }

    private mutating func add(_ fact: Fact) {
        events.append(TraceEvent(at: now, connection: connection, fact: fact))
    }

    /// The connection is there, with both addresses.
    mutating func connected(
        from local: String, to peer: String, speaking dialect: Conversation.Dialect = .smtp
    ) {
        isOpen = true
        if dialect != .smtp { conversation = Conversation(dialect: dialect) }
        add(.connected(local: local, peer: peer, speaks: dialect))
    }

    mutating func end(_ how: Ending.How) {
        let isByUs = how == .closedByUs || how == .resetByUs
        let isMidCommand = !isByUs && !conversation.unanswered.isEmpty
        add(.ended(Ending(how: how, midCommand: isMidCommand)))
        isOpen = false
    }

    /// A line exactly as it was on the wire, or a part of one.
    mutating func wire(_ octets: [UInt8], isFromClient: Bool) {
        if isFromClient { client(octets, nil) } else { server(octets, nil) }
    }

    /// Whether the server agreed to a handshake that has not begun.
    var isHandshaking: Bool { conversation.phase == .handshaking }

    /// The next connection, unless nothing was said on this one.
    private mutating func begin() {
        guard count > 0 else { return }
        if isOpen { add(.ended(Ending(how: .closedByServer))) }
        connection += 1
        conversation = Conversation()
        redactor = Redactor()
        (isSecure, isOpen, count) = (false, false, 0)
    }

    private mutating func client(_ octets: [UInt8], _ mark: Bool?) {
        open(mark)
        var part = SentOctets.Part.command
        for case .write(_, let written) in conversation.submit(octets) { part = written }
        if isAsking, part == .command { part = .authentication }
        isAsking = false
        let result = redactor.sent(octets, part: part)
        count += 1
        add(
            .sent(
                SentOctets(
                    octets: result.octets, part: part, isSecure: isSecure, write: group ?? count,
                    hidden: result.hidden, user: result.user)))
    }

    private mutating func server(_ octets: [UInt8], _ mark: Bool?) {
        open(mark)
        if group == nil, isInContent { leaveOutContent() }
        let result = redactor.received(octets)
        _ = conversation.receive(octets[...])
        isAsking = ReplyLine(octets).code == 334
        count += 1
        add(
            .received(
                ReceivedOctets(octets: result.octets, isSecure: isSecure, read: group ?? count)))
    }

    private mutating func open(_ mark: Bool?) {
        if !isOpen {
            if count > 0 { begin() }
            isOpen = true
        }
        if mark == true, !isSecure { secured("", "", 0) }
    }

    private mutating func secured(_ version: String, _ cipher: String, _ bits: Int) {
        secured(
            TLSReport(
                version: version.isEmpty ? "TLS" : version, cipher: cipher, cipherBits: bits,
                group: "", serverName: nil, chain: [], chainProblem: nil, checkedName: "",
                nameMatches: true, isResumed: false, asksForCertificate: false, checkedAt: 0))
    }

    mutating func secured(_ report: TLSReport) {
        guard !isSecure else { return }
        isSecure = true
        isOpen = true
        conversation.secured()
        add(.secured(report))
    }

    private var isInContent: Bool {
        switch conversation.phase {
        case .content, .chunk: true
        case .awaitingGreeting, .greeted, .ready, .transaction, .authenticating, .handshaking,
            .closing, .ended, .refusedAtGreeting:
            false
        }
    }

    private mutating func leaveOutContent() {
        guard isInContent else { return }
        for line in ["[content: not in the transcript]\r\n", ".\r\n"] {
            let octets = Array(line.utf8)
            _ = conversation.submit(octets)
            count += 1
            add(
                .sent(
                    SentOctets(
                        octets: octets, part: .content, isSecure: isSecure, write: count,
                        hidden: octets.count > 3 ? ["content"] : [])))
        }
    }
}
