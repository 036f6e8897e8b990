import SMTPCore
import Testing

@testable import SMTPScript

/// No reply is lost and none is taken for the answer to another line.
@Suite struct UnreadReplyTests {
    /// Up to the message of two recipients.
    private static func lmtp(_ rest: String) -> ScriptedServer {
        var server = ScriptedServer(
            "LHLO a\nMAIL FROM:<a@b>\nRCPT TO:<c@d>\nRCPT TO:<e@f>\nDATA\n\(rest)")
        server.greet()
        for reply in ["250 a", "250 ok", "250 ok", "250 ok", "354 go"] { server.say(reply) }
        return server
    }

    /// What is said of the answers, the answers, and the line of the one that is not as expected.
    @Test(arguments: [
        ("", "250 ok|250 ok", nil), ("", "250 ok|550 no", 6), ("", "550 no|250 ok", 6),
        ("< 250\n", "250 ok|250 ok", nil), ("< 250\n", "250 ok|550 no", 6),
        ("< 250\n<+ 550\n", "250 ok|550 no", nil), ("< 250\n<+ 250\n", "250 ok|550 no", 8),
    ])
    func eachRecipientHasItsAnswer(claims: String, replies: String, line: Int?) {
        var server = Self.lmtp("@message \"x\"\n\(claims)NOOP")

        server.say(replies)
        if line == nil { server.say("250 noop") }

        #expect(server.result.failures.map(\.place.line) == [line].compactMap { $0 })
        #expect(server.result.failures.allSatisfy { $0.outcome == .failed })
        #expect(server.sent.last == (line == nil ? "NOOP\\r\\n" : "x\\r\\n.\\r\\n"))
    }

    @Test(arguments: [".\n< 250", "@pipeline\n.\n< 250\n@end"])
    func theAnswersToADotAreHeldToTheDefaultToo(step: String) {
        var server = Self.lmtp(step)

        server.say("250 ok")
        #expect(!server.runner.isDone)
        server.say("452 full")

        #expect(server.complaints.first?.contains("expected 2xx or 3xx, but got 452") == true)
    }

    @Test func theAnswersToALastChunkAreHeldToTheDefaultToo() {
        var server = ScriptedServer(
            "LHLO a\nMAIL FROM:<a@b>\nRCPT TO:<c@d>\nRCPT TO:<e@f>\n@bdat last \"x\"\n< 250")

        server.greet()
        for reply in ["250 a", "250 ok", "250 ok", "250 ok", "250 ok", "452 full"] {
            server.say(reply)
        }

        #expect(server.result.failures.map(\.place.line) == [5])
    }

    @Test func aServerThatLeavesBetweenTheAnswersHasNotGivenAll() {
        var server = Self.lmtp("@message \"x\"\n< 250")

        server.say("250 ok")
        server.close()

        #expect(server.result.failures.map(\.place.line) == [6])
    }

    @Test func repliesDoNotMoveToLaterLines() {
        var server = ScriptedServer("@raw \"NOOP\\r\\nFOO\\r\\n\"\n< 250\nNOOP\n< 5xx")

        server.greet()
        server.say("250 ok|500 what")

        #expect(server.result.failures.map(\.place.line) == [1])
        #expect(server.complaints.first?.contains("expected 2xx or 3xx, but got 500") == true)
    }

    /// Like any line, but only once something is sent behind it: it may be a piece.
    @Test(arguments: [("250 ok", [String](), true), ("500 what", ["x.smtp:1"], false)])
    func aRawWriteOfWholeLinesIsAnsweredBeforeTheNextStep(
        second: String, places: [String], goesOn: Bool
    ) {
        var server = ScriptedServer("@raw \"NOOP\\r\\nRSET\\r\\n\"\nQUIT")

        server.greet()
        server.say("250 ok")
        #expect(server.sent == ["NOOP\\r\\nRSET\\r\\n"])
        server.say(second)

        #expect(server.sent.contains("QUIT\\r\\n") == goesOn)
        #expect(server.result.failures.map { "\($0.place.file):\($0.place.line)" } == places)
    }

