import SMTPTrace
import TestSupport
import Testing

@Suite("Postfix", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct PostfixTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func aPlainSessionEndsWithSuccess() throws {
        let session = try JSONSession(servers.plain, ["EHLO client.test", "NOOP", "QUIT"])

        #expect(session.code == 0)
        #expect(session.strayLines.isEmpty)
        #expect(session.outcome.errors.isEmpty)
        #expect(session.hasReply("220 mail.test ESMTP"))
        #expect(session.hasReply("250-STARTTLS"))
        #expect(session.hasReply("221 2.0.0"))
        #expect(session.commands == ["EHLO client.test", "NOOP", "QUIT"])
        #expect(session.facts.contains { if case .connected = $0 { true } else { false } })
    }

    @Test func qUITIsSaidAtTheEndOfTheInput() throws {
        let session = try JSONSession(servers.plain, ["EHLO client.test"])

        #expect(session.code == 0)
        #expect(session.commands.last == "QUIT")
        #expect(session.ending?.isOrderly == true)
    }

    @Test func aLetterReachesTheMailbox() throws {
        let token = "letter-\(ContinuousClock.now)".filter { $0.isLetter || $0.isNumber }
        let session = try JSONSession(
            servers.plain,
            [
                "EHLO client.test", "MAIL FROM:<eve@client.test>", "RCPT TO:<ann@example.test>",
                "DATA", "Subject: \(token)", "", "..two dots become one", ".",
            ])

        #expect(session.code == 0)
        #expect(session.hasReply("354 "))
        #expect(session.hasReply("250 2.0.0 Ok: queued"))
        let letter = try #require(servers.letter(of: "ann", with: token))
        #expect(letter.contains("\n.two dots become one"))
    }

    @Test func aMessageFileIsSentWithItsDotsDoubled() throws {
        let folder = try Folder()
        let token = "file-\(ContinuousClock.now)".filter { $0.isLetter || $0.isNumber }
        let file = try folder.file("letter.eml", "Subject: \(token)\n\n.dot\nlast line\n")
        let session = try JSONSession(
            servers.plain,
            [
                "EHLO client.test", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA",
                ":message \(file)",
            ])

        #expect(session.code == 0)
        let letter = try #require(servers.letter(of: "bob", with: token))
        #expect(letter.contains("\n.dot\nlast line\n"))
    }

    @Test func relayingRefusedIsExplained() throws {
        let lines = ["EHLO client.test", "MAIL FROM:<eve@client.test>", "RCPT TO:<bob@far.test>"]
        let session = try JSONSession(servers.plain, lines)
        let transcript = try Scope.transcript(servers.plain, lines)

        #expect(session.code == 24)
        #expect(session.hasReply("554 5.7.1 <bob@far.test>: Relay access denied"))
        #expect(transcript.status == .exited(24))
        #expect(transcript.text.contains("S! 554 5.7.1"))
        #expect(transcript.text.contains(" ! "))
        #expect(transcript.text.lowercased().contains("relay for you"))
    }

    @Test func anUnknownMailboxIsExplained() throws {
        let lines = ["EHLO client.test", "MAIL FROM:<>", "RCPT TO:<nobody@example.test>"]
        let transcript = try Scope.transcript(servers.plain, lines)

        #expect(transcript.status == .exited(24))
        #expect(transcript.text.contains("S! 550 5.1.1"))
        #expect(transcript.text.contains("There is no such mailbox"))
    }

    @Test func greylistingIsExplained() throws {
        let lines = ["EHLO client.test", "MAIL FROM:<>", "RCPT TO:<greylisted@example.test>"]
        let transcript = try Scope.transcript(servers.plain, lines)

        #expect(transcript.status == .exited(24))
        #expect(transcript.text.contains("Greylisted: come back later"))
    }

    @Test func aBlockListIsExplained() throws {
        let lines = ["EHLO client.test", "MAIL FROM:<>", "RCPT TO:<listed@example.test>"]
        let transcript = try Scope.transcript(servers.plain, lines)

        #expect(transcript.status == .exited(24))
        #expect(transcript.text.contains("Spamhaus"))
    }

    @Test func oneAcceptedRecipientIsEnough() throws {
        let session = try JSONSession(
            servers.plain,
            [
                "EHLO client.test", "MAIL FROM:<>", "RCPT TO:<nobody@example.test>",
                "RCPT TO:<ann@example.test>", "RSET",
            ])

        #expect(session.code == 0)
    }

    @Test func aDeclaredSizeBeyondTheLimitIsRefusedAtMAIL() throws {
        let lines = ["EHLO client.test", "MAIL FROM:<eve@client.test> SIZE=999999999"]
        let transcript = try Scope.transcript(servers.plain, lines)

        #expect(transcript.status == .exited(23))
        #expect(transcript.text.contains("S! 552 5.3.4"))
        #expect(transcript.text.contains("The message is too large"))
    }

    @Test func aMessageBeyondTheLimitIsRefusedAtItsEnd() throws {
        let line = String(repeating: "0123456789", count: 9)
        let session = try JSONSession(
            servers.plain,
            ["EHLO client.test", "MAIL FROM:<>", "RCPT TO:<ann@example.test>", "DATA"]
                + Array(repeating: line, count: 2_000) + ["."])

        #expect(session.code == 26)
        #expect(session.hasReply("552 5.3.4"))
    }

    @Test func commandsOutOfOrderAreSentAndExplained() throws {
        let transcript = try Scope.transcript(
            servers.plain, ["EHLO client.test", "RCPT TO:<ann@example.test>", "DATA"])

        #expect(transcript.status == .exited(25))
        #expect(transcript.text.contains("S! 503 5.5.1"))
        #expect(transcript.text.contains("The commands came in the wrong order"))
    }

    @Test func aServerThatHangsUpAfterTooManyErrorsIsTold() throws {
        let session = try JSONSession(
            servers.strict,
            ["EHLO client.test"] + (1...6).map { "BLAH\($0)" } + ["MAIL FROM:<>", "NOOP"])

        #expect(session.hasReply("421 4.7.0"))
        #expect(session.ending?.how == .closedByServer)
        #expect(session.code == 6)
        #expect(!session.commands.contains("NOOP"))
    }

    @Test func aServerThatIsTiredOfWaitingIsTold() throws {
        let session = try JSONSession(
            servers.strict, ["EHLO client.test", ":wait 30", "NOOP"], within: .seconds(25))

        #expect(session.hasReply("421 4.4.2"))
        #expect(session.ending?.how == .closedByServer)
        #expect(session.code == 6)
    }

    @Test func pipelinedCommandsShareOneWriteAndKeepTheirAnswers() throws {
        let session = try JSONSession(
            servers.plain,
            [
                "EHLO client.test", "MAIL FROM:<>", "RCPT TO:<ann@example.test>",
                "RCPT TO:<nobody@example.test>", "RSET", "NOOP",
            ], flags: ["--pipeline"])

        #expect(session.code == 0)
        let codes = session.replies.compactMap { $0.dropFirst(3).first == " " ? $0.prefix(3) : nil }
        #expect(codes == ["220", "250", "250", "250", "550", "250", "250", "221"])
    }
}
