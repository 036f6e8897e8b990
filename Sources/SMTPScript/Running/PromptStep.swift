import SMTPCore

/// A step typed at a prompt, worked out for the connection in use.
package enum PromptStep: Hashable, Sendable {
    /// What it puts on the wire.
    case octets([UInt8])
    case handshake(ScriptTLS)
    /// STARTTLS and, where it is granted, the handshake.
    case startTLS(ScriptTLS)
    /// The whole exchange of a login.
    case login(ScriptIntent)
    /// A sentence without a full stop, safe to print.
    case refused(String)
    /// It is something else.
    case other

    package init(_ step: Step, in context: PromptContext) {
        var runner = context.runner
        do throws(RunFault) {
            self = try runner.promptStep(step)
        } catch {
            self = .refused(error.sentence)
        }
    }

    /// A bare line, sent as it stands but for its names: blanks at its ends are sent too. Nil
    /// where there is nothing to replace.
    package init?(bare line: [UInt8], in context: PromptContext) {
        guard let step = Self.step(bare: line) else { return nil }
        self.init(step, in: context)
    }

    /// What a step would send, made visible: names replaced, but for those of secrets.
    package static func shown(bare line: [UInt8], in context: PromptContext) -> String? {
        guard let step = step(bare: line) else { return nil }
        var runner = context.runner
        return String(runner.shown(step).dropFirst(2))
    }

    private static func step(bare line: [UInt8]) -> Step? {
        let template = LineScanner(line).template(0..<line.count)
        guard template.literal != line else { return nil }
        return Step(
            action: .exact(template), remark: nil, place: ScriptPlace(file: "prompt", line: 1))
    }
}

extension ScriptRunner {
    fileprivate mutating func promptStep(_ step: Step) throws(RunFault) -> PromptStep {
        switch step.action {
        case .exact, .send, .raw, .message, .chunk:
            let octets = try wire(step)
            if let current { try checkSecrets(current) }
            return .octets(octets)
        case .tls(let options): return .handshake(try tls(options))
        case .startTLS(let options): return .startTLS(try tls(options))
        case .authenticate(let mechanism, let options):
            try authenticate(ExpectedStep(step: step, groups: []), mechanism, options)
            return intents.last.map { .login($0) } ?? .other
        case .connect, .wait, .close, .halfClose, .abort: return .other
        }
    }
}
