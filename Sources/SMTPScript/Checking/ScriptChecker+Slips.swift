import SMTPCore

/// Slips in what is sent. All of it may be meant, so none is an error. Where a refusal is expected
/// only what is nearly right is told: a refusal of what was never asked proves nothing. `>` sends a
/// line that is meant so.
extension ScriptChecker {
    private static let remedy = "`>` in front sends the line as it stands"

    mutating func lintLine(_ command: Command, of step: ExpectedStep) {
        lintVerb(command, of: step)
        lintKeyword(command, at: step.step.place)
        lintPath(command, of: step)
    }

    private mutating func lintVerb(_ command: Command, of step: ExpectedStep) {
        let word = command.verb.name
        guard case .other = command.verb, !word.utf8.contains(UInt8(ascii: "$")),
            let near = Self.verb(meantBy: command, isSure: step.expectsRefusal)
        else { return }
        report(
            "\(VisibleText.of(Array(word.utf8))) is no SMTP command", at: step.step.place,
            help: "did you mean \(near)? \(Self.remedy)", severity: .lint)
    }

    /// The verb that was probably meant; only one a single slip away where it has to be sure.
    private static func verb(meantBy command: Command, isSure: Bool) -> String? {
        let word = command.verb.name
        let names = Verb.all.map(\.name)
        // `START TLS`, and `MAILFROM:`.
        let joined = word + (command.words.first?.map(ASCII.upper).text ?? "")
        if names.contains(joined) { return joined }
        for (verb, keyword) in [("MAIL", "FROM:"), ("RCPT", "TO:")]
        where word.hasPrefix(verb + keyword) {
            return "\(verb) \(keyword)"
        }
        guard let near = Spelling.nearest(to: word, among: names) else { return nil }
        let slips = Spelling.slips(from: Array(word.utf8), to: Array(near.utf8))
        return isSure && slips > 1 ? nil : near
    }

    /// `FORM:` for `FROM:`, or no colon, in front of an address.
    private mutating func lintKeyword(_ command: Command, at place: ScriptPlace) {
        let keyword: String
        switch command.verb {
        case .mail: keyword = "FROM:"
        case .rcpt: keyword = "TO:"
        default: return
        }
        guard command.path == nil, command.argument.first != UInt8(ascii: "$"),
            command.argument.contains(where: { "<@".utf8.contains($0) })
        else { return }
        report(
            "\(command.verb.name) is not followed by \(keyword)", at: place,
            help: "did you mean \(command.verb.name) \(keyword)<...>? \(Self.remedy)",
            severity: .lint)
    }

    /// RFC 5321 §4.1.2 wants the address in angle brackets.
    private mutating func lintPath(_ command: Command, of step: ExpectedStep) {
        guard let path = command.path else { return }
        if path.slips.contains(.unclosed) || path.hasOnlyEnd {
            report(
                "the address has < or > alone", at: step.step.place,
                help: "did you mean <...>? \(Self.remedy)", severity: .lint)
        } else if path.slips.contains(.noBrackets), !step.expectsRefusal,
            let first = path.address.first, first != UInt8(ascii: "$")
        {
            report(
                "the address stands without < and >", at: step.step.place,
                help: "many servers refuse that; `< 5xx` says that a refusal is wanted",
                severity: .lint)
        }
    }

    /// What stands behind a line that is sent: a message without DATA goes out as commands, line by
    /// line; a line behind DATA is no command.
    mutating func lintMessages() {
        var before: ExpectedStep?
        for instruction in program.instructions {
            switch instruction.operation {
            case .step(let step):
                lintMessage(step, behind: before)
                lintHandshake(behind: before, step)
                before = step
            case .batch(let steps):
                for step in steps {
                    lintMessage(step, behind: before)
                    before = step
                }
            case .order(.section), .order(.use), .branch, .jump, .eachBegin, .repeatBegin, .loopEnd,
                .retryBegin, .retryEnd, .optionalBegin, .optionalEnd:
                lintHandshake(behind: before, nil)
                before = nil
            case .order, .say: break
            }
        }
        lintHandshake(behind: before, nil)
    }

    /// STARTTLS as a bare word, where neither a refusal is wanted nor `@tls` follows.
    private mutating func lintHandshake(behind before: ExpectedStep?, _ step: ExpectedStep?) {
        guard let before, case .send(let line) = before.step.action, !before.expectsRefusal else {
            return
        }
        let command = Command(ScriptText.bare(line))
        if case .tls? = step?.step.action { return }
        guard command.verb == .starttls, command.argument.isEmpty else { return }
        report(
            "a bare STARTTLS only sends the word", at: before.step.place,
            help: "@starttls also shakes hands", severity: .lint)
    }

    /// A script that ends behind DATA has tried nothing of what follows. Only for one that was read
    /// as a whole.
    mutating func lintEnd() {
        let last: ExpectedStep? =
            switch program.instructions.last?.operation {
            case .step(let step): step
            case .batch(let steps): steps.last
            default: nil
            }
        guard let last, isBehindData,
            !last.groups.joined().contains(where: \.claim.expectsNothing)
        else { return }
        report(
            "the script ends here: no message is sent", at: last.step.place,
            help: "@message sends one; @abort leaves on purpose", severity: .lint)
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

    /// A line behind DATA is taken for the message: whoever expects an answer waits in vain.
    private mutating func lintContent(_ step: ExpectedStep, behind data: ExpectedStep) {
        guard !data.expectsRefusal, !step.groups.isEmpty,
            !step.groups.joined().contains(where: \.claim.expectsNothing)
        else { return }
        report(
            "this line behind DATA is part of the message and is not answered",
            at: step.step.place, help: "@message <<. sends one, up to a line with the dot",
            severity: .lint)
    }
}

extension PathArgument {
    /// Whether the address ends with `>` and has no `<`.
    fileprivate var hasOnlyEnd: Bool {
        slips.contains(.noBrackets) && address.last == UInt8(ascii: ">")
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
