import SMTPCore
import SMTPTrace
import Testing

@testable import ScopeEngine

/// What other clients get wrong, each a server that shows it.
@Suite
struct PeerFaultTests {
    @Test func plaintextBehindSTARTTLSIsDroppedAndFlagged() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            _ = client.line()
            client.send("220 go\r\n250-injected\r\n250 AUTH PLAIN\r\n")
            client.drain()
        }
        let session = try Session(to: server)

        await session.facts.reply(220)
        session.type("STARTTLS")
        let fact = await session.facts.next { if case .injected = $0 { true } else { false } }
        await session.facts.next { if case .handshaking = $0 { true } else { false } }

        let injected = Array("250-injected\r\n250 AUTH PLAIN\r\n".utf8)
        #expect(fact == .injected(octets: injected, total: injected.count))
        #expect(!session.facts.received.contains("injected"))
    }

    @Test func plaintextInASecondSegmentIsNoTLS() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            _ = client.line()
            client.send("220 go\r\n")
            // The client's hello shows that it has switched.
            client.waitForOctets()
            client.send("250 injected\r\n")
            client.drain()
        }
        let session = try Session(to: server)

        await session.facts.reply(220)
        session.type("STARTTLS")
        let failure = await session.facts.tlsFailure()
        let ending = await session.facts.ending()

        #expect(failure?.kind == .notTLS)
        #expect(failure?.peerOctets == Array("250 injected\r\n".utf8))
        #expect(ending?.how == .failed("the TLS handshake failed"))
        #expect(!session.facts.received.contains("injected"))
    }

    @Test func aServerThatClosedBeforeWeWriteIsToldWithTheLastOctets() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            _ = client.line()
            client.reset()
        }
        let session = try Session(to: server)

        await session.facts.reply(220)
        session.type("EHLO me.test")
        session.type("NOOP")
        let ending = await session.facts.ending()

        #expect(ending?.how == .reset)
        #expect(ending?.midCommand == true)
        #expect(ending?.lastSent.starts(with: Array("EHLO me.test\r\n".utf8)) == true)
    }

    @Test func aHandshakeHasItsOwnClock() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            _ = client.line()
            client.send("220 go\r\n")
            client.drain()
        }
        var options = ConnectOptions()
        options.patience.handshake = .milliseconds(50)
        options.patience.givesUp = true
        let session = try Session(to: server, options)

        await session.facts.reply(220)
        session.type("STARTTLS")
        await session.facts.next {
            $0 == .overdue(.handshake, after: .milliseconds(50))
        }
        let failure = await session.facts.tlsFailure()
        let ending = await session.facts.ending()

        #expect(failure?.kind == .timedOut)
        #expect(ending?.how == .timedOut(.handshake))
    }

    @Test func aLateAnswerGoesToTheCommandItAnswers() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            _ = client.line()
            // Answers only when the impatient client speaks again.
            _ = client.line()
            client.send("250 late\r\n221 bye\r\n")
            client.drain()
        }
        var options = ConnectOptions()
        options.patience.reply = .milliseconds(50)
        let session = try Session(to: server, options)

        await session.facts.reply(220)
        session.type("EHLO me.test")
        await session.facts.next {
            $0 == .overdue(.reply(to: "EHLO"), after: .milliseconds(50))
        }
        #expect(!session.facts.facts.contains { if case .ended = $0 { true } else { false } })
        session.type("QUIT")
        await session.facts.reply(221)

        var transcript = Transcript()
        for event in session.facts.events { transcript.note(event) }
        let late = (0..<transcript.rows.count).first {
            transcript.text(of: $0).elementsEqual("250 late\r\n".utf8)
        }
        let answered = try transcript.command(answeredAt: #require(late))
        #expect(answered?.verb == .ehlo)
    }

    @Test func lineEndingsArriveAsTheyWereSent() async throws {
        let server = ScriptedServer { client in
            client.send("220-lone\n220 two\r\r\n")
            client.drain()
        }
        let session = try Session(to: server)

        await session.facts.reply(220)

        #expect(session.facts.received == "220-lone\n220 two\r\r\n")
    }

    @Test func aRefusedSTARTTLSLeavesTheSessionUsable() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            _ = client.line()
            client.send("454 not now\r\n")
            _ = client.line()
            client.send("250 fine\r\n")
            client.drain()
        }
        let session = try Session(to: server)

        await session.facts.reply(220)
        session.type("STARTTLS")
        await session.facts.reply(454)
        session.type("NOOP")
        await session.facts.reply(250)
    }

    @Test(arguments: [ConnectOptions.TLSVersion.tls12, .tls13])
    func anyLineMayBeTypedInsideTLS(_ version: ConnectOptions.TLSVersion) async throws {
        var options = ConnectOptions()
        options.newest = version
        let session = Session()
        session.connect(.lab("healthy"), options)
        await session.startTLS()

        for line in ["RCPT TO:<bob@lab.test>", "Q", "QUERY", "B", "K"] {
            session.type(line)
            await session.facts.next {
                if case .received(let reply) = $0 { reply.isSecure } else { false }
            }
        }

        #expect(!session.facts.facts.contains { if case .ended = $0 { true } else { false } })
    }
}
