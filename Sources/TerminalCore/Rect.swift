/// A rectangle of cells. It may be empty and may lie outside of a grid; drawing clips it.
package struct Rect: Hashable, Sendable {
    package var column: Int
    package var row: Int
    package var size: Size

    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.size = Size(columns: columns, rows: rows)
    }

    package var columns: Range<Int> { column..<column + size.columns }
    package var rows: Range<Int> { row..<row + size.rows }

    package func contains(_ position: Position) -> Bool {
        columns.contains(position.column) && rows.contains(position.row)
    }
}
