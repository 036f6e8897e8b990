import SMTPCore
import SMTPScript
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// Several connections at the prompt, by name.
struct PromptConnectionsTests {
    private var model = Model(screen: Size(columns: 80, rows: 24))

    init() {
        open(1, "192.0.2.1:25")
    }

    private mutating func tell(_ fact: Fact, of connection: Int) {
        let at = model.now + .milliseconds(1)
        _ = model.update(.traces([TraceEvent(at: at, connection: connection, fact: fact)]))
    }

    private mutating func open(_ connection: Int, _ peer: String) {
        tell(.connecting(to: peer, attempt: 1, of: 1), of: connection)
        tell(.connected(local: "192.0.2.9:4711", peer: peer), of: connection)
        hear("220 mx\(connection).test", of: connection)
    }

    private mutating func hear(_ line: String, of connection: Int) {
        tell(
            .received(
                ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1)),
            of: connection)
    }

    private mutating func say(_ line: String, of connection: Int) {
        tell(
            .sent(
                SentOctets(
                    octets: Array((line + "\r\n").utf8), part: .command, isSecure: false, write: 1)),
            of: connection)
    }

    @discardableResult
    private mutating func type(_ lines: String...) -> [Effect] {
        lines.flatMap { line in
            line.flatMap { model.update(.input(.key(.character($0)))) }
                + model.update(.input(.key(.enter)))
        }
    }

    private static func connect(_ target: String) -> Effect {
        .submit(.connect(ConnectRequest(target: target)))
    }

    @Test mutating func aSecondConnectionHasItsPlace() {
        #expect(
            type("@connect mx2.test as b") == [.play(.use(name: "b")), Self.connect("mx2.test")])
        open(2, "192.0.2.2:25")
        #expect(model.transcript.link?.target == "192.0.2.2:25")

        #expect(type("@use main") == [.play(.use(name: "main"))])
        #expect(model.notice?.text == "main is in use: connection 1 to 192.0.2.1:25")
        #expect(model.transcript.link?.target == "192.0.2.1:25")
        type("< 220 mx1.test")
        #expect(model.notice?.text.hasPrefix("it holds") == true)
        #expect(type("@use b") == [.play(.use(name: "b"))])
        type("< 220 mx2.test")
        #expect(model.notice?.text.hasPrefix("it holds") == true)
    }

    /// As in a script: without a name it is `main`.
    @Test mutating func withoutANameItIsTheMainOne() {
        type("@connect mx2.test as b")
        open(2, "192.0.2.2:25")

        #expect(
            type("@connect mx3.test") == [.play(.use(name: "main")), Self.connect("mx3.test")])
        #expect(type("@connect mx4.test") == [Self.connect("mx4.test")])
    }

    /// Without a host each name is connected to what it was connected to before.
    @Test mutating func everyNameKnowsItsServer() {
        type(":connect mx1.test")
        open(2, "192.0.2.1:25")
        type("@connect mx2.test as b")
        open(3, "192.0.2.2:25")

        #expect(type("@connect as b") == [Self.connect("mx2.test")])
        open(4, "192.0.2.2:25")
        #expect(type(":reconnect") == [Self.connect("mx2.test")])
        #expect(type("@connect") == [.play(.use(name: "main")), Self.connect("mx1.test")])
    }

    /// What comes last of another connection is no answer here.
    @Test mutating func anUnfinishedReplyIsNotJudged() {
        open(2, "192.0.2.2:25")
        say("NOOP", of: 1)
        hear("250-one", of: 1)
        say("NOOP", of: 2)
        hear("250 of the other", of: 2)
        _ = model.use("main")
        model.transcript.use(1)

        type("< text \"of the other\"")
        #expect(model.notice?.text.hasPrefix("it does not hold") == true)
    }

    @Test mutating func aConnectionThatIsMisspeltChangesNothing() {
        #expect(type("@connect mx2.test as b verify=none").isEmpty)
        #expect(model.connections.current == "main")
    }

    @Test mutating func aConnectionThatEndedCannotBeUsed() {
        type("@connect mx2.test as b")
        open(2, "192.0.2.2:25")
        tell(.ended(Ending(how: .closedByServer)), of: 1)

        #expect(type("@use main").isEmpty)
        #expect(model.notice?.text.hasPrefix("no connection is called main") == true)
        #expect(model.transcript.current == 2)
    }

    @Test mutating func aBlockKnowsAllOfThem() {
        type("@connect mx2.test as b")
        open(2, "192.0.2.2:25")

        let first = type("@repeat 1", "@use b", "NOOP", "@use main", "RSET", "@end")
        say("NOOP", of: 2)
        let at = model.now + .milliseconds(1)
        let second = model.update(
            .traces([
                TraceEvent(
                    at: at, connection: 2,
                    fact: .received(
                        ReceivedOctets(octets: Array("250 ok\r\n".utf8), isSecure: false, read: 1)))
            ]))

        #expect(
            first == [
                .play(.use(name: "main")), .play(.adopt), .play(.use(name: "b")), .play(.adopt),
                .play(.use(name: "b")), .play(.send(Array("NOOP\r\n".utf8))),
            ])
        #expect(
            second == [.play(.use(name: "main")), .play(.send(Array("RSET\r\n".utf8)))])
    }

    /// What runs is stopped; every connection stays, whoever opened it.
    @Test mutating func aBlockThatIsStoppedLeavesTheConnections() {
        type("@repeat 2", "NOOP", "@end", "@connect mx2.test as b")
        open(2, "192.0.2.2:25")

        #expect(type(":script stop").isEmpty)
        #expect(type("@use main") == [.play(.use(name: "main"))])
    }

    @Test mutating func rowsThatGoOnSaySo() {
        open(2, "192.0.2.2:25")
        say("NOOP", of: 1)
        say("NOOP", of: 1)
        hear("250 ok", of: 2)

        let texts = (0..<model.transcript.rows.count).flatMap { row in
            model.annotationLines(of: row).map(\.text.text).filter { $0.hasPrefix("on connection") }
        }
        #expect(texts == ["on connection 1", "on connection 2"])
    }

    /// A secret is for the host in use, whatever was connected to later.
    @Test mutating func aSecretIsForTheConnectionInUse() {
        type("@connect mx2.test as b")
        open(2, "192.0.2.2:25")
        type("@use main", "@secret word", "s3cr3t-word")
        #expect(
            type("NOOP ${word}").first
                == .submit(.send(Array("NOOP s3cr3t-word\r\n".utf8))))

        type("@use b")
        #expect(type("NOOP ${word}").isEmpty)
        #expect(model.notice?.text.hasPrefix("the secret `word` is for 192.0.2.1, not for") == true)
    }
}
