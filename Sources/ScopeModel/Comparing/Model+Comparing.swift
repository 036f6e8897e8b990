import SMTPTrace
import TerminalCore

extension Model {
    /// Rows for the comparison: below its title, above its sum and the hints.
    package var comparedRows: Int { max(screen.rows - 3, 1) }

    mutating func compare(_ path: String) -> [Effect] {
        guard !path.isEmpty else { return openCommand("compare ") }
        guard transcript.facts > 0, player?.reading == nil else {
            say("there is nothing to compare with yet", .warning)
            return []
        }
        say("comparing with \(Visible.text(of: path, columns: 60))")
        return [.compare(path: path)]
    }

    mutating func show(_ comparing: Comparing) {
        self.comparing = comparing
        notice = nil
        bringComparedIntoView()
        if comparing.marks.isEmpty { say("no difference but noise: \(comparing.summary)") }
    }

    mutating func bringComparedIntoView() {
        let (columns, rows) = (screen.columns, comparedRows)
        comparing?.bringIntoView(columns: columns, rows: rows)
    }

    mutating func pressWhileComparing(_ key: Key) -> [Effect] {
        let page = max(comparedRows - 1, 1)
        switch key {
        case .escape, .character("q"):
            comparing = nil
            return []
        case .character("n"), .character("N"):
            let isForth = key == .character("n")
            if comparing?.jump(isForth ? 1 : -1) == false {
                say("no difference \(isForth ? "behind" : "before") this line")
            }
        case .up, .character("k"), .control("p"): comparing?.move(-1)
        case .down, .character("j"), .control("n"): comparing?.move(1)
        case .pageUp, .control("b"): comparing?.move(-page)
        case .pageDown, .space, .control("f"): comparing?.move(page)
        case .home, .character("g"): comparing?.move(-1_000_000)
        case .end, .character("G"): comparing?.move(1_000_000)
        case .enter, .character("o"): showCompared()
        case .function(1), .character("?"): return perform(.help, "compare")
        case .character(":"), .function(2): return perform(.command, "")
        case .control("q"), .character("Q"): return perform(.quit, "")
        default: break
        }
        bringComparedIntoView()
        return []
    }

    /// All of the selected row, which may be longer than the screen is wide.
    private mutating func showCompared() {
        guard let comparing, comparing.rows.indices.contains(comparing.selection) else { return }
        switch comparing.rows[comparing.selection] {
        case .difference(let difference):
            show(
                difference.label,
                [
                    .field("step", difference.step, .uiText),
                    .field("differs", difference.text, difference.role),
                ])
        case .talk(let left, let right):
            show(
                "Both",
                [
                    .heading(comparing.left), .verbatim(left?.text ?? "nothing", .uiText), .blank,
                    .heading(comparing.right), .verbatim(right?.text ?? "nothing", .uiText),
                ])
        }
    }

    var comparingHints: [(key: String, label: String)] {
        [
            ("Esc", "close"), ("n", "next"), ("N", "previous"), ("Enter", "all of it"),
            ("j", "down"), ("k", "up"), ("?", "help"), ("^C", "quit"),
        ]
    }
}
