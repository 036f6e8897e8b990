import Testing

@testable import SMTPDiagnosis

/// Notices and reports that tell of several recipients.
@Suite struct ListedRecipientTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    /// Recipients by the finding's id.
    private func recipients(_ text: String) -> [String: [String]] {
        Dictionary(
            report(text).failures.map { failure in
                (failure.finding.id, failure.recipients.map { VisibleText.line($0) })
            }, uniquingKeysWith: +)
    }

    private static let exim = """
          bob@example.net
            host mx.example.net [192.0.2.7]
            SMTP error from remote mail server after RCPT TO:<bob@example.net>:
            550 5.1.1 User unknown
          carol@example.net
            (generated from sales@example.org)
            retry timeout exceeded
          dave@example.org
            Unrouteable address

        """

    private static let eximHead = """
        From: Mail Delivery System <Mailer-Daemon@mx.example.org>
        Subject: Mail delivery failed: returning message to sender

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:


        """

    @Test(arguments: [eximHead + exim, exim])
    func eachRecipientOfANoticeOfEximIsOne(text: String) {
        let failures = report(text).failures

        #expect(
            recipients(text) == [
                "mailbox-unknown": ["bob@example.net"], "unrouteable": ["dave@example.org"],
                "expired": ["carol@example.net"],
            ])
        #expect(
            failures.map { VisibleText.line($0.sample) }.sorted() == [
                "550 5.1.1 User unknown", "Unrouteable address", "retry timeout exceeded",
            ])
    }

    private static func delivery(_ notice: String, _ second: String) -> String {
        """
        From: MAILER-DAEMON@mx.example.org
        Content-Type: multipart/report; report-type=delivery-status; boundary="B"

        --B
        Content-Type: text/plain

        \(notice)

        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; joe@x.test
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 User unknown

        \(second)

        --B--
        """
    }

    @Test func aRecipientWithAStatusAloneCounts() {
        let second = "Final-Recipient: rfc822; full@x.test\nAction: failed\nStatus: 5.2.2"

        #expect(
            recipients(Self.delivery("Sorry.", second)) == [
                "mailbox-unknown": ["joe@x.test"], "mailbox-full": ["full@x.test"],
            ])
    }

    @Test func theNoticeTellsMoreOfARecipientThanAStatus() {
        let notice = """
            The following address(es) failed:

              joe@x.test
                550 5.1.1 User unknown
              late@x.test
                retry timeout exceeded
            """
        let second = "Final-Recipient: rfc822; late@x.test\nAction: failed\nStatus: 5.0.0"

        #expect(
            recipients(Self.delivery(notice, second)) == [
                "mailbox-unknown": ["joe@x.test"], "expired": ["late@x.test"],
            ])
    }

    private static let sendmail = """
        The original message was received at Sun, 29 Nov 2026 02:11:02 GMT

           ----- The following addresses had permanent fatal errors -----
        <bob@example.net>
            (reason: 550 5.1.1 User unknown)
        <carol@example.net>
            (reason: 552 5.2.2 Mailbox full)

           ----- Transcript of session follows -----
        ... while talking to mx.example.net.:
        >>> DATA
        <<< 550 5.1.1 User unknown
        550 5.1.1 <bob@example.net>... User unknown
        <<< 552 5.2.2 Mailbox full
        552 5.2.2 <carol@example.net>... Mailbox full
        <<< 503 5.0.0 Need RCPT (recipient)

        """

    @Test(arguments: [sendmail, "From: MAILER-DAEMON@mx.example.org\n\n" + sendmail])
    func eachRecipientOfANoticeOfSendmailIsOne(text: String) {
        let failures = report(text).failures

        #expect(failures.map(\.count) == [1, 1])
        #expect(
            recipients(text) == [
                "mailbox-unknown": ["bob@example.net"], "mailbox-full": ["carol@example.net"],
            ])
        #expect(failures.contains { $0.sample == Array("550 5.1.1 User unknown".utf8) })
    }

    @Test func aSessionBelowAddressesWithoutReasonsIsRead() {
        let text = """
               ----- The following addresses had permanent fatal errors -----
            <bob@example.net>

               ----- Transcript of session follows -----
            ... while talking to mx.example.net.:
            >>> RCPT To:<bob@example.net>
            <<< 552 5.2.2 Mailbox full

            """

        #expect(report(text).failures.map(\.finding.id) == ["mailbox-full"])
    }
}
