import SMTPTrace
import Testing

@testable import ScopeEngine

/// `--tls starttls`: TLS comes before anything else.
@Suite
struct SecuringTests {
    private var options: ConnectOptions {
        var options = ConnectOptions()
        options.tls = .starttls
        options.helloName = "me.test"
        return options
    }

    private func sent(_ session: Session) -> [String] {
        session.facts.facts.compactMap { fact in
            guard case .sent(let sent) = fact else { return nil }
            let line = String(decoding: sent.octets, as: UTF8.self)
            return (sent.isSecure ? "tls " : "") + line.filter { !$0.isNewline }
        }
    }

    @Test func theSessionBeginsInsideTLS() async {
        let session = Session()
        session.connect(.lab("healthy"), options)

        await session.facts.next { if case .secured = $0 { true } else { false } }
        await session.facts.reply(250)

        #expect(sent(session) == ["EHLO me.test", "STARTTLS", "tls EHLO me.test"])
    }

    @Test(arguments: [
        ("250 mx", "502 no\r\n", "the server refused STARTTLS"),
        ("502 no", "", "EHLO was refused"),
    ])
    func nothingIsSaidInClearWhereTLSIsRefused(
        hello: String, answer: String, reason: String
    ) async throws {
        let server = ScriptedServer { client in
            client.send("220 mx\r\n")
            _ = client.line()
            client.send(hello + "\r\n")
            if !answer.isEmpty {
                _ = client.line()
                client.send(answer)
            }
            _ = client.line()
        }
        let session = try Session(to: server, options)

        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByUs)
        let failures = session.facts.facts.compactMap { fact in
            if case .tlsFailed(let failure, _) = fact { failure.text } else { nil }
        }
        #expect(failures == ["\(reason), and TLS was demanded"])
    }

    @Test func aRefusedGreetingIsNotAnswered() async throws {
        let server = ScriptedServer { client in
            client.send("554 no\r\n")
            _ = client.line()
        }
        let session = try Session(to: server, options)

        await session.facts.reply(554)
        session.submit(.close)
        _ = await session.facts.ending()

        #expect(sent(session).isEmpty)
    }
}
