import ScopeModel
import TerminalCore

extension Canvas {
    mutating func drawPrompt() {
        let row = layout.promptRow
        let size = layout.size
        grid.fill(row: row, role: .uiInput)
        let label = promptLabel
        let used = put(
            Span(label, .uiInput, .bold), at: Position(column: 0, row: row),
            width: max(size.columns - 6, 1))
        let room = size.columns - used
        if model.player != nil, model.overlay == nil {
            put(
                StyledLine(model.timeline(columns: room)), at: Position(column: used, row: row),
                width: room)
            return drawCompletionRow(indent: min(used, 6))
        }
        let editor = model.promptEditor
        let hidden = model.overlay == nil ? model.prompt.secret : 0..<0
        let window = editor.visible(columns: room, hiding: hidden)
        var column = used
        if let search = model.prompt.search, let match = search.match, model.overlay == nil {
            put(
                Span(Visible.text(of: match), .uiInput), at: Position(column: used, row: row),
                width: room)
        } else {
            for part in window.parts {
                let role: Role =
                    switch part.kind {
                    case .text: .uiInput
                    case .escape: .lineRawEscape
                    case .hidden: .secret
                    }
                column += put(
                    Span(part.text, role), at: Position(column: column, row: row),
                    width: size.columns - column)
            }
            if let ghost = model.completion?.ghost, !ghost.isEmpty {
                put(
                    Span(ghost, .hintGhost), at: Position(column: column, row: row),
                    width: size.columns - column)
            }
        }
        if window.hasMoreLeft {
            put(Span("<", .hint), at: Position(column: max(used - 1, 0), row: row), width: 1)
        }
        if model.focus == .prompt || model.overlay != nil {
            grid.cursor = Position(
                column: min(used + window.caretColumn, size.columns - 1), row: row)
        }
        drawCompletionRow(indent: min(used, 6))
    }

    /// The label, shortened where it would leave no room to type.
    private var promptLabel: String {
        let label = model.promptLabel
        guard label.utf8.count > layout.size.columns / 2 else { return label }
        let word = label.prefix { $0 != " " && $0 != ">" }
        return String(word.prefix(max(layout.size.columns / 2 - 2, 1))) + "> "
    }

    private mutating func drawCompletionRow(indent: Int) {
        guard let row = layout.completionRow else { return }
        let size = layout.size
        let column = layout.kind == .compact ? 1 : indent
        put(
            StyledLine(model.promptHint), at: Position(column: column, row: row),
            width: size.columns - column)
    }
}
