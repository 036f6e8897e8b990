import Testing

@testable import ScopeModel
@testable import TerminalCore

struct PromptEditorTests {
    @Test(arguments: [
        ("EHLO C-a X", "X|EHLO"),
        ("EHLO C-a C-e X", "EHLOX|"),
        ("abc C-b C-b X", "aX|bc"),
        ("abc left right X", "abcX|"),
        ("abc home C-f X", "aX|bc"),
        ("abc backspace", "ab|"),
        ("abc C-h", "ab|"),
        ("abc C-a C-d", "|bc"),
        ("abc C-d", "abc|"),
        ("abc C-a backspace", "|abc"),
        ("abc C-t", "acb|"),
        ("abc C-b C-t", "acb|"),
        ("a C-t", "a|"),
        ("one space two A-b X", "one X|two"),
        ("one space two C-a A-f", "one| two"),
        ("one space two A-b A-b", "|one two"),
        ("one space two A-backspace", "one |"),
        ("MAIL space FROM:<a@b> C-w", "MAIL |"),
        ("one space two C-a A-d", "| two"),
        ("abc C-b C-k", "ab|"),
        ("abc C-b C-u", "|c"),
        ("abc C-u C-y", "abc|"),
        ("one space two C-w C-w C-y", "one two|"),
        ("abc C-b C-b C-k C-a C-k C-y", "a|"),
        ("abc C-b C-k C-u C-y", "abc|"),
        ("one C-u two C-u C-y A-y", "one|"),
        ("one C-u two C-u C-y A-y A-y", "two|"),
        ("one C-u A-y", "|"),
        ("abc C-_", "|"),
        ("abc left x C-_", "ab|c"),
        ("abc C-u C-_", "abc|"),
        ("abc C-u C-_ C-_", "|"),
        ("abc C-_ C-_ C-_", "|"),
        ("a C-v C-a b", "a\u{1}b|"),
        ("a C-v enter", "a\r|"),
        ("a C-v tab", "a\t|"),
        ("a C-v esc", "a\u{1B}|"),
        ("a C-v up b", "ab|"),
    ])
    func keysEditTheLine(keys: String, shown: String) {
        let editor = LineEditor(keys: keys)

        #expect(editor.shown == shown)
    }

    @Test func theCaretStepsOverWhatIsShownAsOne() {
        var editor = LineEditor("e\u{301}日\u{1F469}\u{200D}\u{1F680}x")
        var carets = [editor.caret]
        while editor.caret > 0 {
            editor.press("left")
            carets.append(editor.caret)
        }

        #expect(carets == [18, 17, 6, 3, 0])
    }

    @Test func aMarkTypedLaterJoinsItsLetter() {
        var editor = LineEditor("ex")
        editor.press("left")
        editor.type("\u{301}")
        editor.press("backspace")

        #expect(editor.shown == "|x")
    }

    @Test func pastedOctetsStayAsTheyAreAndAreShownSpelledOut() {
        var editor = LineEditor()
        let pasted: [UInt8] = [0x41, 0x0D, 0x0A, 0x1B, 0xFF, 0x00]
        editor.insert(pasted)

        #expect(editor.octets == pasted)
        #expect(editor.visible(columns: 40).text == "A\\r\\n\\x1b\\xff\\0")
        #expect(editor.visible(columns: 40).parts.map(\.kind) == [.text, .escape])
        editor.press("backspace backspace")
        #expect(editor.octets == [0x41, 0x0D, 0x0A, 0x1B])
    }

    @Test func theLineIsBoundedAndSaysWhatItDropped() {
        var editor = LineEditor()

        #expect(editor.insert([UInt8](repeating: 0x61, count: 70_000)) == 70_000 - 65_536)
        #expect(editor.octets.count == 65_536)
        editor.press("x")
        #expect(editor.octets.count == 65_536)
    }

    @Test func aKeyThatIsNoEditIsLeftToOthers() {
        var editor = LineEditor()

        let taken = [Key.escape, .control("d"), .pageUp, .enter].map { editor.press($0) }

        #expect(taken == [false, false, false, false])
    }

