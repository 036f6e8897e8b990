import SMTPCore
import Testing

@testable import ScopeModel
@testable import TerminalCore

struct PromptTests {
    private let context = CompletionContext(
        conversation: .offering(["AUTH PLAIN LOGIN", "STARTTLS"]), senders: ["a@example.org"],
        ownName: "ws1.example.org")

    private func press(_ names: String, on prompt: inout Prompt) -> [Prompt.Outcome] {
        keys(names).map { prompt.press($0, in: context) }
    }

    @Test(arguments: [
        ("A U tab tab", "AUTH PLAIN|"),
        ("A U tab tab tab", "AUTH LOGIN|"),
        ("A U tab tab tab S-tab", "AUTH PLAIN|"),
        ("A U tab tab esc", "AUTH |"),
        ("A U right", "AUTH |"),
        ("A U C-e C-f", "AUTH PLAIN|"),
        ("A U left right right", "AUTH |"),
        ("m a tab tab", "mail from:<a@example.org>|"),
        ("E H tab w tab", "EHLO ws1.example.org|"),
        ("R S tab C-_", "RS|"),
    ])
    func completionFollowsTheKeys(names: String, shown: String) {
        var prompt = Prompt()
        _ = press(names, on: &prompt)

        #expect(prompt.editor.shown == shown)
    }

    @Test func enterHandsOverTheLineAndUpBringsItBack() {
        var prompt = Prompt()

        #expect(
            press("NOOP enter", on: &prompt).last == .submit(Array("NOOP".utf8), pipelined: false))
        #expect(
            press("RSET A-enter", on: &prompt).last == .submit(Array("RSET".utf8), pipelined: true))
        #expect(prompt.editor.isEmpty)
        _ = press("up up", on: &prompt)
        #expect(prompt.editor.shown == "NOOP|")
        _ = press("down down", on: &prompt)
        #expect(prompt.editor.shown == "|")
        _ = press("r C-p", on: &prompt)
        #expect(prompt.editor.shown == "RSET|")
    }

    @Test func reverseSearchLeavesWhatItFound() {
        var prompt = Prompt()
        _ = press("NOOP space one enter RSET enter NOOP space two enter", on: &prompt)
        _ = press("C-r no C-r", on: &prompt)
        #expect(prompt.search?.match?.text == "NOOP one")
        _ = press("C-a X", on: &prompt)
        #expect(prompt.editor.shown == "X|NOOP one")
        #expect(prompt.search == nil)
        _ = press("C-r rs esc", on: &prompt)
        #expect(prompt.editor.shown == "X|NOOP one")
        #expect(
            press("C-u C-r rs enter", on: &prompt).last
                == .submit(Array("RSET".utf8), pipelined: false))
    }

    @Test func aMaskedLineLeavesNoTrace() {
        var prompt = Prompt()
        prompt.begin(.masked("*"))
        let last = press("s e c r e t tab up C-r enter", on: &prompt).last

        #expect(last == .submit(Array("secret".utf8), pipelined: false))
        #expect(prompt.history.entries.isEmpty)
        #expect(prompt.search == nil)
        _ = press("C-y C-_ up", on: &prompt)
        #expect(prompt.editor.isEmpty)
    }

    @Test func anInitialResponseIsNeitherInHistoryNorToBeYanked() {
        var prompt = Prompt()
        _ = press("AUTH space PLAIN space dGVzdAB0 C-w C-y enter C-y", on: &prompt)

        #expect(prompt.editor.isEmpty)
        #expect(prompt.history.entries.map(\.text) == ["AUTH PLAIN"])
    }

    @Test(arguments: [
        ("AUTH space PLAIN space dGVz", "AUTH PLAIN ****"), ("auth space pl", "auth pl"),
        ("auth space login", "auth login"), ("NOOP space dGVz", "NOOP dGVz"),
    ])
    func anInitialResponseIsMaskedWhileItIsTyped(names: String, shown: String) {
        var prompt = Prompt()
        _ = press(names, on: &prompt)

        #expect(prompt.editor.visible(columns: 40, hiding: prompt.secret).text == shown)
    }

    @Test func aResponseInTheOpenIsNotKept() {
        var conversation = Conversation.offering(["AUTH LOGIN"])
        conversation.exchange("AUTH LOGIN", "334 VXNlcm5hbWU6")
        let waiting = CompletionContext(conversation: conversation)
        var prompt = Prompt()
        for key in keys("hunter2 enter") { _ = prompt.press(key, in: waiting) }

        #expect(prompt.history.entries.isEmpty)
    }

    @Test func escWithNothingToCloseIsForOthers() {
        var prompt = Prompt()

        #expect(press("esc f5", on: &prompt) == [.ignored, .ignored])
        #expect(press("C-v esc", on: &prompt) == [.edited, .edited])
        #expect(prompt.editor.octets == [0x1B])
    }

    @Test func aFixFillsTheLineAndCanBeUndone() {
        var prompt = Prompt()
        _ = press("MAIL", on: &prompt)
        prompt.fill(Array("RSET".utf8))
        #expect(prompt.editor.shown == "RSET|")
        _ = press("C-_", on: &prompt)
        #expect(prompt.editor.shown == "MAIL|")
    }
}

struct PromptPasteTests {
    @Test(arguments: ["\n", "\r", "\r\n"])
    func aPasteIsCutIntoItsLines(end: String) {
        let lines = ["MAIL FROM:<a@b>", "", "DATA"]
        var paste = PasteBuffer(Array(lines.map { $0 + end }.joined().utf8))

        #expect(paste.isMultiline && paste.lineCount == 3)
        #expect(paste.preview(lines: 9).map(\.text) == lines)
        #expect(paste.popLine()?.text == lines[0])
        #expect(paste.remaining == 2)
        #expect(paste.popLine()?.text == "")
        #expect(paste.popLine()?.text == "DATA")
        #expect(paste.popLine() == nil)
        #expect(paste.remaining == 0)
    }

    @Test func oneLineIsNoQuestion() {
        #expect(!PasteBuffer(Array("QUIT\n".utf8)).isMultiline)
        #expect(PasteBuffer(Array("QUIT\n".utf8)).singleLine.text == "QUIT")
        #expect(PasteBuffer([]).lineCount == 0)
        #expect(PasteBuffer([]).singleLine.isEmpty)
    }

    @Test func aHugePasteIsCutAndSaysSo() {
        let paste = PasteBuffer([UInt8](repeating: 0x0A, count: (1 << 20) + 5), dropped: 2)

        #expect(paste.octets.count == 1 << 20)
        #expect(paste.dropped == 7)
        #expect(paste.lineCount == 1 << 20)
    }

    @Test func asOneItStaysAsItWas() {
        var prompt = Prompt()
        let pasted = Array("MAIL FROM:<a@b>\nDATA\n".utf8)
        prompt.paste(PasteBuffer(pasted).octets)

        #expect(prompt.editor.octets == pasted)
        #expect(prompt.editor.visible(columns: 60).text == "MAIL FROM:<a@b>\\nDATA\\n")
        #expect(PasteBuffer.Choice.allCases.count == 3)
    }
}
