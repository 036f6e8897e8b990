import ScopeModel
import TerminalCore

extension Canvas {
    /// Two recordings in place of the panes.
    mutating func drawComparing(_ comparing: Comparing) {
        let size = layout.size
        let side = Comparing.side(of: size.columns)
        drawComparedTitle(comparing, side)
        let lines = comparing.visible(columns: size.columns, rows: model.comparedRows)
        for (index, line) in lines.enumerated() {
            let row = index + 1
            put(Span(String(line.marker), .uiText), at: Position(column: 0, row: row), width: 1)
            let isSplit = side != nil && line.right != nil
            put(
                line.left, at: Position(column: 1, row: row),
                width: isSplit ? side ?? 0 : size.columns - 1)
            if let side, let right = line.right {
                put(
                    Span(String(glyphs.vertical), .uiBorder),
                    at: Position(column: side + 2, row: row), width: 1)
                put(
                    right, at: Position(column: side + 4, row: row),
                    width: size.columns - side - 4)
            }
        }
        let selected = lines.firstIndex { $0.row == comparing.selection } ?? 0
        grid.cursor = Position(column: 0, row: min(selected + 1, size.rows - 1))
        let count = comparing.marks.count
        let place = count > 0 ? "difference \(comparing.number)/\(count): " : ""
        let row = size.rows - 2
        guard row > 0 else { return }
        grid.fill(row: row, role: .uiStatus)
        put(
            Span(place + comparing.summary, .uiStatus), at: Position(column: 1, row: row),
            width: size.columns - 1)
    }

    private mutating func drawComparedTitle(_ comparing: Comparing, _ side: Int?) {
        let columns = layout.size.columns
        grid.fill(row: 0, role: .uiTab)
        let names = [comparing.left, comparing.right].map { Visible.text(of: $0, columns: 200) }
        guard let side else {
            put(
                Span("- \(names[0])  + \(names[1])", .uiTabActive),
                at: Position(column: 1, row: 0), width: columns - 1)
            return
        }
        put(Span(names[0], .uiTabActive), at: Position(column: 1, row: 0), width: side)
        put(
            Span(names[1], .uiTabActive), at: Position(column: side + 4, row: 0),
            width: columns - side - 4)
    }
}
