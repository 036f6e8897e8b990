import SMTPCore
import SMTPTrace

extension Diagnostician {
    /// A line from the server: another service, a whole reply, or a part of one.
    mutating func examine(
        _ received: ReceivedOctets, at row: Int, _ at: Duration, _ state: inout SessionState
    ) -> [Finding] {
        if !state.sawAnything {
            state.sawAnything = true
            if let service = WrongService(received.octets) {
                state.isWrongService = true
                return [finding(service.finding, [row], state)]
            }
        }
        state.replyRows.append(row)
        if state.replyRows.count > 64 { state.replyRows.removeFirst() }
        var found: [Finding] = []
        for case .report(let reply, let exchange) in state.conversation.receive(
            received.octets[...])
        {
            found += examine(reply, to: exchange, at, &state)
            state.replyRows.removeAll(keepingCapacity: true)
        }
        let isUnfinished = state.conversation.isMidReply && received.octets.last == ASCII.lf
        state.unfinishedSince = isUnfinished ? at : nil
        state.reportedUnfinished = false
        return state.isWrongService ? [] : found
    }

    /// No line of a reply lets the next one wait so long.
    private static let longPause = Duration.seconds(2)

    /// Something is sent in the middle of a reply that does not go on: the next answer will be
    /// taken for its end. Told once for a reply.
    func interrupted(at row: Int, _ at: Duration, _ state: inout SessionState) -> [Finding] {
        guard let since = state.unfinishedSince, at - since >= Self.longPause,
            !state.reportedUnfinished
        else { return [] }
        state.reportedUnfinished = true
        var finding = finding("unfinished-reply", state.replyRows.suffix(1) + [row], state)
        finding.what =
            "The last line before this has a hyphen behind its code: what comes next is taken for "
            + "the end of that reply, so answers no longer belong to their commands."
        return [finding]
    }

    private mutating func examine(
        _ reply: Reply, to exchange: Exchange?, _ at: Duration, _ state: inout SessionState
    ) -> [Finding] {
        let question = state.answered(exchange)
        let relayed = openRelay(reply, exchange, at: question?.row, &state)
        if !relayed.isEmpty { return relayed }
        if isUnremarkable(reply, to: exchange, since: question?.at, at) { return [] }
        let rows = (question.map { [$0.row] } ?? []) + (state.replyRows.first.map { [$0] } ?? [])
        var found = oddities(of: reply, to: exchange, rows, state)
        if reply.code == 421 { state.isClosing = true }
        if exchange?.request == .connection {
            state.sawGreeting = true
            let text = reply.lines.first?.text ?? []
            state.greetingName = Array(text.prefix { $0 > 32 }.prefix(255)).text
        }
        found += slowness(of: exchange, since: question?.at ?? state.connectedAt, at, rows, &state)
        if case .command(let command)? = exchange?.request, command.verb.isHello,
            reply.outcome == .completion
        {
            state.helloRow = rows.last
            if state.conversation.hidesSTARTTLS {
                found.append(finding("starttls-stripped", rows, state))
            }
        }
        guard reply.isFailure else { return found }
        if let failure = failure(reply, to: exchange, question, rows, &state) {
            found.append(failure)
        }
        return found
    }

    /// Whether a reply is what nearly all are: a success in time that changes nothing we watch.
    private func isUnremarkable(
        _ reply: Reply, to exchange: Exchange?, since: Duration?, _ at: Duration
    ) -> Bool {
        guard reply.oddities.isEmpty, !reply.isFailure, let since, at - since < .seconds(3),
            case .command(let command)? = exchange?.request
        else { return false }
        return !command.verb.isHello
    }

