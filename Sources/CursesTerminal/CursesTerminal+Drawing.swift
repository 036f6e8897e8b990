import CNCurses
import TerminalCore

extension CursesTerminal {
    /// Shows the grid. Only what differs from the last one is drawn; a grid of another size than the
    /// terminal's is cut.
    package func present(_ grid: Grid, with theme: ResolvedTheme) {
        guard canMove else {
            let lines = Teletype.lines(of: grid, since: shown, isUTF8: isUTF8)
            screen_send(lines, Int32(lines.count))
            shown = grid
            return
        }
        if theme != shownTheme {
            setStyles(theme)
            shownTheme = theme
            shown = nil
        }
        if shown?.size != grid.size {
            screen_forget()
            shown = nil
        }
        let previous = shown ?? Grid(size: Size(columns: 0, rows: 0))
        for damage in grid.damage(since: previous) where damage.row < size.rows {
            draw(damage, of: grid)
        }
        shown = grid
        if let cursor = grid.cursor, cursor.column >= 0, cursor.row >= 0,
            cursor.column < size.columns, cursor.row < size.rows
        {
            screen_update(Int32(cursor.column), Int32(cursor.row))
        } else {
            screen_update(-1, 0)
        }
    }

    private func draw(_ damage: Grid.Damage, of grid: Grid) {
        let columns = damage.columns.clamped(to: 0..<size.columns)
        guard !columns.isEmpty else { return }
        buffer.removeAll(keepingCapacity: true)
        let start = damage.row * grid.size.columns
        grid.cells.withUnsafeBufferPointer { cells in
            for column in columns {
                let isLast = column + 1 == columns.upperBound
                let next = isLast ? nil : cells[start + column + 1]
                let isWide = next?.grapheme.isEmpty ?? false
                buffer.append(
                    CursesTerminal.encode(cells[start + column], isWide: isWide))
            }
        }
        screen_draw(
            Int32(damage.row), Int32(columns.lowerBound), buffer, Int32(buffer.count))
    }

    /// A wide grapheme cut by the terminal's edge has room for one column and becomes `?`.
    private static func encode(_ cell: Cell, isWide: Bool) -> screen_cell {
        var encoded = screen_cell()
        encoded.style = cell.role.rawValue
        encoded.attributes = cell.attributes.rawValue
        encoded.columns = cell.grapheme.isEmpty ? 0 : isWide ? 2 : 1
        withUnsafeMutableBytes(of: &encoded.scalars) { bytes in
            let scalars = bytes.assumingMemoryBound(to: UInt32.self)
            for scalar in cell.grapheme.unicodeScalars {
                guard Int(encoded.count) < scalars.count else { break }
                scalars[Int(encoded.count)] = scalar.value
                encoded.count += 1
            }
        }
        return encoded
    }

    private func setStyles(_ theme: ResolvedTheme) {
        for role in Role.allCases {
            let entry = theme[role]
            screen_set_style(
                role.rawValue, number(of: entry.foreground), number(of: entry.background),
                entry.attributes.rawValue)
        }
    }

    /// The number ncurses knows the colour by.
    private func number(of paint: Paint) -> Int32 {
        switch paint {
        case .terminal: return -1
        case .rgb(let rgb): return depth == .truecolor ? direct(rgb) : Int32(rgb.nearest256)
        case .index(let index) where depth == .truecolor && index >= 8:
            return RGB(c256: index).map(direct) ?? direct(CursesTerminal.light[Int(index) - 8])
        case .index(let index): return Int32(index)
        }
    }

    /// Numbers below 8 stand for the terminal's own colours, so the darkest blues are lifted.
    private func direct(_ rgb: RGB) -> Int32 {
        let number = Int32(rgb.red) << 16 | Int32(rgb.green) << 8 | Int32(rgb.blue)
        return number == 0 ? 0 : max(8, number)
    }

    /// The light half of the 16 colours as xterm has them.
    private static let light: [RGB] = [
        RGB(0x7F, 0x7F, 0x7F), RGB(0xFF, 0, 0), RGB(0, 0xFF, 0), RGB(0xFF, 0xFF, 0),
        RGB(0x5C, 0x5C, 0xFF), RGB(0xFF, 0, 0xFF), RGB(0, 0xFF, 0xFF), RGB(0xFF, 0xFF, 0xFF),
    ]
}
