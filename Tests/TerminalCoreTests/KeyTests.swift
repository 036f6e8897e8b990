import Testing

@testable import TerminalCore

@Suite struct KeyTests {
    @Test(arguments: [
        ("C-s", Key.control("s")), ("ctrl+s", .control("s")), ("Control-S", .control("s")),
        ("A-x", .alt("x")), ("alt+x", .alt("x")), ("M-x", .alt("x")), ("f5", .function(5)),
        ("F12", .function(12)), ("S-f6", Key(.function(6), .shift)), ("esc", .escape),
        ("space", .space), ("enter", .enter), ("Return", .enter), ("A-enter", .altEnter),
        ("pgup", .pageUp), ("PageDown", .pageDown), ("backtab", .backTab), ("S-tab", .backTab),
        ("shift+a", .character("A")), ("a", .character("a")), ("A", .character("A")),
        ("-", .character("-")), ("+", .character("+")), ("C--", .control("-")),
        ("ctrl++", .control("+")), ("C-A-x", Key(.character("x"), [.control, .alt])),
        ("C-i", .tab), ("C-m", .enter), ("C-[", .escape), ("C-h", .backspace),
        ("s", .character("s")),
        ("C-_", .control("_")), ("C-space", .control(" ")), ("\u{E9}", .character("\u{E9}")),
        ("minus", .character("-")), ("C-left", Key(.left, .control)),
    ])
    func namesAreReadAsUsersWriteThem(name: String, key: Key) {
        #expect(Key(name: name) == key)
    }

    @Test(arguments: [
        "", "C-", "ctrl+", "f0", "f25", "f05", "fx", "nosuch", "C-nosuch", "ab", "\r", "\u{1B}",
    ])
    func whatIsNoKeyIsNotRead(name: String) {
        #expect(Key(name: name) == nil)
    }

    @Test func everyKeyReadsBackFromItsName() {
        var codes: [Key.Code] = [
            .enter, .tab, .backspace, .delete, .insert, .escape, .up, .down, .left, .right, .home,
            .end, .pageUp, .pageDown,
        ]
        codes += (1...24).map { .function($0) }
        codes += (0x20..<0x7F).map { .character(Character(Unicode.Scalar(UInt8($0)))) }
        for code in codes {
            for held in 0..<8 {
                let key = Key(code, Key.Modifiers(rawValue: UInt8(held)))
                let read = Key(name: key.description)
                // Terminals send the same octet for both.
                let isTwin =
                    key.modifiers.contains(.control)
                    && "im[h?".contains { key.code == .character($0) }
                #expect(isTwin ? read != nil : read == key, "\(key)")
            }
        }
    }

    @Test func onlyPlainCharactersAreText() {
        #expect(Key.character("x").text == "x")
        #expect(Key.space.text == " ")
        #expect(Key.control("x").text == nil)
        #expect(Key.enter.text == nil)
    }
}
