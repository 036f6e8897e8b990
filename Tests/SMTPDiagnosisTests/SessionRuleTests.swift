import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPDiagnosis

@Suite struct SessionRuleTests {
    private func ids(port: Int = 25, _ dialogue: String) -> [String] {
        var session = SessionScript(port: port)
        session.play(dialogue)
        return session.ids
    }

    @Test func aSessionWithoutTroubleHasNoFindings() {
        #expect(
            ids(
                """
                S: 220 mx.example.org ESMTP
                C: EHLO ws1.example.net
                S: 250-mx.example.org
                S: 250-XCLIENT NAME ADDR
                S: 250 STARTTLS
                C: MAIL FROM:<a@example.net>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: QUIT
                S: 221 bye
                """) == [])
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request", "wrong-service-http"),
        ("* OK [CAPABILITY IMAP4rev1] ready", "wrong-service-imap"),
        ("+OK POP3 ready", "wrong-service-pop3"), ("SSH-2.0-OpenSSH_9.2", "wrong-service-ssh"),
        ("220 ProFTPD Server ready", "wrong-service-ftp"),
    ])
    func anotherServiceIsRecognisedByItsFirstWords(line: String, id: String) {
        #expect(ids("S: \(line)") == [id])
        #expect(ids("S: 220 mx.example.org ESMTP (ftp.example.org)") == [])
    }

    @Test func speakingBeforeTheGreetingIsTheReasonOfItsRefusal() {
        let early = "C: EHLO ws1.example.net\nS: 554 5.5.1 protocol error"
        let late = "S: 554 no service"

        #expect(ids(early).contains("early-talker"))
        #expect(!ids(late).contains("early-talker"))
        #expect(ids("C: EHLO a.example\nS: 220 hello\nS: 250 ok") == [])
    }

    @Test func aStrippedSTARTTLSIsSeen() {
        let head = "S: 220 hello\nC: EHLO a.example\nS: 250-mx\n"

        #expect(ids(head + "S: 250 XXXXXXXA") == ["starttls-stripped"])
        #expect(ids(head + "S: 250 XFORWARD NAME") == [])
        #expect(ids(head + "S: 250-XXXXXXXA\nS: 250 STARTTLS") == [])
    }

    /// It was not offered, so nothing can be said of the server's certificate.
    @Test func aRefusedSTARTTLSIsJudgedByWhatWasOffered() throws {
        let refusal = "C: STARTTLS\nS: 502 5.5.1 Command not implemented"
        let head = "S: 220 hello\nC: EHLO a.example\nS: 250-mx\n"
        var stripped = SessionScript()
        stripped.play(head + "S: 250 XXXXXXXA\n" + refusal)

        #expect(stripped.ids == ["starttls-stripped", "starttls-stripped"])
        // The row of the answer to EHLO.
        #expect(stripped.findings.last?.evidence.contains(4) == true)
        #expect(ids(head + "S: 250 SIZE\n" + refusal) == ["tls-not-offered"])
        #expect(ids(head + "S: 250 STARTTLS\n" + refusal) == ["tls-unavailable"])
        #expect(ids("S: 220 hello\n" + refusal) == ["command-unsupported"])
    }

    @Test func whatIsNotKnownIsNamedByWhatItWasWantedFor() {
        let head = "S: 220 hello\nC: EHLO a.example\nS: 250 mx\n"
        let refusal = "\nS: 503 5.5.1 Invalid command: Command not supported"

        #expect(ids(head + "C: AUTH PLAIN AGEAYg==" + refusal) == ["auth-mechanism"])
        #expect(ids(head + "C: STARTTLS" + refusal) == ["tls-not-offered"])
        #expect(ids(head + "C: VRFY ann" + refusal) == ["command-unsupported"])
    }

    @Test func relayDeniedAdvisesToLogInWhereItIsOffered() throws {
        var session = SessionScript(port: 587)
        session.play(
            """
            S: 220 hello
            C: EHLO a.example
            S: 250-mx
            S: 250 AUTH PLAIN LOGIN
            C: MAIL FROM:<a@example.net>
            S: 250 ok
            C: RCPT TO:<b@example.com>
            S: 554 5.7.1 <b@example.com>: Relay access denied
            """)
        let found = try #require(session.findings.first)

        #expect(found.id == "relay-denied")
        #expect(found.steps.first?.prompt == ["RSET", "@auth plain"])
        #expect(found.steps.contains { $0.check == "dns MX example.com" })
        // Rows: connecting, connected, 220, EHLO, 250-, 250, MAIL, 250, RCPT, 554.
        #expect(found.evidence == [5, 8, 9] || found.evidence == [4, 8, 9])
    }

    @Test func relayDeniedAdvisesTLSWhereAUTHHidesBehindIt() throws {
        var session = SessionScript(port: 587)
        session.play(
            """
            S: 220 hello
            C: EHLO a.example
            S: 250-mx
            S: 250 STARTTLS
            C: MAIL FROM:<a@example.net>
            S: 250 ok
            C: RCPT TO:<b@example.com>
            S: 550 5.7.1 relaying denied
            """)
        let found = try #require(session.findings.first)

        #expect(found.steps.first?.prompt == ["STARTTLS", "EHLO a.example", "@auth plain"])
    }

    @Test func dataWithoutRecipientsPointsAtTheRefusedOnes() throws {
        var session = SessionScript()
        session.play(
            """
            S: 220 hello
            C: EHLO a.example
            S: 250 mx
            C: MAIL FROM:<a@example.net>
            S: 250 ok
            C: RCPT TO:<x@example.org>
            S: 550 5.1.1 User unknown
            C: DATA
            S: 554 5.5.1 Error: no valid recipients
            """)

        #expect(session.ids == ["mailbox-unknown", "no-recipients"])
        #expect(session.findings.last?.evidence.contains(8) == true)
    }

    @Test func aBadSequenceNamesTheRuleThatWasBroken() {
        var session = SessionScript()
        session.play(
            "S: 220 hello\nC: EHLO a.example\nS: 250 mx\nC: RCPT TO:<b@c.example>\nS: 503 5.5.1 Error: need MAIL command"
        )

        #expect(session.ids == ["bad-sequence"])
        #expect(session.findings.first?.why.contains("RFC 5321") == true)
    }

    /// Of a line in pieces the whole is judged.
    @Test func aLineInPiecesIsOneCommand() {
        var session = SessionScript()
        session.play("S: 220 hello\nC: EHLO a.example\nS: 250 mx")
        for piece in ["RC", "PT TO:<b@c", ".example>\r\n"] {
            session.note(
                .sent(
                    SentOctets(
                        octets: Array(piece.utf8), part: .command, isSecure: false, write: 1)))
        }
        session.play("S: 503 5.5.1 Error: need MAIL command\nC: NOOP\nS: 250 ok")

        #expect(session.ids == ["bad-sequence"])
        #expect(session.findings.first?.why.contains("RFC 5321") == true)
    }

    @Test func aBlankBehindTheColonIsASyntaxArgument() {
        let head = "S: 220 hello\nC: EHLO a.example\nS: 250 mx\n"

        #expect(
            ids(head + "C: MAIL FROM: <a@b.example>\nS: 501 5.5.4 Syntax: MAIL FROM:<address>") == [
                "syntax-argument"
            ])
        #expect(
            ids(head + "C: MAIL FROM:<a@@b>\nS: 501 5.1.7 Bad sender address syntax") == [
                "syntax-error"
            ])
    }

    @Test func ehloThatIsUnknownIsNamed() {
        #expect(ids("S: 220 hello\nC: EHLO a.example\nS: 500 unrecognized") == ["ehlo-unsupported"])
        #expect(
            ids("S: 220 hello\nC: XYZZY\nS: 500 unrecognized command") == ["command-unsupported"])
    }

    @Test func startTLSThatFailsIsNamed() {
        let head = "S: 220 hello\nC: EHLO a.example\nS: 250-mx\nS: 250 STARTTLS\n"
        #expect(
            ids(head + "C: STARTTLS\nS: 454 4.7.0 TLS not available due to local problem") == [
                "tls-unavailable"
            ])
    }

    @Test func aReplyNobodyAskedForIsADesynchronisation() {
        #expect(ids("S: 220 hello\nS: 250 what") == ["desynchronised"])
        #expect(!ids("S: 220 hello\nS: 421 closing").contains("desynchronised"))
    }

    @Test func brokenRepliesAreMalformed() {
        let head = "S: 220 hello\nC: EHLO a.example\n"
        var session = SessionScript()
        session.play(head + "S: 250-mx\nS: 500 what")

        #expect(session.findings.first?.id == "malformed-reply")
        #expect(
            session.findings.first?.what == "The code changes from 250 to 500 inside one reply.")
    }

    /// What comes next is the answer to the first command, in the eyes of who reads on.
    @Test func goingOnInTheMiddleOfAReplyShiftsTheAnswers() throws {
        var session = SessionScript()
        session.play(
            "S: 220 hello\nC: EHLO a.example\nS: 250-mx\nS: 250-SIZE\n@ 5\nC: NOOP\nS: 250 ok")
        let found = try #require(session.findings.first)

        #expect(session.ids == ["unfinished-reply"])
        #expect(found.what.contains("no longer belong to their commands"))
        #expect(found.side == .server)
        // The last line of the reply, and what was sent behind it.
        #expect(found.evidence == [5, 6])
        #expect(found.steps.first?.prompt == [":reconnect"])
    }

    @Test func twoSlowAnswersAreATarpitAndOneIsNot() {
        let head = "S: 220 hello\nC: EHLO a.example\n@ 4\nS: 250 mx\n"

        #expect(ids(head) == [])
        #expect(ids(head + "C: MAIL FROM:<a@b.example>\n@ 4\nS: 250 ok") == ["tarpit"])
    }

    @Test func aSlowGreetingIsNoted() {
        #expect(ids("@ 6\nS: 220 hello") == ["slow-greeting"])
        #expect(ids("@ 1\nS: 220 hello") == [])
    }

    @Test func codesAfterAUTHWithoutWordsAreALoginRefused() {
        let head = "S: 220 hello\nC: EHLO a.example\nS: 250-mx\nS: 250 AUTH PLAIN\n"
        #expect(ids(head + "C: AUTH PLAIN AGEAYg==\nS: 550 no") == ["auth-failed"])
        #expect(ids(head + "C: AUTH PLAIN AGEAYg==\nS: 235 ok") == [])
    }
}
