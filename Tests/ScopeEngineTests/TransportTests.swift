import Dispatch
import Glibc
import SMTPTrace
import TestSupport
import Testing

@testable import ScopeEngine

/// Which way the octets take.
@Suite
struct TransportTests {
    /// Greets, answers one line, and waits for the end.
    private static func host(_ client: ScriptedServer.Client) {
        client.send("220 mx.test\r\n")
        _ = client.line()
        client.send("250 ok\r\n")
        client.drain()
    }

    private let folder: Folder
    /// Of a socket.
    private var path: String { folder.path + "/socket" }

    init() throws { folder = try Folder() }

    private func socketPair(at place: ScriptedServer.Place) async throws {
        let server = ScriptedServer(at: place, Self.host)
        let session = try Session(to: server)
        await session.facts.reply(220)
        session.type("NOOP")
        await session.facts.reply(250)

        session.submit(.close)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByUs)
        let peers = session.facts.facts.compactMap { fact -> String? in
            if case .connected(_, let peer, _) = fact { peer } else { nil }
        }
        #expect(peers == [server.endpoint])
    }

    @Test(arguments: [ScriptedServer.Place.ipv4, .ipv6])
    func bothKindsOfAddressAreTalkedTo(_ place: ScriptedServer.Place) async throws {
        try await socketPair(at: place)
    }

    @Test func aUNIXSocketIsTalkedTo() async throws {
        try await socketPair(at: .socket(path))
    }

    /// Known before the server says a word.
    @Test func aTargetThatSaysLMTPIsToldWithTheConnection() async throws {
        let server = ScriptedServer(at: .socket(path), Self.host)
        let session = Session()
        session.connect(.socket(path: path, .lmtp))
        await session.facts.reply(220)

        session.submit(.close)
        _ = await session.facts.ending()

        #expect(
            session.facts.facts.contains(
                .connected(local: "", peer: server.endpoint, speaks: .lmtp)))
    }

    @Test func aSocketThatNobodyListensOnIsRefused() async throws {
        close(ScriptedServer.listen(at: .socket(path), backlog: 1).descriptor)
        let session = Session()

        session.connect(.socket(path: path, .smtp))
        let failure = await session.facts.connectFailure()

        #expect(failure?.kind == .refused)
    }

    @Test func aPathTooLongForASocketIsSaidPlainly() async {
        let session = Session()

        session.connect(.socket(path: "/tmp/" + String(repeating: "x", count: 200), .smtp))
        let failure = await session.facts.connectFailure()

        #expect(failure?.text.contains("longer than") == true, "\(failure?.text ?? "")")
    }

    // MARK: Families

    @Test(arguments: [ConnectOptions.Family.ipv4, .ipv6])
    func onlyAddressesOfTheWantedFamilyAreTried(_ family: ConnectOptions.Family) async {
        let session = Session()
        var options = ConnectOptions()
        options.family = family

        session.connect(.host("localhost", port: 1, .smtp), options)
        _ = await session.facts.connectFailure()

        let tried = session.facts.facts.compactMap { fact -> String? in
            if case .connecting(let address, _, _) = fact { address } else { nil }
        }
        #expect(tried.allSatisfy { $0.hasPrefix("[") == (family == .ipv6) }, "\(tried)")
    }

    @Test func anAddressOfTheOtherFamilyIsSaidPlainly() async {
        let session = Session()
        var options = ConnectOptions()
        options.family = .ipv6

        session.connect(.host("127.0.0.1", port: 25, .smtp), options)
        let failure = await session.facts.connectFailure()

        #expect(failure?.kind == .impossible)
        #expect(failure?.text == "this is an IPv4 address, and only IPv6 was asked for")
    }

    // MARK: The local end

    @Test func theLocalAddressIsTheOneThatWasAskedFor() async throws {
        let server = ScriptedServer { client in
            client.send("220 \(client.source)\r\n")
            client.drain()
        }
        var options = ConnectOptions()
        options.source = "127.0.0.7"
        let session = try Session(to: server, options)

        await session.facts.reply(220)

        #expect(session.facts.received == "220 127.0.0.7\r\n")
    }

    @Test(arguments: [
        ("192.0.2.9", "this machine has no address 192.0.2.9"),
        ("::1", "::1 is an IPv6 address, 127.0.0.1:25 is not"),
        ("mx.test", "'mx.test' is no local address to connect from"),
    ])
    func aLocalAddressThatCannotBeUsedIsSaidPlainly(source: String, words: String) async {
        let session = Session()
        var options = ConnectOptions()
        options.source = source

        session.connect(.host("127.0.0.1", port: 25, .smtp), options)
        let failure = await session.facts.connectFailure()

        #expect(failure?.text.contains(words) == true, "\(failure?.text ?? "")")
    }

    // MARK: Clocks

    @Test func aServerThatTakesNobodyIsLeftInTime() async throws {
        let full = try FullListener()
        let session = Session()
        var options = ConnectOptions()
        options.patience.connect = .milliseconds(100)

        session.connect(.host("127.0.0.1", port: Int(full.port), .smtp), options)
        let failure = await session.facts.connectFailure()

        #expect(failure?.kind == .timedOut)
    }

    @Test func anAttemptCanBeCancelled() async throws {
        let full = try FullListener()
        let session = Session()
        var options = ConnectOptions()
        options.patience.connect = .seconds(3_600)
        session.connect(.host("127.0.0.1", port: Int(full.port), .smtp), options)
        await session.facts.next { if case .connecting = $0 { true } else { false } }

        session.submit(.cancelConnect)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByUs)
    }

    // MARK: Half of a connection

    @Test(arguments: [ScriptedServer.Place.ipv4, .socket("")])
    func whatComesBehindOurOwnEndIsStillRead(_ place: ScriptedServer.Place) async throws {
        let server = ScriptedServer(at: place == .ipv4 ? place : .socket(path)) { client in
            client.send("220 mx.test\r\n")
            client.drain()
            client.send("421 you left first\r\n")
        }
        let session = try Session(to: server)
        await session.facts.reply(220)

        session.submit(.halfClose)
        await session.facts.reply(421)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByServer)
        #expect(session.facts.facts.count { $0 == .halfClosed } == 1)
    }

    @Test func nothingIsSentBehindOurOwnEnd() async throws {
        let refused = DispatchSemaphore(value: 0)
        let server = ScriptedServer { client in
            client.send("220 mx.test\r\n")
            client.drain()
            _ = refused.wait(timeout: .now() + .seconds(ScriptedServer.patience))
            client.send("250 heard all\r\n")
        }
        let session = try Session(to: server)
        await session.facts.reply(220)
        session.submit(.halfClose)

        session.type("NOOP")
        await session.facts.next {
            $0 == .note("our side is closed: nothing can be sent any more")
        }
        refused.signal()
        await session.facts.reply(250)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByServer)
        #expect(!session.facts.facts.contains { if case .sent = $0 { true } else { false } })
        let remarks = session.facts.facts.count {
            $0 == .note("our side is closed: nothing can be sent any more")
        }
        #expect(remarks == 1)
    }

    @Test func theServersOwnEndIsToldWithWhatStoodBeforeIt() async throws {
        let server = ScriptedServer { client in
            client.send("220 mx.test\r\n")
            _ = client.line()
            client.send("250-half a reply\r\n250 and its e")
            client.finish()
            client.drain()
        }
        let session = try Session(to: server)
        await session.facts.reply(220)

        session.type("NOOP")
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByServer)
        #expect(session.facts.received.hasSuffix("250-half a reply\r\n250 and its e"))
    }

    @Test func aProgramSeesTheEndOfItsInput() async {
        let session = Session()
        session.connect(.program("printf '220 hi\\r\\n'; cat >/dev/null; printf '221 bye\\r\\n'"))
        await session.facts.reply(220)

        session.submit(.halfClose)
        await session.facts.reply(221)
        let ending = await session.facts.ending()

        #expect(ending?.how == .exited(status: 0))
    }

    @Test func tLSSaysGoodbyeBeforeItsHalfIsClosed() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.startTLS()

        session.submit(.halfClose)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByServer)
    }
}
