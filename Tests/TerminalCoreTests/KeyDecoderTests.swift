import Testing

@testable import TerminalCore

@Suite struct KeyDecoderTests {
    /// What a terminal may send, and what it means.
    static let dialogues: [(octets: String, inputs: [Input])] = [
        ("a", [.key(.character("a"))]),
        (
            "\u{E9}\u{65E5}\u{1F600}",
            ["\u{E9}", "\u{65E5}", "\u{1F600}"].map { .key(.character($0)) }
        ),
        ("\r\t\u{7F}\u{08}", [.key(.enter), .key(.tab), .key(.backspace), .key(.backspace)]),
        (
            "\u{01}\u{1A}\u{00}\u{1F}\n",
            [
                .key(.control("a")), .key(.control("z")), .key(.control(" ")), .key(.control("_")),
                .key(.enter),
            ]
        ),
        (
            "\u{1B}x\u{1B}\r\u{1B}\u{E9}\u{1B}\u{7F}",
            [
                .key(.alt("x")), .key(.altEnter), .key(.alt("\u{E9}")), .key(Key(.backspace, .alt)),
            ]
        ),
        ("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD", [.key(.up), .key(.down), .key(.right), .key(.left)]),
        (
            "\u{1B}[H\u{1B}OF\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~",
            [
                .key(.home), .key(.end), .key(.home), .key(.end), .key(.home), .key(.end),
            ]
        ),
        (
            "\u{1B}[2~\u{1B}[3~\u{1B}[5~\u{1B}[6~",
            [
                .key(.insert), .key(.delete), .key(.pageUp), .key(.pageDown),
            ]
        ),
        (
            "\u{1B}OP\u{1B}[[E\u{1B}[15~\u{1B}[11~\u{1B}[24~\u{1B}[34~",
            [
                .key(.function(1)), .key(.function(5)), .key(.function(5)), .key(.function(1)),
                .key(.function(12)), .key(.function(20)),
            ]
        ),
        (
            "\u{1B}[1;5A\u{1B}[1;2B\u{1B}[1;3C\u{1B}[1;9D\u{1B}[17;2~\u{1B}[1;2P",
            [
                .key(Key(.up, .control)), .key(Key(.down, .shift)), .key(Key(.right, .alt)),
                .key(Key(.left, .alt)), .key(Key(.function(6), .shift)),
                .key(Key(.function(1), .shift)),
            ]
        ),
        (
            "\u{1B}Oa\u{1B}[b\u{1B}[3^\u{1B}[7$\u{1B}[8@",
            [
                .key(Key(.up, .control)), .key(Key(.down, .shift)), .key(Key(.delete, .control)),
                .key(Key(.home, .shift)), .key(Key(.end, [.control, .shift])),
            ]
        ),
        ("\u{1B}\u{1B}[A\u{1B}\u{1B}OB", [.key(Key(.up, .alt)), .key(Key(.down, .alt))]),
        ("\u{1B}\u{1B}x", [.key(.escape), .key(.alt("x"))]),
        ("\u{1B}[Z", [.key(.backTab)]),
        (
            "\u{1B}OM\u{1B}Ok\u{1B}Oy\u{1B}Op",
            [
                .key(.enter), .key(.character("+")), .key(.character("9")), .key(.character("0")),
            ]
        ),
        (
            "\u{1B}[27;5;13~\u{1B}[97;5u\u{1B}[13;3u",
            [
                .key(Key(.enter, .control)), .key(.control("a")), .key(.altEnter),
            ]
        ),
        (
            "\u{1B}[<64;3;10M\u{1B}[<65;1;1M\u{1B}[<0;5;6M\u{1B}[<0;5;6m\u{1B}[<34;5;6M",
            [
                .mouse(Mouse(.wheelUp, at: Position(column: 2, row: 9))),
                .mouse(Mouse(.wheelDown, at: Position(column: 0, row: 0))),
                .mouse(Mouse(.press(.left), at: Position(column: 4, row: 5))),
                .mouse(Mouse(.release(.left), at: Position(column: 4, row: 5))),
                .mouse(Mouse(.drag(.right), at: Position(column: 4, row: 5))),
            ]
        ),
        (
            "\u{1B}[M !!x",
            [
                .mouse(Mouse(.press(.left), at: Position(column: 0, row: 0))),
                .key(.character("x")),
            ]
        ),
        (
            "\u{1B}[200~MAIL\r\n\u{1B}[201\u{1B}[A\u{1B}[201~x",
            [
                .paste(Array("MAIL\r\n\u{1B}[201\u{1B}[A".utf8), dropped: 0), .key(.character("x")),
            ]
        ),
        ("\u{1B}[200~\u{1B}[201~", [.paste([], dropped: 0)]),
        // Replies of the terminal are never keys.
        ("\u{1B}[?62;22cq", [.key(.character("q"))]),
        ("\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{07}\u{1B}]11;rgb:0/0/0\u{1B}\\q", [.key(.character("q"))]),
        (
            "\u{1B}P1+r544e=78\u{1B}\\\u{1B}_Gi=1;OK\u{1B}\\\u{1B}^x\u{1B}\\\u{1B}Xy\u{1B}\\q",
            [
                .key(.character("q"))
            ]
        ),
        ("\u{1B}[24;80R\u{1B}[1;5R\u{1B}[I\u{1B}[O\u{1B}[?2026;2$y\u{1B}[4;2$y\u{1B}[8;24;80t", []),
        ("\u{1B}[>0;276;0c\u{1B}[0n\u{1B}[?1u\u{1B}[201~", []),
        // A reply that never ends gives way to control characters.
        ("\u{1B}]11;rgb\r", [.key(.enter)]),
        ("\u{1B}P1$\u{03}x", [.key(.control("c")), .key(.character("x"))]),
        ("\u{1B}]11;rgb\u{1B}[A", [.key(.up)]),
        ("\u{1B}[1;\u{1B}[B", [.key(.down)]),
        ("\u{1B}[1;\u{18}x", [.key(.character("x"))]),
        ("\u{1B}[57358u\u{1B}[1;999A", [.key(.up)]),
    ]

