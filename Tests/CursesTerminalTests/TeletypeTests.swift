import TerminalCore
import Testing

@testable import CursesTerminal

@Suite struct TeletypeTests {
    private func grid(_ line: String, prompt: String) -> Grid {
        var grid = Grid(size: Size(columns: 12, rows: 3))
        grid.put(line, at: Position(column: 0, row: 0), role: .lineServer)
        grid.cursor = Position(
            column: grid.put(prompt, at: Position(column: 0, row: 2), role: .uiInput), row: 2)
        return grid
    }

    private func lines(_ grid: Grid, since: Grid?, isUTF8: Bool = true) -> String {
        String(decoding: Teletype.lines(of: grid, since: since, isUTF8: isUTF8), as: UTF8.self)
    }

    @Test func changedRowsAreLinesAndTheCursorsRowIsWrittenOver() {
        let first = grid("220 ok", prompt: "> ")
        let second = grid("220 ok", prompt: "> E")

        #expect(lines(first, since: nil) == "\r220 ok     \r\n\r>          \r> ")
        #expect(lines(second, since: first) == "\r> E        \r> E")
        #expect(lines(second, since: second) == "")
    }

    @Test func whatIsNotASCIIBecomesAQuestionMark() {
        let grid = grid("caf\u{E9}", prompt: "> ")

        #expect(lines(grid, since: nil, isUTF8: false).contains("caf?"))
    }
}
