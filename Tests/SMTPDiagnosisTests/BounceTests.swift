import Testing

@testable import SMTPDiagnosis

@Suite struct BounceTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    private func ids(_ text: String) -> [String] { report(text).failures.map(\.finding.id) }

    private func sample(_ text: String) -> String {
        report(text).failures.first.map { VisibleText.line($0.sample) } ?? ""
    }

    private static let postfix = """
        From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary="B"

        --B
        Content-Type: text/plain; charset=us-ascii

        <joe@x.test>: host x.test[192.0.2.1] said: 550 5.1.1 No one here (in reply to
            RCPT TO command)

        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; joe@x.test
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 User unknown

        Final-Recipient: rfc822; jim@y.test
        Action: delayed
        Status: 4.4.1
        Diagnostic-Code: X-Postfix; connect to y.test[192.0.2.2]:25: Connection timed out

        Final-Recipient: rfc822; eve@z.test
        Action: delivered
        Status: 2.0.0
        Diagnostic-Code: smtp; 250 2.0.0 Ok

        Final-Recipient: rfc822; jan@z.test
        Action: relayed
        Status: 2.0.0
        Diagnostic-Code: smtp; 550 5.1.1 not this one

        --B
        Content-Type: message/rfc822

        From: ann@example.org
        Subject: hello 550 5.7.1 spam
        Content-Type: multipart/mixed; boundary="inner"

        --inner
        Content-Type: text/plain

        554 5.7.1 Relay access denied
        --inner--
        --B--

        """

    @Test func eachRecipientOfAReportCountsOnceAndIsNamed() {
        let failures = report(Self.postfix).failures

        #expect(failures.map(\.finding.id) == ["mailbox-unknown", "network-failure"])
        #expect(failures.map(\.count) == [1, 1])
        #expect(failures.map(\.occurrences) == ["once for joe@x.test", "once for jim@y.test"])
        #expect(failures.first.map { VisibleText.line($0.sample) } == "550 5.1.1 User unknown")
    }

    @Test func aBounceThatSomebodyPassesOnIsRead() {
        let text =
            "Subject: Fwd\nContent-Type: multipart/mixed; boundary=C\n\n--C\n\nwhat does this "
            + "mean?\n\n--C\nContent-Type: message/rfc822\n\n"

        #expect(ids(text + Self.postfix) == ["mailbox-unknown", "network-failure"])
    }

    @Test func theNoticeIsReadWhereTheReportGivesNoReason() {
        let bare = Self.postfix.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("Diagnostic-Code") }.joined(separator: "\n")

        #expect(ids(bare) == ["mailbox-unknown", "network-failure"])
        #expect(sample(bare) == "550 5.1.1 No one here")
    }

    @Test func aFoldedReasonWithoutABlankBehindItsTypeIsRead() {
        let text = """
            From: postmaster@mail.example
            Content-Type: multipart/report; boundary=zz

            --zz
            Content-Type: message/delivery-status

            Final-Recipient: rfc822;joe@x.test
            Action: failed
            Status: 5.2.2
            Diagnostic-Code: smtp;552 5.2.2 The mailbox of this
             recipient is full

            --zz--
            """

        #expect(ids(text) == ["mailbox-full"])
        #expect(sample(text) == "552 5.2.2 The mailbox of this recipient is full")
    }

    @Test(arguments: [
        "--- Below this line is a copy of the message.",
        "------ This is a copy of the message, including all the headers. ------",
        "   ----- Original message follows -----",
    ])
    func whatCameBackIsNoFailure(mark: String) {
        let text = """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example

            <joe@x.test>:
            Remote host said: 552 5.2.2 Mailbox full
            Giving up on 192.0.2.1.

            \(mark)

            From: ann@example.org

            554 5.7.1 Relay access denied

            """

        #expect(ids(text) == ["mailbox-full"])
        #expect(sample(text) == "552 5.2.2 Mailbox full")
    }

    @Test func aMailboxOfBouncesIsReadMessageByMessage() {
        let first = "From MAILER-DAEMON Tue Nov 24 10:08:36 2026\n" + Self.postfix
        let second = """

            From MAILER-DAEMON Tue Nov 24 10:09:00 2026
            Subject: failure 550 5.7.1 spam

            <ann@y.test>:
            Remote host said: 552 5.2.2 Mailbox full

            """

        #expect(
            ids(first + second) == ["mailbox-unknown", "mailbox-full", "network-failure"])
    }

    @Test func aMessageWithoutAFailureHasNone() {
        let text = "From: ann@example.org\nSubject: 550 5.7.1 spam\n\nHow are you?\n"

        #expect(report(text).remarks == ["No failure was found in 4 lines."])
    }
}
