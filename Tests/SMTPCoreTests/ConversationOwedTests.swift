import SMTPCore
import Testing

/// What is owed is what a server must still say, however the octets were cut.
@Suite struct ConversationOwedTests {
    /// Plays lines of ours (`C`) and of the server (`S`), as they stand.
    private static func owed(
        after turns: [(by: Character, octets: String)], _ dialect: Conversation.Dialect = .smtp
    ) -> [String] {
        var conversation = Conversation(dialect: dialect)
        _ = conversation.receive(Array("220 ready\r\n".utf8)[...])
        for turn in turns {
            let octets = Array(turn.octets.utf8)
            if turn.by == "C" {
                conversation.note(sent: octets)
            } else {
                _ = conversation.receive(octets[...])
            }
        }
        return conversation.owed.map(\.name)
    }

    @Test(arguments: [
        ("NOOP\r\nRSET\r\n", ["NOOP", "RSET"]), ("NO", []), ("NOOP\r\nRS", ["NOOP"]),
        ("BDAT 5\r\nhel", []), ("BDAT 5\r\nhello", ["BDAT"]),
        ("BDAT 2\r\nhiNOOP\r\n", ["BDAT", "NOOP"]), ("NOOP\n", []), ("RSET\r\nNOOP\n", []),
    ])
    func linesThatAreWholeAreOwed(octets: String, names: [String]) {
        #expect(Self.owed(after: [("C", octets)]) == names)
    }

    @Test func aLineInPiecesIsOwedOnceItIsWhole() {
        #expect(Self.owed(after: [("C", "NOOP\r"), ("C", "\n")]) == ["NOOP"])
        #expect(Self.owed(after: [("C", "N"), ("C", "OOP\r\n")]) == ["NOOP"])
    }

    @Test func contentIsOwedWithItsEnd() {
        let data: [(by: Character, octets: String)] = [("C", "DATA\r\n"), ("S", "354 go\r\n")]

        #expect(Self.owed(after: data + [("C", "a\r\nQUIT\r\n.\r")]) == [])
        #expect(
            Self.owed(after: data + [("C", "a\r\n.\r"), ("C", "\nNOOP\r\n")]) == [".", "NOOP"])
    }

    /// What stands behind STARTTLS is thrown away, or is not; behind a refusal it is a command.
    @Test func nothingIsOwedWhileAHandshakeIsDue() {
        let sent: (by: Character, octets: String) = ("C", "STARTTLS\r\nNOOP\r\n")

        #expect(Self.owed(after: [sent, ("S", "220 go\r\n")]) == [])
        #expect(Self.owed(after: [sent, ("S", "454 no\r\n")]) == ["NOOP"])
    }

    @Test func nothingIsOwedOnceTheServerLeaves() {
        let sent: (by: Character, octets: String) = ("C", "QUIT\r\nNOOP\r\n")

        #expect(Self.owed(after: [sent, ("S", "221 bye\r\n")]) == [])
        #expect(Self.owed(after: [("C", "MAIL\r\nNOOP\r\n"), ("S", "421 bye\r\n")]) == [])
    }

    @Test func lmtpOwesOneAnswerPerRecipient() {
        var turns: [(by: Character, octets: String)] = []
        for line in ["LHLO a", "MAIL FROM:<a@b>", "RCPT TO:<c@d>", "RCPT TO:<e@f>"] {
            turns += [("C", line + "\r\n"), ("S", "250 ok\r\n")]
        }

        let chunk = Self.owed(after: turns + [("C", "BDAT 5 LAST\r\nhel")], .lmtp)
        let content = Self.owed(
            after: turns + [("C", "DATA\r\n"), ("S", "354 go\r\n"), ("C", "x\r\n.\r\n")], .lmtp)

        #expect(chunk == [])
        #expect(content == [".", "."])
    }

    @Test func whatIsForgottenIsNoLongerOwed() {
        var conversation = Conversation()
        _ = conversation.receive(Array("220 ready\r\n".utf8)[...])
        conversation.note(sent: Array("NOOP\r\nRS".utf8))

        conversation.forgetOwed()
        conversation.note(sent: Array("ET\r\n".utf8))

        #expect(conversation.owed.map(\.name) == ["RSET"])
    }
}
