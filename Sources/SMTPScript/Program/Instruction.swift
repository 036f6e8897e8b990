/// One thing the runner does.
struct Instruction: Sendable {
    var operation: Operation
    var place: ScriptPlace

    /// Whether a run can stand in front of it.
    var isStep: Bool {
        switch operation {
        case .step, .batch: true
        case .order, .say, .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
            .retryEnd, .optionalBegin, .optionalEnd:
            false
        }
    }
}

/// A step with what is expected behind it, by event. It never changes and is handed on with every
/// round trip, so it is shared, not copied.
final class ExpectedStep: Sendable {
    let step: Step
    /// One group per event. Empty where nothing was said.
    let groups: [[Expectation]]
    /// Those that ask for more than a code; most steps have none.
    let worded: [Expectation]
    /// Whether a reply is waited for where nothing was said.
    let awaitsReply: Bool

    init(step: Step, groups: [[Expectation]]) {
        self.step = step
        self.groups = groups
        worded = groups.joined().filter { !$0.claim.asksForCodes }
        awaitsReply = step.action.awaitsReply
    }
}

extension Step.Action {
    var awaitsReply: Bool {
        switch self {
        case .send, .exact, .connect, .startTLS, .tls, .authenticate, .chunk: true
        case .message(let options, _):
            !options.contains { $0.name == "end" && $0.value.literal == Array("no".utf8) }
        case .raw, .wait, .close, .abort, .halfClose: false
        }
    }
}

extension Expectation.Claim {
    /// Whether it asks for codes and for nothing else.
    fileprivate var asksForCodes: Bool {
        guard case .events(let events) = self else { return false }
        return events.allSatisfy { event in
            if case .reply(let claim) = event { claim.matches.isEmpty } else { false }
        }
    }
}

/// Positions are indices into the program. Steps are most of it; what is larger than they are lies
/// elsewhere.
enum Operation: Sendable {
    case step(ExpectedStep)
    /// Leaves in one write.
    case batch([ExpectedStep])
    indirect case order(Order.Action)
    case say(Template)
    /// Goes on behind itself, or at `otherwise`; `end` is behind the whole `@if`.
    indirect case branch(Condition, otherwise: Int, end: Int)
    case jump(to: Int)
    indirect case eachBegin(names: [String], EachSource, end: Int)
    indirect case repeatBegin(Int, end: Int)
    /// The end of a loop's body.
    case loopEnd
    indirect case retryBegin(Int, every: ScriptDuration?, end: Int)
    case retryEnd
    indirect case optionalBegin(Template?, end: Int)
    case optionalEnd
}

enum EachSource: Sendable {
    case rows([[Template]])
    case values([Expression])
}