    /// What is left of a step that failed is read, and not in the way of what comes next.
    @Test(arguments: [
        ("@optional", "@raw \"VRFY a\\r\\nNOOP\\r\\n\"\n< 250\n<+ 250", RunResult.Outcome.passed),
        ("@optional", "@raw \"VRFY a\\r\\nNOOP\\r\\n\"\n< 250", .passed),
        ("@retry 1", "@raw \"VRFY a\\r\\nNOOP\\r\\n\"\n< 250\n<+ 250", .failed),
    ])
    func aFailureLeavesNothingBehind(block: String, step: String, outcome: RunResult.Outcome) {
        var server = ScriptedServer("\(block)\n\(step)\n@end\nQUIT")

        server.greet()
        server.say("550 no")
        #expect(!server.runner.isDone)
        server.say("250 ok")
        if outcome == .passed { server.say("221 bye") }

        #expect(server.result.outcome == outcome, "\(server.complaints)")
        #expect(server.complaints.allSatisfy { !$0.contains("unread data") })
        #expect(server.runner.isDone)
    }

    /// As at the prompt: a line of a message is not answered, the dot is.
    @Test func aMessageMayBeSentLineByLine() {
        var server = ScriptedServer("DATA\nSubject: x\n> \nhello\n.\n< 250\nQUIT")

        server.greet()
        server.say("354 go")
        #expect(
            server.sent.dropFirst() == ["Subject: x\\r\\n", "\\r\\n", "hello\\r\\n", ".\\r\\n"])
        server.say("250 ok")
        server.say("221 bye")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test(arguments: ["NOOP\n< nothing", "@pipeline\nNOOP\n< nothing\n@end"])
    func nothingIsSentWhileAnAnswerIsOwed(step: String) {
        var server = ScriptedServer("\(step)\nFOO\n< 250")

        server.greet()

        #expect(server.sent == ["NOOP\\r\\n"])
        #expect(
            server.complaints.first?.contains("unread data: the server has still to answer NOOP")
                == true)
    }

    @Test(arguments: [
        "@early ok\nNOOP\n< nothing\nRSET\n< 250\n<+ 250",
        "@raw \"NO\"\n@raw \"OP\\r\\n\"\n< 250\nRSET",
        "@raw \"NOOP\\n\"\nRSET\n< 250", "@raw \"NOOP\\r\\n\"\n@wait 1s\n< 250\nRSET",
        "@raw \"NOOP\\r\\nRSET\\r\\n\"\n< 250\n<+ 250",
    ])
    func whatIsReadOrOpenIsNoFault(script: String) {
        var server = ScriptedServer(script)

        server.greet()
        server.say("250 ok")
        server.say("250 ok")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
        #expect(server.runner.isDone)
    }

    @Test func silenceSaysThatNothingIsOwed() {
        var server = ScriptedServer("@raw \"NOOP\\r\\n\"\n< silence 1s\nRSET\n< 250")

        server.greet()
        server.wait(.seconds(1))
        server.wait(.seconds(1))
        server.say("250 ok")

        #expect(server.runner.isDone)
        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func theGreetingIsOwedToo() {
        var server = ScriptedServer("@connect\n< nothing\nNOOP")

        server.fact(.connected(local: "", peer: "192.0.2.25"))

        #expect(
            server.complaints.first?.contains("unread data: the server has still to greet") == true)
    }

    /// What others say meanwhile is none of the script's.
    @Test func whatIsOwedWhenOthersSpeakIsTheirs() {
        var options = RunOptions()
        options.isInteractive = true
        var server = ScriptedServer("NOOP\n@break\nRSET", options: options)
        server.greet()
        server.say("250 ok")

        server.lend()
        server.send("LHLO a")
        server.resume()
        server.say("250 ok")

        #expect(server.sent == ["NOOP\\r\\n", "RSET\\r\\n"])
        #expect(server.result.outcome == .passed)
    }

    /// However long a pipeline is, each answer costs the same.
    @Test func aLongPipelineTakesNoLongerForEachLine() {
        func time(lines: Int) -> Duration {
            let script = "@pipeline\n" + String(repeating: "NOOP\n", count: lines) + "@end"
            var server = ScriptedServer(script)
            server.greet()
            return ContinuousClock().measure { for _ in 0..<lines { server.say("250 ok") } }
        }

        let few = (0..<3).map { _ in time(lines: 200) }.min() ?? .zero
        let many = (0..<3).map { _ in time(lines: 2_000) }.min() ?? .zero

        #expect(many < few * 40)
    }

    /// Who is sent away behind several commands has heard enough.
    @Test func aServerThatLeavesOwesNothingToRawLines() {
        var server = ScriptedServer("@raw \"GET / HTTP/1.1\\r\\n\\r\\n\"\n< 5xx")

        server.greet()
        server.say("554 no")
        server.close()

        #expect(server.runner.isDone)
        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test(arguments: ["", "\n@wait 1s\n@close", "\n@wait 1s\n@connect\n< 220", "\n@wait 1s\n@stop"])
    func aRefusalNobodyReadIsToldWhereItWasAskedFor(end: String) {
        var server = ScriptedServer("NOOP\n@raw \"FOO\\r\\n\"\(end)")

        server.greet()
        server.say("250 ok")
        server.say("500 what")
        server.wait(.seconds(1))

        #expect(server.runner.isDone)
        #expect(server.result.failures.map(\.place.line) == [2])
        #expect(server.result.exitCode == 4)
    }

    @Test(arguments: [
        "@raw \"QUIT\\r\\n\"", "QUIT\n< nothing", "@raw \"x\"", "FOO\n< nothing\n@wait 1s\n@close",
        "@raw \"FOO\\r\\n\"\n@wait 1s\n@abort", "@early ok\n@raw \"FOO\\r\\n\"\n@wait 1s",
        "@connect\n< nothing\n@close",
    ])
    func anEndThatIsMeantIsNoFault(script: String) {
        var server = ScriptedServer(script)

        server.greet()
        server.say(script.hasPrefix("@raw \"QUIT") ? "221 bye" : "500 what")
        server.wait(.seconds(1))
        server.wait(.seconds(1))

        #expect(server.runner.isDone)
        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func theEndWaitsShortlyForAnAnswer() {
        var server = ScriptedServer("@raw \"NOOP\\r\\n\"")

        server.greet()
        #expect(!server.runner.isDone)
        server.wait(.seconds(2))

        #expect(server.runner.isDone)
        #expect(server.result.outcome == .passed)
    }

    @Test func aReplyNobodyAskedForIsAWarningAtTheEnd() {
        var server = ScriptedServer("NOOP\n< 250\n@wait 1s")

        server.greet()
        server.say("250 ok")
        server.say("250 more")
        server.wait(.seconds(1))

        #expect(server.result.outcome == .passed)
        #expect(server.result.sections.flatMap(\.warnings).count == 1)
    }

    @Test func aFailureOfAnotherSectionStaysThere() {
        var server = ScriptedServer(
            "@section \"a\"\n@raw \"FOO\\r\\n\"\n@wait 1s\n@section \"b\"\n@connect\n< 220")

        server.greet()
        server.say("500 what")
        server.wait(.seconds(1))
        server.greet()

        #expect(server.result.sections.map(\.outcome) == [.failed, .passed])
    }

    @Test func whatIsAskedInAnOptionalBlockIsAWish() {
        var server = ScriptedServer("@optional\n@raw \"FOO\\r\\n\"\n@end")

        server.greet()
        server.say("500 what")

        #expect(server.result.outcome == .passed)
        #expect(server.result.warningCount == 1)
    }
}
