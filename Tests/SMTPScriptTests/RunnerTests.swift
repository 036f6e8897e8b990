import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// Dialogues with the runner: what it asks for, and what it makes of the answers.
@Suite struct RunnerTests {
    @Test func aScriptWithoutExpectationsIsATest() {
        var server = ScriptedServer("EHLO a\nMAIL FROM:<x@y>")

        server.greet()
        server.say("250 hello")
        server.say("550 5.7.1 no")

        #expect(server.sent == ["EHLO a\\r\\n", "MAIL FROM:<x@y>\\r\\n"])
        #expect(server.result.exitCode == 4)
        #expect(
            server.complaints == [
                """
                error: expected 2xx or 3xx, but got 550 5.7.1
                  --> x.smtp:2
                   |
                  2| MAIL FROM:<x@y>
                   | ^^^^^^^^^^^^^^^
                   |   550 5.7.1 no
                """
            ])
    }

    @Test func nothingIsSentThatIsNotInTheScript() {
        var server = ScriptedServer("NOOP")

        server.greet()
        server.say("250 ok")

        #expect(server.sent == ["NOOP\\r\\n"])
        #expect(server.intents.last == .done)
    }

    /// Claim, reply, and whether it holds.
    @Test(arguments: [
        ("250", "250 ok", true), ("25x", "251 ok", true), ("5xx", "250 ok", false),
        ("250 2.1.5", "250 2.1.5 ok", true), ("250 2.1.x", "250 2.1.7 ok", true),
        ("250 2.1.5", "250 ok", false), ("250 QUEUED", "250 2.0.0 Ok, queued", true),
        ("250 gone", "250 here", false), ("250 \"a b\" /c+/", "250 xa by cc", true),
        ("250-SIZE 10", "250-x|250-SIZE 10|250 y", true), ("250-SIZE", "250-x|250 SIZE 10", false),
        ("250 or 4xx 4.2.x", "450 4.2.1 no", true), ("250 or 251", "252 no", false),
        ("any", "999 what", true), ("lines 2", "250-a|250 b", true), ("lines >= 3", "250 b", false),
        ("text \"two\"", "250-one|250 TWO", true),
        ("text /one\\ntwo/", "250-2.0.0 one|250 2.0.0 two", true),
        ("bytes \"\\r\\n250 b\"", "250-a|250 b", true), ("bytes \"ok\"", "250 OK", false),
        ("not 5xx", "250 ok", true), ("not text /ok/", "250 ok", false),
        ("within 5s", "250 ok", true), ("after 5s", "250 ok", false),
        ("has STARTTLS", "250-x|250-starttls|250 SIZE 10", true),
        ("has SIZE 10", "250-x|250 SIZE 10", true),
        ("has SIZE >= 1k", "250-x|250 SIZE 999", false),
        ("has SIZE >= 1k", "250-x|250 SIZE 1000", true),
        ("has AUTH login", "250-x|250 AUTH PLAIN LOGIN", true), ("has AUTH", "250 x", false),
        ("lacks AUTH PLAIN", "250-x|250 AUTH LOGIN", true), ("lacks VRFY", "250-x|250 VRFY", false),
        ("not has VRFY", "250 x", true), ("fails closed", "250 ok", false),
        ("closed", "250 ok", false),
        ("silence 1s", "250 ok", false), ("silence 1s or 2xx", "250 ok", true),
        ("tls version >= 1.2", "250 ok", false), ("tls unverified", "250 ok", false),
        ("diagnosis greylisted", "450 4.7.1 later", false),
    ])
    func claimsAreHeldAgainstTheReply(claim: String, reply: String, holds: Bool) {
        var server = ScriptedServer("EHLO a\n< \(claim)\n<? xxx")

        server.greet()
        server.say(reply)

        #expect(server.complaints.isEmpty == holds, "\(server.complaints)")
    }

    @Test func aWishOnlyWarns() {
        var server = ScriptedServer("NOOP\n<? 251")

        server.greet()
        server.say("250 ok")

        #expect(server.result.outcome == .passed)
        #expect(server.result.warningCount == 1)
    }

    @Test func nextEventsAreJudgedOneByOne() {
        var server = ScriptedServer("QUIT\n< 221\n<+ closed within 5s")

        server.greet()
        server.say("221 bye")
        server.wait(.seconds(4))
        server.close()

        #expect(server.result.outcome == .passed)
        #expect(server.result.checkCount == 3)
    }

    @Test func aServerThatStaysOpenIsNoticedInTime() {
        var server = ScriptedServer("QUIT\n< 221\n<+ closed within 5s")

        server.greet()
        server.say("221 bye")
        #expect(server.runner.nextDeadline == .seconds(5))
        server.wait(.seconds(5))

        #expect(
            server.complaints.first?.contains(
                "expected closed within 5s, but nothing came within 5 s") == true)
        #expect(server.result.exitCode == 4)
    }

    @Test func silenceIsBrokenByAnyOctet() {
        var server = ScriptedServer("@connect\n< 220\n@raw \"x\"\n< silence 1s\nNOOP")

        server.greet()
        server.wait(.milliseconds(900))
        server.octets(Array("250-half".utf8))
        server.wait(.milliseconds(200))
        #expect(!server.runner.isDone)
        server.octets(Array(" \r\n250 whole\r\n".utf8))

        #expect(server.complaints.first?.contains("expected silence 1s, but got 250") == true)
    }

    @Test func unreadDataIsAnErrorUnlessAllowed() {
        for (order, isFine) in [("fail", false), ("ok", true)] {
            var server = ScriptedServer("@early \(order)\nNOOP\n< 250\n@wait 1s\nRSET")

            server.greet()
            server.say("250 ok")
            server.say("250 surprise")
            server.wait(.seconds(1))
            if isFine { server.say("250 ok") }

            #expect((server.result.outcome == .passed) == isFine, "\(server.complaints)")
            if !isFine {
                #expect(server.complaints[0].contains("unread data: the server said 250"))
            }
        }
    }

    @Test func capturesBecomeVariables() {
        var server = ScriptedServer("NOOP\n< 250 /id=(?<id>\\w+)/\nVRFY ${id}")

        server.greet()
        server.say("250 id=abc9 fine")

        #expect(server.sent.last == "VRFY abc9\\r\\n")
    }

    @Test func whatTheServerSaidCanBeUsed() {
        var server = ScriptedServer(
            "EHLO a\n@set n = ehlo.SIZE + 1\nMAIL FROM:<x@y> SIZE=${n}\n@note \"${reply.code} ${reply.enhanced} ${reply.text}\""
        )

        server.greet()
        server.say("250-a|250 SIZE 100")
        server.say("552 5.3.4 too big".replacing("552 5.3.4", with: "250 2.1.0"))

        #expect(server.sent.last == "MAIL FROM:<x@y> SIZE=101\\r\\n")
        #expect(server.intents.contains(.note("250 2.1.0 too big")))
    }

    @Test func aPipelineIsOneWriteAndEveryLineIsJudged() {
        var server = ScriptedServer(
            "@pipeline\nMAIL FROM:<a@b>\nRCPT TO:<c@d>\n< 550\nRCPT TO:<e@f>\n< 250\nDATA\n@end")

        server.greet()
        for reply in ["250 ok", "250 oops", "550 no", "354 go"] { server.say(reply) }

        #expect(
            server.sent == ["MAIL FROM:<a@b>\\r\\nRCPT TO:<c@d>\\r\\nRCPT TO:<e@f>\\r\\nDATA\\r\\n"]
        )
        #expect(server.result.failures.map(\.place.line) == [4, 6])
    }

    @Test func messagesAreStuffedAndEnded() {
        var server = ScriptedServer(
            "@early ok\nDATA\n@message <<END\na\n.b\n\nEND\n@message stuff=no eol=asis \".x\\n\"\n@message end=no \"half\"\n@raw <<.\nr\n.\n@raw hex 00ff\n@bdat last \"a\\n\""
        )

        server.greet()
        server.say("354 go")
        server.say("250 ok")
        server.say("250 ok")

        #expect(
            server.sent == [
                "DATA\\r\\n", "a\\r\\n..b\\r\\n\\r\\n.\\r\\n", ".x\\n\\r\\n.\\r\\n", "half",
                "r\\r\\n", "\\x00\\xff",
                "BDAT 3 LAST\\r\\na\\r\\n",
            ])
    }

    @Test func automaticMessagesHaveTheSizeAskedFor() {
        for size in [300, 377, 378, 379, 451, 1_000] {
            var server = ScriptedServer("DATA\n@message auto size=\(size)")

            server.greet()
            server.say("354 go")

            guard case .send(let octets)? = server.intents.last else { continue }
            #expect(octets.count == size + 3)
        }
    }

    @Test func startTLSJudgesReplyAndHandshake() {
        var server = ScriptedServer(
            "@starttls verify=none min=1.2\n< 220\n< tls version >= 1.3\n< tls name \"lab.test\"\n< tls expires > 14d"
        )

        server.greet()
        server.say("220 go")
        var tls = ScriptTLS()
        tls.verification = .none
        tls.minimum = "1.2"
        #expect(server.intents.last == .handshake(tls))
        server.secure()

        #expect(server.result.outcome == .passed, "\(server.complaints)")
        #expect(server.result.checkCount == 6)
    }

    @Test func aBadCertificateFailsUnlessItIsExpected() {
        for (claim, isFine) in [("", false), ("< tls unverified", true), ("< tls verified", false)]
        {
            var server = ScriptedServer("@starttls\n\(claim)")

            server.greet()
            server.say("220 go")
            server.secure(good: false)

            #expect((server.result.outcome == .passed) == isFine, "\(claim) \(server.complaints)")
        }
    }

    @Test func aCertificateThatFailsSaysWhy() {
        var server = ScriptedServer("@starttls")
        var other = LabBench.report(isGood: true)
        other.checkedName = "mx.test"
        other.nameMatches = false

        server.greet()
        server.say("220 go")
        server.fact(.secured(other))

        let picture = server.complaints.first ?? ""
        #expect(picture.contains("but it is for lab.test, not for mx.test"))
    }

    @Test func aFailedHandshakeCanBeWhatIsWanted() {
        var server = ScriptedServer("@starttls\n< fails tls /proto/")

        server.greet()
        server.say("220 go")
        server.fact(.tlsFailed(TLSFailure(kind: .version, text: "no protocol"), nil))

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func aRefusedStartTLSShakesNoHands() {
        var server = ScriptedServer("@starttls\n< 454")

        server.greet()
        server.say("454 not now")

        #expect(server.result.outcome == .passed)
        #expect(!server.intents.contains { if case .handshake = $0 { true } else { false } })
    }

    @Test func authenticationIsJudgedByItsLastReply() {
        var server = ScriptedServer("@auth login user=ann password=x\n< 535")

        server.greet()
        server.say("334 VXNlcm5hbWU6")
        server.say("334 UGFzc3dvcmQ6")
        server.say("535 5.7.8 no")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func connectionFailuresHaveCauses() {
        for (kind, claim, isFine) in [
            (ConnectFailure.Kind.refused, "fails refused", true),
            (.nameNotFound, "fails dns", true),
            (.timedOut, "fails timeout", true), (.refused, "fails dns", false),
            (.unreachable, "fails any", true), (.refused, "220", false),
        ] {
            var server = ScriptedServer("@connect\n< \(claim)")

            server.fact(.connecting(to: "a", attempt: 1, of: 1))
            server.fact(.connectFailed(to: "a", ConnectFailure(kind: kind, text: "no")))

            #expect((server.result.outcome == .passed) == isFine, "\(claim)")
            if !isFine { #expect(server.result.exitCode == (claim == "220" ? 3 : 4)) }
        }
    }

    @Test func anotherAddressMayStillAnswer() {
        var server = ScriptedServer("@connect\nQUIT")

        server.fact(.connecting(to: "a", attempt: 1, of: 2))
        server.fact(.connectFailed(to: "a", ConnectFailure(kind: .refused, text: "no")))
        server.fact(.connecting(to: "b", attempt: 2, of: 2))
        server.greet()
        server.say("221 bye")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func aFailedSectionEndsAndTheNextGoesOnInStep() {
        var server = ScriptedServer(
            "@section \"one\"\nVRFY a\nNOOP\n@section \"two\"\nRSET\n@section \"three\"\nDATA\n< 250\n@section \"four\"\nRSET\n@section \"five\"\n@connect\nNOOP"
        )

        server.greet()
        server.say("550 no")
        server.say("250 reset")
        server.say("354 go")
        server.greet()
        server.say("250 ok")

        #expect(server.sent.map { String($0.prefix(4)) } == ["VRFY", "RSET", "DATA", "NOOP"])
        #expect(
            server.result.sections.map(\.outcome) == [.failed, .passed, .failed, .skipped, .passed])
    }

    @Test func behindImplicitTLSNothingIsWaitedForWhereTheScriptSaysSo() {
        var server = ScriptedServer("@connect tls=implicit\n< nothing\n< tls version == 1.3")

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        #expect(!server.runner.isDone)
        server.secure()

        #expect(server.runner.isDone)
        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func retryTriesAgainAndForgetsWhatFailed() {
        var server = ScriptedServer("@retry 3 every 60s\nRCPT TO:<a@b>\n@end\nQUIT")

        server.greet()
        server.say("450 later")
        #expect(server.runner.nextDeadline == .seconds(60))
        server.wait(.seconds(60))
        server.say("250 ok")
        server.say("221 bye")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
        #expect(server.sent.count == 3)
    }

    @Test func optionalBlocksOnlyWarn() {
        var server = ScriptedServer("@optional \"help\"\nHELP\nNOOP\n@end\nRSET")

        server.greet()
        server.say("502 no")
        server.say("250 ok")

        #expect(server.result.outcome == .passed)
        #expect(server.result.warningCount == 1)
        #expect(server.sent.count == 2)
    }

    @Test func conditionsChooseAnArm() {
        for (reply, word) in [("250-x|250 HELP", "A"), ("250 x", "C")] {
            var server = ScriptedServer(
                "EHLO a\n@if has HELP and not tls\nA\n@elif reply 5xx or silent\nB\n@else\nC\n@end")

            server.greet()
            server.say(reply)

            #expect(server.sent.last == "\(word)\\r\\n")
        }
    }

    @Test func loopsRunAsOftenAsTheySay() {
        var server = ScriptedServer(
            "@early ok\n@each x in 1, \"b\"\n@repeat 2\n@raw \"${x}\"\n@end\n@end\n@each\n| y | z |\n| c | ${x} |\n@raw \"${y}${z}\"\n@end"
        )

        server.greet()

        #expect(server.sent == ["1", "1", "b", "b", "cb"])
    }

    @Test func namedConnectionsAreKeptApart() {
        var server = ScriptedServer("@connect as a\n@connect as b\nNOOP\n@use a\nRSET\n< 251")

        server.greet()
        server.greet()
        server.say("250 from b", on: 2)
        #expect(server.intents.contains(.use(name: "a")))
        server.say("251 from a", on: 1)

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func factsOfAClosedConnectionAreNotTakenForTheNext() {
        var server = ScriptedServer("@connect\n@connect\nNOOP")

        server.greet()
        server.fact(.ended(Ending(how: .closedByUs)), on: 1)
        server.greet()
        server.say("250 ok")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func waitingForAnEventUsesItsOwnTime() {
        var server = ScriptedServer("@connect\n@wait 10m\n< 421\n<+ closed")

        server.greet()
        #expect(server.intents.last == .wait(until: .seconds(600)))
        server.wait(.seconds(300))
        server.say("421 idle")
        server.close()

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func aMovedLabClockCountsAsTime() {
        var server = ScriptedServer("@connect\n@wait 10m\nNOOP")

        server.greet()
        server.fact(.clockMoved(by: .seconds(600)))

        #expect(server.sent == ["NOOP\\r\\n"])
    }
}