    private mutating func failure(
        _ reply: Reply, to exchange: Exchange?, _ question: SessionState.Question?, _ rows: [Int],
        _ state: inout SessionState
    ) -> Finding? {
        if case .command(let command)? = exchange?.request, command.verb == .rcpt,
            state.refusedRecipientRows.count < 8
        {
            state.refusedRecipientRows += rows.suffix(1)
        }
        var situation = state.situation
        if case .command(let command)? = exchange?.request {
            situation.facts.formUnion(Self.facts(about: command.verb))
        }
        let judged = withRules { $0.classify(reply, in: situation, evidence: rows) }
        guard var finding = judged else { return nil }
        if let better = refinement(of: finding, reply, exchange, question, state) {
            let lasting = finding.lasting
            finding = Knowledge.findings.finding(
                better.id, certainty: better.certainty, in: situation,
                evidence: better.evidence + rows, rule: "session:\(better.id)")
            finding.lasting = lasting
        }
        if finding.category == .badSequence, let objection = question?.objection {
            finding.why = "\(objection.reason.capitalisedFirst) (\(objection.source))."
        }
        if finding.category == .syntaxError, case .command(let command)? = exchange?.request {
            finding.why = Self.form(of: command.verb) ?? finding.why
        }
        addContext(to: &finding, state)
        // The server hangs up next, and has said why.
        if finding.category == .errorLimit { state.isClosing = true }
        finding.evidence = Array(Set(finding.evidence)).sorted()
        return finding
    }

    /// What the steps may depend on.
    private static func facts(about verb: Verb) -> Set<String> {
        if verb == .mail || verb == .rcpt { return ["about-address"] }
        return verb.isHello ? ["about-hello"] : []
    }

    /// What usually is wrong with a command that holds no address; nil for those that do.
    private static func form(of verb: Verb) -> String? {
        if verb == .mail || verb == .rcpt { return nil }
        return verb.isHello
            ? "Behind \(verb.name) stands one name: a full host name, or an address in brackets."
            : "What stands behind the command is too much, too little or not what it takes."
    }

    /// The finer id that the session proves, where the words alone could not.
    private func refinement(
        of finding: Finding, _ reply: Reply, _ exchange: Exchange?,
        _ question: SessionState.Question?, _ state: SessionState
    ) -> (id: String, certainty: Finding.Certainty, evidence: [Int])? {
        switch exchange?.request {
        case .connection:
            guard let early = state.earlyRow, reply.outcome == .permanentFailure else { return nil }
            return ("early-talker", .observed, [early])
        case .authentication:
            return finding.category == .policy || finding.certainty == .inferred
                ? ("auth-failed", .observed, []) : nil
        case .command(let command):
            return refinement(of: finding, reply, command, question, state)
        case .endOfMessage, nil:
            return nil
        }
    }

    private func refinement(
        of finding: Finding, _ reply: Reply, _ command: Command,
        _ question: SessionState.Question?, _ state: SessionState
    ) -> (id: String, certainty: Finding.Certainty, evidence: [Int])? {
        let isVague = finding.certainty == .inferred || finding.category == .policy
        switch command.verb {
        case .ehlo where reply.code == 500 || reply.code == 502 || reply.code == 504:
            return ("ehlo-unsupported", .observed, [])
        case .starttls
        where reply.code == 454 || isVague || finding.category == .commandUnsupported:
            return refusedSTARTTLS(state)
        case .auth where finding.category == .commandUnsupported:
            return ("auth-mechanism", .observed, [])
        case .auth where isVague && reply.outcome == .permanentFailure:
            return ("auth-failed", .inferred, [])
        case .data, .bdat:
            let conversation = state.conversation
            guard conversation.recipients.isEmpty, !state.refusedRecipientRows.isEmpty,
                isVague || finding.category == .badSequence || finding.id == "mailbox-unknown"
            else { return nil }
            return ("no-recipients", .observed, state.refusedRecipientRows)
        case .mail where isAnonymousSubmission(finding, state),
            .rcpt where isAnonymousSubmission(finding, state):
            return ("auth-required", .inferred, state.helloRow.map { [$0] } ?? [])
        case .mail, .rcpt:
            guard finding.category == .syntaxError, isBadlyWritten(command) else { return nil }
            return ("syntax-argument", .observed, [])
        default:
            return nil
        }
    }

