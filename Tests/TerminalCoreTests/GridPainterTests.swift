import Testing

@testable import TerminalCore

@Suite struct GridPainterTests {
    private func grid(_ text: String, _ role: Role = .uiText, cursor: Position? = nil) -> Grid {
        var grid = Grid(size: Size(columns: 4, rows: 1))
        grid.put(text, at: Position(column: 0, row: 0), role: role)
        grid.cursor = cursor
        return grid
    }

    private var painter: GridPainter {
        GridPainter(theme: ResolvedTheme(.builtin, depth: .mono))
    }

    @Test func onlyWhatChangedIsPainted() {
        var painter = painter

        let first = painter.paint(grid("abcd"))
        let same = painter.paint(grid("abcd"))
        let second = painter.paint(grid("abcX", cursor: Position(column: 1, row: 0)))
        let moved = painter.paint(grid("abcX", cursor: Position(column: 2, row: 0)))

        #expect(first == "\u{1B}[2J\u{1B}[1;1H\u{1B}[0mabcd\u{1B}[0m\u{1B}[?25l")
        #expect(same.isEmpty)
        #expect(second == "\u{1B}[1;4H\u{1B}[0mX\u{1B}[0m\u{1B}[1;2H\u{1B}[?25h")
        #expect(moved == "\u{1B}[1;3H\u{1B}[?25h")
    }

    @Test func coloursAreWrittenAsTerminalsReadThem() {
        for (paint, text) in [(UInt8(1), "31"), (9, "91"), (200, "38;5;200")] {
            #expect(GridPainter.colour(.index(paint), base: 30).joined(separator: ";") == text)
        }
        #expect(
            GridPainter.colour(.rgb(RGB(1, 2, 3)), base: 40).joined(separator: ";") == "48;2;1;2;3")
        #expect(GridPainter.colour(.index(9), base: 40) == ["101"])
        #expect(GridPainter.colour(.terminal, base: 40).isEmpty)
    }
}