    @Test(arguments: dialogues.indices)
    func whatATerminalSendsIsUnderstoodInEveryCut(index: Int) {
        let (text, inputs) = KeyDecoderTests.dialogues[index]
        let octets = Array(text.utf8)
        for cut in 0...octets.count {
            var decoder = KeyDecoder()

            var got = decoder.receive(octets[..<cut])
            got += decoder.receive(octets[cut...])

            #expect(got == inputs)
        }
        var decoder = KeyDecoder()
        #expect(octets.flatMap { decoder.receive([$0]) } == inputs)
        #expect(!decoder.isEscapePending)
    }

    @Test(arguments: [
        ("\u{1B}", [Key.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}[", [.alt("[")]),
        ("\u{1B}O", [.alt("O")]), ("\u{1B}]", [.alt("]")]), ("\u{1B}P", [.alt("P")]),
        ("\u{1B}X", [.alt("X")]), ("x", []), ("\u{1B}[1", []), ("\u{1B}]1", []),
    ])
    func silenceDecidesWhatIsPending(text: String, keys: [Key]) {
        var decoder = KeyDecoder()
        _ = decoder.receive(text.utf8)

        #expect(decoder.isEscapePending == !keys.isEmpty)
        #expect(decoder.flush() == keys.map { .key($0) })
        #expect(decoder.flush().isEmpty)
    }

    @Test func octetsThatAreNotUTF8AreDropped() {
        var decoder = KeyDecoder()

        let inputs = decoder.receive([
            0x80, 0xFF, 0xC3, 0x61, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xC2, 0x9B, 0x62,
        ])

        #expect(inputs == [.key(.character("a")), .key(.character("b"))])
    }

    @Test func aPasteIsBoundedAndTellsWhatItDropped() {
        var decoder = KeyDecoder()
        _ = decoder.receive("\u{1B}[200~".utf8)
        _ = decoder.receive([UInt8](repeating: 0x61, count: KeyDecoder.pasteLimit + 5))

        let inputs = decoder.receive("\u{1B}[201~".utf8)

        #expect(
            inputs == [
                .paste([UInt8](repeating: 0x61, count: KeyDecoder.pasteLimit), dropped: 5)
            ])
    }

    @Test func anEndlessSequenceIsNotKept() {
        var decoder = KeyDecoder()

        #expect(decoder.receive("\u{1B}[".utf8 + [UInt8](repeating: 0x31, count: 100_000)).isEmpty)
        guard case .control(let sequence) = decoder.state else {
            Issue.record("not in a sequence")
            return
        }
        #expect(sequence.octets.count == KeyDecoder.sequenceLimit)
        #expect(decoder.receive("~x".utf8) == [.key(.character("x"))])
    }

    @Test func noiseNeverStopsTheKeyboard() {
        var state: UInt32 = 3
        for _ in 0..<200 {
            var decoder = KeyDecoder()
            let noise = (0..<200).map { _ -> UInt8 in
                state = state &* 1_664_525 &+ 1_013_904_223
                let octet = UInt8(state >> 24)
                return octet % 5 == 0 ? 0x1B : octet
            }
            _ = decoder.receive(noise)
            _ = decoder.flush()
            // Ends whatever the noise began, a paste included.
            _ = decoder.receive("\u{1B}[201~\u{1B}\\\r\r\r\r".utf8)

            #expect(decoder.receive("x".utf8) == [.key(.character("x"))])
        }
    }
}
