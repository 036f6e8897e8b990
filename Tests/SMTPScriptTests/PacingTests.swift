import Testing

@testable import SMTPScript

/// `@pace`: octets leave little by little, and nothing overtakes them.
@Suite struct PacingTests {
    @Test func aTenthOfASecondsShareLeavesAtATime() {
        var server = ScriptedServer("@pace 40 bytes/s\nEHLO abcdef\n@pace off\nNOOP")

        server.greet()
        #expect(server.sent == ["EHLO"])
        #expect(server.runner.nextDeadline == .milliseconds(100))
        server.wait(.milliseconds(99))
        #expect(server.sent.count == 1)
        server.wait(.milliseconds(1))
        server.wait(.milliseconds(250))
        server.say("250 hello")

        #expect(server.sent == ["EHLO", " abc", "def\\r", "\\n", "NOOP\\r\\n"])
    }

    @Test func belowTenOctetsASecondTheyLeaveOneByOne() {
        var server = ScriptedServer("@pace 4 bytes/s\n@connect\n@raw \"abc\"\n@close")

        server.greet()
        for _ in 0..<2 { server.wait(.milliseconds(250)) }

        #expect(server.sent == ["a", "b", "c"])
        #expect(server.intents.suffix(3) == [.send([UInt8(ascii: "c")]), .close, .done])
    }

    @Test func anAnswerIsWaitedForFromTheLastOctetOn() {
        var options = RunOptions()
        options.timeout = .seconds(1)
        var server = ScriptedServer("@pace 1 bytes/s\nRSET\n< within 500ms", options: options)

        server.greet()
        for _ in 0..<5 { server.wait(.seconds(1)) }
        server.wait(.milliseconds(400))
        server.say("250 ok")

        #expect(server.complaints.isEmpty, "\(server.complaints)")
        #expect(server.sent.count == 6)
    }

    @Test func nothingIsSentIntoAConnectionThatEnded() {
        var server = ScriptedServer("@pace 1 bytes/s\nRSET")

        server.greet()
        server.close()
        server.wait(.seconds(5))

        #expect(server.sent == ["R"])
        #expect(server.complaints.first?.contains("the server closed") == true)
    }
}
