import SMTPTrace
import Testing

@testable import SMTPDiagnosis

@Suite struct ExplainTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    private func ids(_ text: String) -> [String] { report(text).failures.map(\.finding.id) }

    private static let postfix = """
        Nov 24 10:00:00 mx1 postfix/smtpd[9]: connect from a.example[192.0.2.1]
        Nov 24 10:00:01 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from a.example[192.0.2.1]: 554 5.7.1 <x@y.example>: Relay access denied; from=<a@b.example> to=<x@y.example> proto=ESMTP helo=<a>
        Nov 24 10:00:02 mx1 postfix/smtp[8]: 4F1A2B3C4D: to=<u1@y.example>, relay=mx[192.0.2.2]:25, delay=1, dsn=4.7.1, status=deferred (host mx[192.0.2.2] said: 450 4.7.1 Greylisted, try later (in reply to RCPT TO command))
        Nov 24 10:05:02 mx1 postfix/smtp[8]: 4F1A2B3C4D: to=<u1@y.example>, relay=mx[192.0.2.2]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        Nov 24 10:06:00 mx1 postfix/smtp[8]: 4F1A2B3C4E: to=<u2@y.example>, relay=none, delay=1, dsn=4.4.1, status=deferred (connect to mx[192.0.2.3]:25: Connection refused)
        Nov 24 10:07:00 mx1 postfix/smtp[8]: 4F1A2B3C4F: to=<u3@y.example>, relay=mx[192.0.2.2]:25, delay=1, dsn=5.1.1, status=bounced (host mx[192.0.2.2] said: 550 5.1.1 <u3@y.example>: User unknown (in reply to RCPT TO command))
        Nov 24 10:08:00 mx1 postfix/smtp[8]: 4F1A2B3C50: to=<u4@y.example>, relay=mx[192.0.2.2]:25, delay=1, dsn=5.1.1, status=bounced (host mx[192.0.2.2] said: 550 5.1.1 <u4@y.example>: User unknown (in reply to RCPT TO command))
        Nov 24 10:09:00 mx1 postfix/smtpd[9]: warning: a.example[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6
        """

    @Test func aPostfixLogBecomesItsDistinctFailures() throws {
        let report = report(Self.postfix)
        let unknown = try #require(report.failures.first { $0.finding.id == "mailbox-unknown" })
        let grey = try #require(report.failures.first { $0.finding.id == "greylisted" })

        #expect(
            Set(report.failures.map(\.finding.id)) == [
                "relay-denied", "greylisted", "network-failure", "mailbox-unknown", "auth-failed",
            ])
        #expect(unknown.count == 2 && unknown.messages == 2)
        #expect(unknown.first == Array("Nov 24 10:07:00".utf8))
        #expect(unknown.last == Array("Nov 24 10:08:00".utf8))
        #expect(grey.deliveredLater == 1)
        #expect(
            report.failures.map(\.finding.lasting) == [
                .permanent, .temporary, .temporary, .permanent, .unknown,
            ])
    }

    @Test func stampsOfRFC3339AndOtherNamesAreRead() {
        #expect(
            ids(
                "2026-11-24T10:00:01.123456+01:00 mx1 mail-out/smtp[8]: 4F1A2B3C4F: to=<u3@y.example>, dsn=5.2.2, status=bounced (host mx said: 552 5.2.2 Mailbox full)"
            ) == ["mailbox-full"])
    }

    @Test func eximMainLogsAreRead() {
        let log = """
            2026-11-24 10:00:00 1tFabc-000001-2B ** u@y.example R=dnslookup T=remote_smtp H=mx.y.example [192.0.2.2]: SMTP error from remote mail server after RCPT TO:<u@y.example>: 550 5.1.1 No such user
            2026-11-24 10:00:01 1tFabd-000001-2B == u@y.example R=dnslookup T=remote_smtp defer (110): Connection timed out
            2026-11-24 10:00:02 H=a.example [192.0.2.1] F=<a@b.example> rejected RCPT <u@z.example>: relay not permitted
            2026-11-24 10:00:03 login authenticator failed for a.example [192.0.2.1]: 535 Incorrect authentication data
            2026-11-24 10:00:04 1tFabe-000001-2B => u@y.example R=dnslookup
            """
        #expect(
            Set(ids(log)) == ["mailbox-unknown", "network-failure", "relay-denied", "auth-failed"])
    }

    @Test func sendmailAndOpenSMTPDLogsAreRead() {
        #expect(
            ids(
                "Nov 24 10:00:00 mx sm-mta[1]: uAOA0001: to=<u@y.example>, delay=00:00:01, mailer=esmtp, dsn=5.1.1, stat=User unknown"
            ) == ["mailbox-unknown"])
        #expect(
            ids(
                "Nov 24 10:00:00 mx sm-mta[1]: uAOA0001: ruleset=check_rcpt, arg1=<u@y.example>, relay=a [192.0.2.1], reject=550 5.7.1 <u@y.example>... Relaying denied"
            ) == ["relay-denied"])
        #expect(
            ids(
                #"Nov 24 10:00:00 mx smtpd[1]: 0123456789abcdef mta delivery evpid=1 from=<a@b.example> to=<u@y.example> result="PermFail" stat="550 5.1.1 No such user""#
            ) == ["mailbox-unknown"])
        #expect(
            ids(
                #"Nov 24 10:00:00 mx smtpd[1]: 0123456789abcdef smtp failed-command address=192.0.2.1 host=a command="RCPT TO:<x@y>" result="550 Invalid recipient: <x@y>""#
            ) == ["mailbox-unknown"])
    }

    @Test func openSMTPDsOwnWordsWithoutAClockAreRead() {
        let log = """
            info: OpenSMTPD 6.8.0p2 starting
            e17281da28f673a3 smtp connected address=192.0.2.1 host=a.example
            e17281da28f673a3 smtp failed-command command="RCPT TO:<x@y>" result="550 Invalid recipient: <x@y>"
            e17281db259e3e9f smtp failed-command command="DATA" result="554 5.3.4 Message too big for system"
            e17281decadf0279 smtp disconnected reason="io-error: error:0A080006:SSL routines::EVP lib"
            e17281da28f673a3 smtp disconnected reason=quit
            """

        #expect(Set(ids(log)) == ["mailbox-unknown", "message-too-large", "tls-failed"])
        #expect(ids("e17281da28f673a3 smtp connected address=192.0.2.1 host=a.example") == [])
    }

    @Test func aJournalExportIsRead() {
        let export = """
            __CURSOR=s=1
            __REALTIME_TIMESTAMP=1795514916000000
            SYSLOG_IDENTIFIER=postfix/smtp
            MESSAGE=4F1A2B3C4F: to=<u@y.example>, dsn=5.1.1, status=bounced (host mx said: 550 5.1.1 User unknown)

            """
        let report = report(export)

        #expect(report.failures.map(\.finding.id) == ["mailbox-unknown"])
        #expect(report.failures.first?.first == Array("2026-11-24T10:08:36Z".utf8))
    }

    @Test(arguments: [
        "<** 554 5.7.1 <b@c.example>: Relay access denied",
        "<~* 554 5.7.1 <b@c.example>: Relay access denied",
        "< 554 5.7.1 <b@c.example>: Relay access denied",
        "<-- 554 5.7.1 <b@c.example>: Relay access denied",
        "  SMTP<< 554 5.7.1 <b@c.example>: Relay access denied",
        "S: 554 5.7.1 <b@c.example>: Relay access denied",
        "!  27.466 S! 554 5.7.1 <b@c.example>: Relay access denied",
        #"reply: b'554 5.7.1 <b@c.example>: Relay access denied\r\n'"#,
        "msmtp: server message: 554 5.7.1 <b@c.example>: Relay access denied",
        "554-5.7.1 <b@c.example>:\n554 5.7.1 Relay access denied",
        " Out: 554 5.7.1 <b@c.example>: Relay access denied",
        "-> DATA\n<** 554 5.7.1 <b@c.example>: Relay access denied",
        "RCPT TO:<b@c.example>\r\n554 5.7.1 <b@c.example>: Relay access denied\r",
    ])
    func transcriptsOfManyToolsAreRead(line: String) {
        #expect(ids("220 hello\n250 ok\n" + line + "\n221 bye\n") == ["relay-denied"])
    }

    @Test func aDeliveryReportIsReadOnce() {
        let bounce = """
            From: MAILER-DAEMON@mx.example.org
            Subject: Undelivered Mail Returned to Sender

            This is the mail system at host mx.example.org.

            <u@y.example>: host mx.y.example[192.0.2.2] said: 550 5.1.1 <u@y.example>:
                Recipient address rejected: User unknown (in reply to RCPT TO command)

            --boundary
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; u@y.example
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <u@y.example>:
                Recipient address rejected: User unknown

            """
        #expect(ids(bounce) == ["mailbox-unknown"])
    }

    @Test func aStatusAloneIsBetterThanNothing() {
        let report = "Final-Recipient: rfc822; u@y.example\nAction: failed\nStatus: 5.2.2\n\n"
        #expect(ids(report) == ["mailbox-full"])
    }

    @Test func aFreeFormBounceIsRead() {
        let qmail = """
            Hi. This is the qmail-send program at mx.example.org.
            I'm afraid I wasn't able to deliver your message.

            <u@y.example>:
            192.0.2.2 does not like recipient.
            Remote host said: 552 5.2.2 mailbox full
            Giving up on 192.0.2.2.

            """
        #expect(ids(qmail) == ["mailbox-full"])
        #expect(
            ids("<u@y.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n") == [
                "mailbox-unknown"
            ])
    }

    @Test func aReplyWithoutItsCodeIsUnderstood() {
        #expect(ids("Relay access denied") == ["relay-denied"])
        #expect(ids("550 5.7.26 unauthenticated mail is refused") == ["unauthenticated"])
    }

    @Test func badInputIsSaidSo() {
        #expect(report("").remarks == ["There was nothing to read."])
        #expect(report("good morning\n").remarks == ["No failure was found in 1 line."])
        #expect(
            report("a\0b\n550 5.1.1 User unknown\n").remarks == ["1 line of binary data left out."])
        let long = String(repeating: "x", count: 200_000)
        #expect(report(long + "\n550 no such user\n").remarks == ["1 line over 64 KiB cut short."])
    }

    @Test(arguments: [
        (
            #"Expected response code 250 but got code "530", with message "530 5.7.1 Authentication required""#,
            "auth-required"
        ),
        (
            "2014-07-09 12:52:22 SMTP ERROR: RCPT TO command failed: 451 Greylisted, try later",
            "greylisted"
        ),
        (
            "SMTPRecipientsRefused: {'a@x.example': (550, b'5.1.1 <a@x.example>: User unknown')}",
            "mailbox-unknown"
        ),
        ("Error: Invalid login: 535 5.7.3 Authentication unsuccessful", "auth-failed"),
        (
            "javax.mail.AuthenticationFailedException: 535 5.7.3 Authentication unsuccessful",
            "auth-failed"
        ),
        (
            "gomail: could not send email 1: 502 5.3.3 Command not implemented",
            "command-unsupported"
        ),
        ("curl: (67) Access denied: 535", "auth-failed"),
        ("SERVER -> CLIENT: 550-no\n550 5.1.1 User unknown", "mailbox-unknown"),
        (
            "Feb 28 10:59:29 mx postfix/cleanup[4]: 7F2DF64430: milter-reject: END-OF-MESSAGE from "
                + "a.example[192.0.2.2]: 4.7.1 Try again later; from=<u@a.example>", "greylisted"
        ),
    ])
    func whatProgramsPrintIsRead(text: String, id: String) {
        #expect(ids(text + "\n") == [id])
    }

    @Test(arguments: [
        (
            "Diagnostic information for administrators:\n\nu@y.example\nRemote Server returned "
                + "'550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup'",
            "mailbox-unknown", "550 5.1.10 RESOLVER"
        ),
        (
            "A message that you sent could not be delivered.\n\n  u@y.example\n    SMTP error from "
                + "remote mail server after RCPT TO:<u@y.example>:\n    550 5.7.1 Relaying denied",
            "relay-denied", "550 5.7.1"
        ),
        (
            "was not delivered to:\n\n  u@y.example\n\nbecause:\n\n  550 5.1.1 User u@y.example not "
                + "listed in Domino Directory", "mailbox-unknown", "550 5.1.1"
        ),
        (
            "Final-Recipient: rfc822; a@y.example\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: "
                + "X-Postfix; connect to mx.y.example: Connection timed out", "network-failure",
            "connect to mx.y.example"
        ),
    ])
    func bouncesOfManyServersAreRead(text: String, id: String, sample: String) {
        let report = report(text + "\n\n")

        #expect(report.failures.map(\.finding.id) == [id])
        let first = report.failures.first.map { VisibleText.line($0.sample) } ?? ""
        #expect(first.contains(sample), "\(first)")
    }

    @Test func aReportOfTwoRecipientsNamesBoth() {
        #expect(
            ids(
                "Final-Recipient: rfc822; a@y.example\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 "
                    + "User unknown\n\nFinal-Recipient: rfc822; b@y.example\nStatus: 5.2.2\n"
                    + "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full\n\n"
            ).sorted()
                == ["mailbox-full", "mailbox-unknown"])
    }

    @Test func aSessionOfOpenSSLIsRead() {
        let session = """
            CONNECTED(00000003)
            depth=2 C = US, O = Example, CN = Example Root
            verify error:num=20:unable to get local issuer certificate
            ---
            250 SMTPUTF8
            MAIL FROM:<a@b.example>
            250 2.1.0 Ok
            rcpt to:<x@c.example>
            550 5.1.1 <x@c.example>: User unknown
            """
        #expect(ids(session) == ["mailbox-unknown"])
    }

    @Test func encodingsMayBeMixedAndALogMayBeCutAnywhere() throws {
        let latin = Array("550 5.1.1 Empf".utf8) + [0xE4] + Array("nger unbekannt\n".utf8)
        let utf8 = Array("552 5.2.2 Postfach ist \u{FC}berf\u{FC}llt\n".utf8)
        let broken: [UInt8] = Array("550 5.1.1 no such user ".utf8) + [0xFF, 0xFE, 0xC3, 0x0A]
        var stream = ExplainStream()
        stream.append((latin + utf8 + broken)[...])
        let mixed = stream.finish()

        #expect(
            mixed.failures.map(\.finding.id).sorted()
                == ["mailbox-full", "mailbox-unknown", "mailbox-unknown"])
        for length in stride(from: 0, to: Self.postfix.utf8.count, by: 13) {
            var cut = ExplainStream()
            cut.append(Array(Self.postfix.utf8)[..<length])
            #expect(cut.finish().failures.count <= 5)
        }
    }

    @Test func aFailureNamesItsPlacesInTheInput() throws {
        let report = report(Self.postfix)
        let unknown = try #require(report.failures.first { $0.finding.id == "mailbox-unknown" })

        #expect(unknown.evidence.map(\.line) == [6, 7] && unknown.lastLine == 7)
        #expect(unknown.codes == "550 5.1.1")
        #expect(unknown.evidence.first?.text.starts(with: "Nov 24 10:07:00 mx1".utf8) == true)
        #expect(unknown.evidenceLines.first?.hasPrefix("line 6: Nov 24") == true)
    }

    @Test func whatWasFoundSoFarIsThereBeforeTheEnd() {
        var stream = ExplainStream()
        stream.append(Array(Self.postfix.utf8)[...])
        let soFar = stream.soFar
        let end = stream.finish()

        #expect(soFar.failures.count == end.failures.count - 1)
        #expect(soFar.lines == end.lines - 1)
    }

    @Test func anyCutOfTheInputGivesTheSameReport() {
        let octets = Array(Self.postfix.utf8)
        let whole = report(Self.postfix)
        for size in [1, 7, 64, 1_000] {
            var stream = ExplainStream()
            var start = 0
            while start < octets.count {
                let end = min(start + size, octets.count)
                stream.append(octets[start..<end])
                start = end
            }
            #expect(stream.finish() == whole)
        }
    }

    @Test func aShortFirstPieceLosesNothing() {
        let long = String(repeating: "noise in front\n", count: 600) + "550 5.1.1 User unknown\n"
        let octets = Array(long.utf8)
        var stream = ExplainStream()
        stream.append(octets[..<3])
        stream.append(octets[3...])
        let report = stream.finish()

        #expect(report.lines == 601)
        #expect(report.failures.map(\.finding.id) == ["mailbox-unknown"])
    }

    @Test func reportsAreWrittenAsTextTSVAndJSON() {
        let report = report(Self.postfix)

        let text = String(decoding: report.text(), as: UTF8.self)
        #expect(text.contains("There is no such mailbox"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let tsv = String(decoding: report.tsv(), as: UTF8.self)
        #expect(tsv.split(separator: "\n").count == report.failures.count + 1)
        let json = String(decoding: report.json(), as: UTF8.self)
        #expect(json.hasPrefix(#"{"failures":[{"category":""#) && json.hasSuffix("}\n"))
    }

    @Test func controlCharactersDoNotReachTheText() {
        let text = report("550 5.1.1 user unknown \u{1B}[31m \u{202E}x\n").text()
        #expect(!text.contains(0x1B))
        #expect(!String(decoding: text, as: UTF8.self).contains("\u{202E}"))
    }

    @Test func labelledRepliesAreAnsweredLineByLine() {
        var tsv = ExplainTSV()
        var answers = tsv.append(
            Array("a\t550 5.1.1 User unknown\nb\t550-no\\n550 spam\nc\t250 ok\ne\thm\nd\t55".utf8)[
                ...])
        answers += tsv.append(Array("2 mailbox full".utf8)[...])
        answers += tsv.finish()

        #expect(
            String(decoding: answers, as: UTF8.self)
                == "a\tmailbox-unknown\nb\tcontent-spam\nc\tnone\ne\tpolicy\nd\tmailbox-full\n")
    }

    @Test func theReferenceAnswersCodesKeywordsVerbsAndCategories() {
        for word in ["5.7.26", "452", "STARTTLS", "RCPT", "greylisted", "tls-cert-expired"] {
            #expect(Lookup.text(word)?.isEmpty == false, "\(word)")
        }
        for category in Category.allCases { #expect(Lookup.text(category.rawValue) != nil) }
        #expect(Lookup.text("nonsense-word") == nil)
    }

    @Test(arguments: [
        ("250 2.1.5 Ok", "250 Done"), ("250 2.1.5 Ok", "\n2.1.5 "), ("354 Go ahead", "354 Start"),
        ("220 mx.example.org ESMTP", "220 "), ("MAIL FROM:<a@b.example>", "MAIL Starts"),
        ("rcpt to:", "RCPT Names"), ("AUTH PLAIN", "AUTH "), ("EHLO x", "EHLO Hello"),
    ])
    func repliesThatAreNoFailureAndCommandsAreLookedUp(line: String, words: String) throws {
        let text = String(decoding: try #require(Lookup.text(ofLine: line)), as: UTF8.self)

        #expect("\n\(text)".contains(words.hasPrefix("\n") ? words : "\n\(words)"), "\(text)")
    }

    @Test(arguments: ["", "good morning", "Help me", "data was lost", "25 0", "from me"])
    func otherTextIsNot(line: String) { #expect(Lookup.text(ofLine: line) == nil) }

    @Test(arguments: [
        ("dns MX example.org", "dig MX example.org"), ("dns PTR 192.0.2.1", "dig -x 192.0.2.1"),
        ("spf example.org", "dig TXT example.org"),
        ("dmarc example.org", "dig TXT _dmarc.example.org"),
        ("explain < maillog", "smtpscope explain < maillog"), ("dkim", nil), ("cert", nil),
        ("dns MX x;reboot", nil), ("dns MX $(reboot)", nil), ("spf -x", nil),
    ])
    func aCheckIsGivenAsWhatAShellTakes(check: String, command: String?) {
        #expect(Step(text: "", check: check).shellCommand == command)
    }

    @Test func noStepNamesACommandThatIsNone() throws {
        let text = report("550 5.7.26 unauthenticated mail is refused").text()
        #expect(!String(decoding: text, as: UTF8.self).contains("   :"))
    }

    @Test func aPartOfFindingsNamesListsThem() throws {
        let text = String(decoding: try #require(Lookup.text("relay")), as: UTF8.self)

        #expect(text.contains("relay-denied  The server will not relay for you\n"))
        #expect(text.contains("open-relay  "))
        #expect(text.hasSuffix("smtpscope explain relay-denied\n"))
        #expect(!Lookup.knows("relay"))
    }

    @Test func aPartOfOneFindingsNameIsThatFinding() throws {
        let text = String(decoding: try #require(Lookup.text("stripped")), as: UTF8.self)

        #expect(text.contains("starttls-stripped (tls-failed)"))
        #expect(!text.contains("More about one of them"))
    }

    @Test func wordsThatAreNearAreSuggested() {
        #expect(
            Lookup.suggestion(for: "relaying")
                == ", did you mean \"relay-denied\" or \"open-relay\"?")
        #expect(Lookup.suggestion(for: "greylst") == ", did you mean \"greylisted\"?")
        #expect(Lookup.suggestion(for: "greylistd") == ", did you mean \"greylisted\"?")
        #expect(Lookup.suggestion(for: "STARTLS") == ", did you mean \"STARTTLS\"?")
        #expect(Lookup.suggestion(for: "banana") == "")
    }
}

@Suite struct ExplainRecordingTests {
    @Test(arguments: [1, 5, 9, 10_000])
    func aRecordingIsPlayedIntoTheSessionRules(size: Int) {
        var writer = RecordingWriter()
        var file = writer.begin(RecordingHeader(created: "2026-11-24T10:00:00Z", by: "test"))
        let facts: [Fact] = [
            .connecting(to: "192.0.2.1:25", attempt: 1, of: 1),
            .connectFailed(to: "192.0.2.1:25", ConnectFailure(kind: .timedOut, text: "timed out")),
        ]
        for fact in facts {
            file += writer.write(TraceEvent(at: .seconds(1), connection: 1, fact: fact))
        }
        file += writer.end()

        // The facts alone, too, as a run without a screen writes them.
        for text in [file, Array(file.split(separator: 10)[1...].joined(separator: [10]))] {
            var stream = ExplainStream()
            var start = 0
            while start < text.count {
                stream.append(text[start..<min(start + size, text.count)])
                start += size
            }
            #expect(stream.finish().failures.map(\.finding.id) == ["port-25-blocked"])
        }
    }
}
