import SMTPCore
import SMTPTrace

extension ScriptRunner {
    /// When the event at the head of the agenda is given up; nil where none is waited for.
    var headDeadline: Duration? {
        guard !agenda.isEmpty, let begin = agenda[0].begin else { return nil }
        if let silence = begin.silence, !links[agenda[0].link].isMidReply {
            return max(begin.at + silence, graceUntil)
        }
        return max(begin.at + begin.limit, graceUntil)
    }

    /// Looks whether the event at the head of the agenda has come; false while it has not.
    mutating func proceed() -> Bool {
        do throws(RunFault) {
            if agenda[0].begin == nil {
                agenda[0].begin = try begin(agenda[0].expectations, agenda[0].patience)
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

    mutating func begin(
        _ expectations: [Expectation], _ patience: Duration?
    ) throws(RunFault) -> Judgement.Begin {
        var begin = Judgement.Begin(at: now, limit: patience ?? timeout)
        for expectation in expectations { begin.add(try read(expectation.claim)) }
        return begin
    }

    /// A claim whose words are known only now.
    mutating func read(_ claim: Expectation.Claim) throws(RunFault) -> Expectation.Claim {
        guard case .late(let template) = claim else { return claim }
        let text = try values.expand(template)
        var scanner = LineScanner(text, file: "", number: 1)
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
            if !arrival.told.isEmpty { agenda[0].told += arrival.told }
            if let observed = take(arrival.event) { return (observed, arrival.at) }
            // The greeting is waited for from now on, and perhaps not at all.
            if begin.expectsNothing, agenda[0].kind.mayBeLeft { return (.nothing, now) }
        }
        if let silence = begin.silence, !links[index].isMidReply,
            now >= max(begin.at + silence, graceUntil)
        {
            return (.silence(silence), now)
        }
        let start = agenda[0].begin?.at ?? begin.at
        guard now >= max(start + begin.limit, graceUntil) else { return nil }
        agenda[0].told += links[index].takeTold()
        return (.timeout(begin.limit), now)
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