    @Test func everyEditHasAKeyAndEveryKeyOneEdit() {
        #expect(Set(LineEdit.keys.map(\.edit)) == Set(LineEdit.allCases))
        #expect(Set(LineEdit.keys.map(\.key)).count == LineEdit.keys.count)
    }

    @Test func editsOfALongPasteStayExact() {
        var editor = LineEditor()
        editor.insert([UInt8](repeating: 0x61, count: 20_000))
        editor.press("b C-a c C-e d")

        #expect(editor.octets.count == 20_003)
        #expect(editor.text.hasPrefix("ca") && editor.text.hasSuffix("abd"))
    }
}

struct PromptMaskTests {
    @Test func aSecretIsShownAsOneSignPerCharacter() {
        var editor = LineEditor(display: .masked("*"))
        editor.press("p ä ß 日")

        #expect(editor.visible(columns: 20).text == "****")
        #expect(editor.visible(columns: 20).caretColumn == 4)
        #expect(editor.visible(columns: 20).parts.map(\.kind) == [.hidden])
        #expect(editor.octets == Array("päß日".utf8))
    }

    @Test(arguments: ["C-u C-y", "C-w C-y", "C-u C-_", "C-a C-k C-y C-_", "C-u C-y A-y"])
    func whatIsRemovedFromASecretIsGone(keys: String) {
        var editor = LineEditor(display: .masked("*"))
        editor.press("my space secret " + keys)

        #expect(editor.octets.isEmpty)
    }

    @Test func wordKeysDoNotTellWhereASecretHasItsBlanks() {
        var editor = LineEditor(display: .masked("*"))
        editor.press("my space secret A-b")

        #expect(editor.caret == 0)
    }

    @Test func aTakenSecretLeavesNothingBehind() {
        var editor = LineEditor(keys: "AUTH space PLAIN space dGVz C-w C-y")
        _ = editor.take(isSecret: true)
        editor.press("C-y C-_")

        #expect(editor.isEmpty)
    }

    @Test func aTakenCommandLeavesItsCutsForYanking() {
        var editor = LineEditor(keys: "RSET C-u NOOP")
        #expect(editor.take(isSecret: false) == Array("NOOP".utf8))
        editor.press("C-_")
        #expect(editor.isEmpty)
        editor.press("C-y")
        #expect(editor.text == "RSET")
    }

    @Test func aStretchCanBeHiddenInAPlainLine() {
        let editor = LineEditor("AUTH PLAIN dGVz")
        let window = editor.visible(columns: 40, hiding: 11..<15)

        #expect(window.text == "AUTH PLAIN ****")
        #expect(window.parts.map(\.kind) == [.text, .hidden])
    }
}

struct PromptWindowTests {
    @Test func aShortLineIsShownWhole() {
        let window = LineEditor("QUIT").visible(columns: 5)

        #expect(window.text == "QUIT")
        #expect(window.caretColumn == 4)
        #expect(!window.hasMoreLeft && !window.hasMoreRight)
    }

    @Test func aLongLineShowsTheStretchAroundTheCaret() {
        var editor = LineEditor("0123456789abcdef")
        #expect(editor.visible(columns: 8).text == "cdef")
        #expect(editor.visible(columns: 8).hasMoreLeft)
        editor.press("home")
        #expect(editor.visible(columns: 8).text == "01234567")
        #expect(editor.visible(columns: 8).hasMoreRight)
        #expect(!editor.visible(columns: 8).hasMoreLeft)
    }

    @Test func theCaretIsAlwaysInsideAndNothingPassesTheWidth() {
        var editor = LineEditor("MAIL FROM:<日本語@例え.jp>\u{202E}\r\n\u{1F469}\u{200D}\u{1F680} tail")
        editor.press("home")
        for _ in 0...editor.pieces.count {
            for columns in 1...30 {
                let window = editor.visible(columns: columns)
                #expect((0..<columns).contains(window.caretColumn))
                #expect(TextWidth.columns(of: window.text) <= columns)
            }
            editor.press("right")
        }
        #expect(editor.visible(columns: 0) == LineWindow())
    }
}
