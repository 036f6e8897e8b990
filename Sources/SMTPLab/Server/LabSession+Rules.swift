import SMTPCore

extension LabSession {
    /// One part of the correct answer.
    enum Part: Hashable, Sendable {
        case reply(Answer)
        case startTLS
        case close
    }

    /// What the correct server does and says. `isForced`: a rule has already said yes, so
    /// what the server would object to happens all the same.
    typealias Correct = (
        _ session: inout LabSession, _ world: inout LabWorld, _ isForced: Bool
    ) -> [Part]

    /// Answers correctly, or as the first rule that fits says. `copies`: how many replies a
    /// rule's reply stands for (LMTP answers once per recipient).
    mutating func answer(
        _ occasion: Occasion, _ world: inout LabWorld, at now: Duration, copies: Int = 1,
        refused: (inout LabSession) -> Void = { _ in }, correct: Correct
    ) {
        let rule =
            firstRule(for: occasion, &world, at: now) ?? magicRule(for: occasion, world.scenario)
        if let rule {
            play(
                rule, occasion, &world, at: now, copies: copies, refused: refused, correct: correct)
        } else {
            perform(correct(&self, &world, false), world, now)
        }
    }

    /// Carries out a rule's actions in order.
    mutating func play(
        _ rule: LabRule, _ occasion: Occasion, _ world: inout LabWorld, at now: Duration,
        copies: Int = 1, refused: (inout LabSession) -> Void = { _ in }, correct: Correct
    ) {
        let parts: [Part]
        if rule.refuses {
            parts = []
            refused(&self)
            if occasion.event == .connect { isTurnedAway = true }
        } else {
            parts = correct(&self, &world, rule.saysYes)
        }
        for action in rule.actions {
            switch action {
            case .reply(let code, let enhanced, let lines):
                let octets = Answer(code: code, enhanced: enhanced, lines: lines)
                    .octets(withEnhanced: true)
                for _ in 0..<copies { outbox.append(.octets(octets), at: now) }
            case .raw(let octets): outbox.append(.octets(octets), at: now)
            case .delay(let duration): outbox.append(.pause(duration), at: now)
            case .pace(let octets): outbox.pace = octets
            case .split(let octets): outbox.split = octets
            case .pass: perform(parts, world, now)
            case .note(let text): outbox.append(.note(text), at: now)
            case .close: return end(.close, now)
            case .abort: return end(.abort, now)
            case .hang: return end(nil, now)
            }
        }
        if rule.isSilent {
            perform(parts, world, now)
        } else if !rule.actions.contains(.pass) {
            perform(parts.filter { if case .reply = $0 { false } else { true } }, world, now)
        }
    }

    /// The first rule whose event and conditions fit.
    mutating func firstRule(
        for occasion: Occasion, _ world: inout LabWorld, at now: Duration,
        where isMeant: (LabRule) -> Bool = { _ in true }
    ) -> LabRule? {
        for (index, rule) in world.scenario.rules.enumerated()
        where rule.concerns(occasion.event) && isMeant(rule) {
            if fits(rule, at: index, occasion, &world, now) { return rule }
        }
        return nil
    }

    private func fits(
        _ rule: LabRule, at index: Int, _ occasion: Occasion, _ world: inout LabWorld,
        _ now: Duration
    ) -> Bool {
        guard rule.conditions.allSatisfy({ holds($0, occasion) }) else { return false }
        var isRemembered = true
        for (position, condition) in rule.conditions.enumerated() {
            guard let keys = condition.keys else { continue }
            let entry = world.memories[index << 8 | position, default: RuleMemory()]
                .note(key(keys, occasion), at: now)
            isRemembered = condition.fits(entry, at: now) && isRemembered
        }
        guard isRemembered else { return false }
        return rule.conditions.allSatisfy { condition in
            guard case .odds(let percent) = condition else { return true }
            return Int.random(in: 0..<100, using: &world.random) < percent
        }
    }

    /// Whether a condition without memory or chance holds; true for the others.
    private func holds(_ condition: LabRule.Condition, _ occasion: Occasion) -> Bool {
        switch condition {
        case .glob(let glob):
            Glob.matches(glob, occasion.argument)
                || occasion.address.map { Glob.matches(glob, $0) } ?? false
        case .pattern(let pattern):
            pattern.matches(occasion.argument)
                || occasion.address.map { pattern.matches($0) } ?? false
        case .flag(let flag, let expected): holds(flag, occasion) == expected
        case .over(let octets): occasion.size > octets
        case .first, .after, .every, .within, .odds: true
        }
    }

    private func holds(_ flag: LabRule.Flag, _ occasion: Occasion) -> Bool {
        switch flag {
        case .tls: isSecure
        case .auth: user != nil
        case .helo: helloName != nil
        case .fqdn: hasFullName
        case .utf8: occasion.has8Bit
        case .barelf: occasion.hasBareLF
        case .longline: occasion.hasLongLine
        case .early: occasion.isEarly
        case .nofrom: occasion.lacksFrom
        case .nodate: occasion.lacksDate
        }
    }

    private var hasFullName: Bool {
        guard let helloName else { return false }
        if helloName.first == UInt8(ascii: "[") { return helloName.last == UInt8(ascii: "]") }
        return helloName.dropFirst().dropLast().contains(ASCII.dot)
    }

    /// The values of the keys, apart from each other, ASCII letters in one case.
    private func key(_ keys: [LabRule.Key], _ occasion: Occasion) -> [UInt8] {
        keys.flatMap { value(of: $0, occasion) + [ASCII.lf] }
    }

    private func value(of key: LabRule.Key, _ occasion: Occasion) -> [UInt8] {
        switch key {
        case .connection: Array(String(connection).utf8)
        case .client: Array(client.utf8)
        case .letter: Array("\(connection) \(letterNumber)".utf8)
        case .sender: sender(occasion).map(ASCII.upper)
        case .recipient: recipient(occasion).map(ASCII.upper)
        case .domain: domain(occasion).map(ASCII.upper)
        }
    }

    private func sender(_ occasion: Occasion) -> [UInt8] {
        if occasion.event == .verb(.mail), let address = occasion.address { return Array(address) }
        return envelope?.sender ?? []
    }

    private func recipient(_ occasion: Occasion) -> [UInt8] {
        if occasion.event == .verb(.rcpt), let address = occasion.address { return Array(address) }
        return envelope?.recipients.last ?? []
    }

    /// The domain of the address at hand.
    private func domain(_ occasion: Occasion) -> [UInt8] {
        let address = occasion.address.map { Array($0) } ?? envelope?.sender ?? []
        return address.lastIndex(of: UInt8(ascii: "@")).map { Array(address[($0 + 1)...]) } ?? []
    }

    private mutating func end(_ item: Outbox.Item?, _ now: Duration) {
        if let item { outbox.append(item, at: now) }
        phase = .over
    }
}
