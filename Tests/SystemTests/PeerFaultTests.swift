import SMTPCore
import SMTPTrace
import TestSupport
import Testing

/// What other clients were seen to get wrong; each was reproduced with one of them.
@Suite("Faults of other clients")
struct PeerFaultTests {
    @Test func plaintextBehindSTARTTLSIsDroppedAndFlagged() throws {
        let injected = "250-injected\r\n250 AUTH PLAIN\r\n"
        let server = try ScriptedServer(
            .opening("STARTTLS") + [
                .expect("STARTTLS"), .send("220 go\r\n" + injected), .line, .close,
            ])
        let session = try JSONSession(
            server.address, ["EHLO me.test", ":starttls", "EHLO me.test"],
            flags: ["--timeout", "2"])

        let dropped = session.facts.compactMap { fact -> (String, Int)? in
            guard case .injected(let octets, let total) = fact else { return nil }
            return (String(decoding: octets, as: UTF8.self), total)
        }
        #expect(dropped.map(\.0) == [injected])
        #expect(dropped.map(\.1) == [injected.utf8.count])
        #expect(!session.replies.contains { $0.contains("injected") })
        #expect(session.code != 0)
    }

    /// A line of it that reads QUIT would end the session.
    @Test func aMessageTheServerDoesNotWantIsNotSentAsCommands() throws {
        let message = ["Subject: x", "", "Say", "QUIT", "."]
        let refused = try JSONSession("lab:healthy", ["EHLO a.test", "DATA"] + message + ["NOOP"])
        let commands = try JSONSession("lab:healthy", ["EHLO a.test", "DATA", "RSET", "XYZZY"])

        #expect(refused.commands == ["EHLO a.test", "DATA", "NOOP", "QUIT"])
        #expect(refused.outcome.errorText.contains("its 5 lines were not sent"))
        #expect(commands.commands == ["EHLO a.test", "DATA", "RSET", "XYZZY", "QUIT"])
    }

    @Test func aMessageFileWaitsFor354() throws {
        let folder = try Folder()
        try FileText.write("Subject: x\n\nQUIT\n", to: folder.path + "/m.eml")
        let session = try JSONSession(
            "lab:healthy", ["EHLO a.test", ":message \(folder.path)/m.eml", "NOOP"])

        #expect(session.commands == ["EHLO a.test", "NOOP", "QUIT"])
        #expect(session.code == 1)
    }

    @Test func theSessionGoesOnInTLSAsIfTheInjectedTextHadNeverCome() throws {
        let server = try InjectingServer()
        let session = try JSONSession(
            server.address, ["EHLO me.test", ":starttls", "EHLO me.test", "NOOP", "QUIT"])

        #expect(session.facts.contains { if case .injected = $0 { true } else { false } })
        let secure = session.received.filter(\.isSecure).map { $0.octets.text }
        #expect(secure == ["250 inside\r\n", "250 noop\r\n", "221 bye\r\n"])
        #expect(session.code == 41)
    }

    @Test func plaintextBehindSTARTTLSIsExplained() throws {
        let server = try InjectingServer()
        let transcript = try Scope.transcript(server.address, ["EHLO me.test", ":starttls"])

        #expect(transcript.status == .exited(41))
        #expect(transcript.text.contains("plaintext stood behind the answer to STARTTLS"))
        #expect(transcript.text.contains("what was dropped: 250-injected\\r\\n"))
    }

    @Test func whereTheGreetingIsNoneOnlyQUITIsSent() throws {
        let server = try ScriptedServer([
            .send("* OK IMAP4rev1 ready\r\n"), .line, .send("221 bye\r\n"), .line, .close,
        ])
        let transcript = try Scope.transcript(server.address, ["EHLO me.test", "NOOP"])

        #expect(transcript.text.contains("This is an IMAP server"), "\(transcript)")
        #expect(server.report.text.hasPrefix("QUIT\r\n"), "\(server.report)")
        #expect(!server.report.text.contains("EHLO"), "\(server.report)")
    }

    @Test func aServerThatGoesWithoutAGoodbyeIsNoPermanentFailure() throws {
        let server = try ScriptedServer([.send("220 hi\r\n"), .expect("QUIT"), .close])
        let transcript = try Scope.transcript(server.address, ["QUIT"])

        #expect(transcript.text.contains("warning: connection lost"), "\(transcript)")
    }

    @Test func keywordsAreReadInAnyCase() throws {
        let server = try ScriptedServer(
            .opening("starttls", "auth plain", "size 4711") + [
                .expect("STARTTLS"), .send("454 not now\r\n"),
            ] + .farewell)
        let session = try JSONSession(server.address, ["EHLO me.test", ":starttls"])

        #expect(server.finish().lines == ["EHLO me.test", "STARTTLS", "QUIT"])
        #expect(session.code == 29)
    }

