import SMTPCore
import Testing

@testable import ScopeModel

struct PromptAdviceTests {
    private static let plain = Conversation.offering([
        "PIPELINING", "SIZE 10000", "AUTH PLAIN CRAM-MD5", "STARTTLS", "DSN",
    ])

    private func advice(_ line: String, _ conversation: Conversation = plain) -> [SMTPAdvice] {
        SMTPAdvice.advice(on: Array(line.utf8), in: conversation)
    }

    private func rules(_ line: String, _ conversation: Conversation = plain) -> [SMTPAdvice.Rule] {
        advice(line, conversation).map(\.rule)
    }

    @Test(arguments: [
        "EHLO ws1.example.org", "ehlo [192.0.2.1]", "EHLO [IPv6:2001:db8::1]", "HELO a.example",
        "MAIL FROM:<a@b.example>", "mail from:<> SIZE=10000 RET=HDRS",
        "MAIL FROM:<\"a b\"@c.example>",
        "NOOP anything", "VRFY bob", "HELP", "QUIT", "RSET", "STARTTLS", "AUTH CRAM-MD5",
        "MAIL FROM:<a@b> AUTH=<>",
    ])
    func aGoodLineGetsNoAdvice(line: String) {
        #expect(advice(line) == [])
    }

    @Test(
        arguments: [
            ("DATA", .order, "RFC 5321 §4.1.4", nil),
            ("RCPT TO:<a@b>", .order, "RFC 5321 §4.1.4", nil),
            ("EHOL a.example", .unknownVerb, "RFC 5321 §4.1.1", "EHLO a.example"),
            ("MIAL FROM:<a@b>", .unknownVerb, "RFC 5321 §4.1.1", "MAIL FROM:<a@b>"),
            (" NOOP", .unknownVerb, "RFC 5321 §4.1.1", "NOOP"),
            ("ABRACADABRA", .unknownVerb, "RFC 5321 §4.1.1", nil),
            ("", .emptyLine, "RFC 5321 §4.1.1", nil),
            ("EHLO", .greetingName, "RFC 5321 §4.1.1.1", nil),
            ("EHLO localhost", .shortGreetingName, "RFC 5321 §2.3.5", nil),
            ("EHLO my_host.example", .greetingName, "RFC 5321 §4.1.2", nil),
            ("EHLO 192.0.2.1", .greetingName, "RFC 5321 §4.1.3", "EHLO [192.0.2.1]"),
            ("EHLO 2001:db8::1", .greetingName, "RFC 5321 §4.1.3", "EHLO [IPv6:2001:db8::1]"),
            ("EHLO [192.0.2.1", .greetingName, "RFC 5321 §4.1.3", nil),
            ("MAIL a@b", .pathKeyword, "RFC 5321 §4.1.1.2", nil),
            ("MAIL <a@b>", .pathKeyword, "RFC 5321 §4.1.1.2", "MAIL FROM:<a@b>"),
            ("MAIL FROM: <a@b> SIZE=5", .blankAtColon, "RFC 5321 §3.3", "MAIL FROM:<a@b> SIZE=5"),
            ("MAIL FROM :<a@b>", .blankAtColon, "RFC 5321 §3.3", "MAIL FROM:<a@b>"),
            ("MAIL FROM:a@b SIZE=5", .brackets, "RFC 5321 §4.1.2", "MAIL FROM:<a@b> SIZE=5"),
            ("MAIL FROM:<a@b", .brackets, "RFC 5321 §4.1.2", "MAIL FROM:<a@b>"),
            ("MAIL FROM:<alice>", .address, "RFC 5321 §4.1.2", nil),
            ("MAIL FROM:<a@b> NOTIFY=NEVER", .parameter, "RFC 3461 §4.1", nil),
            ("MAIL FROM:<a@b> BODY=8BITMIME", .parameter, "RFC 6152 §2", nil),
            ("MAIL FROM:<a@b> XYZZY", .parameter, "RFC 5321 §4.1.1.11", nil),
            ("MAIL FROM:<a@b> SIZE=10001", .size, "RFC 1870 §6.1", nil),
            ("MAIL FROM:<a@b> SIZE=big", .size, "RFC 1870 §3", nil),
            ("MAIL FROM:<j\u{FC}@b>", .nonASCII, "RFC 6531 §3.2", nil),
            ("NOOP \u{FC}", .nonASCII, "RFC 5321 §2.4", nil),
            ("NOOP a\nRSET", .bareLineEnd, "RFC 5321 §2.3.8", nil),
            ("QUIT ", .trailingBlank, "RFC 5321 §4.1.1", "QUIT"),
            ("QUIT now", .surplusArgument, "RFC 5321 §4.1.1.10", "QUIT"),
            ("VRFY", .missingArgument, "RFC 5321 §4.1.1.6", nil),
            ("AUTH", .mechanism, "RFC 4954 §4", nil),
            ("AUTH DIGEST-MD5", .mechanism, "RFC 4954 §4", nil),
            ("AUTH CRAM-MD4", .mechanism, "RFC 4954 §4", "AUTH CRAM-MD5"),
            ("AUTH PLAIN AGEAYg==", .clearText, "RFC 4954 §4", nil),
            ("AUTH CRAM-MD5 abcd", .response, "RFC 4954 §4", "AUTH CRAM-MD5"),
        ] as [(String, SMTPAdvice.Rule, String, String?)])
    func aBrokenRuleIsNamedWithItsParagraph(
        line: String, rule: SMTPAdvice.Rule, source: String, suggestion: String?
    ) throws {
        let first = try #require(advice(line).first)

        #expect(advice(line).count == 1)
        #expect(first.rule == rule)
        #expect(first.source == source)
        #expect(first.suggestion?.text == suggestion)
        #expect(!first.clause.hasSuffix("."))
    }

