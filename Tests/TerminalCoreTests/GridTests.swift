import Testing

@testable import TerminalCore

@Suite struct GridTests {
    private func grid(_ columns: Int = 10, _ rows: Int = 2) -> Grid {
        Grid(size: Size(columns: columns, rows: rows))
    }

    @Test func putDrawsTextAndAnswersItsColumns() {
        var grid = grid()

        let columns = grid.put("EHLO", at: Position(column: 2, row: 1), role: .lineClient)

        #expect(columns == 4)
        #expect(grid.textPlane == "\n  EHLO\n")
        #expect(grid.rolePlane == "..........\n..cccc....\n")
    }

    @Test func textStopsAtTheLimitAndAtTheEdge() {
        var grid = grid()

        #expect(grid.put("EHLO", at: Position(column: 0, row: 0), role: .uiText, width: 2) == 2)
        #expect(grid.put("EHLO", at: Position(column: 8, row: 1), role: .uiText) == 2)
        #expect(grid.put("EHLO", at: Position(column: 8, row: 2), role: .uiText) == 0)
        #expect(grid.put("EHLO", at: Position(column: 10, row: 0), role: .uiText) == 0)
        #expect(grid.textPlane == "EH\n        EH\n")
    }

    @Test func textLeftOfTheGridIsSkipped() {
        var grid = grid()

        #expect(grid.put("EHLO", at: Position(column: -2, row: 0), role: .uiText) == 4)
        grid.put("\u{65E5}x", at: Position(column: -1, row: 1), role: .uiText)

        #expect(grid.textPlane == "LO\n x\n")
    }

    @Test func noControlCharacterGetsIntoACell() {
        var grid = grid(120, 1)

        grid.put(
            Array("\u{1B}]0;x\u{07}\r\n\u{9B}\u{202E}\0".utf8) + [0x9B, 0xFF],
            at: Position(column: 0, row: 0), role: .lineServer)

        #expect(grid.textPlane == "\\x1b]0;x\\x07\\r\\n<U+009B><U+202E>\\0\\x9b\\xff\n")
        for cell in grid.cells {
            #expect(cell.grapheme.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
        }
    }

    @Test func aWideGraphemeTakesTwoCells() {
        var grid = grid(6, 1)

        #expect(grid.put("a\u{65E5}b", at: Position(column: 0, row: 0), role: .uiText) == 4)

        #expect(grid.cells.map(\.grapheme) == ["a", "\u{65E5}", "", "b", " ", " "])
        #expect(grid.rolePlane == "......\n")
    }

    @Test func aWideGraphemeThatDoesNotFitIsLeftOut() {
        var grid = grid(2, 1)

        #expect(grid.put("a\u{65E5}", at: Position(column: 0, row: 0), role: .uiText) == 1)
        #expect(grid.textPlane == "a\n")
    }

    @Test(arguments: [(0, "x b"), (1, " xb")])
    func halfOverwrittenWideGraphemesBecomeBlank(column: Int, text: String) {
        var grid = grid(3, 1)
        grid.put("\u{65E5}b", at: Position(column: 0, row: 0), role: .uiText)

        grid.put("x", at: Position(column: column, row: 0), role: .uiText)

        #expect(grid.text(row: 0) == text)
    }

    @Test func fillingCutsWideGraphemesWhole() {
        var grid = grid(6, 1)
        grid.put(
            "\u{65E5}\u{65E5}\u{65E5}", at: Position(column: 0, row: 0), role: .uiText)

        grid.fill(Rect(column: 1, row: 0, columns: 2, rows: 5), with: "-", role: .uiBorder)

        #expect(grid.text(row: 0) == " -- \u{65E5}")
        #expect(grid.rolePlane == ".bb...\n")
    }

    @Test func restylingKeepsTheText() {
        var grid = grid(4, 1)
        grid.put("EHLO", at: Position(column: 0, row: 0), role: .lineClient)

        grid.restyle(
            Rect(column: 1, row: -3, columns: 2, rows: 9), role: .uiSelection, attributes: .bold)

        #expect(grid.textPlane == "EHLO\n")
        #expect(grid.rolePlane == "cSSc\n")
        #expect(grid[Position(column: 1, row: 0)].attributes == .bold)
    }

    @Test func anEmptyGridTakesEverything() {
        var grid = grid(0, 0)

        #expect(grid.put("x", at: Position(column: 0, row: 0), role: .uiText) == 0)
        grid.fill(Rect(column: 0, row: 0, columns: 5, rows: 5), role: .uiText)

        #expect(grid.damage(since: grid).isEmpty)
        #expect(grid.textPlane == "")
    }
}
