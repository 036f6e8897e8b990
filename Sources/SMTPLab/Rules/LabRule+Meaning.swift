import SMTPCore

extension LabRule {
    func concerns(_ occasion: Event) -> Bool {
        if event == occasion { return true }
        guard event == .any else { return false }
        if case .verb = occasion { return true }
        return occasion == .dot
    }

    /// Nothing is said in place of the correct answer, and nothing ends.
    package var isSilent: Bool {
        actions.allSatisfy {
            switch $0 {
            case .delay, .pace, .split, .note: true
            case .reply, .raw, .close, .abort, .hang, .pass: false
            }
        }
    }

    /// The reply put in place is a refusal, so what was asked for does not happen.
    package var refuses: Bool { firstDigit.map { $0 >= 4 } ?? false }

    /// The reply put in place is a yes, so what was asked for happens.
    package var saysYes: Bool { firstDigit.map { $0 == 2 || $0 == 3 } ?? false }

    /// Of the first reply that stands in place of the correct one.
    private var firstDigit: Int? {
        guard !actions.contains(.pass) else { return nil }
        for action in actions {
            if case .reply(let code, _, _) = action { return code / 100 }
            if case .raw(let octets) = action, let digit = octets.first, ASCII.isDigit(digit) {
                return Int(digit - 48)
            }
        }
        return nil
    }
}

extension LabRule.Action {
    /// What it sends, with codes and line endings; nil where it sends nothing of its own.
    package var octets: [UInt8]? {
        switch self {
        case .reply(let code, let enhanced, let lines):
            Answer(code: code, enhanced: enhanced, lines: lines).octets(withEnhanced: true)
        case .raw(let octets): octets
        case .delay, .pace, .split, .close, .abort, .hang, .pass, .note: nil
        }
    }
}

extension LabRule.Condition {
    /// The keys of a condition that remembers; nil for one that does not.
    var keys: [LabRule.Key]? {
        switch self {
        case .first(_, let keys), .after(_, let keys), .every(_, let keys), .within(_, let keys):
            keys
        case .glob, .pattern, .flag, .over, .odds: nil
        }
    }

    /// Whether the condition fits what is remembered, this occasion included.
    func fits(_ entry: RuleMemory.Entry, at now: Duration) -> Bool {
        switch self {
        case .first(let number, _): entry.count <= number
        case .after(let number, _): entry.count > number
        case .every(let number, _): entry.count % max(1, number) == 0
        case .within(let duration, _): now - entry.since < duration
        case .glob, .pattern, .flag, .over, .odds: true
        }
    }
}
