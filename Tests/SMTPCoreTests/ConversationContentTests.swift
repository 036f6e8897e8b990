import SMTPCore
import Testing

private func inContent() -> Conversation {
    var dialogue = ConversationDialogue()
    dialogue.play(
        """
        S: 220 mx
        C: EHLO me
        S: 250 mx
        C: MAIL FROM:<a@b>
        S: 250 ok
        C: RCPT TO:<c@d>
        S: 250 ok
        C: DATA
        S: 354 go
        """)
    return dialogue.conversation
}

@Suite struct ConversationContentTests {
    @Test func commandsBehindTheDotInOnePieceAreCommands() {
        var conversation = inContent()

        let actions = conversation.submit(Array("text\r\n.\r\nRSET\r\n".utf8))

        #expect(
            actions == [
                .write(Array("text\r\n.\r\n".utf8), .content),
                .write(Array("RSET\r\n".utf8), .command),
            ])
        #expect(conversation.unanswered.all.map(\.name) == [".", "RSET"])
    }

    @Test(arguments: [
        "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r\n..\r\n", "x.\r\n", "\r\n.\r\r\n",
        "\r\n. \r\n",
    ])
    func onlyADotBetweenCRLFsEndsTheMessage(text: String) {
        var conversation = inContent()

        let actions = conversation.submit(Array(("a" + text).utf8))

        #expect(actions.count == 1)
        #expect(conversation.phase == .content)
    }

    @Test(arguments: [
        "\r\r\n.\r\n", "\r\n.\r\r\n.\r\n", "\r\n.\r\n", "\r\n.x\r\n.\r\n", "\n\r\n.\r\n",
    ])
    func nearMissesBeforeTheEndDoNotHideIt(text: String) {
        var conversation = inContent()

        _ = conversation.submit(Array(("a" + text).utf8))

        #expect(conversation.unanswered.all.map(\.name) == ["."])
    }

    @Test func aSecondMessageStartsAfresh() {
        var conversation = inContent()
        _ = conversation.submit(Array("text\r\n.\r\n".utf8))
        _ = conversation.receive(Array("250 queued\r\n".utf8)[...])
        _ = conversation.submit(Array("DATA\r\n".utf8))
        _ = conversation.receive(Array("354 go\r\n".utf8)[...])

        _ = conversation.submit(Array(".\r\n".utf8))

        #expect(conversation.unanswered.all.map(\.name) == ["."])
    }

    @Test func lmtpAnswersAPipelinedLastChunkOncePerRecipient() {
        var dialogue = ConversationDialogue(Conversation(dialect: .lmtp))
        dialogue.play("S: 220 x\nC: LHLO me\nS: 250-x\nS: 250 CHUNKING\n! answers connect, LHLO")

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            C: RCPT TO:<c@d>
            C: RCPT TO:<e@f>
            C: RCPT TO:<g@h>
            C: BDAT 0 LAST
            C: NOOP
            S: 250 ok
            S: 250 ok
            S: 550 no
            S: 250 ok
            S: 250 one
            S: 250 two
            S: 250 noop
            ! answers MAIL, RCPT, RCPT, RCPT, ., ., NOOP
            ! ready
            """)
    }
}
