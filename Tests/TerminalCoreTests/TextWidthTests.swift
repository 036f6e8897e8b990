import Testing

@testable import TerminalCore

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("a", 1), ("\u{E9}", 1), ("\u{301}", 0), ("\u{65E5}", 2), ("\u{FF21}", 2), ("\u{FF71}", 1),
        ("\u{1F600}", 2), ("\u{AC00}", 2), ("\u{1100}", 2), ("\u{1161}", 0), ("\u{200D}", 0),
        ("\u{2500}", 1), ("\u{20000}", 2), ("\u{3000}", 2), ("\u{303F}", 1), ("\u{0}", 0),
        ("\u{9B}", 0), ("\u{1F1E9}", 1),
    ])
    func scalarsHaveTheirColumns(text: Unicode.Scalar, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("EHLO", 4), ("e\u{301}", 1), ("\u{1F1E9}\u{1F1EA}", 2), ("\u{1F469}\u{200D}\u{1F467}", 2),
        ("\u{1F44D}\u{1F3FD}", 2), ("\u{65E5}\u{672C}", 4), ("\r\n", 4), ("\u{1B}", 4),
        ("\u{1100}\u{1161}\u{11A8}", 2), ("", 0),
    ])
    func textIsCountedAsTheGridDrawsIt(text: String, columns: Int) {
        var grid = Grid(size: Size(columns: 20, rows: 1))

        #expect(TextWidth.columns(of: text) == columns)
        #expect(grid.put(text, at: Position(column: 0, row: 0), role: .uiText) == columns)
    }
}
