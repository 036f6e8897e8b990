import Testing

@testable import SMTPDiagnosis

/// What people paste at night: listings, other programs' logs, and replies with things around them.
@Suite struct ExplainToolTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    private func samples(_ text: String) -> [String] {
        report(text).failures.map { VisibleText.line($0.sample) }
    }

    private static let bounced =
        "4F1A2B3C4F: to=<u@y.example>, relay=mx[192.0.2.2]:25, dsn=5.1.1, status=bounced (host "
        + "mx[192.0.2.2] said: 550 5.1.1 <u@y.example>: User unknown (in reply to RCPT TO command))"
    private static let sent =
        "4F1A2B3C50: to=<v@y.example>, relay=mx[192.0.2.2]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok)"

    // MARK: One reply

    @Test(arguments: [
        "\"550 5.7.1 Relay access denied\"", "'550 5.7.1 Relay access denied'",
        "“550 5.7.1 Relay access denied”", "„550 5.7.1 Relay access denied“",
        "«550 5.7.1 Relay access denied»", "(550 5.7.1 Relay access denied)",
        "`550 5.7.1 Relay access denied`", "**550 5.7.1 Relay access denied**",
        "> 550 5.7.1 Relay access denied", "> > 550 5.7.1 Relay access denied",
        "Remote Server returned '550 5.7.1 Relay access denied'",
        "Reported error:\t550 5.7.1 Relay access denied",
        "u@y.example\n#550 5.7.1 Relay access denied",
    ])
    func aReplyIsFoundInWhatStandsAroundIt(text: String) {
        #expect(samples(text + "\n") == ["550 5.7.1 Relay access denied"])
    }

    @Test(arguments: ["(451 members were told)", "> 550 people came", "\"500\" is a number"])
    func aNumberInProseIsNoReply(text: String) {
        #expect(report(text + "\n").failures == [])
    }

    @Test func aStackTraceSaysNothingOfTheMail() {
        let text = """
            System.Net.Mail.SmtpFailedRecipientException: Mailbox unavailable. The server response was: 5.1.1 <u@y.example>... User unknown
               at System.Net.Mail.SmtpTransport.SendMail(MailAddress sender)

            """

        #expect(report(text).failures.map(\.finding.id) == ["mailbox-unknown"])
    }

    // MARK: Bounces

    @Test func exchangeTellsAnAnswerTwice() {
        let text = """
            Generating server: mail.example.org
            Receiving server: mx.y.example (192.0.2.2)

            u@y.example
            Remote Server at mx.y.example (192.0.2.2) returned '550 5.7.1 Unable to relay'
            11/24/2026 10:00:00 AM - Remote Server at mx.y.example (192.0.2.2) returned '550 5.7.1 Unable to relay'

            Original message headers:

            Subject: 554 5.2.2 Mailbox full

            """
        let failures = report(text).failures

        #expect(failures.map(\.finding.id) == ["relay-denied"])
        #expect(failures.map(\.count) == [1])
    }

    @Test(arguments: [
        (
            "The recipient server did not accept our requests to connect. [mx. 192.0.2.2: timed out]",
            "network-failure"
        ),
        ("DNS Error: Domain name not found: y.example", "domain-not-found"),
    ])
    func gmailsAnswerWithoutACodeIsFound(answer: String, id: String) {
        let text = "** Message not delivered **\n\nThe response was:\n\n\(answer)\n\nBye.\n"

        #expect(report(text).failures.map(\.finding.id) == [id])
        #expect(samples(text) == [answer])
    }

    @Test func aPastedNoticeOfPostfixNamesEachRecipientAndReason() {
        let text = """
            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

            <u@y.example>: host mx.y.example[192.0.2.2] said: 550 5.1.1 <u@y.example>:
                User unknown (in reply
                to RCPT TO command)

            <v@z.example>: connect to mx.z.example[192.0.2.3]:25: Connection timed out

            <w@w.example>: Host or domain name not found. Name service error for
                name=w.example type=MX: Host not found

            """
        let failures = report(text).failures

        #expect(
            failures.map(\.finding.id).sorted() == [
                "domain-not-found", "mailbox-unknown", "network-failure",
            ])
        #expect(
            failures.flatMap(\.recipients).map { VisibleText.line($0) }.sorted() == [
                "u@y.example", "v@z.example", "w@w.example",
            ])
        #expect(samples(text).contains("550 5.1.1 <u@y.example>: /     User unknown"))
    }

    @Test func sendmailShowsAReplyTwice() {
        let text =
            ">>> RCPT To:<u@y.example>\n<<< 550 5.1.1 <u@y.example>... User unknown\n"
            + "550 5.1.1 <u@y.example>... User unknown\n"

        #expect(report(text).failures.map(\.count) == [1])
    }

    @Test(arguments: [
        (
            "SMTPRecipientsRefused: {'u@y.example': (554, b'5.7.1 <u@y.example>: Relay access denied')}",
            "relay-denied", "554 5.7.1"
        ),
        (
            "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')",
            "auth-failed", "535 5.7.8"
        ),
        (
            "Net::SMTPAuthenticationError (535 5.7.8 Error: authentication failed:)", "auth-failed",
            "535 5.7.8"
        ),
        (
            "Reason: [{LED=550 5.7.509 Access denied, sending domain example.org does not pass DMARC "
                + "verification};{MSG=};{FQDN=mx};{IP=192.0.2.2}]. OutboundProxyTargetHostName: mx",
            "dmarc-fail", "550 5.7.509"
        ),
        (
            "Error: all recipients were rejected: 550 5.1.1 User unknown\n    at SMTPConnection._format"
                + "Error (/app/index.js:790:19)\n  code: 'EENVELOPE',\n  response: '550 5.1.1 User "
                + "unknown',\n  responseCode: 550,", "mailbox-unknown", "550 5.1.1"
        ),
    ])
    func theErrorsOfProgramsKeepTheirCodes(text: String, id: String, codes: String) {
        let failures = report(text + "\n").failures

        #expect(failures.map(\.finding.id) == [id])
        #expect(failures.map(\.codes) == [codes])
        #expect(failures.map(\.count) == [1])
    }

    // MARK: Queues

    @Test func eachReasonOfAListedQueueCounts() {
        let queue = """
            -Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------
            4F1A2B3C4D     1234 Tue Nov 24 10:00:00  ann@example.org
            (host mx.y.example[192.0.2.2] said: 450 4.7.1 <u@y.example>: Greylisted (in reply to RCPT TO command))
                                                     u@y.example

            4F1A2B3C4E*    2345 Tue Nov 24 10:01:00  ann@example.org
                                                     v@z.example

            4F1A2B3C4F     2345 Tue Nov 24 10:01:00  MAILER-DAEMON
                    (connect to mx.z.example[192.0.2.3]:25: Connection timed out)
                                                     v@z.example

            4F1A2B3C50     2345 Tue Nov 24 10:01:00  MAILER-DAEMON
                    (connect to mx.z.example[192.0.2.3]:25: Connection timed out)
                                                     v@z.example

            -- 6 Kbytes in 4 Requests.
            """
        let failures = report(queue).failures

        #expect(failures.map(\.finding.id) == ["network-failure", "greylisted"])
        #expect(failures.map(\.count) == [2, 1])
        #expect(failures.map(\.messages) == [2, 1])
    }

    @Test func sendmailsQueueIsRead() {
        let text =
            "uAOA00011234      1234 Tue Nov 24 10:00 <ann@example.org>\n"
            + "                 (Deferred: Connection timed out with mx.y.example.)\n"

        #expect(samples(text) == ["Connection timed out with mx.y.example."])
    }

    @Test func aQueueInJSONIsRead() {
        let line =
            #"{"queue_name": "deferred", "queue_id": "4F1A2B3C4D", "recipients": [{"address": "#
            + #""u@y.example", "delay_reason": "host mx[192.0.2.2] said: 450 4.7.1 Greylisted"},"#
            + #" {"address": "v@z.example", "delay_reason": "connect to mx[192.0.2.3]:25: "#
            + #"Connection timed out"}]}"#
        let failures = report(line + "\n").failures

        #expect(failures.map(\.finding.id) == ["greylisted", "network-failure"])
        #expect(failures.map(\.messages) == [1, 1])
    }

    // MARK: What is put in front of log lines

    @Test(arguments: [
        ("Nov 24 10:07:00 mx postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("Nov 24 10:07:00 postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("<22>Nov 24 10:07:00 mx postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("Tue 2026-11-24 10:07:00 CET mx postfix/smtp[8]: ", "2026-11-24 10:07:00"),
        ("2026-11-24 10:07:00 mx postfix/smtp[8]: ", "2026-11-24 10:07:00"),
        ("1795514916.123456 mx postfix/smtp[8]: ", ""),
        ("Mär 24 10:07:00 mx postfix/smtp[8]: ", ""),
        ("", ""),
        ("mail-1  | Nov 24 10:07:00 mx postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("mail  | 2026-11-24T10:07:00+01:00 mx postfix/smtp[8]: ", "2026-11-24T10:07:00+01:00"),
        (
            "2026-11-24T09:07:00.123456789Z Nov 24 10:07:00 mx postfix/smtp[8]: ",
            "Nov 24 10:07:00"
        ),
        (
            "2026-11-24T09:07:00.123456789Z stdout F Nov 24 10:07:00 postfix/smtp[8]: ",
            "Nov 24 10:07:00"
        ),
        ("[pod/mail-0/postfix] Nov 24 10:07:00 mx postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("mail-0 postfix Nov 24 10:07:00 mx postfix/smtp[8]: ", ""),
        ("/var/log/mail.log.1:Nov 24 10:07:00 mx postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("mail.log:12:Nov 24 10:07:00 mx postfix/smtp[8]: ", "Nov 24 10:07:00"),
        ("12:2026-11-24T10:07:00+01:00 mx postfix/smtp[8]: ", "2026-11-24T10:07:00+01:00"),
        ("<22>1 2026-11-24T10:07:00Z mx postfix/smtp 8 - - ", "2026-11-24T10:07:00Z"),
        ("1 2026-11-24T10:07:00Z mx postfix/smtp 8 - - ", "2026-11-24T10:07:00Z"),
        (
            "<22>1 2026-11-24T10:07:00Z mx postfix/smtp 8 ID47 [time tzKnown=\"1\"] \u{FEFF}",
            "2026-11-24T10:07:00Z"
        ),
    ])
    func aLogLineIsFoundBehindWhatIsPutInFront(prefix: String, stamp: String) throws {
        let report = report(prefix + Self.bounced + "\n" + prefix + Self.sent + "\n")
        let failure = try #require(report.failures.first)

        #expect(report.failures.count == 1 && report.logLines == 2 && report.deliveries == 1)
        #expect(VisibleText.line(failure.sample) == "550 5.1.1 <u@y.example>: User unknown")
        #expect(VisibleText.line(failure.first) == stamp)
        #expect(failure.messages == 1)
    }

    @Test(arguments: ["log", "message", "msg"])
    func aLogLineInJSONIsRead(field: String) throws {
        let lines = [Self.bounced, Self.sent].map { text in
            let escaped = text.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
            return #"{"\#(field)":"Nov 24 10:07:00 mx postfix/smtp[8]: \#(escaped)\n","#
                + #""stream":"stdout","time":"2026-11-24T09:07:00Z"}"# + "\n"
        }
        let report = report(lines.joined())
        let failure = try #require(report.failures.first)

        #expect(report.failures.count == 1 && report.logLines == 2 && report.deliveries == 1)
        #expect(VisibleText.line(failure.sample) == "550 5.1.1 <u@y.example>: User unknown")
        #expect(VisibleText.line(failure.first) == "2026-11-24T09:07:00Z")
    }

    @Test func whatAProgramLogsInJSONCountsOncePerLine() {
        let text = """
            {"level":"error","ts":"2026-11-24T10:07:00Z","msg":"send failed: 550 5.1.1 User unknown","error":"550 5.1.1 User unknown"}
            {"level":"info","ts":"2026-11-24T10:07:01Z","msg":"sent 500 letters"}
            {"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"status":"5.2.2","diagnosticCode":"smtp; 552 5.2.2 Mailbox full"}]}}

            """
        let failures = report(text).failures

        #expect(failures.map(\.finding.id) == ["mailbox-unknown", "mailbox-full"])
        #expect(failures.map(\.count) == [1, 1])
    }

    // MARK: Other programs

    @Test(arguments: [
        (
            "\"SMTPD\"\t1234\t56\t\"2026-11-24 10:07:01.223\"\t\"192.0.2.1\"\t\"SENT: 550 Delivery is "
                + "not allowed to this address.\"", "relay-denied",
            "550 Delivery is not allowed to this address."
        ),
        (
            "\"SMTPC\"\t1234\t57\t\"2026-11-24 10:07:02.123\"\t\"192.0.2.9\"\t\"RECEIVED: 550 5.1.1 "
                + "User unknown\"", "mailbox-unknown", "550 5.1.1 User unknown"
        ),
        (
            "Tue 2026-11-24 10:07:00.123: 02: [1234:56] <-- 451 4.7.1 Greylisted, come back later",
            "greylisted", "451 4.7.1 Greylisted, come back later"
        ),
        (
            "Tue 2026-11-24 10:07:00.123: [1234:56] --> 550 5.1.1 Recipient unknown <u@y.example>",
            "mailbox-unknown", "550 5.1.1 Recipient unknown <u@y.example>"
        ),
        (
            "2026-11-24T10:00:00.823Z,Outbound,08D9ABCDEF012345,8,10.0.0.1:1234,192.0.2.2:25,<,"
                + "\"550 5.7.1 Unable to relay, sorry\",", "relay-denied",
            "550 5.7.1 Unable to relay, sorry"
        ),
        (
            "2026-11-24T10:00:00.823Z,EX01\\Default EX01,08D9ABCDEF012345,9,10.0.0.1:25,192.0.2.2:12,>"
                + ",550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain,",
            "relay-denied", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"
        ),
        (
            "2026-11-24T10:00:01.923Z,Outbound,08D9ABCDEF012346,1,,192.0.2.3:25,*,,\"Failed to connect."
                + " Winsock error code: 10060\"", "network-failure",
            "Failed to connect. Winsock error code: 10060"
        ),
        (
            "2026-11-24T10:00:01.923Z,10.0.0.1,ex,,mx,[{LED=550 5.1.1 User unknown};{MSG=};{FQDN=mx}]",
            "mailbox-unknown", "550 5.1.1 User unknown"
        ),
        (
            "2026-11-24 10:07:00,123 INFO  [LmtpServer-1] [ip=192.0.2.1;] lmtp - S: 452 4.2.2 Over quota",
            "mailbox-full", "452 4.2.2 Over quota"
        ),
        (
            "2026-11-24T10:07:00.123Z [PROTOCOL] [1A.1] [core] S: 550 5.1.1 No such user",
            "mailbox-unknown", "550 5.1.1 No such user"
        ),
        (
            "[NOTICE] [1A.1] [core] disconnect ip=192.0.2.1 rcpts=0/0/1 lr=\"550 5.7.1 Relay access "
                + "denied\" time=1.2", "relay-denied", "550 5.7.1 Relay access denied"
        ),
        (
            "b,2026-11-24 10:07:00+0000,2026-11-24 10:06:58+0000,ann@example.org,u@y.example,,failed,"
                + "5.1.1 (bad destination mailbox address),\"smtp;550 5.1.1 No such user, sorry\",mx",
            "mailbox-unknown", "550 5.1.1 No such user, sorry"
        ),
        (
            "Tue Nov 24 10:07:00 2026 Info: Bounced: DCID 1 MID 4 to RID 0 - Bounced by destination "
                + "server with response: 5.1.0 - Unknown address error ('550', ['5.1.1 <u@y.example>: "
                + "User unknown'])", "mailbox-unknown", "5.1.1 <u@y.example>: User unknown"
        ),
        (
            "exim_mainlog.gz:2026-11-24 10:00:02 H=a.example [192.0.2.1] F=<a@b.example> rejected RCPT "
                + "<u@z.example>: relay not permitted", "relay-denied", "relay not permitted"
        ),
        (
            "Nov 24 10:00:00 app mailer[9]: send to u@y.example failed: 550 5.1.1 User unknown",
            "mailbox-unknown", "550 5.1.1 User unknown"
        ),
        (
            "Nov 24 10:00:00 app msmtp[9]: host=mx.example tls=on from=a@b.example smtpstatus=554 "
                + "smtpmsg='554 5.7.1 Relay access denied' exitcode=EX_UNAVAILABLE", "relay-denied",
            "554 5.7.1 Relay access denied"
        ),
        (
            "2026-11-24 10:00:01 u@y.example R=dnslookup T=remote_smtp defer (110): Connection timed "
                + "out", "network-failure", "Connection timed out"
        ),
    ])
    func theLogsOfOtherProgramsAreRead(line: String, id: String, sample: String) {
        let report = report(line + "\n" + line + "\n")

        #expect(report.failures.map(\.finding.id) == [id])
        #expect(report.failures.map(\.count) == [2])
        #expect(report.failures.map { VisibleText.line($0.sample) } == [sample])
        #expect(report.logLines == 2)
    }

    @Test(arguments: [
        (
            "Nov 24 10:07:00 mx amavis[8]: (00008-01) Blocked SPAM {DiscardedInbound}, <a@b.example>",
            "content-spam"
        ),
        (
            "Nov 24 10:07:00 mx amavis[8]: (00008-01) Blocked INFECTED (Eicar) {DiscardedInbound}",
            "virus"
        ),
        (
            "2026-11-24 10:07:00 #12(rspamd_proxy) <abc>; proxy; rspamd_task_write_log: id: <x@y>, "
                + "(default: T (reject): [16.20/15.00] [BAYES_SPAM(5.10){100.00%;}]), len: 1234",
            "content-spam"
        ),
        (
            "Nov 24 10:07:00 mx dovecot: lmtp(u@y.example)<12><abc>: save failed to open mailbox INBOX:"
                + " Quota exceeded (mailbox for user is full)", "mailbox-full"
        ),
    ])
    func whatFiltersAndMailboxesLogIsNamed(line: String, id: String) {
        #expect(report(line + "\n").failures.map(\.finding.id) == [id])
    }

    @Test func eachLineOfAnUnknownLogCounts() {
        let text = """
            worker 1 > could not send to a@y.example: 550 5.1.1 User unknown
            worker 1 > waiting
            worker 2 > could not send to b@y.example: 552 5.2.2 Mailbox full
            worker 1 > could not send to c@y.example: 550 5.1.1 User unknown

            """

        #expect(
            report(text).failures.map(\.finding.id).sorted() == ["mailbox-full", "mailbox-unknown"])
    }

    @Test func anOrdinaryLineIsNoFailure() {
        let text = """
            Nov 24 10:00:00 mx app[9]: quota: 450 of 500 used
            Nov 24 10:00:00 mx postfix/smtpd[9]: > a.example[192.0.2.1]: 550 5.1.1 User unknown
            "SMTPD"\t1234\t56\t"2026-11-24 10:07:00.123"\t"192.0.2.1"\t"SENT: 220 mx ESMTP"
            Tue 2026-11-24 10:07:00.123: [1234:56] --> 220 mx.example.org ESMTP MDaemon
            2026-11-24T10:00:00.123Z,Outbound,08D9ABCDEF012345,2,10.0.0.1:12,192.0.2.2:25,<,220 mx,

            """
        let report = report(text)

        #expect(report.failures == [])
        #expect(report.logLines == 5)
    }
}
