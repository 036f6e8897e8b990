/// A screen as a value: cells in rows, and where the cursor stands.
package struct Grid: Hashable, Sendable {
    package let size: Size
    /// Row after row, `size.columns` cells each.
    package private(set) var cells: ContiguousArray<Cell>
    /// Where the terminal's cursor is shown; nil hides it.
    package var cursor: Position?

    /// A grid of blanks.
    package init(size: Size, role: Role = .uiText) {
        self.size = size
        cells = ContiguousArray(repeating: .blank(role), count: size.columns * size.rows)
    }

    /// The whole grid.
    package var bounds: Rect {
        Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// The cell there, which must be on the grid.
    package subscript(position: Position) -> Cell {
        cells[index(position.column, position.row)]
    }

    package func contains(_ position: Position) -> Bool { bounds.contains(position) }

    func index(_ column: Int, _ row: Int) -> Int {
        precondition(column >= 0 && column < size.columns && row >= 0 && row < size.rows)
        return row * size.columns + column
    }

    /// Runs the body on the cells; the only way to change one, so that the files beside this one
    /// can keep wide graphemes whole.
    mutating func change<Result>(
        _ body: (inout UnsafeMutableBufferPointer<Cell>) -> Result
    ) -> Result {
        cells.withUnsafeMutableBufferPointer(body)
    }
}
