import Testing

@testable import CursesTerminal

@Suite struct ClipboardTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ])
    func textIsEncodedAsRFC4648Says(text: String, encoded: String) {
        #expect(Clipboard.base64(Array(text.utf8)) == Array(encoded.utf8))
    }

    @Test func theSequenceIsPlainOutsideOfTmux() {
        let sequence = Clipboard.sequence(for: Array("hi".utf8), isInsideTmux: false)

        #expect(String(decoding: sequence, as: UTF8.self) == "\u{1B}]52;c;aGk=\u{07}")
    }

    @Test func insideOfTmuxItIsWrappedWithEscDoubled() {
        let sequence = Clipboard.sequence(for: Array("hi".utf8), isInsideTmux: true)

        #expect(
            String(decoding: sequence, as: UTF8.self)
                == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{07}\u{1B}\\")
    }
}
