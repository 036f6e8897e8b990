import Testing

@testable import SMTPDiagnosis

/// What a log tells of the server that wrote it, and of strangers that it refused.
@Suite struct ServerLogTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    @Test(arguments: [
        (
            "postfix/master[9]: fatal: bind 0.0.0.0 port 25: Address already in use",
            "server-trouble"
        ),
        (
            "postfix/smtpd[9]: fatal: open /etc/postfix/a.cf: No such file or directory",
            "server-trouble"
        ),
        ("postfix/smtpd[9]: panic: myfree: corrupt or unallocated memory block", "server-trouble"),
        ("postfix/trivial-rewrite[9]: error: unsupported dictionary type: mysql", "server-trouble"),
        (
            "postfix/smtpd[9]: warning: not enough free space in mail queue: 1 bytes < 2",
            "server-storage"
        ),
        (
            "postfix/proxymap[9]: warning: dict_ldap_connect: Unable to bind to server ldap://l",
            "server-trouble"
        ),
        ("sm-mta[9]: rejecting connections on daemon MTA: load average: 14", "server-trouble"),
    ])
    func theServersOwnTroubleIsAFailure(message: String, id: String) {
        let failures = report("Nov 29 02:11:02 mx1 " + message).failures

        #expect(failures.map(\.finding.id) == [id])
        #expect(failures.map(\.party) == [.mailSystem])
        #expect(failures.first?.finding.steps == [])
        #expect(failures.first?.evidence.first?.text.suffix(20) == Array(message.utf8).suffix(20))
    }

    @Test func differentTroublesAreDifferentKinds() {
        let log = """
            Nov 29 02:11:02 mx1 postfix/master[9]: fatal: bind 0.0.0.0 port 25: Address already in use
            Nov 29 02:11:03 mx1 postfix/master[10]: fatal: bind 0.0.0.0 port 587: Address already in use
            Nov 29 02:11:04 mx1 postfix/smtpd[9]: fatal: no SASL authentication mechanisms
            """

        #expect(report(log).failures.map(\.count) == [2, 1])
    }

    @Test func whatOtherProgramsCallFatalIsOnlyCounted() {
        let report = report(
            "Nov 29 02:11:02 mx1 sshd[9]: fatal: Timeout before authentication for 192.0.2.1")

        #expect(report.failures.isEmpty)
        #expect(report.remarks.first == "1 line with fatal or panic not understood.")
    }

    @Test(arguments: [
        (
            "postfix/qmgr[9]: 4F1A2B3C4D: from=<a@b.c>, status=expired, returned to sender",
            "expired"
        ),
        (
            "sm-mta[9]: STARTTLS=client, error: connect failed=-1, reason=certificate verify failed",
            "tls-failed"
        ),
        (
            "postfix/smtp[9]: 4F1A2B3C4D: lost connection with mx.x.test[192.0.2.7] while sending "
                + "end of data -- message may be sent more than once", "lost-after-data"
        ),
        (
            "postfix/smtp[9]: 4F1A2B3C4D: to=<a@b.c>, dsn=4.4.2, status=deferred (conversation with "
                + "mx[192.0.2.7] timed out while sending end of data -- message may be sent more "
                + "than once)", "lost-after-data"
        ),
    ])
    func whatBefellOnesOwnMailIsNamed(message: String, id: String) {
        let failures = report("Nov 29 02:11:02 mx1 " + message).failures

        #expect(failures.map(\.finding.id) == [id])
        #expect(failures.map(\.party) == [.sender])
    }

    private static let greeted =
        "2026-11-29 10:00:02 H=(spam) [192.0.2.1] rejected EHLO or HELO spam: "

    @Test(arguments: [
        (
            "Nov 29 02:11:02 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from a[192.0.2.1]: 554 "
                + "5.7.1 <x@y.z>: Relay access denied; from=<a@b.c> to=<x@y.z> proto=ESMTP",
            "relay-denied"
        ),
        (
            "Nov 29 02:11:02 mx1 postfix/postscreen[9]: PREGREET 11 after 0.1 from [192.0.2.1]:1: "
                + "EHLO x", "early-talker"
        ),
        (
            "2026-11-29 10:00:02 H=a [192.0.2.1] F=<a@b.c> rejected RCPT <u@z.test>: relay not "
                + "permitted", "relay-denied"
        ),
        (greeted + "syntactically invalid argument(s): sp_am", "helo-rejected"),
    ])
    func whatTheServerRefusedToStrangersIsToldAsSuch(line: String, id: String) throws {
        let report = report(line)
        let failure = try #require(report.failures.first)

        #expect(failure.finding.id == id && failure.party == .stranger)
        #expect(failure.title.hasPrefix("refused a client: "))
        #expect(String(decoding: report.text(), as: UTF8.self).contains("\"you\" is the client"))
    }

    @Test func strangersStandBehindOnesOwnMail() {
        let log = """
            Nov 29 02:11:02 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from a[192.0.2.1]: 550 5.1.1 <x@y.z>: User unknown; from=<a@b.c> to=<x@y.z>
            Nov 29 02:11:02 mx1 postfix/smtp[9]: 4F1A2B3C4D: to=<a@b.c>, dsn=4.2.2, status=deferred (host mx said: 452 4.2.2 Mailbox full)
            Nov 29 02:11:02 mx1 postfix/smtp[9]: 4F1A2B3C4E: to=<x@y.z>, dsn=5.1.1, status=bounced (host mx said: 550 5.1.1 <x@y.z>: User unknown)
            """
        let failures = report(log).failures

        #expect(
            failures.map(\.finding.id) == ["mailbox-unknown", "mailbox-full", "mailbox-unknown"])
        #expect(failures.map(\.party) == [.sender, .sender, .stranger])
    }
}