    @Test func severalBrokenRulesAreAllNamed() {
        #expect(
            rules("RCPT TO: bob ") == [.order, .blankAtColon, .brackets, .address, .trailingBlank])
    }

    @Test func postmasterNeedsNoDomainAndARecipientCannotBeEmpty() {
        var conversation = Self.plain
        conversation.exchange("MAIL FROM:<a@b>", "250 ok")

        #expect(rules("RCPT TO:<Postmaster>", conversation) == [])
        #expect(rules("RCPT TO:<>", conversation) == [.address])
        #expect(rules("RCPT TO:<c@d> SIZE=4", conversation) == [.parameter])
        #expect(advice("DATA", conversation).map(\.clause) == ["no recipient was accepted yet"])
    }

    @Test func theLimitOfALineGrowsWithTheExtensions() {
        let long = String(repeating: "x", count: 497)
        #expect(rules("NOOP \(long)xxxxxxxx") == [])
        #expect(rules("NOOP \(long)xxxxxxxxx") == [.lineLength])
        #expect(rules("MAIL FROM:<\(long)@example.org>") == [])
        #expect(rules("MAIL FROM:<\(long)@example.org>", .offering([])) == [.lineLength])
    }

    @Test func aLongInitialResponseBelongsBehind334() throws {
        let secure = Conversation.offering(["AUTH PLAIN"], isSecure: true)
        let response = String(repeating: "QUFB", count: 200)
        let first = try #require(advice("AUTH PLAIN \(response)", secure).first)

        #expect(first.rule == .lineLength)
        #expect(first.suggestion?.text == "AUTH PLAIN")
    }

    @Test func aResponseIsBase64UpToItsOwnLimit() {
        var conversation = Conversation.offering(["AUTH LOGIN"], isSecure: true)
        conversation.exchange("AUTH LOGIN", "334 VXNlcm5hbWU6")

        #expect(rules("Ym9i", conversation) == [])
        #expect(rules("*", conversation) == [])
        #expect(rules("bob!", conversation) == [.response])
        #expect(rules(String(repeating: "QUFB", count: 3_072), conversation) == [.lineLength])
        #expect(rules(String(repeating: "QUFB", count: 3_071), conversation) == [])
    }

    @Test func aResponseHiddenByItsNameIsNotJudged() {
        let secure = Conversation.offering(["AUTH PLAIN"], isSecure: true)

        #expect(rules("AUTH PLAIN [password]", secure) == [])
        #expect(rules("AUTH PLAIN not-base64!", secure) == [.response])
    }

    @Test func contentIsNotReadAsCommands() {
        var conversation = Self.plain
        conversation.exchange("MAIL FROM:<a@b>", "250 ok")
        conversation.exchange("RCPT TO:<c@d>", "250 ok")
        conversation.exchange("DATA", "354 go")

        #expect(rules("nonsense \u{FC} ", conversation) == [])
        #expect(rules("a\nb", conversation) == [.bareLineEnd])
        #expect(rules(String(repeating: "x", count: 999), conversation) == [.lineLength])
    }

    @Test func pipeliningWantsToBeOffered() {
        var conversation = Conversation.offering(["SIZE"])
        conversation.say("MAIL FROM:<a@b>")

        #expect(rules("RSET", conversation) == [.pipelining])
        #expect(
            advice("RSET", conversation).first?.clause
                == "PIPELINING is not offered: wait for the answer to MAIL")
    }

    @Test func aGroupMayHoldATransactionAndNothingBehindDATA() {
        let lines = ["MAIL FROM:<a@b>", "RCPT TO:<c@d>", "RCPT TO:<e@f>", "DATA", "RSET"]
        let advice = SMTPAdvice.advice(onGroup: lines.map { Array($0.utf8) }, in: Self.plain)

        #expect(advice.map { $0.map(\.rule) } == [[], [], [], [], [.pipelining]])
        #expect(advice[4].first?.clause == "DATA is the last of its group: wait for its answer")
    }

    @Test func nothingFollowsSTARTTLSInAGroup() {
        let lines = ["STARTTLS", "EHLO ws1.example.org"].map { Array($0.utf8) }
        let advice = SMTPAdvice.advice(onGroup: lines, in: Self.plain)

        #expect(advice[0] == [])
        #expect(advice[1].map(\.source) == ["RFC 3207 §4"])
    }

    @Test func aClientThatTalksBeforeTheGreetingIsTold() {
        #expect(rules("EHLO a.example", Conversation()) == [.order])
    }

    @Test func afterHELOThereAreNoParameters() {
        var conversation = Conversation()
        conversation.hear("220 hello")
        conversation.exchange("HELO a.example", "250 mx")

        #expect(rules("MAIL FROM:<a@b> SIZE=5", conversation) == [.parameter])
        #expect(rules("MAIL FROM:<a@b>", conversation) == [])
    }

    @Test func internationalAddressesWantTheirParameter() {
        let conversation = Conversation.offering(["SMTPUTF8", "8BITMIME"])

        #expect(
            advice("MAIL FROM:<j\u{FC}@b>", conversation).map(\.suggestion)
                == [Array("MAIL FROM:<j\u{FC}@b> SMTPUTF8".utf8)])
        #expect(rules("MAIL FROM:<j\u{FC}@b> SMTPUTF8", conversation) == [])
    }

    @Test func anyOctetsAreTaken() {
        for first in UInt8.min...UInt8.max {
            for line in [[first], [first, 0x20, first], Array("MAIL FROM:".utf8) + [first, 0x3C]] {
                _ = SMTPAdvice.advice(on: line, in: Self.plain)
            }
        }
    }
}
