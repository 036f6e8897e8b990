import TerminalCore

/// One line of a pane or a page.
package struct StyledLine: Hashable, Sendable {
    package var spans: [Span]
    /// Drawn at the right edge where it fits. Usually empty.
    package var trailing: [Span] = []

    package init(_ spans: [Span] = [], trailing: [Span] = []) {
        self.spans = spans
        self.trailing = trailing
    }

    package init(_ text: String, _ role: Role) {
        spans = [Span(text, role)]
    }

    package var columns: Int { spans.reduce(0) { $0 + $1.columns } }
    package var text: String { spans.map(\.text).joined() }
}
