import SMTPCore
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// What the screen says to do next, and what it says about replies that need more than their code.
struct NextStepTests {
    private var model = Model(screen: Size(columns: 80, rows: 24))

    init() {
        tell(.connecting(to: "192.0.2.25:24", attempt: 1, of: 1))
        tell(.connected(local: "192.0.2.1:4711", peer: "192.0.2.25:24"))
    }

    /// A connection to a target that says what is spoken.
    private mutating func reconnect(_ fact: Fact) {
        tell(.ended(Ending(how: .closedByUs)), on: 1)
        tell(.connecting(to: "mx", attempt: 1, of: 1), on: 2)
        tell(fact, on: 2)
        let greeting = Array("220 mx\r\n".utf8)
        tell(.received(ReceivedOctets(octets: greeting, isSecure: false, read: 1)), on: 2)
    }

    private mutating func tell(_ fact: Fact, on connection: Int = 1) {
        let at = model.now + .milliseconds(1)
        _ = model.update(.traces([TraceEvent(at: at, connection: connection, fact: fact)]))
    }

    /// Lines with `S: ` or `C: ` in front.
    private mutating func play(_ dialogue: String) {
        for line in dialogue.split(separator: "\n") {
            let octets = Array((line.dropFirst(3) + "\r\n").utf8)
            tell(
                line.first == "S"
                    ? .received(ReceivedOctets(octets: octets, isSecure: false, read: 1))
                    : .sent(
                        SentOctets(octets: octets, part: .command, isSecure: false, write: 1)))
        }
    }

    private var annotations: [String] {
        model.visibleLines.filter { $0.part == .annotation }.map(\.text.text)
    }

    @Test mutating func aServerOfLMTPIsGreetedWithLHLO() {
        play("S: 220 mx LMTP")

        #expect(model.nextStep.hasPrefix("Type LHLO [192.0.2.1] "))
        play("C: EHLO me\nS: 500 5.5.1 what?")
        #expect(model.card != nil)
        play("C: LHLO me\nS: 250 mx")
        #expect(model.card == nil)
    }

