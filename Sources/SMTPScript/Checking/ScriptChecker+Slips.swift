import SMTPCore

/// Slips in what is sent. All of it may be meant, so none is an error; where a refusal is expected
/// nothing is said.
extension ScriptChecker {
    mutating func lintLine(_ command: Command, of step: ExpectedStep) {
        lintVerb(command.verb, of: step)
        lintPath(command, of: step)
    }

    private mutating func lintVerb(_ verb: Verb, of step: ExpectedStep) {
        guard case .other = verb, !verb.name.contains("$"),
            let near = Spelling.nearest(to: verb.name, among: Verb.all.map(\.name)),
            !step.expectsRefusal
        else { return }
        report(
            "\(VisibleText.of(Array(verb.name.utf8))) is no SMTP command", at: step.step.place,
            help: "did you mean \(near)? `< 5xx` says that a refusal is wanted", severity: .lint)
    }

    /// RFC 5321 §4.1.2 wants the address in angle brackets.
    private mutating func lintPath(_ command: Command, of step: ExpectedStep) {
        guard command.verb == .mail || command.verb == .rcpt,
            let colon = command.argument.firstIndex(of: UInt8(ascii: ":"))
        else { return }
        let path = command.argument[(colon + 1)...].drop { $0 == ASCII.space }
        guard let first = path.first, first != UInt8(ascii: "<"), first != UInt8(ascii: "$"),
            !step.expectsRefusal
        else { return }
        report(
            "the address stands without < and >", at: step.step.place,
            help: "many servers refuse that; `< 5xx` says that a refusal is wanted",
            severity: .lint)
    }

    /// What stands behind a line that is sent: a message without DATA goes out as commands, line by
    /// line; a line behind DATA is no command.
    mutating func lintMessages() {
        var before: ExpectedStep?
        for instruction in program.instructions {
            switch instruction.operation {
            case .step(let step):
                lintMessage(step, behind: before)
                before = step
            case .batch(let steps):
                for step in steps {
                    lintMessage(step, behind: before)
                    before = step
                }
            case .order(.section), .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
                .retryEnd, .optionalBegin, .optionalEnd:
                before = nil
            case .order, .say: break
            }
        }
    }

    private mutating func lintMessage(_ step: ExpectedStep, behind before: ExpectedStep?) {
        guard let before, case .send(let line) = before.step.action else { return }
        switch step.step.action {
        case .message: lintMessage(step, behind: Command(ScriptText.bare(line)).verb)
        case .send(let text) where text.literal != [ASCII.dot]:
            guard Command(ScriptText.bare(line)).verb == .data else { return }
            lintContent(step, behind: before)
        default: break
        }
    }

    private mutating func lintMessage(_ step: ExpectedStep, behind verb: Verb) {
        guard verb != .data, !verb.name.contains("$") else { return }
        report(
            "the message follows \(VisibleText.of(Array(verb.name.utf8))), not DATA",
            at: step.step.place, help: "without DATA and its 354 each of its lines is a command",
            severity: .lint)
    }

    /// A line behind DATA is taken for the message and is not answered; the run would wait for it.
    private mutating func lintContent(_ step: ExpectedStep, behind data: ExpectedStep) {
        guard !data.expectsRefusal,
            !step.groups.joined().contains(where: \.claim.expectsNothing)
        else { return }
        report(
            "this line behind DATA is part of the message and is not answered",
            at: step.step.place, help: "@message <<. sends one, up to a line with the dot",
            severity: .lint)
    }
}

extension ExpectedStep {
    /// Whether some line of it takes a refusal.
    var expectsRefusal: Bool { groups.joined().contains(where: \.claim.takesRefusal) }
}

extension Expectation.Claim {
    /// Whether it says that nothing is waited for.
    fileprivate var expectsNothing: Bool { self == .events([.nothing]) }

    fileprivate var takesRefusal: Bool {
        switch self {
        case .events(let events): events.contains(where: \.takesRefusal)
        case .property(.diagnosis), .property(.not(.reply)), .late: true
        case .property: false
        }
    }
}

extension EventClaim {
    fileprivate var takesRefusal: Bool {
        if case .reply(let claim) = self {
            !"23x".contains(claim.code.description.prefix(1))
        } else {
            false
        }
    }
}
