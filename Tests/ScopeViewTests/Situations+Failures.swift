import SMTPDiagnosis
import TerminalCore

@testable import ScopeModel

/// A log on the screen.
extension Situation {
    func openLog(_ stage: inout Stage) {
        var stream = ExplainStream()
        let text = self == .failuresNone ? "good morning\n" : Dialogue.log
        stream.append(Array(text.utf8)[...])
        let isComplete = self != .failuresRead
        let report = isComplete ? stream.finish() : stream.soFar
        let progress = LogProgress(
            name: "/var/log/mail.log", octets: isComplete ? text.utf8.count : 4_096, size: 9_999,
            isComplete: isComplete)
        _ = stage.model.update(.log(report, progress))
        if self == .failure { stage.press(.down, .enter) }
    }
}

extension Dialogue {
    /// What a mail server wrote: lasting and passing failures, a delivery, a line that is hostile.
    static let log = """
        Nov 24 10:00:00 mx postfix/smtpd[9]: connect from a.example[192.0.2.1]
        Nov 24 10:00:01 mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from a.example[192.0.2.1]: 554 \
        5.7.1 <x@y.example>: Relay access denied; from=<a@b.example> to=<x@y.example>
        Nov 24 10:00:02 mx postfix/smtp[8]: 4F1A2B3C4D: to=<u1@y.example>, dsn=4.7.1, \
        status=deferred (host mx[192.0.2.2] said: 450 4.7.1 Greylisted, try later)
        Nov 24 10:05:02 mx postfix/smtp[8]: 4F1A2B3C4D: to=<u1@y.example>, dsn=2.0.0, status=sent \
        (250 2.0.0 Ok)
        Nov 24 10:06:00 mx postfix/smtp[8]: 4F1A2B3C4E: to=<u2@y.example>, dsn=4.4.1, \
        status=deferred (connect to mx[192.0.2.3]:25: Connection refused)
        Nov 24 10:07:00 mx postfix/smtp[8]: 4F1A2B3C4F: to=<u3@y.example>, dsn=5.1.1, \
        status=bounced (host mx[192.0.2.2] said: 550 5.1.1 <u3@y.example>: User unknown)
        Nov 25 09:08:00 mx postfix/smtp[8]: 4F1A2B3C50: to=<u4@y.example>, dsn=5.1.1, \
        status=bounced (host mx[192.0.2.2] said: 550 5.1.1 <u4@y.example>: User unknown)
        Nov 25 10:09:00 mx postfix/smtp[8]: 4F1A2B3C51: to=<u5@y.example>, dsn=5.2.2, \
        status=bounced (host mx[192.0.2.2] said: 552 5.2.2 \u{1B}]0;owned\u{7} mailbox full)

        """
}