    @Test(arguments: [("TLSv1.1", true), ("TLSv1.2", false)])
    mutating func aVersionThatIsOutOfDateIsMarked(version: String, isOutdated: Bool) {
        let leaf = Certificate(
            subject: "CN=mx", issuer: "CN=ca", names: ["mx"], notBefore: 0, notAfter: 1_000_000,
            key: "RSA 2048", signature: "", fingerprint: "", keyFingerprint: "", pem: "")
        play("S: 220 mx")
        tell(
            .secured(
                TLSReport(
                    version: version, cipher: "x", cipherBits: 128, group: "", serverName: "mx",
                    chain: [leaf], chainProblem: nil, checkedName: "mx", nameMatches: true,
                    isResumed: false, asksForCertificate: false, checkedAt: 0)))
        let summary = model.sessionSummary(columns: 90).map(\.text).joined()
        let pane = model.sessionLines(columns: 60).map(\.text).joined()

        #expect(summary.contains("TLSv1.1 OUT OF DATE") == isOutdated)
        #expect(pane.contains("TLSv1.1 is OUT OF DATE") == isOutdated)
        let last = model.transcript.rows[model.transcript.rows.count - 1]
        #expect((last.kind == .problem) == isOutdated)
        #expect((model.card?.title == "The TLS version is out of date") == isOutdated)
        #expect(
            annotations.contains { $0.contains("must no longer be used (RFC 8996)") } == isOutdated)
    }

    @Test mutating func aReplyThatDoesNotEndIsTold() {
        play("S: 220 mx\nC: EHLO me\nS: 250-mx")
        #expect(model.nextStep.hasPrefix("The answer to EHLO is outstanding"))

        _ = model.update(.tick(now: .seconds(7)))

        #expect(model.nextStep.hasPrefix("This reply did not end"))
        #expect(model.nextStep.utf8.count <= 74)
        #expect(model.shortStep.hasPrefix("reply did not end"))
    }

    @Test mutating func whereSTARTTLSIsHiddenNothingIsAdvisedToBeSent() {
        play("S: 220 mx\nC: EHLO me\nS: 250-mx\nS: 250-AUTH PLAIN\nS: 250 XXXXXXXA")
        #expect(model.nextStep.hasPrefix("STARTTLS is hidden"))
        #expect(model.shortStep.hasPrefix("STARTTLS is hidden"))

        play("C: STARTTLS\nS: 502 5.5.1 not implemented")

        #expect(model.nextStep.hasPrefix("STARTTLS is hidden"))
        #expect(model.card?.title == "Something on the way hides STARTTLS")
    }

    /// Nothing in the greeting says so: the fact that opened the connection does.
    @Test mutating func aTargetThatSaysLMTPIsGreetedWithLHLO() {
        reconnect(.connected(local: "", peer: "/run/lmtp", speaks: .lmtp))

        #expect(model.nextStep.hasPrefix("Type LHLO "))
        #expect(model.shortStep.hasPrefix("type LHLO "))
        #expect(model.phaseWord == "LHLO")
        #expect(model.phaseText == "greeted, LHLO is next")
        #expect(annotations.last == "Greeting: the server is ready for LHLO")
        #expect(Completion("L", model.completionContext).legal == ["LHLO"])
        #expect(Completion("E", model.completionContext).labels.contains("EHLO") == false)
        let summary = model.sessionSummary(columns: 90).map(\.text).joined()
        #expect(summary.hasSuffix("next: LHLO NOOP QUIT HELP"))
        model.prompt.fill(Array("EHLO me.example".utf8))
        #expect(
            model.promptHint.map(\.text).joined() == "! LMTP is greeted with LHLO (RFC 2033 §4.1)")
    }

    @Test mutating func beforeItIsOpenTheTargetSaysWhatIsSpoken() {
        _ = model.run("connect lmtp://mx.example")
        tell(.resolving(name: "mx.example"), on: 2)

        #expect(Completion("L", model.completionContext).labels == ["LHLO"])
    }

    /// RFC 5321 §4.1.3 and §4.1.4.
    @Test(arguments: [
        ("192.0.2.1:4711", "[192.0.2.1]"), ("[2001:db8::1]:4711", "[IPv6:2001:db8::1]"),
        ("[fe80::1%eth0]:4711", "[IPv6:fe80::1]"), ("", "[127.0.0.1]"),
    ])
    mutating func withoutAFullNameWeAreCalledByOurAddress(local: String, name: String) {
        reconnect(.connected(local: local, peer: "192.0.2.25:25"))

        #expect(model.nextStep.hasPrefix("Type EHLO \(name) "))
        #expect(Completion("EHLO ", model.completionContext).labels == [name])
        #expect(model.run("ehlo") == [.submit(.send(Array("EHLO \(name)\r\n".utf8)))])
        model.prompt.fill(Array("EHLO \(name)".utf8))
        #expect(SMTPAdvice.advice(on: model.prompt.editor.octets, in: model.conversation).isEmpty)
    }

    @Test mutating func aNameThatIsKnownComesBeforeTheAddress() {
        model.options.hostName = "me.example.org"
        play("S: 220 mx")

        #expect(model.nextStep.hasPrefix("Type EHLO me.example.org "))
    }

    @Test mutating func whereOurSideIsClosedNothingIsProposed() {
        play("S: 220 mx")
        tell(.halfClosed)

        #expect(model.nextStep == "Our side is closed: read what still comes. :disconnect ends it.")
        #expect(model.phaseWord == "LISTENING")
        #expect(annotations.contains { $0.hasPrefix("the server may still answer") })
        #expect(!model.sessionSummary(columns: 90).map(\.text).joined().contains("next:"))
    }

    @Test mutating func eachReplyBehindAMessageNamesItsRecipient() {
        play(
            """
            S: 220 mx LMTP
            C: LHLO me
            S: 250 mx
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: RCPT TO:<c@d>
            S: 250 ok
            C: RCPT TO:<e@f>
            S: 250 ok
            C: DATA
            S: 354 go
            """)
        tell(
            .sent(
                SentOctets(
                    octets: Array(".\r\n".utf8), part: .content, isSecure: false, write: 2)))
        play("S: 250 2.0.0 saved\nS: 452 4.2.2 full")

        let texts = annotations
        #expect(texts.contains("this is about c@d"))
        #expect(texts.last == "this is about e@f")
        #expect(texts.contains { $0.hasPrefix("Message accepted") })
    }

    @Test mutating func aReplyThatNobodyAskedForSaysNothingAboutACommand() {
        play("S: 220 mx\nS: 250 surprise")

        #expect(annotations.contains { $0.hasPrefix("odd: a reply nobody had asked for") })
        #expect(!annotations.contains { $0.hasPrefix("Done") })
    }

    @Test mutating func aChunkIsAskedForWhileItsAnswerIsOutstanding() {
        play("S: 220 mx\nC: EHLO me\nS: 250-mx\nS: 250 CHUNKING\nC: BDAT 14 LAST")

        #expect(model.nextStep.hasPrefix("14 octets of the chunk are still to come"))
        #expect(model.promptLabel == "data> ")
    }

    /// What `exim -bh` says first.
    @Test mutating func wordsBeforeTheGreetingAreNoFailure() {
        play("S: \nS: **** SMTP testing session as if from host 192.0.2.1\nS: 220 mx ESMTP")

        let marks = model.visibleLines.map(\.mark)
        #expect(!marks.contains("S!"))
        #expect(model.card == nil)
        #expect(annotations.contains("Greeting: the server is ready for EHLO"))
        play("C: NOOP\nS: ****")
        #expect(model.card != nil)
    }

    /// Behind the blanks in front of it, on a screen of 80 columns.
    @Test(arguments: [
        "", "S: 220 mx", "S: 220 mx\nC: EHLO me\nS: 250 mx",
        "S: 220 mx\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<a@b>\nS: 250 ok\nC: DATA\nS: 354 go",
    ])
    mutating func theNextStepFitsIntoItsRow(dialogue: String) {
        play(dialogue)
        #expect(model.nextStep.utf8.count <= 74)
        tell(.ended(Ending(how: .closedByServer)))
        #expect(model.nextStep.utf8.count <= 74)
    }

    @Test mutating func aPageIsNeverScrolledBehindItsEnd() throws {
        _ = model.update(.resized(Size(columns: 40, rows: 12)))
        for key in [Key.function(1), .character("G")] { _ = model.update(.input(.key(key))) }

        _ = model.update(.resized(Size(columns: 120, rows: 60)))

        let page = try #require(model.popup?.page)
        let size = model.layout.page.size
        let count = page.lines(columns: size.columns).count
        #expect(page.scroll <= max(0, count - size.rows))
    }

    @Test mutating func theLabsAreCompletedAndGuessed() {
        for character in ":lab greyl" { _ = model.update(.input(.key(.character(character)))) }

        guard case .command(let input) = model.overlay else {
            Issue.record("no command line")
            return
        }
        #expect(input.candidates.map(\.insert) == ["greylisting"])
        #expect(model.run(":lab greylistin").isEmpty)
        #expect(model.notice?.text.hasPrefix("no lab is called \"greylistin\"") == true)
        #expect(model.notice?.text.hasSuffix("\"greylisting\"?") == true)
    }
}
