import Testing

@testable import SMTPDiagnosis

@Suite struct QmailTests {
    private func report(_ text: String) -> ExplainReport {
        var stream = ExplainStream()
        stream.append(Array(text.utf8)[...])
        return stream.finish()
    }

    private static let multilog = """
        @400000006749a1b20c4d5e6f new msg 123
        @400000006749a1b20c4d5e6f info msg 123: bytes 2000 from <ann@example.org> qp 999 uid 500
        @400000006749a1b20c4d5e6f starting delivery 1: msg 123 to remote bob@example.net
        @400000006749a1b20c4d5e6f status: local 0/10 remote 1/20
        @400000006749a1b31c4d5e6f delivery 1: failure: 192.0.2.7_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/Giving_up_on_192.0.2.7./
        @400000006749a1b31c4d5e6f starting delivery 2: msg 124 to remote eve@example.net
        @400000006749a1b41c4d5e6f delivery 2: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/
        @400000006749a1b51c4d5e6f starting delivery 3: msg 124 to remote eve@example.net
        @400000006749a1b61c4d5e6f delivery 3: success: 192.0.2.7_accepted_message./Remote_host_said:_250_ok/
        @400000006749a1b61c4d5e6f end msg 124
        """

    @Test func multilogLinesAreRead() throws {
        let report = report(Self.multilog)
        let unknown = try #require(report.failures.first)
        let waiting = try #require(report.failures.last)

        #expect(report.failures.map(\.finding.id) == ["mailbox-unknown", "network-failure"])
        #expect(unknown.recipients == [Array("bob@example.net".utf8)])
        #expect(unknown.sample == Array("550 5.1.1 User unknown".utf8))
        #expect(unknown.first == Array("2024-11-29T11:12:41Z".utf8))
        #expect(waiting.messages == 1 && waiting.deliveredLater == 1)
        #expect(report.deliveries == 1 && report.logLines == 10)
    }

    @Test func syslogLinesAreRead() {
        let log = """
            Nov 29 02:11:02 mx1 qmail: 1764382262.100000 starting delivery 1: msg 123 to remote bob@example.net
            Nov 29 02:11:02 mx1 qmail: 1764382262.1 delivery 1: failure: 192.0.2.7_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/Giving_up_on_192.0.2.7./
            Nov 29 02:11:03 mx1 qmail: 1764382263.123456 delivery 2: deferral: CNAME_lookup_failed_temporarily._(#4.4.3)/
            """
        let report = report(log)

        #expect(report.failures.map(\.finding.category) == [.mailboxUnknown, .serverTrouble])
        #expect(report.failures.first?.recipients == [Array("bob@example.net".utf8)])
    }

    @Test func linesWithoutATimeAreRead() {
        let log = """
            starting delivery 7: msg 123 to local joe@example.org
            delivery 7: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
            """
        let failures = report(log).failures

        #expect(failures.map(\.finding.id) == ["mailbox-unknown"])
        #expect(failures.map(\.occurrences) == ["once for joe@example.org, 1 message"])
    }

    @Test func anAddressOfTheWebKeepsItsSlashes() {
        let line = "delivery 7: failure: Remote_host_said:_554_see_https://a.example/x/192.0.2.7/"
        guard case .ended(_, .failure, let words) = QmailLine(Array(line.utf8)[...]) else {
            Issue.record("no delivery")
            return
        }

        #expect(
            words == Array("Remote host said: 554 see https://a.example/x/192.0.2.7/".utf8))
    }
}
