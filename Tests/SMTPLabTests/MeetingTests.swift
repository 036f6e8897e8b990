import SMTPCore
import Testing

@testable import SMTPLab

/// The client's machine of SMTPCore and the lab, joined.
struct MeetingTests {
    private struct Meeting {
        var lab: Lab
        var client = Conversation()
        var replies: [(reply: Reply, to: Exchange?)] = []
        var isClosed = false

        init(_ scenario: LabScenario) {
            lab = Lab(scenario: scenario, seed: 1, hmacMD5: Dialogue.fakeHMAC)
            hear(lab.accept(connection: 1, client: "192.0.2.1", at: .zero))
        }

        mutating func say(_ line: String) { obey(client.submit(Array((line + "\r\n").utf8))) }

        mutating func authenticate(_ sasl: SASLClient) {
            obey(client.authenticate(sasl, withInitialResponse: true))
        }

        private mutating func obey(_ actions: [ClientAction]) {
            for action in actions {
                switch action {
                case .write(let octets, _):
                    hear(lab.receive(octets[...], on: 1, at: .zero))
                case .report(let reply, let exchange): replies.append((reply, exchange))
                case .startHandshake: break
                }
            }
        }

        private mutating func hear(_ actions: [LabAction]) {
            for action in actions {
                switch action {
                case .write(_, let octets): obey(client.receive(octets[...]))
                case .startTLS:
                    client.secured()
                    hear(lab.secured(1, at: .zero))
                case .close, .abort:
                    isClosed = true
                    obey(client.ended())
                case .note: break
                }
            }
        }
    }

    @Test(arguments: LabScenario.ids.filter { $0 != "broken-reply" && $0 != "lmtp" })
    func everyReplyIsGoodGrammarAndPairsWithItsCommand(id: String) throws {
        var meeting = Meeting(try #require(LabScenario.named(id)))
        for line in [
            "EHLO a.example", "STARTTLS", "EHLO a.example", "FOO", "MAIL FROM:<ann@example.org>",
            "RCPT TO:<bob@lab.test>", "RCPT TO:<bop@lab.test>", "VRFY bob", "HELP", "RSET",
            "QUIT",
        ] where !meeting.isClosed {
            meeting.say(line)
        }

        for (reply, exchange) in meeting.replies {
            #expect(reply.oddities.isEmpty, "\(reply.octets.text)")
            #expect(exchange != nil, "nobody asked for \(reply.octets.text)")
        }
        if !["silent", "early-talker", "tarpit"].contains(id) {
            #expect(!meeting.replies.isEmpty && meeting.isClosed)
        }
    }

    @Test(arguments: [SASLMechanism.plain, .login, .cramMD5])
    func theClientLogsInAndSendsALetter(mechanism: SASLMechanism) throws {
        var meeting = Meeting(try #require(LabScenario.named("auth-required")))
        for line in ["EHLO a.example", "STARTTLS", "EHLO a.example"] { meeting.say(line) }
        let credentials = Credentials(user: "ann", password: "wonderland")
        let sasl = SASLClient(
            mechanism: mechanism, credentials: credentials, hmacMD5: Dialogue.fakeHMAC)

        meeting.authenticate(try #require(sasl))
        for line in [
            "MAIL FROM:<ann@lab.test>", "RCPT TO:<kim@example.org>", "DATA", "Subject: x", "", ".",
            "QUIT",
        ] {
            meeting.say(line)
        }

        #expect(meeting.replies.contains { $0.reply.code == 235 })
        #expect(meeting.lab.letters.first?.user == "ann")
        #expect(meeting.lab.letters.first?.content == Array("Subject: x\r\n\r\n".utf8))
        #expect(meeting.isClosed)
    }
}
