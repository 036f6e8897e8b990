import SMTPCore

/// How a session went, as one exit code: the first stage that failed decides. Codes up to 36 mean
/// what users of swaks expect; from 40 on they tell what swaks cannot say.
package struct Verdict: Sendable {
    package enum Code: Int32, CaseIterable, Sendable {
        case success = 0
        case usage = 1
        case connect = 2
        case pipeDied = 5
        case closedUnexpectedly = 6
        case greeting = 21
        case hello = 22
        case mail = 23
        case recipient = 24
        case data = 25
        case message = 26
        case quit = 27
        case authentication = 28
        case tls = 29
        case helloInTLS = 32
        case xclient = 33
        case timeout = 40
        case protocolViolation = 41

        /// What it means, one clause.
        package var meaning: String {
            switch self {
            case .success: "everything that was asked for succeeded"
            case .usage: "the command line or a file could not be used"
            case .connect: "no connection: name, address, socket or program"
            case .pipeDied: "the program behind --pipe ended with an error"
            case .closedUnexpectedly: "the connection ended while something was unanswered"
            case .greeting: "the greeting was a refusal"
            case .hello: "EHLO, HELO or LHLO was refused"
            case .mail: "MAIL was refused"
            case .recipient: "every RCPT of a transaction was refused"
            case .data: "DATA or BDAT was refused"
            case .message: "the message was refused after it was sent, for one recipient or all"
            case .quit: "QUIT was answered with an error"
            case .authentication: "AUTH failed"
            case .tls: "STARTTLS was refused, or the TLS handshake or verification failed"
            case .helloInTLS: "EHLO was refused inside TLS"
            case .xclient: "XCLIENT was refused"
            case .timeout: "a clock ran out"
            case .protocolViolation:
                "the server broke the protocol in a way that changes its meaning"
            }
        }
    }

    /// What failed first, or success.
    package private(set) var code = Code.success
    private var conversation = Conversation()
    private var failedHello: Code?

    package init() {}

    package mutating func note(_ event: TraceEvent) {
        switch event.fact {
        case .sent(let sent): noteSent(sent)
        case .received(let received):
            for case .report(let reply, let exchange) in conversation.receive(received.octets[...])
            {
                note(reply, to: exchange)
            }
        case .connectFailed: connectFailed = true
        case .connected(_, _, let dialect):
            connectFailed = false
            conversation = Conversation(dialect: dialect)
        case .secured: conversation.secured()
        case .tlsFailed: fail(.tls)
        case .injected: violated = true
        case .ended(let ending): noteEnd(ending)
        case .overdue: fail(.timeout)
        case .resolving, .resolved, .connecting, .handshaking, .flooded, .halfClosed, .diagnostics,
            .clockMoved, .note, .script:
            break
        }
    }

    /// The code once nothing more will come.
    package var final: Code {
        if code != .success { return code }
        if connectFailed { return .connect }
        if let failedHello { return failedHello }
        if conversation.refusedRecipients > 0, conversation.recipients.isEmpty {
            return .recipient
        }
        let isNoServer = muttered && conversation.phase == .awaitingGreeting
        return violated || isNoServer ? .protocolViolation : .success
    }

    private var connectFailed = false
    private var violated = false
    /// Something that is no reply came before the greeting.
    private var muttered = false

    private mutating func noteSent(_ sent: SentOctets) {
        var start = 0
        while start < sent.octets.count {
            let end = sent.octets[start...].firstIndex(of: ASCII.lf).map { $0 + 1 }
            let line = Array(sent.octets[start..<(end ?? sent.octets.count)])
            start += line.count
            _ = conversation.submit(line)
        }
    }

    private mutating func note(_ reply: Reply, to exchange: Exchange?) {
        if reply.oddities.contains(where: \.changesMeaning) {
            // A program behind --pipe may say something before its greeting.
            if conversation.phase == .awaitingGreeting { muttered = true } else { violated = true }
        }
        guard let exchange else { return }
        switch exchange.request {
        case .connection: if reply.outcome != .completion { fail(.greeting) }
        case .authentication: if reply.isFailure { fail(.authentication) }
        case .endOfMessage: if reply.outcome != .completion { fail(.message) }
        case .command(let command): note(reply, to: command)
        }
    }

    private mutating func note(_ reply: Reply, to command: Command) {
        let failed = reply.outcome != .completion
        switch command.verb {
        case .ehlo, .helo, .lhlo:
            failedHello = failed ? (conversation.isSecure ? .helloInTLS : .hello) : nil
        case .mail: if failed { fail(.mail) }
        case .data:
            if reply.outcome != .intermediate {
                fail(
                    conversation.recipients.isEmpty && conversation.refusedRecipients > 0
                        ? .recipient : .data)
            }
        case .bdat: if failed { fail(.data) }
        case .starttls: if failed { fail(.tls) }
        case .auth: if reply.isFailure { fail(.authentication) }
        case .quit: if failed { fail(.quit) }
        case .xclient: if failed { fail(.xclient) }
        case .rcpt, .rset, .vrfy, .expn, .help, .noop, .etrn, .atrn, .burl, .xforward, .turn,
            .send, .soml, .saml, .other:
            break
        }
    }

    private mutating func noteEnd(_ ending: Ending) {
        switch ending.how {
        case .timedOut: fail(.timeout)
        case .exited(let status) where status != 0: fail(neverRan(status) ? .connect : .pipeDied)
        case .closedByServer, .reset, .failed, .exited:
            if ending.midCommand { fail(.closedUnexpectedly) }
        case .closedByUs, .resetByUs: break
        }
    }

    /// A shell ends with these where the program it was to run is missing or none.
    private func neverRan(_ status: Int32) -> Bool {
        (126...127).contains(status) && conversation.phase == .awaitingGreeting
    }

    private mutating func fail(_ failure: Code) {
        if code == .success { code = failure }
    }
}

extension Oddity {
    /// Whether two readers of the stream may disagree about what was said.
    fileprivate var changesMeaning: Bool {
        switch self {
        case .codeChanged, .unsolicited, .noCode, .missingFinalLine: true
        case .bareLF, .bareCR, .nul, .eightBit, .overlong, .lineCut, .replyCut, .unfinishedLine,
            .missingSeparator, .unknownClass, .enhancedMismatch:
            false
        }
    }
}
