import Testing

@testable import SMTPDiagnosis

@Suite struct ReplyDiagnosisTests {
    private func finding(_ reply: String) -> Finding? {
        var diagnosis = ReplyDiagnosis()
        return diagnosis.classify(Array(reply.utf8)[...])
    }

    @Test func theServersOwnWordsAreUnderstood() {
        var diagnosis = ReplyDiagnosis()
        for row in WordedReplies.rows {
            let category = diagnosis.category(of: Array(row.reply.utf8)[...])?.rawValue
            #expect(category == row.category, "\(row.reply)")
        }
        #expect(WordedReplies.rows.count > 250)
    }

    @Test(arguments: ["250 OK", "354 Go ahead", "220 mail.example.org ESMTP", "", "hello there"])
    func successAndSmallTalkAreNoFailures(reply: String) {
        #expect(finding(reply) == nil)
    }

    @Test func textWinsOverTheCode() {
        #expect(finding("553 5.7.1 mailbox is full")?.category == .mailboxFull)
        #expect(finding("550 5.0.0 message too large")?.category == .messageTooLarge)
    }

    @Test func aRefusalWithoutAReasonStaysOne() throws {
        let found = try #require(finding("554 5.7.1 Refused"))

        #expect(found.category == .policy)
        #expect(found.lasting == .permanent)
    }

    @Test func theSendersOwnAccountIsNotTheRecipientsMailbox() throws {
        let own = try #require(
            finding("552 Your account has been suspended. Please contact us to reactivate it"))
        let theirs = try #require(finding("550 The account you wrote to has been suspended"))

