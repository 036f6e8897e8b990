/// One thing the runner does.
struct Instruction: Sendable {
    var operation: Operation
    var place: ScriptPlace
}

/// A step with what is expected behind it, by event.
struct ExpectedStep: Sendable {
    var step: Step
    /// One group per event. Empty where nothing was said.
    var groups: [[Expectation]]

    var asksForDiagnosis: Bool {
        groups.contains { group in group.contains { $0.claim.asksForDiagnosis } }
    }

    /// Whether a reply is waited for where nothing was said.
    var awaitsReply: Bool {
        switch step.action {
        case .send, .exact, .connect, .startTLS, .tls, .authenticate, .chunk: true
        case .message(let options, _):
            !options.contains { $0.name == "end" && $0.value.literal == Array("no".utf8) }
        case .raw, .wait, .close, .abort, .halfClose: false
        }
    }
}

/// Positions are indices into the program.
indirect enum Operation: Sendable {
    case step(ExpectedStep)
    /// Leaves in one write.
    case batch([ExpectedStep])
    case order(Order.Action)
    case say(Template)
    /// Goes on behind itself, or at `otherwise`; `end` is behind the whole `@if`.
    case branch(Condition, otherwise: Int, end: Int)
    case jump(to: Int)
    case eachBegin(names: [String], EachSource, end: Int)
    case repeatBegin(Int, end: Int)
    /// The end of a loop's body.
    case loopEnd
    case retryBegin(Int, every: ScriptDuration?, end: Int)
    case retryEnd
    case optionalBegin(Template?, end: Int)
    case optionalEnd
}

enum EachSource: Sendable {
    case rows([[Template]])
    case values([Expression])
}
