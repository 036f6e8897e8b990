import Testing

@testable import TerminalCore

@Suite struct GridTests {
    @Test func putDrawsTextAndAnswersItsColumns() {
        var grid = Grid(size: Size(columns: 10, rows: 2))

        let columns = grid.put("EHLO", at: Position(column: 2, row: 1), role: .lineClient)

        #expect(columns == 4)
        #expect(grid.textPlane == "\n  EHLO\n")
        #expect(grid.rolePlane == "..........\n..cccc....\n")
    }
}