        #expect(own.id == "account-suspended" && own.side == .senderConfig)
        #expect(theirs.category == .mailboxDisabled)
    }

    @Test func aBareCodeIsOnlyInferred() throws {
        let found = try #require(finding("552"))

        #expect(found.certainty == .inferred)
        #expect(found.category == .mailboxFull)
    }

    @Test func onlyTheSecondLineSaysWhy() {
        let reply =
            "550-5.7.1 Your message was not accepted.\r\n550 5.7.1 See the DMARC policy.\r\n"
        #expect(finding(reply)?.category == .dmarcFail)
    }

    @Test func aNestedReplyIsFoundInARelaysWords() throws {
        let found = try #require(
            finding(
                "host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown "
                    + "(in reply to RCPT TO command)"))

        #expect(found.category == .mailboxUnknown)
        #expect(found.lasting == .permanent)
    }

    @Test func aTemporaryCodeAroundAPermanentReplyIsAContradiction() throws {
        let found = try #require(
            finding(
                "450 4.1.1 <a@b.example>: Recipient address rejected: undeliverable address: "
                    + "host mx said: 550 5.1.1 User unknown"))

        #expect(found.category == .mailboxUnknown)
        #expect(found.lasting == .temporary)
        #expect(found.contradiction?.contains("passes on") == true)
    }

    @Test func wordsThatContradictTheCodeAreNoted() {
        #expect(finding("450 4.1.1 No such user")?.contradiction != nil)
        #expect(finding("550 5.7.1 Greylisted, try again")?.contradiction != nil)
        #expect(finding("550 5.1.1 No such user")?.contradiction == nil)
    }

    @Test func linesThatALogJoinedAreReadAsLines() {
        let joined =
            "550-5.7.26 This mail has been blocked 550-5.7.26 because it passes neither "
            + "SPF nor 550 5.7.26 DKIM"
        #expect(finding(joined)?.category == .unauthenticated)
    }

    @Test func theBlockListIsNamed() throws {
        let found = try #require(
            finding(
                "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org"
            ))

        #expect(found.id == "ip-spamhaus")
        #expect(found.matches("ip-blocklisted"))
        #expect(found.steps.contains { $0.text.contains("check.spamhaus.org") })
    }

    @Test func wordsInAddressesAndLinksMeanNothing() {
        #expect(
            finding("550 5.1.1 <spam@virus.example>: no such user")?.category == .mailboxUnknown)
        #expect(
            finding("550 5.1.1 no such user, see https://example.org/spam/virus.html")?.category
                == .mailboxUnknown)
    }

    @Test func caseAccentsAndQuotesDoNotMatter() {
        #expect(finding("550 USER UNKNOWN")?.category == .mailboxUnknown)
        #expect(finding("552 La boîte du destinataire est pleine")?.category == .mailboxFull)
        let latin1 = Array("552 La bo".utf8) + [0xEE] + Array("te est pleine".utf8)
        var diagnosis = ReplyDiagnosis()
        #expect(diagnosis.category(of: latin1[...]) == .mailboxFull)
        #expect(finding("550 That user doesn’t exist")?.category == .mailboxUnknown)
    }

    @Test func whyShowsTheRuleThatFiredAndThoseThatCameClose() {
        var diagnosis = ReplyDiagnosis()
        let why = diagnosis.why(Array("550 5.1.1 User unknown".utf8)[...])

        #expect(why.matched.first?.category == .mailboxUnknown)
        #expect(why.matched.count > 1)
        #expect(why.matched.allSatisfy { !$0.source.isEmpty })
    }

    /// No queue tries again what was refused for good.
    @Test(arguments: [("554 System error", false), ("451 System error", true)])
    func waitingIsAdviceForPassingTroubleOnly(reply: String, waits: Bool) throws {
        let steps = try #require(finding(reply)).steps.map(\.text)

        #expect(steps.contains("Try again later; the queue does so by itself.") == waits)
    }

    @Test func workingMemoryIsCleanBetweenReplies() {
        var diagnosis = ReplyDiagnosis()
        let first = diagnosis.category(of: Array("550 mailbox full, spam, virus, relay".utf8)[...])
        let second = diagnosis.category(of: Array("550 5.1.1 User unknown".utf8)[...])

        #expect(first != nil)
        #expect(second == .mailboxUnknown)
    }

    @Test func hostileTextIsHarmless() {
        var diagnosis = ReplyDiagnosis()
        let patterns: [[UInt8]] = [
            Array(repeating: 0xFF, count: 200_000),
            Array(repeating: 0, count: 100_000),
            Array(String(repeating: "user unknown relay denied ", count: 20_000).utf8),
            Array("550 ".utf8) + Array(repeating: UInt8(ascii: "a"), count: 1_000_000),
            Array(String(repeating: "550-", count: 50_000).utf8),
            Array(String(repeating: "said: 550 ", count: 50_000).utf8),
            Array("550 5.".utf8), Array("550 5.7".utf8), Array("550-".utf8), Array("55".utf8),
            [0xE2], [0xF4, 0x90], Array("550 ".utf8) + [0xC3], Array("*..~{}|".utf8),
        ]
        for pattern in patterns { _ = diagnosis.classify(pattern[...]) }
        #expect(
            diagnosis.category(of: Array("550 5.1.1 User unknown".utf8)[...]) == .mailboxUnknown)
    }

    /// The finer finding decides what there is to do.
    @Test(arguments: [
        ("421 4.4.2 mx.example.org Error: timeout exceeded", "idle-timeout"),
        ("421 Idle timeout, closing connection", "idle-timeout"),
        ("421 4.4.1 connection to the next hop timed out", "network-failure"),
        ("501 5.7.0 Authentication cancelled", "auth-cancelled"),
        ("535 5.7.8 Authentication failed", "auth-failed"),
        ("500 5.5.1 Unknown command; did you mean RCPT?", "command-unsupported"),
        ("550 5.1.1 unknown recipient; did you mean bob?", "mailbox-unknown"),
        (
            "535 5.7.8 Error: authentication failed: Connection lost to authentication server",
            "auth-backend"
        ),
        ("SASL authentication failure: No worthy mechs found", "auth-no-common"),
        (
            "550 5.7.515 Access denied, sending domain a.example doesn't meet the required "
                + "authentication level.", "unauthenticated-bulk"
        ),
        (
            "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org; "
                + "https://check.spamhaus.org/returnc/pub/192.0.2.53/", "resolver-refused"
        ),
        ("550 5.7.1 [192.0.2.1] blocked using ix.dnsbl.manitu.net", "ip-retired"),
        ("454 4.7.1 TLS failed: certificate has expired", "tls-cert-expired"),
        ("454 4.7.1 TLS failed: self-signed certificate", "tls-cert-self-signed"),
        (
            "454 4.7.1 TLS failed: self-signed certificate in certificate chain",
            "tls-cert-untrusted"
        ),
        (
            "TLS is required, but was not offered by host mx.a.example[192.0.2.7]",
            "tls-not-offered"
        ),
    ])
    func finerFindings(reply: String, id: String) {
        #expect(finding(reply)?.id == id)
    }

    /// The words refuse the address and do not say why: the enhanced code does.
    @Test(arguments: [
        (
            "550 5.4.4 <x@elsewhere.example>: Recipient address rejected: nothing leaves this machine",
            "no-route"
        ),
        ("550 5.2.2 <x@y.example>: Recipient address rejected: try something else", "mailbox-full"),
        ("550 5.4.6 recipient rejected", "routing-loop"),
        ("550 5.4.4 <x@y.example>: Recipient address rejected: User unknown", "mailbox-unknown"),
        ("550 5.1.1 <x@y.example>: Recipient address rejected: no thanks", "mailbox-unknown"),
        ("550 <x@y.example>: Recipient address rejected: no thanks", "mailbox-unknown"),
    ])
    func aBareRefusalOfAnAddressIsExplainedByItsCode(reply: String, id: String) {
        var diagnosis = ReplyDiagnosis()

        let found = diagnosis.classify(Array(reply.utf8)[...])

        #expect(found?.id == id)
    }

    /// The field that is missing is named where the server names it.
    @Test(arguments: [
        ("550 5.6.0 Message has no From: header field", "From"),
        ("550 5.6.0 Message has no Date: header field", "Date"),
        ("554 5.6.0 Missing Message-ID header", "Message-ID"),
        ("550 message without header field Subject, please add one", "Subject"),
        ("550-5.7.1 Messages missing a valid address in From:\r\n550 5.7.1 header", nil),
        ("550 5.6.0 Duplicate From: header, exactly one is required", nil),
        ("550 5.6.0 bare LF is not allowed", nil),
    ])
    func aMissingHeaderFieldIsNamed(reply: String, field: String?) throws {
        var diagnosis = ReplyDiagnosis()
        let judged = diagnosis.classify(Array(reply.utf8)[...])
        let found = try #require(judged)

        #expect(found.category == .messageFormat)
        #expect((found.id == "header-missing") == (field != nil))
        if let field { #expect(found.what.hasSuffix("no header field \(field):.")) }
    }
}
