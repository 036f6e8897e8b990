/// One cell of the screen.
package struct Cell: Hashable, Sendable {
    /// What the cell shows: one grapheme without control characters. Empty in the right half of a
    /// wide one, whose text is in the cell to the left.
    package let grapheme: String
    package let role: Role
    /// Added to what the theme says about the role.
    package let attributes: Attributes

    /// Only the grid makes cells, so that no control character ever gets into one.
    init(grapheme: String, role: Role, attributes: Attributes) {
        self.grapheme = grapheme
        self.role = role
        self.attributes = attributes
    }

    static func blank(_ role: Role, _ attributes: Attributes = []) -> Cell {
        Cell(grapheme: " ", role: role, attributes: attributes)
    }
}
