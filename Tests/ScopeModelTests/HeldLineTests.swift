import SMTPCore
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// What the diagnosis puts into the prompt, what Enter holds back once, and what is told before.
struct HeldLineTests {
    private var model = Model(screen: Size(columns: 80, rows: 24))

    init() {
        model.lastRequest = ConnectRequest(target: "192.0.2.25:24")
        tell(.connecting(to: "192.0.2.25:24", attempt: 1, of: 1))
        tell(.connected(local: "192.0.2.1:4711", peer: "192.0.2.25:24"))
    }

    private mutating func tell(_ fact: Fact) {
        let at = model.now + .milliseconds(1)
        _ = model.update(.traces([TraceEvent(at: at, connection: 1, fact: fact)]))
    }

    /// Lines with `S: `, `C: ` or, where they log in, `A: ` in front.
    private mutating func play(_ dialogue: String) {
        for line in dialogue.split(separator: "\n") {
            let octets = Array((line.dropFirst(3) + "\r\n").utf8)
            let part: SentOctets.Part = line.first == "A" ? .authentication : .command
            tell(
                line.first == "S"
                    ? .received(ReceivedOctets(octets: octets, isSecure: false, read: 1))
                    : .sent(SentOctets(octets: octets, part: part, isSecure: false, write: 1)))
        }
    }

    @discardableResult
    private mutating func press(_ names: String) -> [Effect] {
        keys(names).flatMap { model.update(.input(.key($0))) }
    }

    private func send(_ text: String) -> Effect { .submit(.send(Array((text + "\r\n").utf8))) }
    private var hint: String { model.promptHint.map(\.text).joined() }

    private static let hello =
        "S: 220 mx\nC: EHLO me.example\nS: 250-mx\nS: 250 AUTH PLAIN CRAM-MD5"
    private static let unknown =
        hello + "\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<x@mx>\nS: 550 5.1.1 User unknown"

    @Test mutating func theCaretStandsWhereTheStepIsToBeFilledIn() {
        play(Self.unknown)

        press("esc a")

        #expect(model.prompt.editor.shown == "RCPT TO:<|>")
        press("b o b @ m x")
        #expect(press("enter").first == send("RCPT TO:<bob@mx>"))
    }

    @Test mutating func anUnfinishedStepIsSentByASecondEnterOnly() {
        play(Self.unknown)
        press("esc a")

        #expect(press("enter").isEmpty)
        #expect(model.notice?.text.contains("to be filled in") == true)
        #expect(model.prompt.editor.shown == "RCPT TO:<|>")
        #expect(press("enter").first == send("RCPT TO:<>"))
    }

    @Test mutating func whatIsTypedByHandIsSentAtOnce() {
        play(Self.hello)
        model.prompt.fill(Array("MAIL FROM:<>".utf8))

        #expect(press("enter").first == send("MAIL FROM:<>"))
    }

    @Test(arguments: [
        (nil, "me", "EHLO |"),
        ("ws1.example.org", "ws1", "EHLO ws1.example.org|"),
        ("ws1.example.org", "ws1.example.org", "EHLO |"),
    ])
    mutating func aRefusedNameIsFollowedByOurFullName(own: String?, said: String, line: String) {
        model.options.hostName = own
        play(
            "S: 220 mx\nC: EHLO \(said)\nS: 250 mx\nC: MAIL FROM:<a@b>\nS: 504 5.5.2 <\(said)>: Helo "
                + "command rejected: need fully-qualified hostname")

        press("esc a")

        #expect(model.prompt.editor.shown == line)
    }

    @Test mutating func aGreetingThatLackedItsNameIsFilledWithOurs() {
        play("S: 220 mx\nC: EHLO\nS: 501 5.5.4 Syntax: EHLO hostname")

        press("esc a")

        #expect(model.prompt.editor.shown == "EHLO [192.0.2.1]|")
    }

    /// What completion offered was grey text that looked as if it were typed.
    @Test mutating func aGreetingLeftOpenIsPlainlyAGapAndIsNotSent() {
        play(
            "S: 220 mx\nC: EHLO me\nS: 250 mx\nC: MAIL FROM:<a@b>\nS: 504 5.5.2 <me>: Helo command "
                + "rejected: need fully-qualified hostname")
        press("esc a")

        #expect(model.completion?.ghost == "")
        #expect(model.notice?.text.hasPrefix("type your full host name here") == true)
        for _ in 0..<2 {
            #expect(press("enter").isEmpty)
            #expect(model.completion?.ghost == "")
            #expect(model.notice?.text.contains("Alt-Enter") == true)
        }
        press("m x . e x")
        #expect(press("enter").first == send("EHLO mx.ex"))
    }

