/// A cell's place on the grid, counted from zero at the top left. It may lie outside of a grid.
package struct Position: Hashable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}
