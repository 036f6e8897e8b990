import SMTPCore
import SMTPScript
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// Blocks and texts that are typed over several lines at the prompt.
struct TypedLinesTests {
    private var model = Model(screen: Size(columns: 80, rows: 24))

    init() {
        _ = tell(.connecting(to: "192.0.2.25:25", attempt: 1, of: 1))
        _ = tell(.connected(local: "192.0.2.1:4711", peer: "192.0.2.25:25"))
        _ = hear("220 mx.test")
    }

    @discardableResult
    private mutating func tell(_ fact: Fact) -> [Effect] {
        let at = model.now + .milliseconds(1)
        return model.update(.traces([TraceEvent(at: at, connection: 1, fact: fact)]))
    }

    @discardableResult
    private mutating func hear(_ line: String) -> [Effect] {
        tell(
            .received(
                ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1)))
    }

    /// What left, a line for each, and the replies to it.
    private mutating func exchange(_ lines: String..., replies: String...) -> [Effect] {
        var effects: [Effect] = []
        for line in lines {
            effects += tell(
                .sent(
                    SentOctets(
                        octets: Array((line + "\r\n").utf8), part: .command, isSecure: false,
                        write: 1)))
        }
        for reply in replies { effects += hear(reply) }
        return effects
    }

    @discardableResult
    private mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { model.update(.input(.key($0))) }
    }

    /// Types lines, each with Enter.
    @discardableResult
    private mutating func type(_ lines: String...) -> [Effect] {
        lines.flatMap { line in
            line.flatMap { press(.character($0)) } + press(.enter)
        }
    }

    private func sends(_ effects: [Effect]) -> [String] {
        effects.compactMap { effect in
            switch effect {
            case .play(.send(let octets)), .submit(.send(let octets)):
                String(decoding: octets, as: UTF8.self)
            default: nil
            }
        }
    }

    private var hint: String { model.promptHint.map(\.text).joined() }

    // MARK: Texts

    @Test mutating func aTextIsSentWithItsLastLine() {
        _ = exchange("DATA", replies: "354 go")

        let begun = type("@message <<.", "Subject: hi", "", ": no command, ? no help", ".dots")
        let label = model.promptLabel
        let ended = type(".")

        #expect(begun.isEmpty)
        #expect(label == "text> ")
        #expect(
            sends(ended) == [
                "Subject: hi\r\n\r\n: no command, ? no help\r\n..dots\r\n.\r\n"
            ])
        #expect(model.promptLabel == "data> ")
    }

    @Test mutating func whatATextWaitsForIsSaid() {
        type("@raw <<END", "NOOP")

        #expect(hint == "END alone ends the text, Esc drops it; 2 lines so far")
        press(.character("E"))
        #expect(model.completion?.candidates.isEmpty == true)
        #expect(sends(press(.character("N"), .character("D"), .enter)) == ["NOOP\r\n"])
    }

    // MARK: Blocks

    @Test mutating func aBlockIsPlayedAtItsEnd() {
        let begun = type("@repeat 2", "  NOOP", "  < 250")
        #expect(begun.isEmpty)
        #expect(model.promptLabel == "repeat> ")
        #expect(hint == "@end does it, Esc drops it; 3 lines so far")

        let first = type("@end")
        let second = exchange("NOOP", replies: "250 ok")
        let last = exchange("NOOP", replies: "250 ok")

        #expect(first.first == .play(.adopt))
        #expect(sends(first) == ["NOOP\r\n"])
        #expect(sends(second) == ["NOOP\r\n"])
        #expect(last == [.remark("block passed: 2 checks", connection: 1)])
        #expect(model.notice?.text == "block passed: 2 checks")
        #expect(model.scriptText == nil)
        #expect(model.promptLabel == "smtp> ")
    }

    /// The block knows what was said before it.
    @Test mutating func aBlockGoesOnWhereTheSessionStands() {
        _ = exchange("EHLO me", replies: "250-mx.test", "250 STARTTLS")

        type("@if has STARTTLS and reply 250", "NOOP", "@else", "QUIT", "@end")
        let effects = exchange("NOOP", replies: "500 what")

        #expect(effects.last == .remark("block FAILED: 1 of 1 check", connection: 1))
        #expect(model.notice?.text == "block FAILED: 1 of 1 check")
        guard case .page(let page)? = model.popup else {
            Issue.record("no picture")
            return
        }
        let lines = page.lines(columns: 60).map { $0.line.text }
        #expect(lines.contains { $0.hasSuffix("--> block:2") })
    }

    @Test mutating func aPipelineLeavesInOneWrite() {
        let effects = type("@pipeline", "NOOP", "< 250", "RSET", "@end")

        #expect(sends(effects) == ["NOOP\r\nRSET\r\n"])
    }

    @Test mutating func blocksAndTextsStandInsideEachOther() {
        let effects = type(
            "@if open", "@early ok", "@each name in 1, 2", "@raw <<E", "NOOP ${name}", "E", "@end")
        #expect(effects.isEmpty)
        #expect(model.promptLabel == "if> ")

        #expect(sends(type("@end")) == ["NOOP 1\r\n", "NOOP 2\r\n"])
    }

    @Test mutating func aTableIsTypedRowByRow() {
        type("@each")
        #expect(model.promptLabel == "table> ")

        let effects = type("| verb |", "| NOOP |", "${verb}", "@end")

        #expect(sends(effects) == ["NOOP\r\n"])
    }

    @Test mutating func aLineThatCannotBeReadIsGivenBack() {
        type("@repeat 2", "@frob")

        #expect(model.notice?.text.hasPrefix("unknown directive @frob") == true)
        #expect(model.prompt.editor.octets.text == "@frob")
        press(.control("u"))
        #expect(sends(type("NOOP", "@end")) == ["NOOP\r\n"])
    }

    @Test mutating func aBlockThatCannotRunShowsItsMistakes() {
        let effects = type("@repeat 2", "NOOP ${nobody}", "@end")

        #expect(effects.isEmpty)
        #expect(model.notice?.text == "the block cannot run: 1 mistake")
        #expect(model.promptLabel == "smtp> ")
    }

    @Test mutating func anOutstandingAnswerComesFirst() {
        type("@repeat 1", "NOOP")
        _ = exchange("RSET")

        let early = type("@end")
        let notice = model.notice?.text
        hear("250 ok")
        let late = press(.enter)

        #expect(early.isEmpty)
        #expect(notice == "an answer is outstanding: press Enter again when it is there")
        #expect(sends(late) == ["NOOP\r\n"])
    }

    @Test mutating func withoutAConnectionNothingIsPlayed() {
        tell(.ended(Ending(how: .closedByServer)))

        let effects = type("@repeat 1", "NOOP", "@end")

        #expect(effects.isEmpty)
        #expect(model.notice?.text.hasPrefix("no connection") == true)
        #expect(model.script == nil)
    }

    /// What the block sees first is no greeting, and it does not come late.
    @Test mutating func aRefusalInABlockMeansWhatItSays() {
        type("@repeat 1", "VRFY nobody", "@end")
        _ = exchange("VRFY nobody", replies: "550 5.1.1 <nobody>: no such user")

        guard case .page(let page)? = model.popup else {
            Issue.record("no picture")
            return
        }
        let text = page.lines(columns: 70).map { $0.line.text }.joined()
        #expect(text.contains("diagnosis: mailbox-unknown"), "\(text)")
    }

    // MARK: Getting out

    @Test(arguments: [Key.escape, .control("c")])
    mutating func whatWasBegunCanBeDropped(key: Key) {
        type("@repeat 2", "NOOP")

        let effects = press(key)

        #expect(effects.isEmpty)
        #expect(model.promptLabel == "smtp> ")
        #expect(model.focus == .prompt)
        #expect(model.notice?.text == "dropped; nothing of it was sent")
        #expect(sends(type("RSET")) == ["RSET\r\n"])
    }

    @Test mutating func whatIsPlayedCanBeStopped() {
        type("@repeat 1000", "NOOP", "@end")

        press(.control("c"))
        let effects = exchange("NOOP", replies: "250 ok")

        #expect(sends(effects).isEmpty)
        #expect(model.notice?.text == "block is stopped; the connection is yours")
    }

    @Test mutating func whatIsTooLongBelongsIntoAFile() {
        type("@raw <<END")
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000)

        for _ in 0..<20 {
            model.prompt.fill(line)
            press(.enter)
        }

        #expect(model.notice?.text.hasPrefix("this is too long for the prompt") == true)
        #expect(model.typed.map { $0.text.count <= TypedLines.limit } == true)
    }

    // MARK: Pastes and orders

    @Test mutating func aPastedBlockIsTakenLineByLine() {
        _ = model.update(.input(.paste(Array("@repeat 1\n< 250\nNOOP\n@end\n".utf8), dropped: 0)))
        press(.character("l"))

        press(.enter, .enter)
        #expect(model.notice?.text.hasPrefix("nothing above this line could answer: ") == true)
        press(.control("u"))
        press(.escape)

        #expect(model.queue == nil)
        #expect(model.typed == nil)
    }

    @Test mutating func sectionsAndMarksStandInTheRecord() {
        #expect(
            type("@section \"now\"") == [.play(.record(.section("now"), connection: 1))])
        #expect(type("@mark \"here\"") == [.play(.record(.mark("here"), connection: 1))])
        #expect(type("@note \"so\"") == [.remark("note: so", connection: 1)])
        #expect(type("## aloud") == [.remark("## aloud", connection: 1)])
        #expect(type("@note \"${x}\"").isEmpty)
        #expect(model.notice?.text.hasPrefix("nothing defines `x`") == true)
        #expect(model.prompt.editor.octets.text == "@note \"${x}\"")
    }

    /// One sentence each: what does it here.
    @Test(arguments: [
        ("@server mx.test", ":connect HOST"), ("@lab healthy", ":connect HOST"),
        ("@title \"x\"", ":save FILE.smtp"), ("@timeout 3s", "inside a block"),
        ("@pace 10 bytes/s", "inside a block"), ("@early ok", "inside a block"),
        ("@use b", "@connect HOST as b"), ("@pause", "inside a block"),
        ("@break", "inside a block"),
        ("@stop", "inside a block"), ("@skip \"x\"", "inside a block"),
        ("@fail \"x\"", "inside a block"), ("| a | row |", "below @each"),
    ])
    mutating func whatDoesNothingHereSaysWhatDoes(line: String, words: String) {
        let effects = type(line)

        #expect(effects.isEmpty)
        #expect(model.ownNames == ScriptNames())
        #expect(model.notice.map { $0.kind != .info } == true)
        #expect(model.notice?.text.contains(words) == true, "\(model.notice?.text ?? "")")
    }
}
