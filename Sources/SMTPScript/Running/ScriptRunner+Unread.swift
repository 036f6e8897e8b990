import SMTPCore

/// Answers no line speaks of: each is held to what is expected where nothing is said.
extension ScriptRunner {
    /// How long the end of the script waits for the answer to a step that waits for none.
    static let afterglow = Duration.seconds(2)

    /// Behind the last group of a step: answers to its lines that are left have their turn next.
    mutating func judgeRest(behind judgement: Judgement, _ observed: Observed) {
        switch observed {
        case .silence: links[judgement.link].conversation.forgetOwed()
        case .nothing: links[judgement.link].waived = links[judgement.link].conversation.submitted
        case .reply:
            guard !allowsEarly, let line = judgement.lastLine,
                links[judgement.link].owes(upTo: line)
            else { return }
            agenda.insert(judgement.rest, at: 0)
        case .closed, .failed, .secured, .timeout, .unfinished: break
        }
    }

    /// Behind a failure: answers to the same step that are left are read before it is left, so that
    /// they are not in the way of what comes next.
    mutating func leave(behind judgement: Judgement, _ observed: Observed) {
        var failed = judgement
        failed.lastLine = judgement.lastLine ?? agenda.last?.lastLine
        agenda = []
        hasBatchFailed = true
        judgeRest(behind: failed, observed)
        if agenda.isEmpty { leave() }
    }

    /// Reads the answers to steps that waited for none, where something is sent behind them; true if
    /// that comes first. Each is held to what is expected where nothing is said, at its own step.
    mutating func readFirst(_ step: Step) -> Bool {
        guard !allowsEarly, step.action.isSaid, let current, links[current].state == .open,
            let asked = links[current].unasked.first(where: { asked in
                asked.lastLine > links[current].waived && links[current].owes(upTo: asked.lastLine)
            })
        else { return false }
        isReleased = true
        var answer = Judgement(
            kind: .event, asked: asked.step, shown: asked.shown, expectations: [],
            hasDefault: true, link: current, isFirst: false)
        answer.lastLine = asked.lastLine
        answer.isRest = true
        agenda.append(answer)
        return true
    }

    /// A step that waits for no answer.
    mutating func noteUnasked(
        _ step: ExpectedStep, _ shown: String?, _ lastLine: Int, on link: Int
    ) {
        guard !allowsEarly, let first = links[link].conversation.nextOwed?.number else { return }
        links[link].unasked.removeAll { $0.lastLine < first }
        links[link].unasked.append(
            UnaskedStep(
                step: step, shown: shown, lastLine: lastLine, section: result.sections.count - 1,
                isOptional: frames.contains { if case .optional = $0 { true } else { false } }))
    }

    /// Whether all has come that the last steps asked for, or was waited for long enough; at the end
    /// of the script.
    mutating func hasHeardAll() -> Bool {
        guard !isSkipping, links.contains(where: \.owesUnasked) else { return true }
        let end = lingersUntil ?? now + min(Self.afterglow, timeout)
        lingersUntil = end
        return now >= max(end, graceUntil)
    }

    /// Looks at what came on a connection and was not read, before nobody can read it any more.
    /// False if it is a failure of the section at hand.
    mutating func settle(_ index: Int, at place: ScriptPlace?) -> Bool {
        defer { links[index].unasked = [] }
        guard !isSkipping, !allowsEarly, !links[index].isLost else { return true }
        var isFine = true
        let arrivals = links[index].events.all
        links[index].events = Queue(arrivals.filter { $0.event.reply == nil })
        for arrival in arrivals {
            guard let reply = arrival.event.reply else { continue }
            guard let line = arrival.line else {
                if let place { warn("the server said \(reply.head) and nobody read it", at: place) }
                continue
            }
            guard line > links[index].waived,
                let asked = links[index].unasked.first(where: { $0.lastLine >= line })
            else { continue }
            var judgement = Judgement(
                kind: .event, asked: asked.step, shown: asked.shown, expectations: [],
                hasDefault: true, link: index, isFirst: false)
            judgement.add(arrival.facts)
            let holds = judgeUnread(judgement, reply, asked)
            if !holds, asked.section == result.sections.count - 1 { isFine = false }
        }
        return isFine
    }

    /// At the end of the script.
    mutating func settleAll() {
        for index in links.indices {
            _ = settle(index, at: program.instructions.last?.place)
        }
    }

    private mutating func judgeUnread(
        _ judgement: Judgement, _ reply: Reply, _ asked: UnaskedStep
    ) -> Bool {
        let holds = !reply.isFailure
        reportDefault(
            judgement, "2xx or 3xx", holds, .reply(reply), section: asked.section,
            isWish: asked.isOptional)
        return holds
    }
}

extension Step.Action {
    /// Whether the server hears of it on a connection that is there.
    fileprivate var isSaid: Bool {
        switch self {
        case .send, .exact, .startTLS, .tls, .authenticate, .message, .chunk, .raw: true
        case .connect, .wait, .close, .abort, .halfClose: false
        }
    }
}

extension Judgement {
    /// The next answer to the same step, of which nothing is said.
    fileprivate var rest: Judgement {
        var rest = Judgement(
            kind: .event, asked: asked, shown: shown, expectations: [], hasDefault: true,
            link: link, isFirst: false, isInBatch: isInBatch)
        rest.lastLine = lastLine
        rest.isRest = true
        return rest
    }

    /// Whether nothing more comes of it: who is sent away behind several commands has heard enough.
    func isEndOfRest(_ observed: Observed) -> Bool {
        guard isRest, case .raw = step.action, case .closed = observed else { return false }
        return true
    }
}

extension Link {
    /// Whether an answer is due that no line speaks of, and that none was told not to wait for.
    fileprivate var owesUnasked: Bool {
        guard state == .open || state == .halfClosed, !isLost, !unasked.isEmpty,
            let last = conversation.owed.last?.number
        else { return false }
        return last > waived && unasked.contains { $0.lastLine >= last }
    }
}
