import SMTPCore
import SMTPScript

/// Lines of the script language that are typed at the prompt and belong together: a block up to
/// its `@end`, or a step with the text below it. Nothing of it is done before it is complete.
package struct TypedLines: Sendable {
    /// Octets, line ends included, that may be typed like this.
    static let limit = 1 << 16

    private(set) var lines: [[UInt8]]
    /// What more has to come.
    private(set) var waitsFor: ScriptParser.Unfinished

    /// What became of a line.
    enum Step: Sendable {
        /// It is one of them now, and more has to come.
        case taken
        /// It is the last one; all of them.
        case complete([UInt8])
        /// It was not taken; why, as a sentence without a full stop.
        case refused(String)
    }

    /// Nil where the line needs no other, or cannot begin anything.
    init?(first line: [UInt8]) {
        let outcome = ScriptParser.parse(line: line)
        guard outcome.mistakes.isEmpty, let unfinished = outcome.unfinished else { return nil }
        lines = [line]
        waitsFor = unfinished
    }

    var text: [UInt8] { Array(lines.joined(separator: [ASCII.lf])) }

    /// Whether any line is one of a text, whatever it begins with.
    var isText: Bool { if case .hereText = waitsFor { true } else { false } }

    /// What the input line is for, with the blank behind it.
    package var label: String {
        switch waitsFor {
        case .block(let word): "\(word)> "
        case .table: "table> "
        case .hereText: "text> "
        }
    }

    /// How it ends, and how to get out.
    var hint: String {
        let count = lines.count == 1 ? "1 line" : "\(lines.count) lines"
        switch waitsFor {
        case .block: return "@end does it, Esc drops it; \(count) so far"
        case .table: return "rows as | name | name |, then lines and @end; Esc drops it"
        case .hereText(let word):
            return "\(word) alone ends the text, Esc drops it; \(count) so far"
        }
    }

    mutating func add(_ line: [UInt8]) -> Step {
        let all = text + [ASCII.lf] + line
        guard all.count <= Self.limit else {
            return .refused(
                "this is too long for the prompt: put it into a file, :script load FILE")
        }
        let outcome = ScriptParser.parse(line: all)
        if let mistake = outcome.mistakes.first {
            return .refused(mistake.sentence)
        }
        guard let unfinished = outcome.unfinished else { return .complete(all) }
        lines.append(line)
        waitsFor = unfinished
        return .taken
    }
}
