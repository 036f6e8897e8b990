import SMTPCore
import Testing

@testable import SMTPDiagnosis

/// What programs and mail systems write, as people paste it.
@Suite struct ExplainFormTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    @Test func eximsAttemptsAreReadAndCountOnce() {
        let attempt =
            "2026-11-28 10:00:05 1tGabf-000001-1x H=mx.test [192.0.2.5]: SMTP error from remote "
            + "mail server after end of data: 554 5.7.1 Message rejected as spam\n"
        let failure =
            "2026-11-28 10:00:06 1tGabf-000001-1x ** u@y.test R=r T=t H=mx.test [192.0.2.5]: SMTP "
            + "error from remote mail server after end of data: 554 5.7.1 Message rejected as spam\n"
        for text in [attempt, failure, attempt + failure] {
            let failures = report(text).failures
            #expect(failures.map(\.count) == [1])
            #expect(
                failures.first.map { VisibleText.line($0.sample) }
                    == "554 5.7.1 Message rejected as spam")
        }
    }

    @Test func postfixsAttemptsAreReadAndCountOnce() {
        let start = "Nov 24 10:07:00 mx postfix/smtp[8]: 4F1A2B3C4F: "
        let said = "host mx1[192.0.2.2] said: 450 4.7.1 Greylisted (in reply to RCPT TO command)"
        let attempt = start + said + "\n"
        let failure = start + "to=<u@y.test>, dsn=4.7.1, status=deferred (\(said))\n"
        for text in [attempt, failure, attempt + failure] {
            let failures = report(text).failures
            #expect(failures.map(\.finding.id) == ["greylisted"])
            #expect(failures.map(\.count) == [1])
            #expect(failures.map(\.messages) == [1])
        }
    }

    @Test func aJournalInJSONIsRead() {
        let line =
            #"{"__REALTIME_TIMESTAMP":"1764324000000000","SYSLOG_IDENTIFIER":"postfix/smtp","#
            + #""MESSAGE":"4ABC124: to=<a@b.test>, dsn=4.4.1, status=deferred (connect to b.test"#
            + #"[192.0.2.9]:25: Connection refused)"}"# + "\n"
        let report = report(line + line)

        #expect(report.failures.map(\.finding.id) == ["network-failure"])
        #expect(report.failures.first?.count == 2 && report.logLines == 2)
        #expect(report.failures.first.map { VisibleText.line($0.first) } == "2025-11-28T10:00:00Z")
    }

    @Test(arguments: [true, false], [true, false])
    func utf16IsRead(isLittleEndian: Bool, hasMark: Bool) {
        let text = (hasMark ? "\u{FEFF}" : "") + "550 5.1.1 User unknown \u{1F4ED}\n221 bye\n"
        let octets = text.utf16.flatMap { unit in
            let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return isLittleEndian ? pair : pair.reversed()
        }
        for cut in [0, 1, 2, 3, 7, 16, octets.count] {
            var stream = ExplainStream()
            stream.append(octets[..<cut])
            stream.append(octets[cut...])
            let report = stream.finish()
            #expect(report.failures.map(\.finding.id) == ["mailbox-unknown"], "cut at \(cut)")
            #expect(report.failures.first?.sample.contains(0xF0) == true)
            #expect(report.binaryLines == 0)
        }
    }

    @Test func utf16InSmallPiecesIsRead() {
        let octets = "550 5.1.1 User unknown\n".utf16.flatMap { [UInt8($0 & 0xFF), 0] }
        for count in [1, 2, 3, 10] {
            var stream = ExplainStream()
            for start in stride(from: 0, to: octets.count, by: count) {
                stream.append(octets[start..<min(start + count, octets.count)])
            }
            #expect(stream.finish().failures.map(\.finding.id) == ["mailbox-unknown"])
        }
    }

    @Test func aByteOrderMarkOfUTF8IsNoPartOfTheFirstLine() {
        let octets = Array("\u{FEFF}550 5.1.1 User unknown\r\n".utf8)
        for cut in 0...5 {
            var stream = ExplainStream()
            stream.append(octets[..<cut])
            stream.append(octets[cut...])
            #expect(
                stream.finish().failures.map { VisibleText.line($0.sample) }
                    == ["550 5.1.1 User unknown"])
        }
    }

    @Test(arguments: ["\r", "\r\n", "\n", "\r\r\n"])
    func linesEndHoweverTheyEnd(ending: String) {
        let lines = [
            "Nov 24 10:00:01 mx1 postfix/smtpd[9]: connect from a.example[192.0.2.1]",
            "Nov 24 10:00:02 mx1 postfix/smtp[8]: 4F1A2B3C4D: to=<u@y.example>, dsn=5.1.1, "
                + "status=bounced (host mx said: 550 5.1.1 User unknown)", "",
            "Nov 24 10:00:03 mx1 postfix/smtp[8]: 4F1A2B3C4E: to=<v@y.example>, dsn=5.2.2, "
                + "status=bounced (host mx said: 552 5.2.2 Mailbox full)",
        ]
        let octets = Array(lines.map { $0 + ending }.joined().utf8)
        for cut in [0, 1, 71, 72, 73, 74, 200, octets.count] {
            var stream = ExplainStream()
            stream.append(octets[..<cut])
            stream.append(octets[cut...])
            let report = stream.finish()
            #expect(report.lines == 4, "cut at \(cut)")
            #expect(report.failures.map(\.lastLine) == [2, 4], "cut at \(cut)")
        }
    }

    @Test func ourOwnTranscriptIsReadWithoutItsAnnotations() {
        let text = """
                0.026 C> RCPT TO:<bob@elsewhere.test>
                0.027 S! 554 5.7.1 Relay access denied: not our domain; log in first
                       ! Recipient refused, often relaying denied; 5.7.1: Not authorized
                       ! permanent: The server will not relay for you
                0.267 C> QUIT

            """
        let failures = report(text).failures

        #expect(failures.map(\.finding.id) == ["relay-denied"])
        #expect(failures.map(\.count) == [1])
    }

    @Test func factsInJSONArePlayedLikeARecording() {
        let text =
            #"{"t":289,"c":1,"e":"connect","to":"192.0.2.1:25","attempt":1,"of":1}"# + "\n"
            + #"{"t":6011,"c":1,"e":"connect-failed","to":"192.0.2.1:25","kind":"refused","#
            + #""text":"refused"}"# + "\n"
        let report = report(text)

        #expect(report.failures.map(\.finding.category) == [.networkFailure])
        #expect(report.lines == 2)
        #expect(!String(decoding: report.text(), as: UTF8.self).contains("{"))
    }
}
