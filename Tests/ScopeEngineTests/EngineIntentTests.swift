import Glibc
import SMTPCore
import SMTPLab
import SMTPTrace
import Testing

@testable import ScopeEngine

@Suite
struct EngineIntentTests {
    @Test func aPasswordNeverBecomesAFact() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.startTLS()
        session.type("EHLO me.test")
        await session.facts.reply(250)

        let credentials = Credentials(user: "ann", password: "wonderland")
        for mechanism in [SASLMechanism.plain] {
            session.submit(.authenticate(mechanism, credentials, withInitialResponse: true))
            await session.facts.reply(235)
        }
        session.type("NOOP wonderland")
        await session.facts.reply(250)

        let told = session.facts.facts.map(\.sentence).joined()
        #expect(!told.contains("wonderland"))
        #expect(!told.contains(Base64.encode(Array("\0ann\0wonderland".utf8)).text))
        #expect(told.contains("[password]") || told.contains("[auth1]"))
    }

    @Test func cramMD5SucceedsInTheClear() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)
        session.type("EHLO me.test")
        await session.facts.reply(250)

        let credentials = Credentials(user: "ann", password: "wonderland")
        session.submit(.authenticate(.cramMD5, credentials, withInitialResponse: false))
        await session.facts.reply(235)
    }

    /// A proof is never the same, and tells which secret it was made of; who types one, does not.
    @Test func aLoginTellsItsSecretAndWhomItActsAs() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.startTLS()
        session.type("EHLO me.test")
        await session.facts.reply(250)
        session.submit(.hide(Array("wonderland".utf8), name: "pw"))

        session.type("AUTH CRAM-MD5")
        await session.facts.reply(334)
        session.type("YW5uIDE=")
        await session.facts.reply(535)
        var credentials = Credentials(user: "ann", password: "wonderland")
        session.submit(.authenticate(.cramMD5, credentials, withInitialResponse: true))
        await session.facts.reply(235)
        for identity in ["bob", "wonderland"] {
            credentials.authorizationIdentity = Array(identity.utf8)
            session.submit(.authenticate(.plain, credentials, withInitialResponse: true))
            await session.facts.reply(503)
        }

        let logins = session.facts.facts.compactMap { fact -> SentOctets? in
            guard case .sent(let sent) = fact, !sent.hidden.isEmpty else { return nil }
            return sent
        }
        #expect(logins.map(\.origin) == [nil, "pw", nil, nil])
        #expect(logins.map(\.identity) == [nil, nil, "bob", "[pw]"])
        #expect(logins.last?.hidden == ["pw"])
    }

    @Test func theLabsClockCanBeMoved() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.skipClock(.seconds(3600)))
        await session.facts.next { $0 == .clockMoved(by: .seconds(3600)) }
        await session.facts.reply(421)
    }

    /// Where the lab only waits for its client, the client is not thrown out for that.
    @Test func theLabsClockMovesByItselfOnlyToWhatIsHeldBack() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.skipClock(nil))
        await session.facts.next {
            guard case .note(let text) = $0 else { return false }
            return text.hasPrefix("the lab holds nothing back")
        }
    }

    @Test func linesSubmittedTogetherLeaveInOneWrite() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.send(Array("EHLO me.test\r\nNOOP\r\nQUIT\r\n".utf8)))
        await session.facts.reply(221)

        let writes = session.facts.facts.compactMap { fact -> Int? in
            if case .sent(let sent) = fact { sent.write } else { nil }
        }
        #expect(writes == [1, 1, 1])
    }

    @Test func reconnectCountsConnections() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.reconnect)
        let ending = await session.facts.ending()
        await session.facts.reply(220)

        #expect(ending?.how == .closedByUs)
        #expect(session.facts.events.last?.connection == 2)
        let times = session.facts.events.map(\.at)
        #expect(times == times.sorted())
    }

    @Test func aConnectionThatCameAboutMeanwhileIsCancelledToo() async {
        let session = Session()

        session.connect(.lab("healthy"))
        session.submit(.cancelConnect)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByUs)
    }

    @Test func connectionsStandSideBySide() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.use(place: "other"))
        session.connect(.lab("smuggling"))
        await session.facts.reply(220)
        session.submit(.use(place: "main"))
        session.type("NOOP")
        await session.facts.reply(250)
        session.submit(.closeOthers)
        let ending = await session.facts.ending()
        session.type("QUIT")
        await session.facts.reply(221)

        #expect(ending?.how == .closedByUs)
        let ended = session.facts.events.filter { if case .ended = $0.fact { true } else { false } }
        #expect(ended.first?.connection == 2)
    }

    @Test func ofLabsOnlyTheOneAtThePlaceInUseHasItsClockMoved() async {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)

        session.submit(.letPass(.seconds(1)))
        await session.facts.next { $0 == .clockMoved(by: .seconds(1)) }
        session.submit(.use(place: "other"))
        session.submit(.letPass(.seconds(1)))
        session.submit(.skipClock(.seconds(1)))
        await session.facts.next { $0 == .note("only a lab has a clock that can be moved") }

        let moves = session.facts.facts.filter {
            if case .clockMoved = $0 { true } else { false }
        }
        #expect(moves.count == 1)
    }

    @Test func aHandshakeMayHaveOptionsOfItsOwn() async throws {
        let session = Session()
        session.connect(.lab("healthy"))
        await session.facts.reply(220)
        session.type("EHLO me.test")
        await session.facts.reply(250)
        var options = ConnectOptions()
        options.shakesHandsWhenGranted = false
        session.connect(.lab("healthy"), options)
        await session.sendSTARTTLS()

        options.newest = .tls12
        options.serverName = .fixed("other.test")
        session.submit(.handshake(options))
        await session.facts.next { if case .secured = $0 { true } else { false } }
        let report = try #require(session.facts.reports.last)

        #expect(report.version == "TLSv1.2")
        #expect(report.serverName == "other.test")
        #expect(report.chainProblem == nil)
    }

    @Test func sendingWithoutAConnectionIsARemark() async {
        let session = Session()

        session.type("NOOP")
        await session.facts.next { $0 == .note("there is no connection") }
    }

    @Test func keysAreLoggedForWireshark() async {
        let path = "/tmp/smtpscope-keys-\(getpid())"
        defer { unlink(path) }
        var options = ConnectOptions()
        options.keyLog = path
        let session = Session()
        session.connect(.lab("healthy"), options)
        await session.startTLS()

        var start = [UInt8](repeating: 0, count: 4_096)
        let file = open(path, O_RDONLY)
        let count = read(file, &start, start.count)
        close(file)
        #expect(start.prefix(max(0, count)).text.contains("CLIENT_HANDSHAKE_TRAFFIC_SECRET "))
    }

    @Test func anOptionThatCannotBeUsedIsToldWhenTLSBegins() async {
        var options = ConnectOptions()
        options.authorities = "/nonexistent.pem"
        let session = Session()
        session.connect(.lab("healthy"), options)
        await session.sendSTARTTLS()

        let failure = await session.facts.tlsFailure()

        #expect(failure?.text.contains("/nonexistent.pem") == true)
    }

    /// RFC 2202 §2, test case 2.
    @Test func theKeyedHashIsTheOneOfTheRFC() {
        let digest = Digest.hmacMD5(
            key: Array("Jefe".utf8), data: Array("what do ya want for nothing?".utf8))

        #expect(
            digest == [
                0x75, 0x0c, 0x78, 0x3e, 0x6a, 0xb0, 0xb5, 0x03, 0xea, 0xa8, 0x6e, 0x31, 0x0a,
                0x5d, 0xb7, 0x38,
            ])
    }
}
