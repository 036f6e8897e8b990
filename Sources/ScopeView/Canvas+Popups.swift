import ScopeModel
import TerminalCore

extension Canvas {
    mutating func drawPopup() {
        switch model.popup {
        case .page(let page): draw(page)
        case .paste(let buffer): draw(buffer)
        case .quit:
            drawBox(
                "Leave?",
                [
                    StyledLine(
                        model.isSessionOpen
                            ? "Close the session and quit?" : "Quit smtpscope?", .uiPopup),
                    StyledLine(),
                    choice("y", "leave"), choice("Esc", "stay"),
                ])
        case .waiting:
            drawBox(
                "Waiting",
                [
                    StyledLine(
                        "No \(model.waitingText ?? "answer") yet.", .uiPopup), StyledLine(),
                    choice("w", "wait on"), choice("d", "close the connection"),
                    choice("a", "reset the connection"), choice("q", "quit"),
                    choice("Esc", "close this box"),
                ])
        case nil:
            if case .command(let input)? = model.overlay { draw(input) }
            if model.showsContinuations { drawContinuations() }
        }
    }

    private func choice(_ key: String, _ text: String) -> StyledLine {
        let pad = String(repeating: " ", count: max(5 - key.utf8.count, 1))
        return StyledLine([
            Span(key, .uiKey, .bold), Span(pad, .uiPopup), Span(text, .uiPopup),
        ])
    }

    /// A box in the middle; on small screens it covers the rows above the input.
    private mutating func drawBox(_ title: String, _ lines: [StyledLine]) {
        let size = layout.size
        let widest = max(lines.map(\.columns).max() ?? 0, title.utf8.count + 4)
        let hasBox = layout.kind == .wide || layout.kind == .stacked
        guard hasBox else {
            let room = max(layout.promptRow, 1)
            let shown = lines.filter { !$0.spans.isEmpty }.prefix(room)
            let top = max(layout.promptRow - shown.count, 0)
            for (index, line) in shown.enumerated() {
                grid.fill(row: top + index, role: .uiPopup)
                put(
                    line, at: Position(column: 0, row: top + index), width: size.columns)
            }
            grid.cursor = Position(column: 0, row: top)
            return
        }
        let columns = min(widest + 4, size.columns)
        let rows = min(lines.count + 2, size.rows)
        let rect = Rect(
            column: (size.columns - columns) / 2, row: max((size.rows - rows) / 2, 0),
            columns: columns, rows: rows)
        drawFrame(rect, title: title)
        put(
            lines,
            in: Rect(
                column: rect.column + 2, row: rect.row + 1, columns: columns - 4, rows: rows - 2))
        grid.cursor = Position(column: rect.column + 2, row: rect.row + 1)
    }

    private mutating func drawFrame(_ rect: Rect, title: String) {
        grid.fill(rect, role: .uiPopup)
        let bottom = rect.row + rect.size.rows - 1
        let right = rect.column + rect.size.columns - 1
        drawTitle(
            title, row: rect.row, column: rect.column, columns: rect.size.columns, isFocused: true)
        grid.fill(
            Rect(column: rect.column, row: bottom, columns: rect.size.columns, rows: 1),
            with: glyphs.horizontal, role: .uiBorderFocus)
        drawVertical(column: rect.column, rows: rect.row + 1..<bottom, isFocused: true)
        drawVertical(column: right, rows: rect.row + 1..<bottom, isFocused: true)
        drawCorner(glyphs.topLeft, column: rect.column, row: rect.row)
        drawCorner(glyphs.topRight, column: right, row: rect.row)
        drawCorner(glyphs.bottomLeft, column: rect.column, row: bottom)
        drawCorner(glyphs.bottomRight, column: right, row: bottom)
    }

