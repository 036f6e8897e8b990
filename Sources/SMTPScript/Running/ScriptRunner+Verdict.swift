import SMTPCore
import SMTPTrace

/// What an event comes to.
extension ScriptRunner {
    mutating func conclude(_ judgement: Judgement, _ observed: Observed, at time: Duration) {
        let observed = judgement.settled(observed)
        if judgement.isEndOfRest(observed) { return }
        let took = time - max(links[judgement.link].sentAt, .zero)
        learn(judgement, observed, took)
        if judgement.isFirst { noteTiming(judgement, observed, took) }
        let split = judgement.phase(at: observed)
        let isFine = judge(judgement, split.now, observed, took)
        if isFine { return goOn(judgement, later: split.later, observed) }
        if judgement.isInBatch {
            hasBatchFailed = true
            judgeRest(behind: judgement, observed)
            if observed.isBreakdown || agenda.isEmpty { leave() }
        } else {
            leave(behind: judgement, observed)
        }
    }

    /// Goes on behind an event that was as expected.
    mutating func goOn(_ judgement: Judgement, later: [Int], _ observed: Observed) {
        switch (judgement.kind, observed) {
        case (.startTLS(let tls), .reply(let reply)):
            if reply.outcome == .completion {
                intents.append(.handshake(tls))
                agenda.insert(judgement.next(.handshake(tls, greets: false), later), at: 0)
            } else if !later.isEmpty {
                let next = judgement.next(judgement.kind, later)
                _ = judge(next, Array(next.expectations.indices), observed, .zero)
                leave()
            }
        case (.handshake(_, true), .secured):
            links[judgement.link].sentAt = now
            agenda.insert(judgement.next(.greeting, later), at: 0)
        case (.handshake(_, false), .secured) where !later.isEmpty:
            agenda.insert(judgement.next(.event, later), at: 0)
        default:
            judgeRest(behind: judgement, observed)
            if hasBatchFailed, agenda.isEmpty { leave() }
        }
    }

    /// What the connection's state becomes.
    mutating func learn(_ judgement: Judgement, _ observed: Observed, _ took: Duration) {
        let index = judgement.link
        if case .silence = observed {
            links[index].isSilent = true
        } else {
            links[index].isSilent = false
        }
        switch observed {
        case .reply(let reply):
            links[index].learn(reply, to: judgement.command)
            if reply.code == 334, watchesLogin { noteChallenge(reply) }
        case .timeout, .unfinished: links[index].isLost = true
        case .failed: links[index].isLost = true
        case .secured:
            links[index].isMidExchange = false
        case .closed, .silence, .nothing: break
        }
        if program.usesHeard { hear(observed, took, links[index]) }
    }

    mutating func hear(_ observed: Observed, _ took: Duration, _ link: Link) {
        var heard: [String: [UInt8]] = [:]
        if let reply = link.lastReply {
            heard["reply.code"] = Array(String(reply.code ?? 0).utf8)
            heard["reply.enhanced"] = Array((reply.enhanced?.description ?? "").utf8)
            heard["reply.text"] = reply.plainText
            heard["reply.lines"] = Array(String(reply.lines.count).utf8)
            heard["reply.ms"] = values.heard["reply.ms"]
        }
        if case .reply = observed {
            heard["reply.ms"] = Array(String(took.milliseconds).utf8)
        }
        for keyword in link.capabilities.keywords {
            heard["ehlo." + keyword.name] = Array(keyword.parameters.joined(separator: " ").utf8)
        }
        if let report = link.report {
            heard["tls.version"] = Array(report.version.utf8)
            heard["tls.cipher"] = Array(report.cipher.utf8)
            heard["tls.name"] = Array((report.chain.first?.names.first ?? "").utf8)
            let left = report.chain.first.map { ($0.notAfter - report.checkedAt) / 86_400 }
            heard["tls.days"] = left.map { Array(String($0).utf8) }
        }
        values.heard = heard
    }

