import Testing

@testable import SMTPDiagnosis

/// What stands around a reply's own words must not change what it means.
@Suite struct ReplyWrappingTests {
    private func category(_ reply: String) -> SMTPDiagnosis.Category? {
        var diagnosis = ReplyDiagnosis()
        return diagnosis.category(of: Array(reply.utf8)[...])
    }

    @Test func whatPostfixLogsBehindARefusalIsLeftOut() {
        let remark = "; from=<a@b.example> to=<c@d.example> proto=ESMTP helo=<mail.b.example>"

        #expect(category("550 Host unknown" + remark) == .domainNotFound)
        #expect(category("550 <c@d.example>: Invalid User" + remark) == .mailboxUnknown)
    }

    @Test func aDiagnosticCodeNeedsNoBlankBeforeTheReply() {
        #expect(category("smtp;550 5.2.0 Message Filtered") == .contentSpam)
        #expect(category("smtp;550 account expired") == .mailboxDisabled)
    }

    @Test func furtherLinesOfANestedReplyBelongToIt() {
        let reply =
            "host mx.example.net[192.0.2.1] said: 550-5.1.0 MailFrom domain is listed in "
            + "Spamhaus, see https:\n550 5.1.0 //www.spamhaus.org/"

        #expect(category(reply) == .domainBlocklisted)
    }

    @Test(arguments: [
        "If you believe this is an error, contact the administrator of the receiving mail server.",
        "If you think that this is wrong please call your server's technical support",
    ])
    func adviceSaysNothingAboutTheCause(advice: String) {
        #expect(category("550 5.7.1 Access denied. " + advice) == .policy)
        #expect(category("554 Message refused. \(advice)") == .policy)
        #expect(category("550 Authentication required. " + advice) == .authRequired)
        #expect(category("550-\(advice)\r\n550 User unknown") == .mailboxUnknown)
    }

    @Test func whatFollowsTheAdviceIsRead() {
        let reply = "550 Refused. If you believe this is wrong, call us. Your mailbox is full."
        #expect(category(reply) == .mailboxFull)
    }

    @Test func theWordErrorInFrontSaysNothing() {
        #expect(category("550 5.7.1 Error: Authentication Required") == .authRequired)
        #expect(category("530 5.7.0 Error: use STARTTLS before this command") == .tlsRequired)
        #expect(category("554 5.5.1 Error: no valid recipients") == .badSequence)
    }

    @Test func aReplyThatLostItsCodeIsReadByItsWords() {
        #expect(
            category("You are not on the list of people who can write to bob")
                == .recipientRestricted)
        #expect(category("5.7.1 this alias is for in-house use") == .recipientRestricted)
        #expect(category("we hope that your account is well") == nil)
    }

    @Test(arguments: [
        "550 our users database has no entry with that spelling",
        "550 that spelling: no entry among the users of our database",
    ])
    func aThingAndItsStateMeanTheSameInAnyOrder(reply: String) {
        #expect(category(reply) == .mailboxUnknown)
    }
}