    private mutating func draw(_ page: Page) {
        let rect = layout.page
        let hasBox = layout.kind == .wide || layout.kind == .stacked
        let lines = page.lines(columns: rect.size.columns)
        let last = min(page.scroll + rect.size.rows, lines.count)
        let range =
            lines.count <= rect.size.rows
            ? "" : "\(min(page.scroll + 1, lines.count))-\(last) of \(lines.count)"
        if hasBox {
            let frame = Rect(
                column: rect.column - 2, row: rect.row - 1, columns: rect.size.columns + 4,
                rows: rect.size.rows + 2)
            drawFrame(frame, title: page.title)
            let text = page.search.map { "/\($0)" } ?? "Esc: close"
            let foot = range.isEmpty ? "[\(text)]" : "[\(range)] [\(text)]"
            put(
                Span(foot, .uiTitleFocus),
                at: Position(
                    column: frame.column + frame.size.columns - foot.utf8.count - 2,
                    row: frame.row + frame.size.rows - 1), width: foot.utf8.count)
        } else {
            for row in 0..<layout.size.rows { grid.fill(row: row, role: .uiPopup) }
            put(
                Span(page.title, .uiTitleFocus, .bold), at: Position(column: 0, row: 0),
                width: layout.size.columns)
            let foot = page.search.map { "/\($0)" } ?? "Esc close  " + range
            put(
                Span(foot, .uiKeyLabel), at: Position(column: 0, row: layout.size.rows - 1),
                width: layout.size.columns)
        }
        grid.cursor = Position(column: rect.column, row: rect.row)
        guard page.scroll < lines.count else { return }
        for (index, (line, item)) in lines[page.scroll..<last].enumerated() {
            let row = rect.row + index
            put(line, at: Position(column: rect.column, row: row), width: rect.size.columns)
            guard item == page.selection else { continue }
            let isFirst = index == 0 || lines[page.scroll + index - 1].item != item
            grid.restyle(
                Rect(column: rect.column, row: row, columns: rect.size.columns, rows: 1),
                role: .uiMenuSelected)
            if isFirst { grid.cursor = Position(column: rect.column, row: row) }
        }
    }

    private mutating func draw(_ buffer: PasteBuffer) {
        let room = layout.size.columns - 8
        var lines = [
            StyledLine("\(buffer.lineCount) lines were pasted. Nothing was sent.", .uiPopup)
        ]
        if layout.size.rows >= 20 {
            lines += buffer.preview(lines: 4).map {
                StyledLine("  " + Visible.text(of: $0, columns: room - 2), .lineClient)
            }
            if buffer.lineCount > 4 {
                lines.append(StyledLine("  and \(buffer.lineCount - 4) more", .hint))
            }
        }
        lines += [
            StyledLine(), choice("l", "line by line: each waits for Enter"),
            choice("o", "as one: all of it into the input, also Esc"), choice("d", "discard"),
        ]
        drawBox("Paste", lines)
    }

    /// The commands that fit what is typed, above the input line.
    private mutating func draw(_ input: CommandInput) {
        guard !input.candidates.isEmpty else { return }
        let top = layout.transcript.row
        let room = layout.promptRow - top
        let count = min(input.candidates.count, max(min(room - 1, layout.size.rows / 2), 1))
        guard room > 0 else { return }
        let start = min(
            max((input.selected ?? 0) - count + 1, 0), max(input.candidates.count - count, 0))
        let first = layout.promptRow - count
        for index in 0..<count {
            let candidate = input.candidates[start + index]
            let isSelected = start + index == input.selected
            let row = first + index
            let role: Role = isSelected ? .uiMenuSelected : .uiMenu
            grid.fill(row: row, role: role)
            let label = candidate.label.split(separator: " ").first.map(String.init) ?? ""
            let name = (isSelected ? ">" : " ") + label
            let width = put(
                Span(name, role), at: Position(column: 0, row: row), width: layout.size.columns)
            let column = max(width + 2, min(20, layout.size.columns / 3))
            let room = layout.size.columns - column
            put(
                Span(candidate.help.shortened(to: room), role),
                at: Position(column: column, row: row), width: room)
        }
    }

    private mutating func drawContinuations() {
        let keys = Action.Shortcut.text(of: model.pendingKeys)
        let lines = model.keymap.continuations(of: model.pendingKeys, in: model.focus)
            .map { choice($0.key, $0.help) }
        drawBox(keys, lines)
    }
}
