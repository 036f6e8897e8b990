import SMTPCore

/// Rules with what they remember and their chance: says which one an occasion calls for.
package struct RuleBook: Sendable {
    /// The first that fits wins.
    package let rules: [LabRule]
    /// By rule and condition.
    private var memories: [Int: RuleMemory] = [:]
    private var random: LabRandom

    /// The same seed and the same occasions give the same rules.
    package init(_ rules: [LabRule], seed: UInt64) {
        self.rules = rules
        random = LabRandom(seed: seed)
    }

    /// The first rule whose event and conditions fit; nil where none does. Times are of any origin
    /// and never decrease.
    package mutating func firstIndex(
        for occasion: Occasion, of party: RuleParty, at now: Duration,
        where isMeant: (LabRule) -> Bool = { _ in true }
    ) -> Int? {
        for (index, rule) in rules.enumerated()
        where rule.concerns(occasion.event) && isMeant(rule) {
            if fits(rule, at: index, occasion, party, now) { return index }
        }
        return nil
    }

    private mutating func fits(
        _ rule: LabRule, at index: Int, _ occasion: Occasion, _ party: RuleParty, _ now: Duration
    ) -> Bool {
        guard rule.conditions.allSatisfy({ Self.holds($0, occasion, party) }) else { return false }
        var isRemembered = true
        for (position, condition) in rule.conditions.enumerated() {
            guard let keys = condition.keys else { continue }
            let entry = memories[index << 8 | position, default: RuleMemory()]
                .note(party.key(keys, occasion), at: now)
            isRemembered = condition.fits(entry, at: now) && isRemembered
        }
        guard isRemembered else { return false }
        return rule.conditions.allSatisfy { condition in
            guard case .odds(let percent) = condition else { return true }
            return Int.random(in: 0..<100, using: &random) < percent
        }
    }

    /// Whether a condition without memory or chance holds; true for the others.
    private static func holds(
        _ condition: LabRule.Condition, _ occasion: Occasion, _ party: RuleParty
    ) -> Bool {
        switch condition {
        case .glob(let glob):
            Glob.matches(glob, occasion.argument)
                || occasion.address.map { Glob.matches(glob, $0) } ?? false
        case .pattern(let pattern):
            pattern.matches(occasion.argument)
                || occasion.address.map { pattern.matches($0) } ?? false
        case .flag(let flag, let expected): holds(flag, occasion, party) == expected
        case .over(let octets): occasion.size > octets
        case .first, .after, .every, .within, .odds: true
        }
    }

    private static func holds(
        _ flag: LabRule.Flag, _ occasion: Occasion, _ party: RuleParty
    ) -> Bool {
        switch flag {
        case .tls: party.isSecure
        case .auth: party.isLoggedIn
        case .helo: party.helloName != nil
        case .fqdn: party.hasFullName
        case .utf8: occasion.has8Bit
        case .barelf: occasion.hasBareLF
        case .longline: occasion.hasLongLine
        case .early: occasion.isEarly
        case .nofrom: occasion.lacksFrom
        case .nodate: occasion.lacksDate
        }
    }
}