    @Test func keywordsInAnyCaseAreExplained() throws {
        let server = try ScriptedServer(.opening("starttls", "pipelining") + .farewell)
        let transcript = try Scope.transcript(server.address, ["EHLO me.test"])

        #expect(transcript.lines.contains { $0.contains("250-starttls") && $0.contains("| ") })
        #expect(transcript.lines.contains { $0.contains("250 pipelining") && $0.contains("| ") })
    }

    @Test func aForwardingReplyIsASuccess() throws {
        let server = try ScriptedServer(
            .opening("8BITMIME") + [
                .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"),
                .send("251 User not local; will forward\r\n"), .expect("DATA"),
                .send("354 go on\r\n"), .content, .send("250 taken\r\n"),
            ] + .farewell)
        let transcript = try Scope.transcript(
            server.address,
            ["EHLO me.test", "MAIL FROM:<>", "RCPT TO:<a@b.test>", "DATA", "hello", "."])

        #expect(transcript.status == .exited(0))
        #expect(transcript.text.contains("S< 251 User not local; will forward"))
        #expect(!transcript.text.contains("S! 251"))
    }

    @Test func aConnectionThatIsGoneNeverKillsTheProgram() throws {
        let server = try ScriptedServer(.opening("SIZE 1") + [.expect("MAIL"), .reset])
        let session = try JSONSession(
            server.address, ["EHLO me.test", "MAIL FROM:<a@b.test>", "RCPT TO:<c@d.test>"])

        #expect(session.code == 6)
        #expect(session.ending?.how == .reset)
        #expect(session.ending?.midCommand == true)
        #expect(session.ending?.lastSent.text.hasSuffix("MAIL FROM:<a@b.test>\r\n") == true)
    }

    @Test func anOrderlyCloseIsToldApartFromAReset() throws {
        let server = try ScriptedServer(.opening("SIZE 1") + [.expect("MAIL"), .close])
        let session = try JSONSession(server.address, ["EHLO me.test", "MAIL FROM:<a@b.test>"])

        #expect(session.code == 6)
        #expect(session.ending?.how == .closedByServer)
        #expect(session.ending?.midCommand == true)
    }

    @Test func linesThatCouldNotBeSentAreNoSuccess() throws {
        let server = try ScriptedServer(.opening("SIZE 1") + [.reset])
        let session = try JSONSession(
            server.address, ["EHLO me.test", ":wait 1", "MAIL FROM:<a@b.test>"])

        #expect(session.code == 6)
        #expect(session.commands == ["EHLO me.test"])
    }

    @Test func aSilentHandshakeEndsByItsOwnClock() throws {
        let server = try ScriptedServer(
            .opening("STARTTLS") + [.expect("STARTTLS"), .send("220 go\r\n"), .silence])
        let session = try JSONSession(
            server.address, ["EHLO me.test", ":starttls"], flags: ["--timeout", "1"])

        #expect(session.outcome.duration < .seconds(5))
        #expect(session.code == 40)
        let isTold = session.facts.contains { fact in
            switch fact {
            case .overdue(.handshake, _): true
            case .tlsFailed(let failure, _): failure.kind == .timedOut
            case .ended(let ending): ending.how == .timedOut(.handshake)
            default: false
            }
        }
        #expect(isTold)
    }

    @Test func nothingIsSentWhileAnAnswerIsOutstanding() throws {
        let server = try ScriptedServer([
            .send("220 mx.test\r\n"), .expect("EHLO"), .silence,
        ])
        let session = try JSONSession(
            server.address, ["EHLO me.test", "MAIL FROM:<>", "NOOP"], flags: ["--timeout", "1"])

        #expect(session.code == 40)
        #expect(session.ending?.how == .timedOut(.reply(to: "EHLO")))
        #expect(server.finish().lines == ["EHLO me.test"])
    }

    @Test func aCodeThatChangesInsideAReplyIsFlagged() throws {
        let steps: [ScriptedServer.Step] = [
            .send("220 mx.test\r\n"), .expect("EHLO"), .send("250-s\r\n550 no\r\n"),
        ]
        let server = try ScriptedServer(steps + .farewell)
        let session = try JSONSession(server.address, ["EHLO me.test"])
        let other = try ScriptedServer(steps + .farewell)
        let transcript = try Scope.transcript(other.address, ["EHLO me.test"])

        #expect(server.finish().lines == ["EHLO me.test", "QUIT"])
        #expect(session.code == 22 || session.code == 41)
        #expect(transcript.text.contains("odd: "))
    }

    @Test func lineEndingsThatAreNoneAreFlagged() throws {
        let server = try ScriptedServer(
            [.send("220 mx.test\r\n"), .expect("EHLO"), .send("250-a\n250 b\r\r\n")] + .farewell)
        let transcript = try Scope.transcript(server.address, ["EHLO me.test"])

        #expect(transcript.lines.count { $0.contains("odd: ") } >= 2)
        #expect(transcript.status == .exited(0))
    }

