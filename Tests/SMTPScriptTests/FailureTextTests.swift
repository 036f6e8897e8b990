import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// What is said of an expectation that did not hold, besides what was expected.
@Suite struct FailureTextTests {
    private static func server(_ script: String) -> ScriptedServer {
        var options = RunOptions()
        options.investigation = FewWords()
        return ScriptedServer(script, options: options)
    }

    @Test func aRefusalNamesItsDiagnosisAndOneThingToTry() {
        var server = Self.server("MAIL FROM:<a@b>")

        server.greet()
        server.say("450 4.7.1 later")

        #expect(
            server.complaints == [
                """
                error: expected 2xx or 3xx, but got 450 4.7.1
                  --> x.smtp:1
                   |
                  1| MAIL FROM:<a@b>
                   | ^^^^^^^^^^^^^^^
                   |   450 4.7.1 later
                   = diagnosis: greylisted (It is greylisted)
                   = try: Mind greylisted.
                """
            ])
    }

    @Test func aServerThatDoesNotGreetIsDiagnosed() {
        var server = Self.server("@timeout 2s\n@connect")

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        server.wait(.seconds(2))

        #expect(server.intents.contains(.overdue(.greeting, after: .seconds(2))))
        #expect(
            server.complaints == [
                """
                error: expected 2xx or 3xx, but nothing came within 2 s
                  --> x.smtp:2
                   |
                  2| @connect
                   | ^^^^^^^^
                   = diagnosis: no-greeting (It is no-greeting)
                   = try: Mind no-greeting.
                   = help: @timeout allows more time
                """
            ])
    }

    @Test(arguments: [
        "@timeout 1s\n@connect\n< fails timeout\n< diagnosis no-greeting",
        "@connect\n< silence 1s\n< diagnosis no-greeting",
    ])
    func whatAClockThatRanOutMeansCanBeAskedFor(script: String) {
        var server = Self.server(script)

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        server.wait(.seconds(1))

        #expect(server.result.outcome == .passed, "\(server.complaints)")
        #expect(server.runner.isDone)
    }

    /// Silence that is wanted is no trouble, and nobody is to be told of any.
    @Test func silenceThatIsExpectedIsNotOverdue() {
        var server = Self.server("NOOP\n< 250\n@wait 1s\n< silence 1s\nQUIT\n< 221\n<+ closed")

        server.greet()
        server.say("250 ok")
        server.wait(.seconds(1))
        server.say("221 bye")
        server.wait(.seconds(60))

        #expect(server.sent == ["NOOP\\r\\n", "QUIT\\r\\n"])
        #expect(!server.intents.contains { if case .overdue = $0 { true } else { false } })
    }

    /// The engine may not say anything any more.
    @Test func nobodyIsWaitedForLong() {
        var server = Self.server("NOOP")
        server.answersOverdue = false

        server.greet()
        server.wait(.seconds(30))
        #expect(!server.runner.isDone)
        #expect(server.runner.nextDeadline == .milliseconds(30_500))
        server.wait(.milliseconds(500))

        #expect(server.complaints.first?.contains("nothing came within 30 s") == true)
    }

    @Test func anAnswerThatComesAtTheLastMomentCounts() {
        var server = Self.server("NOOP")
        server.answersOverdue = false

        server.greet()
        server.wait(.seconds(30))
        server.say("250 ok")

        #expect(server.result.outcome == .passed)
    }

    @Test func aConnectionThatFailsIsDiagnosed() {
        var server = Self.server("@connect")

        server.fact(.connecting(to: "192.0.2.25:25", attempt: 1, of: 1))
        server.fact(
            .connectFailed(
                to: "192.0.2.25:25", ConnectFailure(kind: .refused, text: "connection refused")))

        #expect(server.complaints.first?.contains("= diagnosis: connect-refused") == true)
        #expect(server.complaints.first?.contains("= try: Mind connect-refused.") == true)
    }

    /// What nobody waited for tells why the next step cannot be taken.
    @Test func aStepOnALostConnectionIsDiagnosed() {
        var server = Self.server("NOOP\n< 250\n@wait 1s\nNOOP")

        server.greet()
        server.say("250 ok")
        server.close(.reset)
        server.wait(.seconds(1))

        #expect(server.complaints.first?.contains("the connection is closed") == true)
        #expect(server.complaints.first?.contains("= diagnosis: reset") == true)
    }

    /// It begins anew, whatever the step before came to.
    @Test func aSectionRightBehindAStepThatCouldNotBeTakenIsRun() {
        var server = Self.server("@connect\n@close\nNOOP\n@section \"b\"\n@connect\nRSET")

        server.greet()
        server.greet()
        server.say("250 ok")

        #expect(server.sent == ["RSET\\r\\n"])
        #expect(server.result.sections.map(\.outcome) == [.broken, .passed])
    }

    @Test func aLineThatDoesNotEndIsShown() {
        var server = Self.server("@timeout 5s\n@connect\n< 220")

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        server.octets(Array("220 x\u{1B}y".utf8))
        server.wait(.seconds(5))

        #expect(
            server.complaints.first?.contains(
                """
                   |   220 x\\x1by
                   |   (the line was begun and not ended)
                """) == true, "\(server.complaints)")
    }

    @Test func aReplyThatDoesNotEndIsShownWithTheRestOfItsLine() {
        var server = Self.server("@timeout 5s\nEHLO a")

        server.greet()
        server.octets(Array(("250-first\r\n250-" + String(repeating: "a", count: 900)).utf8))
        server.wait(.seconds(5))

        let picture = server.complaints.first ?? ""
        #expect(picture.contains("   |   250-first\n   |   250-aaa"))
        #expect(picture.contains("aaa... (904 octets so far)\n"))
    }

    /// What came, and what is said of it.
    @Test(arguments: [
        ("", "nothing came within 5 s\n"), ("25", "only half a line came within 5 s\n"),
        ("250-a\r\n", "only half a reply came within 5 s\n"),
        ("250-a\r\n250", "only half a reply came within 5 s\n"),
    ])
    func aTimeoutSaysHowFarTheAnswerCame(octets: String, sentence: String) {
        var server = Self.server("@timeout 5s\nEHLO a")

        server.greet()
        server.octets(Array(octets.utf8))
        server.wait(.seconds(5))

        #expect(
            server.complaints.first?.contains("2xx or 3xx, but " + sentence) == true,
            "\(server.complaints)")
        #expect(server.result.exitCode == 3)
    }

    @Test func aLoginWithoutALastWordIsNotFinished() {
        var server = Self.server("@timeout 5s\n@auth login user=a password=bcde")

        server.greet()
        server.say("334 VXNlcm5hbWU6")
        server.wait(.seconds(5))

        #expect(
            server.complaints.first?.contains("but the login was not finished within 5 s") == true,
            "\(server.complaints)")
    }

    /// The engine shows it only later by itself, so it is asked.
    @Test(arguments: ["< silence 1s", "< silence 1s or 5xx"])
    func halfALineBreaksSilence(claim: String) {
        var server = Self.server("@timeout 5s\nNOOP\n< 250\n@wait 1s\n\(claim)\nNOOP")

        server.greet()
        server.say("250 ok")
        server.halfLine = Array("421 half".utf8)
        server.wait(.seconds(1))
        server.wait(.seconds(5))

        let wanted = claim.dropFirst(2)
        #expect(
            server.complaints == [
                """
                error: expected \(wanted), but only half a line came
                  --> x.smtp:5
                   |
                  4| @wait 1s
                  5| < \(wanted)
                   | \(String(repeating: "^", count: claim.utf8.count))
                   |   421 half
                   |   (the line was begun and not ended)
                """
            ])
        #expect(server.result.exitCode == 4)
        #expect(server.sent.count == 1)
    }

    /// It may still become the answer that would do, too.
    @Test func halfALineInSilenceMayBecomeAnAnswer() {
        var server = Self.server("RSET\n< silence 1s or 5xx\nNOOP")

        server.greet()
        server.halfLine = Array("554 ".utf8)
        server.wait(.seconds(1))
        server.wait(.seconds(1))
        #expect(server.sent.count == 1)
        server.octets(Array("no\r\n".utf8))

        #expect(server.sent.count == 2)
        #expect(server.complaints.isEmpty)
    }

    @Test func onlyATimeoutThatCanBeMovedIsHelpedWith() {
        for (script, isHelped) in [
            ("NOOP\n< 250", true), ("NOOP\n< 250\n<+ closed within 5s", false),
            ("NOOP\n< 250\n@wait 5s\n< 421", false),
        ] {
            var server = Self.server(script)

            server.greet()
            if !isHelped { server.say("250 ok") }
            server.wait(.seconds(30))

            #expect(server.complaints.count == 1)
            let helps = server.complaints.first?.contains("= help: @timeout allows more time")
            #expect(helps == isHelped, "\(server.complaints)")
        }
    }

    /// A run of any length keeps few facts. Where a line asks what they mean, all of them count.
    @Test(arguments: [1, 5_000], ["", "\n< 554\n< not diagnosis mailbox-full"])
    func aLongRunIsDiagnosedAsAShortOne(count: Int, question: String) {
        var server = Self.server("@repeat \(count)\n  NOOP\n@end\nRSET\(question)\nRSET")

        server.greet()
        for _ in 0..<count { server.say("250 ok") }
        server.say("554 no")
        if !question.isEmpty { server.say("554 no") }

        let picture = server.complaints.first ?? ""
        #expect(picture.contains("= diagnosis: fact-"), "\(server.complaints)")
        // One for the connection, one for the greeting.
        let all = count + 3 + (question.isEmpty ? 0 : 1)
        #expect(picture.contains("fact-\(all) ") == (count == 1 || !question.isEmpty))
    }
}
