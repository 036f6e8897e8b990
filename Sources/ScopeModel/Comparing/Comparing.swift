import SMTPCore
import SMTPTrace
import TerminalCore

/// Two recordings side by side: what was said in both, step by step, and what differs.
package struct Comparing: Sendable {
    /// One line of one recording.
    package struct Line: Hashable, Sendable {
        /// `C>`, `S<` and so on, as in the transcript.
        package var mark: String
        /// Made visible, at most `longest` characters.
        package var text: String
    }

    package enum Row: Sendable {
        /// What both say at one place; nil where one says nothing.
        case talk(left: Line?, right: Line?)
        case difference(Difference)
    }

    private static let longest = 400
    /// What a screen can show of two talks; the rest is left out, and that is told.
    private static let rowLimit = 300_000

    /// The files, for people.
    package let left: String
    package let right: String
    package private(set) var rows: [Row] = []
    /// Rows of differences that are more than noise, in order.
    package private(set) var marks: [Int] = []
    /// Whether there was more than can be shown.
    package private(set) var isCut = false
    package internal(set) var selection = 0
    /// The row at the top.
    var top = 0
    private var counts: [Difference.Class: Int] = [:]

    package init(_ comparison: Comparison, left: String, right: String) {
        self.left = left
        self.right = right
        for step in comparison.steps {
            guard rows.count < Self.rowLimit else {
                isCut = true
                break
            }
            add(step)
        }
        selection = marks.first ?? 0
    }

    private mutating func add(_ step: Comparison.Step) {
        let left = step.before.map(Self.lines) ?? []
        let right = step.after.map(Self.lines) ?? []
        for index in 0..<max(left.count, right.count) {
            rows.append(
                .talk(
                    left: index < left.count ? left[index] : nil,
                    right: index < right.count ? right[index] : nil))
        }
        for difference in step.differences {
            counts[difference.kind, default: 0] += 1
            if difference.kind != .noise { marks.append(rows.count) }
            rows.append(.difference(difference))
        }
    }

    private static func lines(of turn: Turn) -> [Line] {
        var lines: [Line] = []
        switch turn.kind {
        case .greeting: break
        case .event:
            let mark = turn.tls != nil ? "T=" : turn.isProblem ? "*!" : "* "
            lines = [line(mark, turn.sentence.utf8)]
        case .message: lines = [line("C.", "message, \(turn.octets.count) octets".utf8)]
        case .command, .authentication: lines = [line("C>", turn.octets)]
        }
        for answer in turn.answers {
            let mark = answer.reply.isFailure ? "S!" : "S<"
            lines += answer.reply.lines.map { line(mark, $0.octets) }
        }
        return lines
    }

    private static func line(_ mark: String, _ octets: some Collection<UInt8>) -> Line {
        let octets = Array(octets.prefix(longest))
        return Line(
            mark: mark,
            text: Visible.text(of: octets.dropLast(ASCII.endingLength(of: octets))))
    }

    /// How many differences there are, by class, the worst first; without noise if there is none.
    package var summary: String {
        let words: [(Difference.Class, String)] = [
            (.breaking, "BREAKING"), (.changed, "CHANGED"), (.text, "text"), (.pace, "pace"),
            (.stopped, "stopped"), (.noise, "noise"),
        ]
        let told = words.compactMap { kind, word in counts[kind].map { "\($0) \(word)" } }
        return (told.isEmpty ? "no difference" : told.joined(separator: ", "))
            + (isCut ? ", cut here" : "")
    }

    /// Which difference is selected, from 1; 0 where none is.
    package var number: Int { (marks.firstIndex(of: selection) ?? -1) + 1 }

    /// Selects the next difference in a direction; false if there is none.
    mutating func jump(_ step: Int) -> Bool {
        let found =
            step > 0 ? marks.first { $0 > selection } : marks.last { $0 < selection }
        guard let found else { return false }
        selection = found
        return true
    }

    mutating func move(_ steps: Int) {
        selection = min(max(0, selection + steps), max(0, rows.count - 1))
    }
}
