import SMTPTrace
import Testing

@testable import ScopeEngine

@Suite
struct ConnectTests {
    @Test func aRefusedPortIsToldAsRefused() async throws {
        // A port that was free a moment ago.
        let port = ScriptedServer { _ in }.port
        let session = Session()

        session.connect(.host("127.0.0.1", port: port, .smtp))
        let failure = await session.facts.connectFailure()

        #expect(failure?.kind == .refused)
    }

    @Test func anUnknownNameIsToldAsNotFound() async {
        let session = Session()

        session.connect(.host("nosuchhost.invalid", port: 25, .smtp))
        let failure = await session.facts.connectFailure()

        #expect(failure?.kind == .nameNotFound || failure?.kind == .lookupFailed)
        #expect(session.facts.facts.first == .resolving(name: "nosuchhost.invalid"))
    }

    @Test func aMissingSocketIsToldAsNoSuchFile() async {
        let session = Session()

        session.connect(.socket(path: "/nonexistent/lmtp", .lmtp))
        let failure = await session.facts.connectFailure()

        #expect(failure?.kind == .noSuchFile)
    }

    @Test func silenceIsToldByTheGreetingsClock() async throws {
        let server = ScriptedServer { $0.drain() }
        var options = ConnectOptions()
        options.patience.greeting = .milliseconds(50)
        options.patience.givesUp = true
        let session = try Session(to: server, options)

        let ending = await session.facts.ending()

        #expect(ending?.how == .timedOut(.greeting))
    }

    @Test func aTLSRecordInPlaceOfAGreetingIsShown() async throws {
        let alert: [UInt8] = [0x15, 3, 1, 0, 2, 2, 70]
        let server = ScriptedServer { client in
            client.send(alert)
            client.drain()
        }
        let session = try Session(to: server)

        let fact = await session.facts.next { if case .received = $0 { true } else { false } }

        #expect(fact == .received(ReceivedOctets(octets: alert, isSecure: false, read: 1)))
    }

    @Test func plainTextOnAPortForTLSIsKept() async throws {
        let server = ScriptedServer { client in
            client.send("220 plain\r\n")
            client.drain()
        }
        var options = ConnectOptions()
        options.tls = .implicit
        let session = try Session(to: server, options)

        let failure = await session.facts.tlsFailure()

        #expect(failure?.kind == .notTLS)
        #expect(failure?.peerOctets == Array("220 plain\r\n".utf8))
    }

    @Test func anEndlessLineCostsBoundedMemory() async throws {
        let server = ScriptedServer { client in
            let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
            for _ in 0..<200 where !client.send(block) { return }
            client.send("\r\n")
            client.drain()
        }
        let session = try Session(to: server)

        let fact = await session.facts.next { if case .received = $0 { true } else { false } }

        guard case .received(let line) = fact else { return }
        #expect(line.octets.count <= 65_536)
        #expect(line.octets.count + line.omitted == 200 << 20 | 2)
    }

    @Test func anEndlessReplyIsCutAndCounted() async throws {
        let server = ScriptedServer { client in
            let block = Array(repeating: Array("220-line\r\n".utf8), count: 1_000).flatMap { $0 }
            for _ in 0..<100 where !client.send(block) { return }
            client.send("220 end\r\n")
            client.drain()
        }
        let session = try Session(to: server)

        await session.facts.reply(220)

        let lines = session.facts.facts.compactMap { fact -> ReceivedOctets? in
            if case .received(let line) = fact { line } else { nil }
        }
        #expect(lines.count <= 1_002)
        #expect(lines.reduce(0) { $0 + $1.octets.count + $1.omitted } == 1_000_009)
    }

    @Test func unsolicitedRepliesPauseReading() async throws {
        let server = ScriptedServer { client in
            client.send("220 ready\r\n")
            let block = Array(repeating: Array("250 more\r\n".utf8), count: 1_000).flatMap { $0 }
            while client.send(block) {}
        }
        let session = try Session(to: server)

        await session.facts.next { $0 == .flooded(unreadReplies: 1_000) }
        let before = session.facts.facts.count
        session.submit(.keepWaiting)
        await session.facts.next { $0 == .flooded(unreadReplies: 1_000) }

        #expect(session.facts.facts.count == before + 1_001)
    }

    @Test func anAbortIsToldByTheServerAsReset() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.abort)
        let ending = await session.facts.ending()

        #expect(ending?.how == .resetByUs)
    }
}
