/// What cannot be true together: lines about one event, and orders of which only one counts.
extension ScriptChecker {
    /// Of the lines about one event only so many are held against each other.
    private static let lineLimit = 16

    /// Lines of one group that exclude each other: the second such line is told.
    mutating func lintGroups(_ step: ExpectedStep) {
        for (index, group) in step.groups.enumerated() where group.count > 1 {
            let hasPhases = index == 0 && step.step.action.hasPhases
            let lines = group.filter { expectation in
                // Behind such a step, `nothing` may hold with anything.
                expectation.claim.isEvent && !(hasPhases && expectation.claim.namesNothing)
            }.prefix(Self.lineLimit)
            for (count, line) in lines.enumerated() {
                let first = lines.prefix(count).last { other in
                    let isOneEvent = !hasPhases || line.claim.sharesPhase(with: other.claim)
                    return isOneEvent && line.claim.excludes(other.claim)
                }
                guard let first else { continue }
                report(
                    "this and line \(first.place.line) can never both hold", at: line.place,
                    help: "`or` joins them to one line; `<+` opens the next event",
                    severity: .lint)
            }
        }
    }

    /// Where several lines say where the script runs only one counts: the last @server, or the last
    /// @lab where there is no @server.
    mutating func lintServers() {
        var servers: [Instruction] = []
        var labs: [Instruction] = []
        for instruction in program.instructions {
            switch instruction.operation {
            case .order(.server): servers.append(instruction)
            case .order(.lab): labs.append(instruction)
            default: break
            }
        }
        guard let holder = servers.last ?? labs.last else { return }
        let word = servers.isEmpty ? "@lab" : "@server"
        for other in servers + labs where !other.names(theSameAs: holder) {
            let isNear = other.place.file == holder.place.file
            let place =
                isNear ? "line \(holder.place.line)" : "\(holder.place.file):\(holder.place.line)"
            report(
                "the \(word) at \(place) takes its place", at: other.place,
                help: "take one out; --to names another for a run", severity: .lint)
        }
    }
}

extension Instruction {
    fileprivate func names(theSameAs other: Instruction) -> Bool {
        guard case .order(let one) = operation, case .order(let two) = other.operation else {
            return false
        }
        return one == two
    }
}

extension Step.Action {
    /// Whether several things happen behind it, of which a line speaks of one.
    fileprivate var hasPhases: Bool {
        switch self {
        case .connect, .startTLS, .tls, .authenticate: true
        case .send, .exact, .message, .chunk, .raw, .wait, .close, .abort, .halfClose: false
        }
    }
}

extension Expectation.Claim {
    fileprivate var namesNothing: Bool {
        guard case .events(let events) = self else { return false }
        return events.contains(.nothing)
    }

    /// Whether both speak of the reply, or both of the handshake. What fails before any reply can
    /// come is neither.
    fileprivate func sharesPhase(with other: Expectation.Claim) -> Bool {
        speaksOfTLS == other.speaksOfTLS || failsFirst || other.failsFirst
    }

    private var failsFirst: Bool {
        guard case .events(let events) = self else { return false }
        return events.allSatisfy { event in
            switch event {
            case .fails(.dns, _), .fails(.refused, _): true
            case .fails, .reply, .line, .any, .nothing, .silence, .closed: false
            }
        }
    }

    /// Whether no event makes both hold.
    fileprivate func excludes(_ other: Expectation.Claim) -> Bool {
        switch (self, other) {
        case (.events(let ones), .events(let others)):
            ones.allSatisfy { one in others.allSatisfy(one.excludes) }
        case (.events(let events), .property(.not(.reply(let claim)))),
            (.property(.not(.reply(let claim))), .events(let events)):
            events.allSatisfy { !$0.mayBeReply(other: claim) }
        case (.events, _), (.property, _), (.late, _): false
        }
    }
}

extension EventClaim {
    private enum Kind { case reply, nothing, silence, end }

    private var kind: Kind {
        switch self {
        case .reply, .line, .any: .reply
        case .nothing: .nothing
        case .silence: .silence
        case .closed, .fails: .end
        }
    }

    /// Whether no event is both.
    fileprivate func excludes(_ other: EventClaim) -> Bool {
        guard kind == other.kind else { return true }
        switch (self, other) {
        case (.reply(let one), .reply(let two)): return one.excludes(two)
        case (.fails(let one, _), .fails(let two, _)):
            return one != two && one != .any && two != .any
        case (.fails(let cause, _), .closed), (.closed, .fails(let cause, _)):
            return cause != .closed && cause != .any
        default: return false
        }
    }

    /// Whether a reply that the claim does not fit may be it.
    fileprivate func mayBeReply(other claim: ReplyClaim) -> Bool {
        switch self {
        case .reply(let own):
            !(claim.enhanced == nil && claim.matches.isEmpty && claim.code.covers(own.code))
        case .line, .any: true
        case .nothing, .silence, .closed, .fails: false
        }
    }
}

extension ReplyClaim {
    /// Whether the codes of no reply fit both.
    fileprivate func excludes(_ other: ReplyClaim) -> Bool {
        guard let one = enhanced, let two = other.enhanced, !code.excludes(other.code) else {
            return code.excludes(other.code)
        }
        return one.excludes(two)
    }
}