    /// Judges some of the lines, and the default where they name no event. True if all hold.
    mutating func judge(
        _ judgement: Judgement, _ lines: [Int], _ observed: Observed, _ took: Duration
    ) -> Bool {
        let claims = judgement.begin?.claims ?? judgement.expectations.map(\.claim)
        let events = lines.filter { claims[$0].isEvent }
        // Where a line says how it ends, any other end is an answer, and not the expected one.
        let isTrouble = observed.isBreakdown && !events.contains { claims[$0].namesEnd }
        let asks = lines.contains { claims[$0].asksForDiagnosis }
        let insights = asks ? insights(of: judgement, observed) : nil
        var judge = Judge(
            observed: observed, took: took, capabilities: links[judgement.link].capabilities,
            report: links[judgement.link].report,
            diagnoses: insights?.flatMap(\.names).withoutRepeats ?? [], values: values,
            patterns: patterns)
        var isFine = true
        if events.isEmpty {
            isFine = judgeDefault(judgement, observed)
            guard isFine else { return false }
        }
        do throws(RunFault) {
            for line in events + lines.filter({ !claims[$0].isEvent }) {
                let finding = try judge.judge(claims[line])
                let expectation = judgement.expectations[line]
                report(
                    judgement, expectation, claims[line], finding, observed, isTrouble: isTrouble)
                guard !finding.holds, !expectation.isWish else { continue }
                isFine = false
                // What else is said of an event that did not come says nothing.
                if claims[line].isEvent { break }
            }
        } catch {
            fail(
                error,
                at: lines.first.map { judgement.expectations[$0].place } ?? judgement.step.place,
                leaves: false)
            isFine = false
        }
        values = judge.values
        patterns = judge.patterns
        for capture in judge.captures { values.names.variables[capture.name] = capture.value }
        return isFine
    }

    /// What is expected where no line names an event.
    mutating func judgeDefault(_ judgement: Judgement, _ observed: Observed) -> Bool {
        let wanted: String
        let holds: Bool
        switch (judgement.kind, observed) {
        case (.handshake(let tls, _), .secured(let report)):
            wanted = "a verified certificate"
            holds =
                judgement.speaksOfVerification || report.satisfies(tls.verification)
        case (.handshake, _):
            wanted = "a finished TLS handshake"
            holds = false
        case (.connection, _):
            wanted = "a connection"
            holds = false
        case (.greeting, .reply(let reply)), (.startTLS, .reply(let reply)):
            wanted = "2xx"
            holds = reply.outcome == .completion
        case (_, .reply(let reply)):
            wanted = judgement.hasDefault ? "2xx or 3xx" : "any"
            holds =
                !judgement.hasDefault || reply.outcome == .completion
                || reply.outcome == .intermediate
        default:
            wanted = judgement.hasDefault ? "2xx or 3xx" : "any"
            holds = false
        }
        reportDefault(judgement, wanted, holds, observed)
        return holds
    }
}

extension Judgement {
    /// The event behind this one, with those lines that speak of it.
    fileprivate func next(_ kind: Kind, _ lines: [Int]) -> Judgement {
        var next = self
        next.kind = kind
        next.begin = nil
        next.isFirst = false
        next.expectations = lines.map { expectations[$0] }
        return next
    }

    /// What is to be judged: a certificate that does not hold is a failure of TLS where a line
    /// expects one.
    fileprivate func settled(_ observed: Observed) -> Observed {
        guard case .handshake(let tls, _) = kind, case .secured(let report) = observed,
            !speaksOfVerification, !report.satisfies(tls.verification),
            expectations.contains(where: \.claim.expectsFailure)
        else { return observed }
        return .failed(.tls, report.verification)
    }

    /// Which lines speak of this event, and which of the one behind it.
    func phase(at observed: Observed) -> (now: [Int], later: [Int]) {
        let claims = begin?.claims ?? []
        switch kind {
        case .startTLS: return split(claims, at: observed)
        case .handshake(_, let greets):
            // All that is said speaks of the greeting, which comes now.
            if greets, case .secured = observed { return ([], Array(claims.indices)) }
            let (others, ofTLS) = split(claims, at: observed)
            return (ofTLS, others)
        case .event, .connection, .greeting, .exchange: return (Array(claims.indices), [])
        }
    }

    /// The lines that do not speak of TLS, and those that do.
    private func split(
        _ claims: [Expectation.Claim], at observed: Observed
    ) -> ([Int], [Int]) {
        // Where a STARTTLS was refused, the diagnosis is that of the refusal.
        var shakesHands = true
        if case .startTLS = kind, case .reply(let reply) = observed {
            shakesHands = reply.outcome == .completion
        }
        func isOfTLS(_ claim: Expectation.Claim) -> Bool {
            claim.speaksOfTLS || shakesHands && claim.asksForDiagnosis
        }
        return (
            claims.indices.filter { !isOfTLS(claims[$0]) },
            claims.indices.filter { isOfTLS(claims[$0]) }
        )
    }

    /// Whether a line says what to think of the certificate.
    fileprivate var speaksOfVerification: Bool {
        expectations.contains {
            if case .property(.tlsVerified) = $0.claim { true } else { false }
        }
    }
}

extension Judgement.Begin {
    var asksForDiagnosis: Bool { claims.contains(where: \.asksForDiagnosis) }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 { microseconds / 1_000 }
}
