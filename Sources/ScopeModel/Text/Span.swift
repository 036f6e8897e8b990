import TerminalCore

/// A stretch of text in one manner. It may hold anything: the grid makes it visible.
package struct Span: Hashable, Sendable {
    package var text: String
    package var role: Role
    package var attributes: Attributes

    package init(_ text: String, _ role: Role, _ attributes: Attributes = []) {
        self.text = text
        self.role = role
        self.attributes = attributes
    }

    /// Columns on the screen.
    package var columns: Int { TextWidth.columns(of: text) }
}
