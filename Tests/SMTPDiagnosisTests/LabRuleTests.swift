import SMTPTrace
import Testing

@testable import SMTPDiagnosis

/// Each rule of the session with a practice server that triggers it and a near miss that does not.
@Suite struct LabRuleTests {
    private static let letter = [
        "EHLO ws1.example.net", "MAIL FROM:<a@example.net>", "RCPT TO:<bob@lab.test>", "DATA",
    ]

    private func ids(_ rules: String, port: Int = 25, _ lines: [String]) throws -> [String] {
        var play = try LabSessionPlay(rules, port: port)
        return play.play(lines)
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request", "wrong-service-http"),
        ("* OK IMAP4rev1 ready", "wrong-service-imap"), ("+OK POP3", "wrong-service-pop3"),
        ("SSH-2.0-OpenSSH_9.2", "wrong-service-ssh"), ("220 ProFTPD ready", "wrong-service-ftp"),
    ])
    func anotherService(line: String, id: String) throws {
        #expect(try ids("on CONNECT: raw \"\(line)\\r\\n\"", []) == [id])
        #expect(
            try ids("on CONNECT: raw \"220 \(line.prefix(3)).example ESMTP\\r\\n\"", ["NOOP"])
                == [])
    }

    @Test func openRelay() throws {
        let rcpt = ["EHLO a.example", "MAIL FROM:<a@example.net>", "RCPT TO:<x@elsewhere.example>"]

        #expect(try ids("@use open-relay", rcpt) == ["open-relay"])
        #expect(try ids("@use healthy", rcpt) == ["relay-denied"])
        #expect(try ids("@use open-relay", Self.letter) == [])
        // Who serves other domains is not known, and a second recipient tells nothing new.
        #expect(try ids("@use open-relay", Array(rcpt[..<2]) + ["RCPT TO:<x@hosted.com>"]) == [])
        #expect(try ids("@use open-relay", rcpt + ["RCPT TO:<y@gmail.com>"]) == ["open-relay"])
    }

    @Test func anOpenRelayIsNeitherLoggedInNorNear() {
        let start = "S: 220 mx.host.com\nC: EHLO a.example\nS: 250-mx\nS: 250 AUTH PLAIN\n"
        let rcpt = "C: MAIL FROM:<a@host.com>\nS: 250 ok\nC: RCPT TO:<x@gmail.com>\nS: 250 ok"
        var session = SessionScript()
        session.play(start + rcpt)
        var loggedIn = SessionScript()
        loggedIn.play(start)
        loggedIn.play("C: AUTH PLAIN AGEAYg==\nS: 235 ok\n" + rcpt)
        var google = SessionScript()
        google.play(start.replacing("mx.host.com", with: "mx.google.com") + rcpt)

        #expect(session.ids == ["open-relay"])
        #expect(session.findings.first?.certainty == .inferred)
        #expect(loggedIn.ids == [])
        #expect(google.ids == [])
    }

    @Test(arguments: [
        ("127.0.0.1:25", true), ("10.1.2.3:25", true), ("[::1]:25", true), ("/run/lmtp", true),
        ("172.20.0.1:25", true), ("172.32.0.1:25", false), ("192.0.2.1:25", false),
        ("lab:open-relay", false), ("[fd00::1]:25", true), ("[2001:db8::1]:25", false),
    ])
    func nearPeersAreKnown(peer: String, isNear: Bool) {
        #expect(SessionState.isNear(peer) == isNear)
    }

    @Test(arguments: ["\\n.\\n", "\\n.\\r\\n", "\\r\\n.\\n"])
    func smuggling(ending: String) throws {
        let probe = Self.letter + ["!raw Subject: x\\r\\n\\r\\nhello" + ending]

        #expect(try ids("@use smuggling", probe) == ["smuggling"])
        #expect(try ids("@use healthy", probe + ["!raw \\r\\n.\\r\\n"]) == [])
        #expect(try ids("@use smuggling", Self.letter + ["!raw a\\nb\\r\\n.\\r\\n"]) == [])
    }

    @Test func aSecondMessageBehindAFakeEndingIsSmuggled() throws {
        let probe =
            Self.letter + [
                "!raw a\\n.\\nMAIL FROM:<e@example.net>\\r\\nRCPT TO:<bob@lab.test>\\r\\n.\\r\\n"
            ]

        #expect(try ids("@use smuggling", probe).contains("smuggling"))
        #expect(try ids("@use healthy", probe) == [])
    }

    @Test func everyFakeEndingIsSeenWhereverItIsCut() {
        let fakes = ["a\n.\n", "a\n.\r\n", "a\r\n.\n", "a\r.\r", "a\r\n.\rb", "a\r.\r\n", ".\n"]
        let honest = ["a\r\n.\r\n", ".\r\n", "a\nb\r\n", "..\r\n", "a.\n", "\r\n..\rx"]
        for (texts, expected) in [(fakes, true), (honest, false)] {
            for text in texts {
                var whole = FakeEnding()
                var cut = FakeEnding()
                #expect(whole.read(text.utf8) == expected, "\(text.debugDescription)")
                let pieces = text.utf8.map { cut.read([$0]) }
                #expect(pieces.contains(true) == expected, "\(text.debugDescription)")
            }
        }
    }

    @Test func aRefusalOfABareLineFeedIsNoSmuggling() {
        var session = SessionScript()
        session.play(
            "S: 220 hi\nC: EHLO a.example\nS: 250 mx\nC: MAIL FROM:<a@b.com>\nS: 250 ok\n"
                + "C: RCPT TO:<b@b.com>\nS: 250 ok\nC: DATA\nS: 354 go")
        session.note(
            .sent(
                SentOctets(
                    octets: Array("a\n.\n".utf8), part: .content, isSecure: false, write: 1)))
        session.play("S: 521 5.5.2 mx Error: bare <LF> received")

        #expect(session.ids == ["bare-lf"])
    }

    @Test func earlyTalkerAndSlowGreeting() throws {
        let lines = ["EHLO a.example"]

        #expect(try ids("@use early-talker", ["!early"] + lines).contains("early-talker"))
        #expect(try ids("@use early-talker", lines) == ["slow-greeting"])
        #expect(try ids("on CONNECT: delay 2s", lines) == [])
    }

    @Test func noGreetingAndTimeouts() throws {
        #expect(try ids("@use silent", ["!overdue"]) == ["no-greeting"])
        #expect(try ids("@use silent", port: 465, ["!overdue"]) == ["implicit-tls-expected"])
        #expect(try ids("on MAIL: hang", Self.letter.dropLast(2) + ["!overdue"]) == ["timeout"])
        #expect(try ids("on DOT: hang", Self.letter + [".", "!overdue"]) == ["slow-data"])
        #expect(try ids("@use healthy", ["!wait 20", "NOOP"]) == [])
    }

    @Test func strippedCapability() throws {
        #expect(try ids("@use starttls-stripped", ["EHLO a.example"]) == ["starttls-stripped"])
        #expect(try ids("@offer XFORWARD NAME", ["EHLO a.example"]) == [])
    }

    @Test func lostConnections() throws {
        #expect(try ids("@use lost-after-dot", Self.letter + ["hi", "."]) == ["lost-after-data"])
        #expect(try ids("on RCPT: close", Self.letter.dropLast()) == ["connection-lost"])
        #expect(try ids("on CONNECT: close", []) == ["refused-without-words"])
        #expect(try ids("@use healthy", Self.letter + ["hi", ".", "QUIT"]) == [])
        #expect(try ids("@use shutdown", Self.letter) == ["server-shutting-down"])
    }

    @Test func desynchronisedAndMalformedReplies() throws {
        let noop = ["EHLO a.example", "NOOP", "NOOP"]

        #expect(
            try ids(#"on NOOP: pass; reply 250 2.0.0 "and again""#, noop).contains(
                "desynchronised"))
        #expect(
            try ids("on EHLO: raw \"250-a\\r\\n999 b\\r\\n\"", noop).contains("malformed-reply"))
        #expect(try ids("@use healthy", noop) == [])
    }

    /// The whole transaction, with a message that is written for the user.
    @Test func aMissingHeaderFieldComesWithAMessageThatHasIt() throws {
        var play = try LabSessionPlay("@use headers-missing")

        #expect(play.play(Self.letter + ["hi", "."]) == ["header-missing"])
        #expect(
            play.findings.first?.steps.first?.prompt == [
                "MAIL FROM:<a@example.net>", "RCPT TO:<bob@lab.test>", "DATA", "@message auto",
            ])
    }

    @Test func repliesThatDoNotEnd() throws {
        let ehlo = ["EHLO a.example"]

        #expect(try ids("@use broken-reply", ehlo + ["!overdue"]) == ["unfinished-reply"])
        #expect(
            try ids("@use broken-reply", ehlo + ["!wait 3", "NOOP", "NOOP"]) == ["unfinished-reply"]
        )
        #expect(try ids("@use broken-reply", ehlo) == [])
        // Lines of one reply may come in several packets.
        #expect(try ids("@use broken-reply", ehlo + ["!wait 1", "NOOP"]) == [])
        #expect(try ids("@use healthy", ehlo + ["!wait 3", "NOOP"]) == [])
    }

    @Test func tarpits() throws {
        #expect(
            try ids(
                "on RCPT: delay 4s",
                Self.letter.dropLast() + ["RCPT TO:<ann@lab.test>"]
            ).contains("tarpit"))
        #expect(try ids("on RCPT: delay 4s", Self.letter.dropLast()) == [])
    }

    @Test func aRehearsalMayTalkBeforeItsGreeting() {
        var session = SessionScript()
        session.play("S: **** SMTP testing session\nS: 220 mx.example.org ESMTP")

        #expect(session.ids == [])
    }

    @Test func aRefusalWithoutAReasonBeforeTheLoginAsksForIt() {
        let start = "S: 220 hi\nC: EHLO a.example\nS: 250-mx\nS: 250 AUTH PLAIN\n"
        let rcpt =
            "C: MAIL FROM:<a@b.com>\nS: 250 ok\nC: RCPT TO:<x@b.com>\nS: 554 5.7.1 <x@b.com>: "
            + "Recipient address rejected: Access denied"
        var submission = SessionScript(port: 587)
        submission.play(start + rcpt)
        var exchanger = SessionScript(port: 25)
        exchanger.play(start + rcpt)

        #expect(submission.ids == ["auth-required"])
        #expect(submission.findings.first?.certainty == .inferred)
        #expect(exchanger.ids == ["policy"])
    }

    @Test func theEndBehindTooManyErrorsIsPartOfIt() {
        var session = SessionScript()
        session.play("S: 220 hi\nC: BLAH\nS: 500 Too many unrecognized commands\nC: NOOP")
        session.note(.ended(Ending(how: .closedByServer, midCommand: true)))

        #expect(session.ids == ["error-limit"])
    }

    @Test func whatTheSessionKnowsMakesARefusalFiner() throws {
        let ehlo = ["EHLO a.example"]

        #expect(try ids("@use no-ehlo", ehlo) == ["ehlo-unsupported"])
        #expect(try ids("@use starttls-broken", ehlo + ["STARTTLS"]) == ["tls-unavailable"])
        #expect(
            try ids("@use syntax-strict", ehlo + ["MAIL FROM: <a@b.test>"]) == ["syntax-argument"])
        #expect(try ids("@use healthy", ehlo + ["DATA"]) == ["bad-sequence"])
        #expect(
            try ids(
                "@use healthy",
                ["EHLO a.example", "MAIL FROM:<a@b.test>", "RCPT TO:<x@lab.test>", "DATA"])
                == ["mailbox-unknown", "no-recipients"])
    }
}
