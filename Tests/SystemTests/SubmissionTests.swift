import SMTPTrace
import TestSupport
import Testing

@Suite("Submission", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct SubmissionTests {
    static let mechanisms = ["PLAIN", "LOGIN", "CRAM-MD5"]

    private let servers: RealServers
    private let opening = ["EHLO client.test", ":starttls", "EHLO client.test"]

    init() throws { servers = try RealServers.shared }

    @Test(arguments: mechanisms)
    func theRightPasswordIsAccepted(mechanism: String) throws {
        let session = try JSONSession(
            servers.submission,
            opening + [":auth \(mechanism) ann", "MAIL FROM:<ann@example.test>", "RSET"],
            environment: ["SMTP_PASSWORD=wonderland"])

        #expect(session.code == 0)
        #expect(session.hasReply("235 2.7.0"))
        #expect(session.hasReply("250 2.1.0"))
        #expect(session.sent.contains { $0.part == .authentication && $0.isSecure })
    }

    @Test(arguments: mechanisms)
    func theWrongPasswordIsToldAndTriedOnce(mechanism: String) throws {
        let session = try JSONSession(
            servers.submission, opening + [":auth \(mechanism) ann", "NOOP"],
            environment: ["SMTP_PASSWORD=looking-glass"])

        #expect(session.code == 28)
        #expect(session.replies.count { $0.hasPrefix("535 5.7.8") } == 1)
        #expect(session.commands.suffix(2) == ["NOOP", "QUIT"])
    }

    @Test func theWrongPasswordIsExplained() throws {
        let transcript = try Scope.transcript(
            servers.submission, opening + [":auth PLAIN ann"],
            environment: ["SMTP_PASSWORD=looking-glass"])

        #expect(transcript.status == .exited(28))
        #expect(transcript.text.contains("The login was refused"))
    }

    @Test func aPasswordOfAnotherAlphabetIsAccepted() throws {
        let session = try JSONSession(
            servers.submission, opening + [":auth PLAIN bob"],
            environment: ["SMTP_PASSWORD=p\u{E4}ssw\u{F6}rd"])

        #expect(session.code == 0)
    }

    @Test func mailWithoutTLSIsExplained() throws {
        let transcript = try Scope.transcript(
            servers.submission, ["EHLO client.test", "MAIL FROM:<ann@example.test>"])

        #expect(transcript.status == .exited(23))
        #expect(transcript.text.contains("S! 530 5.7.0"))
        #expect(transcript.text.contains("The server demands encryption"))
    }

    @Test func mailWithoutALoginIsExplained() throws {
        let transcript = try Scope.transcript(
            servers.submission,
            opening + ["MAIL FROM:<ann@example.test>", "RCPT TO:<bob@example.test>"])

        #expect(transcript.status == .exited(24))
        #expect(transcript.text.contains("S! 554 5.7.1"))
    }

    @Test func aMissingPasswordIsASentence() throws {
        let outcome = try Scope.transcript(servers.submission, opening + [":auth PLAIN ann"])

        #expect(outcome.status == .exited(1))
        #expect(
            outcome.errorText
                == "smtpscope: :auth needs a password: put it into the variable SMTP_PASSWORD.\n")
    }
}
