import TerminalCore

extension Layout {
    /// The inside of a page's box; the box takes one row above and two below where there is room.
    package var page: Rect {
        let hasBox = kind == .wide || kind == .stacked
        guard hasBox else {
            return Rect(
                column: 0, row: min(1, size.rows - 1), columns: size.columns,
                rows: max(size.rows - 2, 0))
        }
        let columns = min(size.columns - 4, 96)
        let rows = size.rows - 7
        return Rect(
            column: (size.columns - columns) / 2, row: 2, columns: columns, rows: rows)
    }
}
