import SMTPCore
import Testing

@Suite struct WholeReplyTests {
    @Test(arguments: [
        "250 2.0.0 Ok\r\n", "250 Ok\r\n", "354 go\r\n", "550 5.7.1 no\r\n", "421 4.3.2 bye\r\n",
        "250 \r\n", "200 x\r\n", "599 x\r\n",
    ])
    func plainRepliesReadTheShortWayAsTheLongOne(_ text: String) {
        let octets = Array(text.utf8)
        var parser = ReplyParser()

        let whole = parser.wholeReply(octets[...])

        #expect(whole != nil)
        #expect(parser.receive(octets[...]) == [whole])
    }

    @Test(arguments: [
        "250-more\r\n", "250 Ok\n", "250 O\rk\r\n", "250 Ok\r\n250 Ok\r\n", "250Ok12\r\n",
        "650 odd\r\n", "150 odd\r\n", "250 5.0.0 mixed\r\n", "250 \0k\r\n", "250 \u{E9}\r\n",
        "no code\r\n", "250 Ok", "", "\r\n", "250\r\n",
        "250 " + String(repeating: "x", count: 507) + "\r\n",
    ])
    func whateverIsOddTakesTheLongWay(_ text: String) {
        #expect(ReplyParser().wholeReply(Array(text.utf8)[...]) == nil)
    }

    @Test func aReplyThatHasBegunIsNoWholeOne() {
        var parser = ReplyParser()
        _ = parser.receive(Array("250-first\r\n".utf8)[...])

        #expect(parser.wholeReply(Array("250 last\r\n".utf8)[...]) == nil)
    }
}
