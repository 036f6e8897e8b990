import ScopeModel
import TerminalCore

extension Canvas {
    mutating func drawDiagnosis() {
        guard let rect = layout.diagnosis else { return }
        let isFocused = model.focus == .diagnosis
        let title = model.diagnosisTitle
        switch layout.kind {
        case .wide:
            let left = rect.column - 1
            drawTitle(
                title, row: rect.row - 1, column: left, columns: rect.size.columns + 2,
                isFocused: isFocused)
            drawCorner(glyphs.teeDown, column: left, row: rect.row - 1)
            drawCorner(glyphs.topRight, column: layout.size.columns - 1, row: rect.row - 1)
        case .stacked:
            drawTitle(
                title, right: model.diagnosisKeys,
                row: rect.row - 1,
                column: 0, columns: layout.size.columns, isFocused: isFocused)
        case .compact, .tiny, .none: break
        }
        put(model.diagnosisLines(columns: inner(rect).size.columns), in: inner(rect))
        if isFocused { grid.cursor = Position(column: inner(rect).column, row: rect.row) }
    }

    /// One column of air inside boxes.
    private func inner(_ rect: Rect) -> Rect {
        guard layout.kind == .wide else { return rect }
        return Rect(
            column: rect.column + 1, row: rect.row, columns: rect.size.columns - 2,
            rows: rect.size.rows)
    }

    mutating func drawSession() {
        guard let rect = layout.session else { return }
        guard layout.kind == .wide else {
            grid.fill(rect, with: glyphs.horizontal, role: .uiBorder)
            let name = put(
                Span("[\(model.sessionTitle)] ", .uiTitle), at: Position(column: 1, row: rect.row),
                width: 20)
            var line = StyledLine(
                model.sessionSummary(columns: rect.size.columns - name - 3))
            line.spans.append(Span(" ", .uiBorder))
            put(line, at: Position(column: 1 + name, row: rect.row), width: rect.size.columns - 12)
            return
        }
        let isFocused = model.focus == .session
        let left = rect.column - 1
        drawTitle(
            model.sessionTitle, row: rect.row - 1, column: left, columns: rect.size.columns + 2,
            isFocused: isFocused)
        drawCorner(glyphs.teeRight, column: left, row: rect.row - 1)
        drawCorner(glyphs.teeLeft, column: layout.size.columns - 1, row: rect.row - 1)
        put(model.sessionLines(columns: inner(rect).size.columns), in: inner(rect))
        if isFocused { grid.cursor = Position(column: inner(rect).column, row: rect.row) }
    }
}
