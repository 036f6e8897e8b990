import Testing

@testable import SMTPDiagnosis

/// What programs and reports say twice is counted once, and what they only pass on not at all.
@Suite struct ExplainRepetitionTests {
    private func report(_ octets: [UInt8]) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(octets[...])
        return stream.finish()
    }

    private func found(_ text: String) -> [String] {
        report(Array(text.utf8)).failures.map { "\($0.finding.id) \($0.count)" }
    }

    private func sample(_ text: String) -> String {
        report(Array(text.utf8)).failures.first.map { VisibleText.line($0.sample) } ?? ""
    }

    @Test func curlsOwnWordsRepeatTheReply() {
        let text = """
            < 220 mail.example.org ESMTP Postfix
            > RCPT TO:<bob@elsewhere.test>
            < 450 4.7.1 <bob@elsewhere.test>: Recipient address rejected: Greylisted
            * RCPT failed: 450
            > QUIT
            < 221 2.0.0 Bye
            * Closing connection
            curl: (55) RCPT failed: 450

            """
        #expect(found(text) == ["greylisted 1"])
    }

    @Test func msmtpsOwnWordsRepeatTheReply() {
        let text = """
            --> AUTH PLAIN AGFubgBzZWNyZXQ=
            <-- 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
            msmtp: authentication failed (method PLAIN)
            msmtp: server message: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
            msmtp: could not send mail (account default from /home/ann/.msmtprc)

            """
        #expect(found(text) == ["auth-failed 1"])
    }

    @Test func ourOwnRemarksAreNoFailures() {
        let text = """
                0.037 C> RCPT TO:<x@elsewhere.test>
                0.038 S! 554 5.7.1 Relay access denied
                       ! Recipient refused, often relaying denied; 5.7.1: Not authorized: refused by policy
                       ! permanent: The server will not relay for you
            !   0.232 S! 550 5.1.1 No such mailbox                                           487 us
                       |  5.1.1: No such mailbox

            """
        #expect(found(text) == ["relay-denied 1", "mailbox-unknown 1"])
    }

    @Test func twoRecipientsOfOneDialogueAreTwo() {
        let reply = "<** 550 5.1.1 No such user\n"
        #expect(
            found(" -> RCPT TO:<a@b>\n\(reply) -> RCPT TO:<c@b>\n\(reply)").last
                == "mailbox-unknown 2")
    }

    @Test func eximMarksTheFirstLineOfAReplyOnly() {
        let text = """
              SMTP>> RCPT TO:<c@d.test>
              SMTP<< 550-5.7.1 blocked by zen.spamhaus.org
                     550 5.7.1 see https://www.spamhaus.org
              SMTP>> QUIT
              SMTP(close)>>
            LOG: MAIN
              ** c@d.test R=dnslookup T=remote_smtp H=mx.test [192.0.2.1]: SMTP error from remote mail \
            server after RCPT TO:<c@d.test>: 550-5.7.1 blocked by zen.spamhaus.org\\n550 5.7.1 see \
            https://www.spamhaus.org

            """
        #expect(found(text) == ["ip-spamhaus 1"])
        #expect(sample(text).hasPrefix("550-5.7.1 blocked by zen.spamhaus.org / 550 5.7.1 see"))
        #expect(!sample(text).contains("QUIT"))
    }

    @Test func aReplyWithoutItsLastLineIsOne() {
        #expect(found("421-4.7.0 [192.0.2.1 15] Our system has detected").count == 1)
        #expect(report(Array("550-no such user here".utf8)).failures.first?.count == 1)
    }

    @Test func eximsLogSpeaksOfEarlyTalkersAndOfHosts() {
        let early =
            "2026-11-28 10:00:07 SMTP protocol synchronization error (input sent without waiting "
            + "for greeting): rejected connection from H=[192.0.2.99] input=\"EHLO x\\r\\n\"\n"
        let later =
            "2026-11-28 10:00:08 SMTP protocol synchronization error (next input sent too soon: "
            + "pipelining was not advertised): rejected \"MAIL FROM:<a@b>\" H=x [192.0.2.9]\n"
        let host =
            "2026-11-28 10:00:09 1tGabf-000000001AB-0abc H=mx.test [192.0.2.5]: SMTP error from "
            + "remote mail server after end of data: 554 5.7.1 Message rejected as spam\n"

        #expect(found(early) == ["early-talker 1"])
        #expect(found(later) == ["pipelining 1"])
        #expect(found(host) == ["content-spam 1"])
        #expect(sample(host) == "554 5.7.1 Message rejected as spam")
    }
}
