/// One cell of the screen. Only the grid makes cells, so that no control character gets into one.
package struct Cell: Hashable, Sendable {
    /// What the cell shows: one grapheme without control characters. Empty in the right half of a
    /// wide one, whose text is in the cell to the left.
    package let grapheme: String
    package let role: Role
    /// Added to what the theme says about the role.
    package let attributes: Attributes

    static func blank(_ role: Role, _ attributes: Attributes = []) -> Cell {
        Cell(grapheme: " ", role: role, attributes: attributes)
    }
}