    @Test func lineEndingsAreKeptInTheFacts() throws {
        let server = try ScriptedServer(
            [.send("220 mx.test\r\n"), .expect("EHLO"), .send("250-a\n250 b\r\r\n")] + .farewell)
        let session = try JSONSession(server.address, ["EHLO me.test"])

        let octets = session.received.dropFirst().prefix(2).flatMap(\.octets)
        #expect(octets == Array("250-a\n250 b\r\r\n".utf8))
    }

    @Test func aRefusedQUITHasItsOwnCode() throws {
        let server = try ScriptedServer(
            .opening("SIZE 1") + [.expect("QUIT"), .send("500 stay\r\n"), .close])
        let session = try JSONSession(server.address, ["EHLO me.test"])

        #expect(session.code == 27)
    }

    @Test func aRefusedSTARTTLSLeavesTheSessionUsable() throws {
        let server = try ScriptedServer(
            .opening("STARTTLS") + [
                .expect("STARTTLS"), .send("454 4.7.0 not now\r\n"), .expect("NOOP"),
                .send("250 ok\r\n"),
            ] + .farewell)
        let session = try JSONSession(server.address, ["EHLO me.test", ":starttls", "NOOP"])

        #expect(session.code == 29)
        #expect(server.finish().problem == nil)
        #expect(session.ending?.how == .closedByUs || session.ending?.isOrderly == true)
    }

    @Test func oneRefusedRecipientOfLMTPIsAFailure() throws {
        let server = try ScriptedServer(
            [
                .send("220 mx.test LMTP\r\n"), .expect("LHLO"), .send("250 mx.test\r\n"),
                .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
                .expect("RCPT"), .send("250 ok\r\n"), .expect("DATA"), .send("354 go on\r\n"),
                .content, .send("250 2.0.0 <a@b.test> taken\r\n"),
                .send("550 5.2.2 <c@b.test> full\r\n"),
            ] + .farewell)
        let session = try JSONSession(
            "lmtp://\(server.address)",
            [
                "LHLO me.test", "MAIL FROM:<>", "RCPT TO:<a@b.test>", "RCPT TO:<c@b.test>", "DATA",
                "hello", ".",
            ])

        #expect(session.code == 26)
        #expect(server.finish().lines.last == "QUIT")
    }

    @Test func exitCodesTellSuccessFromFailure() throws {
        let good = try ScriptedServer(
            .opening("SIZE 1") + [
                .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
            ] + .farewell)
        let bad = try ScriptedServer(
            .opening("SIZE 1") + [
                .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("550 no\r\n"),
            ] + .farewell)
        let lines = ["EHLO me.test", "MAIL FROM:<>", "RCPT TO:<a@b.test>"]

        #expect(try JSONSession(good.address, lines).code == 0)
        #expect(try JSONSession(bad.address, lines).code == 24)
    }

    @Test func messageLinesLeaveWithCRLFAndDoubledDots() throws {
        let server = try ScriptedServer(
            .opening("SIZE 1") + [
                .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
                .expect("DATA"), .send("354 go on\r\n"), .content, .send("250 taken\r\n"),
            ] + .farewell)
        let folder = try Folder()
        let file = try folder.file("letter.eml", "Subject: x\n\n.dot\n..two\nlast")
        let session = try JSONSession(
            server.address,
            [
                "EHLO me.test", "MAIL FROM:<>", "RCPT TO:<a@b.test> NOTIFY=FAILURE", "DATA",
                ":message \(file)",
            ])

        #expect(session.code == 0)
        let sent = server.finish().text
        #expect(
            sent.contains("DATA\r\nSubject: x\r\n\r\n..dot\r\n...two\r\nlast\r\n.\r\nQUIT\r\n"))
        #expect(sent.contains("RCPT TO:<a@b.test> NOTIFY=FAILURE\r\n"))
    }

    @Test func anyLineMayBeTypedInsideTLS() throws {
        let lines = [
            "EHLO me.test", ":starttls", "EHLO me.test", "Quux", "MAIL FROM:<a@lab.test>",
            "RCPT TO:<bob@lab.test>", "RSET", "QUIT",
        ]
        let session = try JSONSession("lab:healthy", lines)

        #expect(session.commands == ["EHLO me.test", "STARTTLS"] + lines.dropFirst(2))
        let secure = session.received.filter(\.isSecure).map { $0.octets.prefix(4) }
        #expect(secure.contains(Array("500 ".utf8)[...]))
        #expect(session.received.filter { !$0.isSecure }.count > 4)
        #expect(session.received.last?.octets.starts(with: Array("221".utf8)) == true)
    }
}
