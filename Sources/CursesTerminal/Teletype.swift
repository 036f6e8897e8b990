import TerminalCore

/// Shows grids on a terminal that cannot move its cursor: rows that changed are printed as lines,
/// and the cursor's row is written over until another one changes.
enum Teletype {
    /// What to send: lines ended by CR LF, then the cursor's row without an end.
    static func lines(of grid: Grid, since previous: Grid?, isUTF8: Bool) -> [UInt8] {
        let before = previous ?? Grid(size: grid.size)
        let changed = Set(grid.damage(since: before).map(\.row))
        guard !changed.isEmpty || grid.cursor != before.cursor else { return [] }
        var text = ""
        for row in 0..<grid.size.rows where changed.contains(row) && row != grid.cursor?.row {
            let line = visible(grid, row, upTo: grid.size.columns - 1, isUTF8: isUTF8)
            if !line.isEmpty { text += padded(line, grid) + "\r\n" }
        }
        if let cursor = grid.cursor, (0..<grid.size.rows).contains(cursor.row) {
            text += padded(
                visible(grid, cursor.row, upTo: grid.size.columns - 1, isUTF8: isUTF8), grid)
            text += "\r" + visible(grid, cursor.row, upTo: cursor.column, isUTF8: isUTF8)
        }
        return Array(text.utf8)
    }

    /// Covers what stood in the line before; the last column is left free, as writing there may wrap.
    private static func padded(_ line: String, _ grid: Grid) -> String {
        let columns = TextWidth.columns(of: line)
        return "\r" + line + String(repeating: " ", count: max(0, grid.size.columns - 1 - columns))
    }

    /// The row's beginning, blanks at its end removed unless the cursor stands behind them.
    private static func visible(
        _ grid: Grid, _ row: Int, upTo end: Int, isUTF8: Bool
    ) -> String {
        let columns = 0..<max(0, min(end, grid.size.columns))
        var graphemes = columns.map { grid[Position(column: $0, row: row)].grapheme }
        if !isUTF8 { graphemes = graphemes.map { $0.utf8.allSatisfy { $0 < 0x80 } ? $0 : "?" } }
        if end != grid.cursor?.column {
            while graphemes.last == " " { graphemes.removeLast() }
        }
        return graphemes.joined()
    }
}
