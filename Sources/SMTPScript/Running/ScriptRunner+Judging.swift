import SMTPCore
import SMTPTrace

extension ScriptRunner {
    /// When the event at the head of the agenda is looked at again without a fact; nil where none
    /// is waited for.
    var headDeadline: Duration? {
        guard !agenda.isEmpty, let begin = agenda[0].begin else { return nil }
        let end = end(of: begin, isMidReply: isMidReply(begin))
        guard let asked = begin.asked, asked.at >= end else { return end }
        return asked.until
    }

    /// When what is waited for is given up.
    private func end(of begin: Judgement.Begin, isMidReply: Bool) -> Duration {
        if let silence = begin.silence, !isMidReply { return max(begin.at + silence, graceUntil) }
        return max(begin.at + begin.limit, graceUntil)
    }

    /// Whether a reply has begun where silence would do.
    private func isMidReply(_ begin: Judgement.Begin) -> Bool {
        begin.silence != nil && links[agenda[0].link].isMidReply
    }

    /// Looks whether the event at the head of the agenda has come; false while it has not.
    mutating func proceed() -> Bool {
        do throws(RunFault) {
            if agenda[0].begin == nil {
                agenda[0].begin = try begin(
                    agenda[0].expectations, agenda[0].patience, agenda[0].hasDefault)
            }
        } catch {
            let place = agenda[0].expectations.first?.place ?? agenda[0].step.place
            fail(error, at: place)
            return true
        }
        guard let (observed, time) = observe() else { return false }
        let judgement = agenda.removeFirst()
        conclude(judgement, observed, at: time)
        return true
    }

    private mutating func begin(
        _ expectations: [Expectation], _ patience: Duration?, _ hasDefault: Bool
    ) throws(RunFault) -> Judgement.Begin {
        var begin = Judgement.Begin(
            at: now, limit: patience ?? timeout, isUsualLimit: patience == nil,
            expectsAnswer: hasDefault)
        for expectation in expectations { begin.add(try read(expectation.claim)) }
        return begin
    }

    /// A claim whose words are known only now.
    mutating func read(_ claim: Expectation.Claim) throws(RunFault) -> Expectation.Claim {
        guard case .late(let template) = claim else { return claim }
        let text = try values.expand(template)
        var scanner = LineScanner(text)
        do throws(LineError) {
            let claim = try scanner.claim()
            _ = try scanner.finish()
            if case .late = claim {
                throw scanner.error("a name stands in a name's value", from: 0)
            }
            return claim
        } catch {
            throw RunFault(
                "cannot read `< \(VisibleText.of(text.prefix(200)))`: \(error.message)",
                help: error.help)
        }
    }

    /// The event that is waited for, and when it came.
    mutating func observe() -> (Observed, Duration)? {
        guard let begin = agenda[0].begin else { return nil }
        let index = agenda[0].link
        if begin.expectsNothing, agenda[0].kind.mayBeLeft { return (.nothing, now) }
        while let arrival = links[index].events.popFirst() {
            agenda[0].add(arrival.facts)
            if let observed = take(arrival.event) { return (observed, arrival.at) }
            // The greeting is waited for from now on, and perhaps not at all.
            if begin.expectsNothing, agenda[0].kind.mayBeLeft { return (.nothing, now) }
        }
        return giveUp()
    }

    /// What comes of it that nothing came in time; nil as long as there is time.
    private mutating func giveUp() -> (Observed, Duration)? {
        guard let begin = agenda[0].begin else { return nil }
        let isMidReply = isMidReply(begin)
        let end = end(of: begin, isMidReply: isMidReply)
        guard now >= end else { return nil }
        let isSilence = begin.silence != nil && !isMidReply
        // Behind `@wait` nothing was asked.
        let asks =
            isSilence
            ? begin.asksForDiagnosis : begin.expectsAnswer && agenda[0].patience == nil
        guard isTold(begin, end, asks: asks) else { return nil }
        let link = agenda[0].link
        agenda[0].add(links[link].takeFacts())
        if isSilence, let silence = begin.silence { return (.silence(silence), now) }
        let progress = links[link].progress(of: agenda[0].kind)
        guard begin.silence == nil else { return (.unfinished(progress), now) }
        return (.timeout(limit: begin.limit, progress), now)
    }

    /// Whether it was told what had come when the clock ran out; has it told if that was not done.
    /// Where an answer is asked for, that it is overdue is a fact like others: recorded, shown, and
    /// diagnosed. Where none is, nothing but half a line is worth a word.
    private mutating func isTold(_ begin: Judgement.Begin, _ end: Duration, asks: Bool) -> Bool {
        let index = agenda[0].link
        if let asked = begin.asked, asked.at >= end {
            return asks && links[index].isOverdue || now >= asked.until
        }
        agenda[0].begin?.asked = (now, now + (asks ? Self.grace : Self.glance))
        links[index].isOverdue = false
        intents.append(
            asks ? .overdue(wait(for: agenda[0]), after: end - begin.at) : .tellUnfinished)
        return false
    }

    /// What the head of the agenda waits for.
    private func wait(for judgement: Judgement) -> Wait {
        switch judgement.kind {
        case .connection: return .connect
        case .greeting: return .greeting
        case .handshake: return .handshake
        case .exchange: return .reply(to: "AUTH")
        case .startTLS: return .reply(to: "STARTTLS")
        case .event:
            if case .message = judgement.step.action { return .reply(to: ".") }
            return .reply(to: Command(judgement.command).verb.name)
        }
    }

    /// What an event is to the head of the agenda; nil if it only leads on.
    private mutating func take(_ event: Link.Event) -> Observed? {
        switch event {
        case .connected:
            if case .connection(let tls) = agenda[0].kind {
                agenda[0].kind = tls.map { .handshake($0, greets: true) } ?? .greeting
                agenda[0].begin?.at = now
                links[agenda[0].link].sentAt = now
            }
            return nil
        case .secured(let report):
            guard case .handshake = agenda[0].kind else { return nil }
            return .secured(report)
        case .reply(let reply):
            if case .exchange = agenda[0].kind, reply.outcome == .intermediate { return nil }
            // What was said before the handshake is no answer to it.
            if case .handshake = agenda[0].kind { return nil }
            return .reply(reply)
        case .failed(let cause, let text): return .failed(cause, text)
        case .ended(let ending): return .closed(ending)
        }
    }
}

extension Link {
    /// How far an answer has come.
    fileprivate func progress(of kind: Judgement.Kind) -> Observed.Progress {
        if isMidReply { return pendingLines.isEmpty ? .halfLine : .halfReply }
        switch kind {
        case .handshake: return .handshake
        case .exchange: return .login
        case .event, .connection, .greeting, .startTLS: return .nothing
        }
    }
}
