import SMTPCore
import SMTPScript
import TerminalCore

extension Model {
    /// What the typed line would do as one of the script language; nil if it is none.
    var orderHint: [Span]? {
        let line = prompt.editor.octets
        guard takesCommands || isMessageOrder(line) else { return nil }
        switch Self.mark(of: line) {
        case UInt8(ascii: "<"):
            return [
                Span("Enter holds it against what came last, Alt-Enter sends it", .hint)
            ]
        case UInt8(ascii: "@"), UInt8(ascii: ">"): return stepHint(line)
        case UInt8(ascii: "#"):
            return [Span("a remark, nothing is sent; ## is said aloud and recorded", .hint)]
        case UInt8(ascii: "|"): return warning(Self.strayRow)
        default: return namesHint(line)
        }
    }

    /// Also where the server waits for a message `@message` is one, and no line of it.
    func isMessageOrder(_ line: [UInt8]) -> Bool { line.starts(with: "@message ".utf8) }

    private func stepHint(_ line: [UInt8]) -> [Span] {
        let outcome = ScriptParser.parse(line: line)
        if outcome.mistakes.isEmpty, let unfinished = outcome.unfinished {
            return [Span(Self.beginning(of: unfinished), .hint)]
        }
        if outcome.problems.isEmpty, case .order(let order)? = outcome.script.nodes.first {
            switch Self.use(of: order.action) {
            case .does(let effect): return [Span(effect, .hint)]
            case .nothing(let advice): return warning(advice)
            }
        }
        guard outcome.problems.isEmpty, case .step(let step)? = outcome.script.nodes.first else {
            guard line.contains(ASCII.space), let problem = outcome.problems.first else {
                return [Span("a step as in scripts: @message auto, @raw \"...\", @close", .hint)]
            }
            return warning(problem.message)
        }
        if case .message = step.action, isSessionOpen, takesCommands {
            return warning("the server waits for commands: DATA comes first (RFC 5321 §3.3)")
        }
        let words = ScriptExplainer.explain(outcome.script).split(separator: "\n").first ?? ""
        return [Span("Enter: \(words)", .hint)]
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
