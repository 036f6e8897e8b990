import SMTPCore

extension ServedSession {
    /// A recorded step that fits a command.
    struct Match: Sendable {
        var step: Int
        var isExact: Bool
    }

    /// The best step with this verb in this phase of TLS: the same argument first, then not behind
    /// what was said last, then unused, then the nearest. Among strangers an accepted one comes
    /// first, so that nobody is given another one's refusal.
    func find(_ verb: Verb, key: String) -> Match? {
        var best: (index: Int, rank: [Int])?
        for (index, step) in talk.steps.enumerated() {
            guard step.kind == .command, step.verb == verb, step.isSecure == isSecure else {
                continue
            }
            let isSame = step.key == key
            guard isSame || options.matching != .strict else { continue }
            let rank = [
                isSame ? 0 : 1, isSame || step.isAccepted ? 0 : 1, index >= cursor ? 0 : 1,
                used.contains(index) ? 1 : 0, abs(index - cursor),
            ]
            if best.map({ rank.lexicographicallyPrecedes($0.rank) }) ?? true {
                best = (index, rank)
            }
        }
        return best.map { Match(step: $0.index, isExact: talk.steps[$0.index].key == key) }
    }

    /// Answers as recorded, or as usual. True if the answer is no refusal.
    @discardableResult
    mutating func answer(_ command: Command, fallback: String) -> Bool {
        let shown = Self.shown(command)
        guard let match = find(command.verb, key: Turn.key(command)) else {
            return answerUnknown(command, shown, fallback: fallback)
        }
        guard match.isExact || options.matching != .asked || isForced else {
            ask(command, shown, .recorded(match))
            return false
        }
        return give(match, to: shown)
    }

    /// What was never said gets what the options say; nil is a message. True if that is no refusal.
    private mutating func answerUnknown(
        _ command: Command?, _ shown: String, fallback: String
    ) -> Bool {
        actions.append(.decided(.unknown, command: shown, like: ""))
        let isUsual = command?.verb == .quit || isForced
        switch options.unknown {
        case .refused where !isUsual:
            write(Array("502 5.5.1 Not in the recording\r\n".utf8))
            return false
        case .closed where !isUsual:
            end()
            return false
        case .asked where !isUsual:
            ask(command, shown, .usual(fallback))
            return false
        case .usual, .refused, .closed, .asked: break
        }
        write(Array((fallback + "\r\n").utf8))
        return fallback.first == "2" || fallback.first == "3"
    }

    /// Says what was said then, or ends as it ended then.
    @discardableResult
    mutating func give(_ match: Match, to command: String) -> Bool {
        use(match, command)
        return say(talk.steps[match.step])
    }

    mutating func use(_ match: Match, _ command: String) {
        used.insert(match.step)
        cursor = match.step + 1
        let step = talk.steps[match.step]
        let decision: ServedDecision =
            !match.isExact ? .sameVerb : step.isWhole(command) ? .exact : .close
        actions.append(
            .decided(decision, command: command, like: decision == .exact ? "" : step.shown))
    }

    /// The answers to the recorded message with this digest where bodies are compared, else to the
    /// next one, or to the last where there were fewer.
    mutating func answerMessage(_ digest: [UInt8]) {
        let messages = talk.steps.indices.filter { talk.steps[$0].kind == .message }
        let same =
            options.comparesBodies ? messages.first { talk.steps[$0].digest == digest } : nil
        guard let index = same ?? messages.first(where: { $0 >= cursor }) ?? messages.last else {
            _ = answerUnknown(nil, "message", fallback: "250 2.0.0 Ok")
            return
        }
        used.insert(index)
        cursor = index + 1
        let isAnother = options.comparesBodies && same == nil
        actions.append(
            .decided(isAnother ? .anotherMessage : .exact, command: "message", like: ""))
        say(talk.steps[index])
    }

    @discardableResult
    private mutating func say(_ step: ServedTalk.Step) -> Bool {
        for answer in step.answers { write(answer, after: step.latency) }
        guard !isForced else { return step.isAccepted }
        if step.answers.isEmpty {
            guard let how = talk.abruptEnd else { return false }
            end(abruptly: how == .reset)
            return false
        }
        if step.answers.first.flatMap({ ReplyLine($0).code }) == 421 { end() }
        return step.isAccepted
    }

    mutating func write(_ octets: [UInt8], after latency: Duration = .zero) {
        guard !octets.isEmpty else { return }
        actions.append(.write(replaced(octets), after: latency))
    }

    // MARK: Names

    mutating func bind(_ recorded: [UInt8], to actual: [UInt8]) {
        guard recorded.count >= 3, !actual.isEmpty, recorded != actual,
            !bindings.contains(where: { $0.recorded == recorded })
        else { return }
        bindings.append((recorded, actual))
    }

    /// Dates are moved, and recorded names become the real ones where they stand as whole words.
    private func replaced(_ octets: [UInt8]) -> [UInt8] {
        var octets = DateShift(seconds: options.dateShift).moved(octets)
        for (recorded, actual) in bindings {
            var result: [UInt8] = []
            var index = 0
            while index < octets.count {
                let end = index + recorded.count
                if end <= octets.count, octets[index] == recorded[0],
                    octets[index..<end].elementsEqual(recorded),
                    index == 0 || !Self.isInName(octets[index - 1]),
                    end == octets.count || !Self.isInName(octets[end])
                {
                    result += actual
                    index = end
                } else {
                    result.append(octets[index])
                    index += 1
                }
            }
            octets = result
        }
        return octets
    }

    private static func isInName(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || octet == ASCII.hyphen
    }
}