    /// STARTTLS was refused: was it offered at all? Nil where nobody asked what is.
    private func refusedSTARTTLS(
        _ state: SessionState
    ) -> (id: String, certainty: Finding.Certainty, evidence: [Int])? {
        let conversation = state.conversation
        if conversation.isSecure || conversation.capabilities.contains("STARTTLS") {
            return ("tls-unavailable", .observed, [])
        }
        guard let row = state.helloRow else { return nil }
        return (
            conversation.hidesSTARTTLS ? "starttls-stripped" : "tls-not-offered", .observed, [row]
        )
    }

    /// A refusal without a reason of somebody who did not log in, where AUTH is offered and mail of
    /// other servers is not expected (RFC 6409 §4.3).
    private func isAnonymousSubmission(_ finding: Finding, _ state: SessionState) -> Bool {
        finding.category == .policy && state.port != 25 && state.conversation.authenticated == nil
            && !state.conversation.capabilities.mechanisms.isEmpty
    }

    /// A blank behind the colon, or an address without angle brackets.
    private func isBadlyWritten(_ command: Command) -> Bool {
        guard let colon = command.argument.firstIndex(of: UInt8(ascii: ":")) else { return true }
        return command.argument[(colon + 1)...].first != UInt8(ascii: "<")
    }

    /// Points at what the session says about a refusal for want of login or encryption.
    private func addContext(to finding: inout Finding, _ state: SessionState) {
        switch finding.category {
        case .relayDenied, .authRequired, .tlsRequired, .authMechanism:
            if let row = state.helloRow { finding.evidence.append(row) }
        default: break
        }
        if finding.category == .relayDenied, state.conversation.authenticated != nil {
            finding.why =
                "You are logged in, but this account may not relay, or this server sends for "
                + "other users only."
        }
    }

    private func oddities(
        of reply: Reply, to exchange: Exchange?, _ rows: [Int], _ state: SessionState
    ) -> [Finding] {
        if reply.oddities.contains(.unsolicited), reply.code != 421 {
            return unsolicited(reply, rows, state)
        }
        // A program started by hand may say what it is about before it greets.
        if !state.sawGreeting, exchange == nil, reply.code == nil { return [] }
        let breach = reply.oddities.first { oddity in
            switch oddity {
            case .codeChanged, .noCode, .missingFinalLine, .replyCut, .unknownClass: true
            default: false
            }
        }
        guard let breach else { return [] }
        var finding = finding("malformed-reply", rows, state)
        finding.what = "\(breach.sentence.capitalisedFirst)."
        return [finding]
    }

    /// Three seconds for an answer are long; twice is intent. The end of a message may take its time.
    private func slowness(
        of exchange: Exchange?, since: Duration, _ at: Duration, _ rows: [Int],
        _ state: inout SessionState
    ) -> [Finding] {
        guard let exchange, at - since >= .seconds(3) else { return [] }
        if exchange.request == .connection {
            return at - since >= .seconds(5) ? [finding("slow-greeting", rows, state)] : []
        }
        if case .endOfMessage = exchange.request { return [] }
        state.slowReplies += rows.suffix(1)
        guard state.slowReplies.count >= 2, !state.reportedTarpit else { return [] }
        state.reportedTarpit = true
        return [finding("tarpit", state.slowReplies, state, certainty: .inferred)]
    }
}

extension SessionState {
    /// The question this exchange was, taken off the list.
    fileprivate mutating func answered(_ exchange: Exchange?) -> Question? {
        guard let exchange, exchange.number > 0 else { return nil }
        let question = questions.first
        // In LMTP one message is answered once per recipient.
        if conversation.awaited?.number != exchange.number { _ = questions.popFirst() }
        return question
    }
}

extension String {
    /// With the first letter in upper case.
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
