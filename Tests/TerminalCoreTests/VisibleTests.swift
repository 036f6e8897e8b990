import Testing

@testable import TerminalCore

@Suite struct VisibleTests {
    @Test(arguments: [
        ("EHLO x", "EHLO x"), ("\r\n\t\0", "\\r\\n\\t\\0"), ("\u{1B}[2J", "\\x1b[2J"),
        ("\u{7F}\u{07}", "\\x7f\\x07"), ("\u{85}\u{9B}", "<U+0085><U+009B>"),
        ("a\u{202E}b", "a<U+202E>b"), ("\u{200B}\u{FEFF}", "<U+200B><U+FEFF>"),
        ("\u{A0}\u{2003}", "<U+00A0><U+2003>"), ("\u{2028}", "<U+2028>"),
        ("\u{AD}", "<U+00AD>"), ("\u{E000}", "<U+E000>"), ("\u{E0041}", "<U+E0041>"),
        ("\u{301}x", "<U+0301>x"), ("caf\u{E9} e\u{301}", "caf\u{E9} e\u{301}"),
        ("\u{65E5}\u{672C}\u{3000}", "\u{65E5}\u{672C}\u{3000}"),
        ("\u{1F469}\u{200D}\u{1F467}", "\u{1F469}\u{200D}\u{1F467}"),
        ("a\u{200D}b", "a<U+200D>b"), ("\u{3164}", "<U+3164>"),
    ])
    func textIsMadeVisible(text: String, visible: String) {
        #expect(Visible.text(of: text) == visible)
    }

    @Test(
        arguments: [
            ([0xFF], "\\xff"), ([0xC3], "\\xc3"), ([0xC0, 0xAF], "\\xc0\\xaf"),
            ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), ([0xE2, 0x82, 0x41], "\\xe2\\x82A"),
            ([0xF4, 0x90, 0x80, 0x80], "\\xf4\\x90\\x80\\x80"), ([0x41, 0xCC], "A\\xcc"),
            ([0x9B, 0x32, 0x4A], "\\x9b2J"),
        ] as [([UInt8], String)])
    func octetsThatAreNotUTF8AreSpelledOut(octets: [UInt8], visible: String) {
        #expect(Visible.text(of: octets) == visible)
    }

    @Test func runsSayWhichOctetsTheyStandFor() {
        let runs = Visible.runs(of: Array("ab\r\n\u{E9}".utf8))

        #expect(
            runs == [
                Visible.Run(text: "ab", columns: 2, isEscape: false, octets: 0..<2),
                Visible.Run(text: "\\r\\n", columns: 4, isEscape: true, octets: 2..<4),
                Visible.Run(text: "\u{E9}", columns: 1, isEscape: false, octets: 4..<6),
            ])
    }

    @Test func theLimitNeverCutsASpelling() {
        #expect(Visible.text(of: "a\u{202E}b", columns: 8) == "a")
        #expect(Visible.text(of: "a\u{65E5}", columns: 2) == "a")
        #expect(Visible.text(of: "abc", columns: 0) == "")
        #expect(Visible.text(of: "abc", columns: -1) == "")
    }

    @Test func marksDoNotPileUp() {
        let visible = Visible.text(of: "a" + String(repeating: "\u{301}", count: 6))

        #expect(visible == "a\u{301}\u{301}\u{301}\u{301}<U+0301><U+0301>")
    }

    @Test func anyOctetsGiveTextThatIsSafeAndCountsRight() {
        var state: UInt32 = 7
        for _ in 0..<300 {
            let octets = (0..<64).map { _ -> UInt8 in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(state >> 24)
            }
            let runs = Visible.runs(of: octets)

            #expect(runs.first?.octets.lowerBound == 0 && runs.last?.octets.upperBound == 64)
            for run in runs {
                #expect(TextWidth.columns(of: run.text) == run.columns)
                #expect(
                    run.text.unicodeScalars.allSatisfy {
                        $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
                            && $0.properties.generalCategory != .format
                    })
            }
        }
    }

    @Test func aMebibyteIsCutWithoutReadingItAll() {
        let octets = [UInt8](repeating: 0x1B, count: 1 << 20)

        #expect(Visible.text(of: octets, columns: 9) == "\\x1b\\x1b")
    }
}
