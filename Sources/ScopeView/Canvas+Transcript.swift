import ScopeModel
import TerminalCore

extension Canvas {
    mutating func drawTranscript() {
        drawTranscriptFrame()
        let rect = layout.transcript
        let columns = model.columns
        let lines = model.visibleLines
        var cursor: Position?
        for (index, line) in lines.prefix(rect.size.rows).enumerated() {
            let row = rect.row + index
            draw(line, row: row, columns: columns)
            defer { highlight(line, row: row, columns: columns) }
            guard line.row == model.viewport.selection else { continue }
            let isBrowsing = model.focus != .prompt
            if isBrowsing || !model.viewport.isFollowing, line.part != .annotation {
                grid.restyle(
                    Rect(column: rect.column, row: row, columns: rect.size.columns, rows: 1),
                    role: isBrowsing ? .uiSelection : .uiSelectionUnfocused)
            }
            if cursor == nil { cursor = Position(column: rect.column, row: row) }
        }
        if lines.isEmpty { drawEmpty(in: rect) }
        if model.focus != .prompt {
            grid.cursor = cursor ?? Position(column: rect.column, row: rect.row)
        }
    }

    private mutating func drawTranscriptFrame() {
        let count = model.transcript.rows.count
        let note = count == 0 ? "" : count == 1 ? "1 line" : "\(count) lines"
        let mode =
            model.viewport.isFollowing
            ? "follow"
            : model.viewport.unread > 0 ? "paused, \(model.viewport.unread) new" : "paused"
        drawListFrame("Transcript", note, right: mode, isFocused: model.focus == .transcript)
    }

    /// What stands around the largest pane.
    mutating func drawListFrame(
        _ title: String, _ note: String, right mode: String, isFocused: Bool
    ) {
        let rect = layout.transcript
        switch layout.kind {
        case .wide:
            drawTitle(
                title, note: note, right: mode, row: rect.row - 1, column: 0,
                columns: rect.size.columns + 2, isFocused: isFocused)
            let bottom = rect.row + rect.size.rows
            let left = rect.column + rect.size.columns
            grid.fill(
                Rect(column: 0, row: bottom, columns: layout.size.columns, rows: 1),
                with: glyphs.horizontal, role: .uiBorder)
            drawVertical(column: 0, rows: rect.rows, isFocused: isFocused)
            drawVertical(column: left, rows: rect.rows)
            drawVertical(column: layout.size.columns - 1, rows: rect.rows)
            drawCorner(glyphs.topLeft, column: 0, row: rect.row - 1)
            drawCorner(glyphs.bottomLeft, column: 0, row: bottom)
            drawCorner(glyphs.teeUp, column: left, row: bottom)
            drawCorner(glyphs.bottomRight, column: layout.size.columns - 1, row: bottom)
        case .stacked:
            drawTitle(
                title, note: note, right: mode, row: rect.row - 1, column: 0,
                columns: rect.size.columns, isFocused: isFocused)
        case .compact, .tiny, .none: break
        }
    }

    private mutating func drawEmpty(in rect: Rect) {
        guard layout.kind == .compact || layout.kind == .tiny else {
            put(
                model.firstSteps(columns: rect.size.columns - 4),
                in: Rect(
                    column: rect.column + 2, row: rect.row, columns: rect.size.columns - 4,
                    rows: rect.size.rows))
            return
        }
        let lines = model.diagnosisLines(columns: rect.size.columns - 1)
        put(
            lines,
            in: Rect(
                column: rect.column + (layout.kind == .compact ? 1 : 0), row: rect.row,
                columns: rect.size.columns - 1, rows: rect.size.rows))
    }

    private mutating func draw(_ line: TranscriptLine, row: Int, columns: TranscriptColumns) {
        let rect = layout.transcript
        let start = rect.column
        let end = rect.column + rect.size.columns
        if columns.hasMarker, line.marker != " " {
            put(
                Span(String(line.marker), line.marker == "!" ? .error : .uiText),
                at: Position(column: start, row: row), width: 1)
        }
        if columns.time > 0, !line.time.isEmpty {
            let pad = max(0, columns.time - line.time.utf8.count)
            put(
                Span(line.time, .lineTime), at: Position(column: start + 1 + pad, row: row),
                width: columns.time)
        }
        if line.isSecure, columns.mark > 0 {
            put(
                Span("=", .tlsOn), at: Position(column: start + columns.mark - 1, row: row),
                width: 1)
        }
        let isShort = !columns.hasMarker && line.part == .annotation
        put(
            Span(isShort ? String(line.mark.dropFirst()) : line.mark, line.markRole),
            at: Position(column: start + columns.mark, row: row), width: 2)
        let column = textColumn(of: line, columns)
        put(line.text, at: Position(column: column, row: row), width: end - column)
    }

    private func textColumn(of line: TranscriptLine, _ columns: TranscriptColumns) -> Int {
        let indent = line.part == .annotation && columns.hasMarker ? 1 : 0
        return layout.transcript.column + columns.text + indent
    }

    /// Marks what was searched for, on the selected row too. It looks at what is drawn, so it needs
    /// no map of columns.
    private mutating func highlight(
        _ line: TranscriptLine, row: Int, columns: TranscriptColumns
    ) {
        let column = textColumn(of: line, columns)
        let pattern = model.search.pattern
        guard !pattern.isEmpty, line.part != .annotation else { return }
        let text = Array(line.text.text.utf8)
        guard text.allSatisfy({ $0 < 0x80 }) else { return }
        let role: Role =
            line.row == model.viewport.selection ? .uiMatchCurrent : .uiMatch
        for match in model.search.matches(in: text[...]) {
            grid.restyle(
                Rect(
                    column: column + match.lowerBound, row: row, columns: match.count, rows: 1),
                role: role)
        }
    }
}
