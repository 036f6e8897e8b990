import SMTPTrace
import TestSupport
import Testing

@Suite(
    "Exim behind a pipe", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct EximTests {
    private let exim: String

    init() throws { exim = try RealServers.shared.exim }

    @Test func aRehearsalShowsItsReasonsBesideTheSession() throws {
        let session = try JSONSession(
            nil,
            [
                "EHLO client.test", "MAIL FROM:<eve@client.test>", "RCPT TO:<bob@far.test>",
                "RCPT TO:<ann@example.test>",
            ], flags: ["--pipe", "\(exim) -bh 192.0.2.1"])

        #expect(session.code == 0)
        #expect(session.hasReply("550 relay not permitted"))
        #expect(session.replies.contains { $0.contains("SMTP testing session") })
        #expect(session.diagnostics.contains { $0.contains("using ACL") })
        #expect(session.commands.last == "QUIT")
    }

    @Test func standardErrorIsMarkedInTheTranscript() throws {
        let outcome = try Scope.run(
            ["connect", "--plain", "--pipe", "\(exim) -bh 192.0.2.1"], input: "EHLO client.test\n")

        #expect(outcome.status == .exited(0))
        #expect(
            outcome.lines.contains { $0.contains("E: ") && $0.contains("hosts_connection_nolog") })
        #expect(outcome.lines.contains { $0.contains("S< 220 exim.test") })
    }

    @Test func aLetterIsAcceptedOverStandardInput() throws {
        let session = try JSONSession(
            nil,
            [
                "EHLO client.test", "MAIL FROM:<eve@client.test>", "RCPT TO:<ann@example.test>",
                "DATA", "Subject: pipe", "", "through a pipe", ".",
            ], flags: ["--pipe", "\(exim) -bs"])

        #expect(session.code == 0)
        #expect(session.hasReply("250 OK id="))
    }

    @Test func theTargetMayNameTheProgram() throws {
        let session = try JSONSession("pipe:\(exim) -bs", ["EHLO client.test"])

        #expect(session.code == 0)
        #expect(session.hasReply("220 exim.test"))
    }

    @Test func aProgramThatDiesIsTold() throws {
        let session = try JSONSession(
            nil, ["EHLO client.test"], flags: ["--pipe", "echo '220 hello'; exit 7"])

        #expect(session.code == 5)
        #expect(session.ending?.how == .exited(status: 7))
    }

    @Test func aProgramThatDoesNotExistIsTold() throws {
        let session = try JSONSession(nil, [], flags: ["--pipe", "/nonexistent/exim -bs"])

        #expect(session.code == 2)
    }
}
