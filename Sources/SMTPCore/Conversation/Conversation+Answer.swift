extension Conversation {
    /// Pairs a reply with what it answers and moves on.
    package mutating func answer(_ reply: Reply) -> [ClientAction] {
        if reply.code == 421 { return shuttingDown(reply) }
        expandLastChunk()
        if standing == .awaitingGreeting, reply.isPreamble { return [.report(reply, to: nil)] }
        guard let exchange = unanswered.popFirst() else {
            var reply = reply
            reply.oddities.append(.unsolicited)
            return [.report(reply, to: nil)]
        }
        let report = ClientAction.report(reply, to: exchange)
        switch exchange.request {
        case .connection:
            standing = reply.outcome == .completion ? .open : .refused
            if reply.namesLMTP { speak(.lmtp) }
            return [report]
        case .command(let command):
            let more = answered(command, with: reply)
            return more.isEmpty ? [report] : [report] + more
        case .authentication:
            return [report] + continueAuthentication(reply)
        case .endOfMessage:
            if !isEndOfMessageOutstanding { forgetTransaction() }
            return [report]
        }
    }

    /// A last chunk that was pipelined behind RCPT is answered once per recipient too, and only
    /// now it is known how many were accepted (RFC 2033 §4.3).
    private mutating func expandLastChunk() {
        guard dialect == .lmtp, !recipients.isEmpty, let last = unanswered.first,
            case .command(let command) = last.request, command.chunk?.isLast == true
        else { return }
        let answers = recipients.map {
            Exchange(number: last.number, request: .endOfMessage(recipient: $0))
        }
        unanswered = Queue(answers + unanswered.all.dropFirst())
    }

    /// LMTP answers a message once per recipient; the answers follow each other.
    private var isEndOfMessageOutstanding: Bool {
        if case .endOfMessage = unanswered.first?.request { true } else { false }
    }

    /// 421 may answer anything at any time, and the server closes (RFC 5321 §3.8, §4.2.2).
    private mutating func shuttingDown(_ reply: Reply) -> [ClientAction] {
        let exchange = unanswered.popFirst()
        standing = .closing
        input = .commands
        return [.report(reply, to: exchange)]
    }

    private mutating func answered(_ command: Command, with reply: Reply) -> [ClientAction] {
        let accepted = reply.outcome == .completion
        switch command.verb {
        case .ehlo, .lhlo, .helo:
            if accepted { greet(command.verb, reply) }
        case .mail:
            if accepted { beginTransaction() }
        case .rcpt:
            noteRecipient(command, accepted: accepted)
        case .data:
            if reply.outcome == .intermediate {
                contentTail.reset()
                input = .content
                takeBackContent()
            }
        case .bdat:
            if command.chunk?.isLast == true { forgetTransaction() }
        case .rset:
            if accepted { forgetTransaction() }
        case .starttls:
            return startTLS(accepted)
        case .auth:
            return beginAuthentication(command, reply)
        case .quit:
            standing = .closing
        case .xclient:
            if accepted { forgetHello() }
        case .vrfy, .expn, .help, .noop, .etrn, .atrn, .burl, .xforward, .turn, .send, .soml,
            .saml, .other:
            break
        }
        return []
    }

    /// EHLO also does what RSET does (RFC 5321 §4.1.4). LHLO is LMTP's (RFC 2033 §4.1).
    private mutating func greet(_ verb: Verb, _ reply: Reply) {
        if !capabilities.keywords.isEmpty { earlierCapabilities = capabilities }
        hello = verb
        speak(verb == .lhlo ? .lmtp : .smtp)
        capabilities = verb == .helo ? Capabilities() : Capabilities(reply)
        forgetTransaction()
    }

    private mutating func beginTransaction() {
        forgetTransaction()
        inTransaction = true
    }

    private mutating func noteRecipient(_ command: Command, accepted: Bool) {
        guard inTransaction else { return }
        if accepted {
            // A transaction has as many recipients as it has; we remember enough for LMTP.
            if recipients.count < 10_000 {
                recipients.append(Array(command.path?.address ?? command.argument))
            }
        } else {
            refusedRecipients += 1
        }
    }

    /// What left behind DATA before its 354 was not answered: it is content, up to the closing dot.
    private mutating func takeBackContent() {
        let behind = unanswered.all
        unanswered.removeAll()
        for exchange in behind {
            guard case .content = input, case .command(let command) = exchange.request else {
                unanswered.append(exchange)
                continue
            }
            if contentTail.end(in: command.octets) != nil {
                expectEndOfMessage(number: exchange.number)
            }
        }
    }

    private mutating func startTLS(_ accepted: Bool) -> [ClientAction] {
        guard accepted else { return [] }
        input = .handshake
        return [.startHandshake]
    }

    private mutating func beginAuthentication(
        _ command: Command, _ reply: Reply
    ) -> [ClientAction] {
        let mechanism = command.words.first.map { $0.map(ASCII.upper).text } ?? ""
        guard reply.outcome == .intermediate else {
            exchange = nil
            if reply.outcome == .completion { authenticated = mechanism }
            return []
        }
        input = .response(mechanism: mechanism)
        return respond(to: reply)
    }

    private mutating func continueAuthentication(_ reply: Reply) -> [ClientAction] {
        guard case .response(let mechanism) = input else { return [] }
        if reply.outcome == .intermediate { return respond(to: reply) }
        exchange = nil
        input = .commands
        if reply.outcome == .completion { authenticated = mechanism }
        return []
    }

    /// Our next response, or `*` where the challenge makes no sense (RFC 4954 §4).
    private mutating func respond(to reply: Reply) -> [ClientAction] {
        guard let line = exchange?.line(answering: reply.lines.last?.text ?? []) else { return [] }
        return submit(line)
    }
}

extension Reply {
    /// Whether a greeting has the word LMTP in it, as in RFC 2033 §4.2's example.
    fileprivate var namesLMTP: Bool {
        lines.contains { line in
            line.text.split(separator: ASCII.space).contains { $0.elementsEqual("LMTP".utf8) }
        }
    }
}
