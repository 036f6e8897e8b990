import SMTPCore
import Testing

/// A line that leaves in several pieces is one line.
@Suite struct ConversationPiecesTests {
    private static func opened() -> Conversation {
        var conversation = Conversation()
        _ = conversation.receive(Array("220 hi\r\n".utf8)[...])
        return conversation
    }

    private static func submit(
        _ pieces: [String], to conversation: inout Conversation
    ) -> [ClientAction.Part] {
        pieces.flatMap { conversation.submit(Array($0.utf8)) }.compactMap { action in
            if case .write(_, let part) = action { part } else { nil }
        }
    }

    /// What each of the server's lines answers.
    private static func answers(
        _ lines: [String], in conversation: inout Conversation
    ) -> [String] {
        lines.flatMap { conversation.receive(Array("\($0)\r\n".utf8)[...]) }.compactMap { action in
            guard case .report(_, let exchange) = action else { return nil }
            return exchange.map { "\($0.number) \($0.name)" } ?? "-"
        }
    }

    @Test(arguments: [["NO", "OP\r\n"], ["N", "O", "OP", "\r", "\n"], ["NOOP\r", "\n"]])
    func aCommandInPiecesIsAnsweredOnce(pieces: [String]) {
        var conversation = Self.opened()

        _ = Self.submit(pieces + ["RSET\r\n"], to: &conversation)

        #expect(!conversation.isMidLine)
        #expect(
            Self.answers(["250 ok", "250 ok", "250 what"], in: &conversation)
                == ["1 NOOP", "2 RSET", "-"])
    }

    @Test func whatIsNotWholeYetIsWaitedForAsItStands() {
        var conversation = Self.opened()

        _ = Self.submit(["RSET\r\n", "NO"], to: &conversation)
        #expect(Self.answers(["250 ok"], in: &conversation) == ["1 RSET"])
        #expect(conversation.isMidLine)
        #expect(conversation.begunCommand?.octets == Array("NO".utf8))
        _ = Self.submit(["OP\r\n"], to: &conversation)

        #expect(Self.answers(["250 ok"], in: &conversation) == ["2 NOOP"])
    }

    /// The server did not wait for the end of the line.
    @Test func behindAnAnswerAnotherLineBegins() {
        var conversation = Self.opened()

        _ = Self.submit(["NO"], to: &conversation)
        #expect(Self.answers(["500 what"], in: &conversation) == ["1 NO"])
        _ = Self.submit(["OP\r\n"], to: &conversation)

        #expect(Self.answers(["500 what"], in: &conversation) == ["2 OP"])
    }

    /// A size is known with the end of its line.
    @Test func aChunkBeginsBehindItsWholeLine() {
        var conversation = Self.opened()

        let parts = Self.submit(["BDAT 1", "2 LAST\r\n", "hello", " world\n"], to: &conversation)

        #expect(parts == [.command, .command, .content, .content])
        #expect(conversation.phase == .greeted)
        #expect(Self.answers(["250 ok"], in: &conversation) == ["1 BDAT"])
    }

    @Test func aLoginInPiecesIsALogin() {
        var conversation = Self.opened()

        let line = Self.submit(["AU", "TH LOG", "IN\r\n"], to: &conversation)
        #expect(Self.answers(["334 VXNlcm5hbWU6"], in: &conversation) == ["1 AUTH"])
        let user = Self.submit(["YW", "5u\r\n"], to: &conversation)
        #expect(Self.answers(["334 UGFzc3dvcmQ6"], in: &conversation) == ["2 AUTH"])

        #expect(line == [.command, .authentication, .authentication])
        #expect(user == [.authentication, .authentication])
        #expect(conversation.unanswered.isEmpty)
    }

    /// What was begun in the clear does not go on inside TLS.
    @Test func aHandshakeEndsTheLine() {
        var conversation = Self.opened()

        _ = Self.submit(["STARTTLS\r\n", "NO"], to: &conversation)
        _ = Self.answers(["220 go"], in: &conversation)
        conversation.secured()
        _ = Self.submit(["OP\r\n"], to: &conversation)

        #expect(Self.answers(["250 ok", "250 ok"], in: &conversation) == ["2 NO", "3 OP"])
    }

    /// 354 came in between: the rest is content.
    @Test func contentIsNoRestOfALine() {
        var conversation = Self.opened()

        _ = Self.submit(["DATA\r\n", "NO"], to: &conversation)
        _ = Self.answers(["354 go"], in: &conversation)
        #expect(!conversation.isMidLine)

        #expect(Self.submit(["OP\r\n"], to: &conversation) == [.content])
    }

    @Test func anEndlessLineCostsLittle() {
        var conversation = Self.opened()
        let clock = ContinuousClock()

        let time = clock.measure {
            for _ in 0..<100_000 { _ = conversation.submit([UInt8(ascii: "x")]) }
        }

        #expect(conversation.begunCommand?.octets.count == 8_192)
        #expect(conversation.unanswered.count == 1)
        #expect(time < .seconds(10))
    }
}
