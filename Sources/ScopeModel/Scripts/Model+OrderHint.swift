import SMTPCore
import SMTPScript
import TerminalCore

extension Model {
    /// What the typed line would do as one of the script language; nil if it is none.
    var orderHint: [Span]? {
        let line = prompt.editor.octets
        guard takesOrders || isMessageOrder(line) else { return nil }
        switch Self.mark(of: line) {
        case UInt8(ascii: "<"):
            return checkHint(line)
        case UInt8(ascii: "@"), UInt8(ascii: ">"): return stepHint(line)
        case UInt8(ascii: "#"):
            return [Span("a remark, nothing is sent; ## is said aloud and recorded", .hint)]
        case UInt8(ascii: "|"): return warning(Self.strayRow)
        default: return takesCommands ? namesHint(line) : nil
        }
    }

    private func checkHint(_ line: [UInt8]) -> [Span] {
        if line.contains(ASCII.space), let problem = ScriptParser.parse(line: line).problems.first {
            return warning(problem.sentence)
        }
        return [Span("Enter holds it against what came last, Alt-Enter sends it", .hint)]
    }

    /// Also where the server waits for a message `@message` is one, and no line of it.
    func isMessageOrder(_ line: [UInt8]) -> Bool { line.starts(with: "@message ".utf8) }

    private func stepHint(_ line: [UInt8]) -> [Span] {
        let outcome = ScriptParser.parse(line: line)
        if outcome.mistakes.isEmpty, let unfinished = outcome.unfinished {
            return [Span(Self.beginning(of: unfinished), .hint)]
        }
        if outcome.problems.isEmpty, case .order(let order)? = outcome.script.nodes.first {
            switch use(of: order.action) {
            case .does(let effect): return [Span(effect, .hint)]
            case .nothing(let advice): return warning(advice)
            }
        }
        guard outcome.problems.isEmpty, case .step(let step)? = outcome.script.nodes.first else {
            let problem = outcome.mistakes.first ?? outcome.problems.first
            guard line.contains(ASCII.space), let problem else {
                return [Span("a step as in scripts: @message auto, @raw \"...\", @close", .hint)]
            }
            return warning(problem.message)
        }
        if let objection = objection(to: step) { return warning(objection) }
        let words = ScriptExplainer.explain(outcome.script).split(separator: "\n").first ?? ""
        return [Span("Enter: \(words)", .hint)]
    }

    /// Why Enter would do nothing with a step, or not what it says.
    private func objection(to step: SMTPScript.Step) -> String? {
        switch step.action {
        case .message where isSessionOpen && takesCommands:
            "the server waits for commands: DATA comes first (RFC 5321 §3.3)"
        case .wait where transcript.link.map({ !$0.target.hasPrefix("lab:") }) ?? false:
            "only a lab has a clock that can be moved; nothing else is waited for here"
        case .connect, .wait, .close, .abort, .halfClose: nil
        case .send, .exact, .startTLS, .tls, .authenticate, .message, .chunk, .raw:
            step.usesNames ? refusal(of: step) : nil
        }
    }

    private func refusal(of step: SMTPScript.Step) -> String? {
        if case .refused(let reason) = PromptStep(step, in: promptContext) { reason } else { nil }
    }

    private static func beginning(of unfinished: ScriptParser.Unfinished) -> String {
        switch unfinished {
        case .block, .table: "Enter begins a block; what it does is done at its @end"
        case .hereText(let word): "Enter begins the text; a line that is \(word) alone ends it"
        }
    }

    func warning(_ text: String) -> [Span] {
        [Span("! ", .warning), Span(text, .hint)]
    }
}
