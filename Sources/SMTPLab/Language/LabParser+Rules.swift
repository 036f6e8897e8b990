import SMTPCore

extension LabParser {
    private static let ruleLimit = 256
    private static let conditionWords = [
        "if", "unless", "first", "after", "every", "within", "over", "odds",
    ]

    /// `on EVENT conditions: actions`; the token at hand is `on`.
    mutating func rule() throws(LabFault) {
        let line = token.place.line
        guard scenario.rules.count < Self.ruleLimit else {
            throw LabFault(token.place, "a lab has at most \(Self.ruleLimit) rules")
        }
        try advance()
        let event = try event()
        var conditions: [LabRule.Condition] = []
        while token.kind != .colon {
            guard token.kind != .end else {
                throw LabFault(
                    token.place, "the rule says when, but not what to do",
                    "put ':' and an action, such as: reply 450 4.7.1 \"Try later\"")
            }
            conditions.append(try condition())
        }
        try advance()
        let actions = try actions()
        scenario.rules.append(
            LabRule(event: event, conditions: conditions, actions: actions, line: line))
    }

    private mutating func event() throws(LabFault) -> LabRule.Event {
        let (text, place) = try word("an event")
        switch text {
        case "CONNECT": return .connect
        case "TLS": return .tls
        case "IDLE": return .idle
        case "DOT": return .dot
        case "ANY": return .any
        case "REPLY":
            throw LabFault(
                place, "'REPLY' is an event of the proxy; the lab writes the replies itself",
                "name the command whose answer you want to change")
        default: break
        }
        let verb = Verb(Array(text.utf8))
        if case .other = verb, !text.hasPrefix("X") {
            let known = ["CONNECT", "TLS", "IDLE", "DOT", "ANY"] + Verb.all.map(\.name)
            throw Self.unknown(text, "an event", among: known, place)
        }
        guard text == text.uppercased() else {
            throw LabFault(
                place, "events are written in capitals", "did you mean '\(text.uppercased())'?")
        }
        return .verb(verb)
    }

    private mutating func condition() throws(LabFault) -> LabRule.Condition {
        let place = token.place
        switch token.kind {
        case .string(let glob):
            try advance()
            return .glob(glob)
        case .pattern(let pattern):
            try advance()
            return .pattern(pattern)
        case .word(let word):
            try advance()
            return try condition(word, place)
        case .colon, .semicolon, .comma, .end:
            throw LabFault(place, "a condition or ':' is wanted here, not \(token.name)")
        }
    }

    private mutating func condition(
        _ word: String, _ place: LabToken.Place
    ) throws(LabFault) -> LabRule.Condition {
        switch word {
        case "if": return .flag(try choice("a flag", of: LabRule.Flag.self), expected: true)
        case "unless": return .flag(try choice("a flag", of: LabRule.Flag.self), expected: false)
        case "first": return .first(try number("a number", in: 1...1_000_000), per: try keys())
        case "after": return .after(try number("a number", in: 0...1_000_000), per: try keys())
        case "every": return .every(try number("a number", in: 1...1_000_000), per: try keys())
        case "within": return .within(try duration("a time"), per: try keys())
        case "over": return .over(try size("a size"))
        case "odds": return .odds(try percent())
        case "per":
            throw LabFault(
                place, "'per' stands behind 'first', 'after', 'every' or 'within' and its number")
        default: throw Self.unknown(word, "a condition", among: Self.conditionWords, place)
        }
    }

    /// `per` and the keys, if they are there.
    private mutating func keys() throws(LabFault) -> [LabRule.Key] {
        guard token.kind == .word("per") else { return [] }
        try advance()
        var keys = [try choice("a key", of: LabRule.Key.self)]
        while token.kind == .comma {
            try advance()
            keys.append(try choice("a key", of: LabRule.Key.self))
        }
        return keys
    }

    private mutating func percent() throws(LabFault) -> Int {
        let (text, place) = try word("a share such as 20%")
        guard text.hasSuffix("%"), let number = Int(text.dropLast()), (0...100).contains(number)
        else { throw LabFault(place, "'\(text)' is no share", "write it as 20%") }
        return number
    }

    private mutating func actions() throws(LabFault) -> [LabRule.Action] {
        var actions: [LabRule.Action] = []
        while true {
            let place = token.place
            if let last = actions.last, [.close, .abort, .hang].contains(last) {
                throw LabFault(place, "nothing can follow the end of the conversation")
            }
            let action = try action()
            if action == .pass, actions.contains(.pass) {
                throw LabFault(place, "'pass' stands here for the second time")
            }
            actions.append(action)
            guard token.kind == .semicolon else { break }
            try advance()
        }
        guard token.kind == .end else {
            throw LabFault(
                token.place, "\(token.name) is too much here", "put ';' between two actions")
        }
        return actions
    }
}
