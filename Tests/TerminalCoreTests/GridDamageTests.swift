import Testing

@testable import TerminalCore

@Suite struct GridDamageTests {
    private func grid(_ rows: String...) -> Grid {
        var grid = Grid(size: Size(columns: 20, rows: rows.count))
        for (row, text) in rows.enumerated() {
            grid.put(text, at: Position(column: 0, row: row), role: .uiText)
        }
        return grid
    }

    @Test func equalGridsHaveNone() {
        #expect(grid("abc", "def").damage(since: grid("abc", "def")).isEmpty)
    }

    @Test func aChangeIsFoundWhereItIs() {
        let damage = grid("abc", "dxf").damage(since: grid("abc", "def"))

        #expect(damage == [Grid.Damage(row: 1, columns: 1..<2)])
    }

    @Test func changesNearEachOtherAreOne() {
        let damage = grid("x23x567890123456x").damage(since: grid("12345678901234567"))

        #expect(
            damage == [
                Grid.Damage(row: 0, columns: 0..<4), Grid.Damage(row: 0, columns: 16..<17),
            ])
    }

    @Test func anotherSizeIsAllNew() {
        let damage = grid("abc", "def").damage(since: Grid(size: Size(columns: 3, rows: 2)))

        #expect(damage.map(\.columns) == [0..<20, 0..<20])
    }

    @Test func changedRolesAreDamage() {
        var after = grid("abc")
        after.restyle(Rect(column: 2, row: 0, columns: 1, rows: 1), role: .uiSelection)

        #expect(after.damage(since: grid("abc")) == [Grid.Damage(row: 0, columns: 2..<3)])
    }

    @Test func wideGraphemesAreNeverCut() {
        var after = grid("a\u{65E5}b")
        after.restyle(Rect(column: 2, row: 0, columns: 1, rows: 1), role: .uiSelection)

        #expect(after.damage(since: grid("a\u{65E5}b")) == [Grid.Damage(row: 0, columns: 1..<3)])
    }

    @Test func drawingTheDamageMakesTheNewGrid() {
        var random = 12_345
        func next(_ limit: Int) -> Int {
            random = (random &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
            return (random >> 8) % limit
        }
        let texts = ["a", "\u{65E5}", "EHLO x", "e\u{301}", "\u{1F600}!", "\u{1B}"]
        var before = Grid(size: Size(columns: 20, rows: 4))
        for _ in 0..<500 {
            var after = before
            for _ in 0..<(next(3) + 1) {
                after.put(
                    texts[next(texts.count)],
                    at: Position(column: next(22) - 1, row: next(4)),
                    role: Role.allCases[next(Role.allCases.count)])
            }
            var cells = Array(before.cells)
            for damage in after.damage(since: before) {
                for column in damage.columns {
                    let index = damage.row * 20 + column
                    cells[index] = after.cells[index]
                }
            }
            #expect(cells == Array(after.cells))
            for (index, cell) in after.cells.enumerated() where cell.grapheme.isEmpty {
                #expect(
                    index % 20 > 0 && TextWidth.columns(of: after.cells[index - 1].grapheme) == 2)
            }
            before = after
        }
    }
}
