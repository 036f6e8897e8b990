import ScopeModel
import TerminalCore

extension Canvas {
    /// A title row: `─[Title]─ note ────────[right]─`, its ends given.
    mutating func drawTitle(
        _ title: String, note: String = "", right: String = "", row: Int, column: Int,
        columns: Int, isFocused: Bool
    ) {
        let border: Role = isFocused ? .uiBorderFocus : .uiBorder
        grid.fill(
            Rect(column: column, row: row, columns: columns, rows: 1), with: glyphs.horizontal,
            role: border)
        let name = isFocused ? "[\(title)*]" : "[\(title)]"
        let width = put(
            Span(name, isFocused ? .uiTitleFocus : .uiTitle),
            at: Position(column: column + 1, row: row), width: columns - 2)
        if !note.isEmpty, width + note.utf8.count + 6 < columns {
            put(
                Span(" \(note) ", .uiTitle), at: Position(column: column + 2 + width, row: row),
                width: columns - width - 3)
        }
        let rightColumns = TextWidth.columns(of: right) + 2
        if !right.isEmpty, width + note.utf8.count + rightColumns + 8 < columns {
            put(
                Span("[\(right)]", .uiTitle),
                at: Position(column: column + columns - rightColumns - 1, row: row),
                width: rightColumns)
        }
    }

    mutating func drawVertical(column: Int, rows: Range<Int>, isFocused: Bool = false) {
        grid.fill(
            Rect(column: column, row: rows.lowerBound, columns: 1, rows: rows.count),
            with: glyphs.vertical, role: isFocused ? .uiBorderFocus : .uiBorder)
    }

    mutating func drawCorner(_ glyph: Character, column: Int, row: Int) {
        grid.fill(
            Rect(column: column, row: row, columns: 1, rows: 1), with: glyph, role: .uiBorder)
    }

    /// The row at the top of the large layouts: what we talk to, and the ways to help.
    mutating func drawHeader() {
        guard let row = layout.headerRow else { return }
        let size = layout.size
        grid.fill(row: row, role: .uiTab)
        let link = model.transcript.link
        let isLive = link?.isLive == true && !model.isShowingFailures
        let title = model.isShowingFailures ? model.logTitle : link?.target ?? "no connection"
        let name = Visible.text(of: title, columns: max(size.columns - 50, 10))
        put(
            Span(" \(name)\(isLive ? "*" : "") ", .uiTabActive),
            at: Position(column: 0, row: row), width: size.columns - 36)
        let version = size.columns >= 110 ? "   smtpscope \(model.options.version)" : ""
        let right = "F1 help   : commands\(version) "
        put(
            Span(right, .uiTab),
            at: Position(column: size.columns - right.utf8.count, row: row),
            width: right.utf8.count)
    }

    mutating func drawStatus() {
        guard let row = layout.statusRow else { return }
        let size = layout.size
        grid.fill(row: row, role: .uiStatus)
        var parts = model.statusParts
        let position = positionText
        var room = size.columns - 2 - (layout.kind == .compact ? 0 : position.utf8.count + 1)
        func width(_ parts: [Span]) -> Int { parts.reduce(0) { $0 + $1.columns + 3 } - 3 }
        while parts.count > 3, width(parts) > room { parts.removeLast() }
        if layout.kind == .compact { parts = compactStatus(room: size.columns - 2) }
        var column = 1
        for (index, part) in parts.enumerated() where room > 0 {
            if index > 0 {
                column += put(
                    Span(layout.kind == .compact ? " " : " | ", .uiStatus),
                    at: Position(column: column, row: row), width: room)
            }
            column += put(part, at: Position(column: column, row: row), width: room)
            room = size.columns - 1 - column
        }
        if layout.kind != .compact, column + position.utf8.count + 2 < size.columns {
            put(
                Span(position, .uiStatus),
                at: Position(column: size.columns - position.utf8.count - 1, row: row),
                width: position.utf8.count)
        }
    }

    private var positionText: String {
        let (row, count) = model.place
        guard count > 0 else { return "" }
        return "\(row * 100 / max(count, 1))% \(row)/\(count)"
    }

    /// What is waited for and the last code come first: there is room for little else.
    private func compactStatus(room: Int) -> [Span] {
        let all = model.statusParts
        if model.isShowingFailures { return all }
        var first: [Span] = []
        if let code = model.lastCode {
            first.append(Span(String(code), .replyCode))
        }
        first.append(Span(model.phaseWord, .uiStatus))
        if let waiting = model.waitingTime { first.append(Span("waits " + waiting, .stateWaiting)) }
        var parts = first
        for part in all where !part.text.hasPrefix("last ") && !part.text.hasPrefix("waiting") {
            guard part.text != model.phaseWord, part.text != "FOLLOW" else { continue }
            let width = (parts + [part]).reduce(0) { $0 + $1.columns + 1 }
            if width <= room { parts.append(part) }
        }
        return parts
    }

    private func role(of kind: Notice.Kind) -> Role {
        switch kind {
        case .info: .uiStatus
        case .warning: .uiStatusWarning
        case .error: .uiStatusError
        }
    }

    /// A sentence by the input line; status, last code and way out stay where they are.
    mutating func drawNotice() {
        guard let notice = model.notice, model.popup == nil else { return }
        let row = layout.completionRow ?? max(layout.promptRow - 1, 0)
        let role = role(of: notice.kind)
        grid.fill(row: row, role: role)
        put(
            Span(text(of: notice), role), at: Position(column: 0, row: row),
            width: layout.size.columns)
    }

    /// What does not fit says where all of it stands.
    private func text(of notice: Notice) -> String {
        let text = (notice.kind == .info ? " " : " ! ") + notice.text
        let width = layout.size.columns
        guard TextWidth.columns(of: text) > width else { return text }
        return text.shortened(to: width - Self.wayToAll.utf8.count) + Self.wayToAll
    }

    private static let wayToAll = " :log"

    mutating func drawHints() {
        guard let row = layout.hintRow else { return }
        let size = layout.size
        var column = 0
        if layout.kind == .tiny {
            if let code = model.lastCode {
                column += put(
                    Span("\(code) ", .replyCode), at: Position(column: 0, row: row),
                    width: size.columns)
            }
            for (key, label) in model.hints.prefix(3) {
                let text = "\(key) \(label.split(separator: "/").last ?? "") "
                guard column + text.utf8.count - 1 <= size.columns else { continue }
                column += put(
                    Span(text, .uiKeyLabel), at: Position(column: column, row: row),
                    width: size.columns - column)
            }
            return
        }
        column = 1
        for (key, label) in model.hints {
            let width = TextWidth.columns(of: key) + label.utf8.count + 1
            guard column + width <= size.columns else { continue }
            column += put(
                Span(key, .uiKey), at: Position(column: column, row: row), width: size.columns)
            column += put(
                Span(" " + label, .uiKeyLabel), at: Position(column: column, row: row),
                width: size.columns - column)
            column += 2
        }
    }
}
