import SMTPTrace
import TestSupport
import Testing

@Suite("Dovecot", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct DovecotTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func eachRecipientHasAnAnswerOverAUNIXSocket() throws {
        let session = try JSONSession(
            "lmtp://\(servers.deliverySocket)",
            [
                "LHLO client.test", "MAIL FROM:<eve@client.test>", "RCPT TO:<ann@example.test>",
                "RCPT TO:<bob@example.test>", "DATA", "Subject: two", "", "two", ".",
            ])

        #expect(session.code == 0)
        #expect(session.replies.count { $0.hasPrefix("250 2.0.0") && $0.contains("Saved") } == 2)
        #expect(session.commands.last == "QUIT")
    }

    @Test func anUnknownRecipientIsExplained() throws {
        let transcript = try Scope.transcript(
            "lmtp://\(servers.deliverySocket)",
            ["LHLO client.test", "MAIL FROM:<>", "RCPT TO:<nobody@example.test>"])

        #expect(transcript.status == .exited(24))
        #expect(transcript.text.contains("S! 550 5.1.1"))
        #expect(transcript.text.contains("There is no such mailbox"))
    }

    @Test func lMTPOverTCPSecuresItself() throws {
        let session = try JSONSession(
            "lmtp://\(servers.delivery)",
            ["LHLO client.test", ":starttls", "LHLO client.test", "NOOP"],
            flags: ["--ca", servers.authority])

        #expect(session.code == 0)
        #expect(session.tls?.isVerified == true)
    }

    @Test func aMissingSocketIsASentence() throws {
        let session = try JSONSession("lmtp:///nonexistent/lmtp", [])

        #expect(session.code == 2)
        let failure = session.facts.compactMap { fact -> ConnectFailure? in
            if case .connectFailed(_, let failure) = fact { failure } else { nil }
        }.first
        #expect(failure?.kind == .noSuchFile)
    }
}
