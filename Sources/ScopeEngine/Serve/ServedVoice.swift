import SMTPLab
import SMTPTrace

/// How one connection of a served recording speaks, as rules have bent it so far.
struct ServedVoice {
    /// How often a second paced octets leave.
    private static let ticks = 10

    /// Octets in a second from now on; nil for no limit.
    private var pace: Int?
    /// Octets in one write from now on; nil for no limit.
    private var split: Int?

    /// Actions with their octets cut as is wanted by now.
    func spoken(_ actions: [ServedAction]) -> [ServedAction] {
        guard pace != nil || split != nil else { return actions }
        return actions.flatMap { action in
            if case .write(let octets, let latency) = action {
                pieces(octets, after: latency)
            } else {
                [action]
            }
        }
    }

    /// What is done where a rule fits: its own actions, in order, and of what was recorded that
    /// which the rule leaves.
    mutating func play(_ rule: LabRule, _ recorded: [ServedAction]) -> [ServedAction] {
        var actions: [ServedAction] = []
        for action in rule.actions {
            switch action {
            case .reply, .raw: actions += pieces(action.octets ?? [], after: .zero)
            case .delay(let duration): actions.append(.pause(duration))
            case .pace(let octets): pace = octets
            case .split(let octets): split = octets
            case .pass: actions += spoken(recorded)
            case .note(let text): actions.append(.remark(text))
            case .close: actions.append(.close)
            case .abort: actions.append(.abort)
            case .hang: break
            }
        }
        if rule.isSilent { return actions + spoken(recorded) }
        if rule.actions.contains(.pass) || rule.endsTheTalk { return actions }
        return actions + recorded.filter { !$0.isSaid }
    }

    private func pieces(_ octets: [UInt8], after latency: Duration) -> [ServedAction] {
        let paced = pace.map { max(1, $0 / Self.ticks) }
        guard let size = split.map({ min($0, paced ?? $0) }) ?? paced else {
            return [.write(octets, after: latency)]
        }
        var actions: [ServedAction] = []
        for start in stride(from: 0, to: octets.count, by: size) {
            let piece = Array(octets[start..<min(start + size, octets.count)])
            if let pace {
                actions.append(.pause(.nanoseconds(piece.count * 1_000_000_000 / max(1, pace))))
            }
            actions.append(.write(piece, after: start == 0 ? latency : .zero))
        }
        return actions
    }
}

extension ServedAction {
    /// Words, or the reason for them.
    fileprivate var isSaid: Bool {
        switch self {
        case .write, .decided, .ask: true
        case .startTLS, .close, .abort, .judge, .pause, .remark: false
        }
    }
}

extension LabRule {
    /// What it makes of its occasion.
    var judgement: ServedJudgement {
        if isSilent || actions.contains(.pass) { return .asRecorded }
        return refuses || endsTheTalk ? .refused : .accepted
    }

    var endsTheTalk: Bool {
        switch actions.last {
        case .close, .abort, .hang: true
        case .reply, .raw, .delay, .pace, .split, .pass, .note, nil: false
        }
    }
}

extension Occasion {
    init(_ occasion: ServedOccasion) {
        switch occasion.kind {
        case .greeting: self.init(.connect)
        case .secured: self.init(.tls)
        case .command(let command): self.init(command)
        case .authenticated(let mechanism): self.init(auth: mechanism, user: [])
        case .message(let content): self.init(content)
        }
    }
}

extension RuleParty {
    init(_ occasion: ServedOccasion, connection: Int, client: String) {
        self.init(connection: connection, client: client)
        isSecure = occasion.isSecure
        isLoggedIn = occasion.isLoggedIn
        helloName = occasion.helloName
        sender = occasion.sender
        recipient = occasion.recipient
        letter = occasion.letter
    }
}
