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
            case .reply, .raw:
                guard let octets = action.octets else { continue }
                let count = if case .reply = action { copies } else { 1 }
                for _ in 0..<count { outbox.append(.octets(octets), at: now) }
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
        world.book.firstIndex(for: occasion, of: party, at: now, where: isMeant)
            .map { world.book.rules[$0] }
    }

    /// The client, as rules know it.
    private var party: RuleParty {
        var party = RuleParty(connection: connection, client: client)
        party.isSecure = isSecure
        party.isLoggedIn = user != nil
        party.helloName = helloName
        party.sender = envelope?.sender ?? []
        party.recipient = envelope?.recipients.last ?? []
        party.letter = letterNumber
        return party
    }

    private mutating func end(_ item: Outbox.Item?, _ now: Duration) {
        if let item { outbox.append(item, at: now) }
        phase = .over
    }
}
