import TerminalCore

/// The screen as a script sees it.
package struct UIScene: Sendable {
    package var grid: Grid
    /// Nil where the layout has none.
    package var statusRow: Int?
    /// Nothing more will happen by itself.
    package var isIdle: Bool

    package init(grid: Grid, statusRow: Int?, isIdle: Bool) {
        self.grid = grid
        self.statusRow = statusRow
        self.isIdle = isIdle
    }

    /// Whether the screen shows what is expected.
    func shows(_ expectation: UIScript.Expectation) -> Bool {
        switch expectation {
        case .text(let text): allRows.contains { shows(text, in: $0) }
        case .gone(let text): !allRows.contains { shows(text, in: $0) }
        case .status(let text): statusRow.map { shows(text, in: $0) } ?? false
        case .role(let role, let text): allRows.contains { shows(text, as: role, in: $0) }
        case .cursor(let position): grid.cursor == position
        }
    }

    private var allRows: Range<Int> { 0..<grid.size.rows }

    /// Whether the text stands in the row, all of it in the role if one is named.
    private func shows(_ text: String, as role: Role? = nil, in row: Int) -> Bool {
        let start = row * grid.size.columns
        let cells = grid.cells[start..<start + grid.size.columns].filter { !$0.grapheme.isEmpty }
        let wanted = text.map(String.init)
        guard wanted.count <= cells.count else { return false }
        return (0...cells.count - wanted.count).contains { offset in
            zip(cells[offset...], wanted).allSatisfy { cell, grapheme in
                cell.grapheme == grapheme && (role == nil || cell.role == role)
            }
        }
    }
}
