/// Turns grids into what a terminal must be sent to show them (ECMA-48), for whoever keeps that
/// as text. Nothing but cells of a grid gets into it, so no text can command the terminal.
package struct GridPainter: Sendable {
    private let theme: ResolvedTheme
    private var shown: Grid?

    package init(theme: ResolvedTheme) { self.theme = theme }

    /// What turns the last grid into this one; empty if nothing differs. A grid of another size
    /// is drawn whole.
    package mutating func paint(_ grid: Grid) -> String {
        let isNew = shown?.size != grid.size
        let previous = isNew ? Grid(size: Size(columns: 0, rows: 0)) : shown ?? grid
        var text = isNew ? "\u{1B}[2J" : ""
        for damage in grid.damage(since: previous) {
            text += "\u{1B}[\(damage.row + 1);\(damage.columns.lowerBound + 1)H"
            text += line(damage, of: grid)
        }
        if isNew || !text.isEmpty || shown?.cursor != grid.cursor { text += cursor(of: grid) }
        shown = grid
        return text
    }

    private func line(_ damage: Grid.Damage, of grid: Grid) -> String {
        var text = ""
        var manner: String?
        for column in damage.columns {
            let cell = grid[Position(column: column, row: damage.row)]
            let wanted = sequence(of: cell)
            if wanted != manner { text += wanted }
            manner = wanted
            text += cell.grapheme
        }
        return text + "\u{1B}[0m"
    }

    private func cursor(of grid: Grid) -> String {
        guard let cursor = grid.cursor else { return "\u{1B}[?25l" }
        return "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h"
    }

    private static let numbers: [(Attributes, String)] = [
        (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]

    /// Select Graphic Rendition: everything off, then what the cell needs.
    private func sequence(of cell: Cell) -> String {
        let style = theme[cell.role]
        let attributes = style.attributes.union(cell.attributes)
        let parts =
            ["0"] + Self.numbers.filter { attributes.contains($0.0) }.map(\.1)
            + Self.colour(style.foreground, base: 30) + Self.colour(style.background, base: 40)
        return "\u{1B}[" + parts.joined(separator: ";") + "m"
    }

    static func colour(_ paint: Paint, base: Int) -> [String] {
        switch paint {
        case .terminal: []
        case .index(let index) where index < 8: ["\(base + Int(index))"]
        case .index(let index) where index < 16: ["\(base + 52 + Int(index))"]
        case .index(let index): ["\(base + 8)", "5", "\(index)"]
        case .rgb(let rgb): ["\(base + 8)", "2", "\(rgb.red)", "\(rgb.green)", "\(rgb.blue)"]
        }
    }
}
