import ScopeModel
import TerminalCore

extension Canvas {
    /// The failures of a log, in place of the transcript.
    mutating func drawFailures() {
        let isFocused = model.focus == .failures
        drawListFrame(
            "Failures", model.failureNote, right: model.failureMode, isFocused: isFocused)
        let rect = layout.transcript
        guard let list = model.failures, !list.failures.isEmpty else {
            put(model.emptyFailureLines(columns: rect.size.columns - 1), in: rect)
            if isFocused { grid.cursor = Position(column: rect.column, row: rect.row) }
            return
        }
        let columns = FailureColumns(total: rect.size.columns)
        var row = rect.row
        if model.hasFailureHead {
            put(columns.head, at: Position(column: rect.column, row: row), width: rect.size.columns)
            row += 1
        }
        let end = min(list.top + model.failureRows, list.failures.count)
        for index in list.top..<max(end, list.top) {
            let place = Position(column: rect.column, row: row)
            put(columns.line(of: list.failures[index]), at: place, width: rect.size.columns)
            if index == list.selection { drawChoice(place, isFocused: isFocused) }
            row += 1
        }
    }

    private mutating func drawChoice(_ place: Position, isFocused: Bool) {
        let width = layout.transcript.size.columns
        put(Span(">", .uiText), at: place, width: 1)
        grid.restyle(
            Rect(column: place.column, row: place.row, columns: width, rows: 1),
            role: isFocused ? .uiSelection : .uiSelectionUnfocused)
        if isFocused { grid.cursor = place }
    }
}