    @Test mutating func aMessageBeforeDATAIsHeldBackOnce() {
        play(Self.hello)
        model.prompt.fill(Array("@message \".x\"".utf8))

        #expect(press("enter").isEmpty)
        #expect(model.notice?.text.hasPrefix("no message is wanted before DATA") == true)
        #expect(model.prompt.editor.text == "@message \".x\"")
        #expect(press("enter").first == .submit(.send(Array("..x\r\n.\r\n".utf8))))
    }

    @Test mutating func aStepThatLogsInAsksForUserAndPassword() {
        play(Self.hello + "\nC: MAIL FROM:<a@b>\nS: 530 5.7.0 Authentication required")

        press("esc a")
        #expect(model.prompt.editor.text == "@auth cram-md5")
        press("enter a n n enter")

        #expect(model.promptLabel == "password for ann> ")
        #expect(hint == "Enter sends, Esc cancels; it is never shown")
    }

    /// The name is known from the login that was refused.
    @Test mutating func theNextTryAsksForThePasswordAtOnce() {
        play(Self.hello)
        tell(
            .sent(
                SentOctets(
                    octets: Array("AUTH PLAIN [auth1]\r\n".utf8), part: .authentication,
                    isSecure: false, write: 1, user: "ann@example.org")))
        play("S: 535 5.7.8 Authentication credentials invalid")

        press("esc a")
        #expect(model.prompt.editor.text == "@auth cram-md5 user=ann@example.org")
        press("enter")

        #expect(model.promptLabel == "password for ann@example.org> ")
    }

    @Test mutating func aPasswordWithoutTLSIsToldToBeReadable() {
        play(Self.hello)

        _ = model.run("auth plain ann")
        #expect(hint.hasPrefix("! no TLS: the password goes in clear text"))
        press("esc")
        play("A: AUTH PLAIN\nS: 334 ")
        press("a n n enter")

        #expect(model.promptLabel.hasPrefix("password"))
        #expect(hint.hasPrefix("! no TLS: base64 hides nothing"))
    }

    @Test mutating func aChallengeTellsHowItIsWorkedOut() {
        play(Self.hello + "\nA: AUTH CRAM-MD5\nS: 334 PDEyMzQ+")

        #expect(hint.hasPrefix("* cancels, then :auth cram-md5 USER works it out"))
        #expect(hint.utf8.count <= 74)
    }

    @Test mutating func aSilentPortIsToldToWantTLSPerhaps() {
        #expect(model.nextStep == "The server speaks first: wait for its greeting.")

        _ = model.update(.tick(now: .seconds(7)))

        #expect(model.nextStep.contains(":reconnect --tls=implicit"))
        #expect(model.nextStep.utf8.count <= 74)
        #expect(model.shortStep == "silent? :reconnect --tls=implicit")
    }

    @Test mutating func afterTheClockRanOutTLSComesBeforeWaiting() {
        tell(.overdue(.greeting, after: .seconds(300)))

        #expect(model.nextStep.contains(":reconnect --tls=implicit"))
        press("esc a")
        #expect(model.overlay?.editor.text == "reconnect --tls=implicit")
        #expect(
            press("enter") == [
                .submit(.connect(ConnectRequest(target: "192.0.2.25:24", tls: .implicit)))
            ])
        #expect(model.run("reconnect now").isEmpty)
    }

    @Test mutating func theBorderTellsHowAllOfTheDiagnosisIsOpened() {
        play(Self.unknown + "\nC: NOOP\nS: 250 ok")
        #expect(model.diagnosisKeys == "F6 Enter: all")

        press("f6 enter")

        #expect(model.popup?.page?.title.hasPrefix("Diagnosis: ") == true)
    }

    @Test mutating func withoutThatPaneTheTranscriptOpensIt() {
        _ = model.update(.resized(Size(columns: 60, rows: 20)))
        play(Self.unknown + "\nC: NOOP\nS: 250 ok")

        press("esc enter")

        #expect(model.popup?.page?.title.hasPrefix("Diagnosis: ") == true)
    }
}
