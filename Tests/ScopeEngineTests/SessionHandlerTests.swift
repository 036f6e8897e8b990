import Glibc
import NIOCore
import NIOEmbedded
import SMTPCore
import SMTPTrace
import Testing

@testable import ScopeEngine

/// The handler alone, on a channel and a clock of the test's own.
@Suite
struct SessionHandlerTests {
    private let facts = FactCollector()
    private let channel: EmbeddedChannel
    private let handler: SessionHandler

    init() throws {
        let setup = SessionHandler.Setup(
            number: 1,
            makeContext: { () throws(EngineError) in
                try TLSContext(ConnectOptions(), trusting: [])
            },
            wallClock: { 0 })
        let facts = facts
        handler = SessionHandler(setup, Reporter(start: .now(), post: { facts.post($0) }))
        channel = EmbeddedChannel(handler: handler)
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 25)).wait()
    }

    private func server(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    private var written: String {
        var text = ""
        while let buffer = try? channel.readOutbound(as: ByteBuffer.self) {
            text += String(buffer: buffer)
        }
        return text
    }

    @Test func everyCutOfTheStreamGivesTheSameLines() throws {
        for octet in "220-a\r\n220 b\r\n" { try server(String(octet)) }

        #expect(facts.received == "220-a\r\n220 b\r\n")
    }

    @Test func eachCommandHasTheTermOfTheRFC() throws {
        try server("220 hi\r\n")
        handler.send(Array("DATA\r\n".utf8))

        channel.embeddedEventLoop.advanceTime(by: .seconds(119))
        #expect(!facts.facts.contains(.overdue(.reply(to: "DATA"), after: .seconds(120))))
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(facts.facts.last == .overdue(.reply(to: "DATA"), after: .seconds(120)))

        handler.keepWaiting()
        channel.embeddedEventLoop.advanceTime(by: .seconds(120))
        let told = facts.facts.count { $0 == .overdue(.reply(to: "DATA"), after: .seconds(120)) }
        #expect(told == 2)
    }

    @Test func theGreetingMayTakeFiveMinutes() {
        channel.embeddedEventLoop.advanceTime(by: .seconds(300))

        #expect(facts.facts.last == .overdue(.greeting, after: .seconds(300)))
    }

    @Test func nothingIsOverdueWhileNothingIsAwaited() throws {
        try server("220 hi\r\n")

        channel.embeddedEventLoop.advanceTime(by: .hours(2))

        #expect(!facts.facts.contains { if case .overdue = $0 { true } else { false } })
    }

    @Test func aLineThatStaysUnfinishedIsShownAsItIs() throws {
        try server("220 hi")

        #expect(facts.received == "")
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(facts.received == "220 hi")
    }

    @Test func anUnfinishedLineIsShownAtTheEnd() throws {
        try server("220 hi\r\n250-half")
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)

        #expect(facts.received == "220 hi\r\n250-half")
        guard case .ended(let ending)? = facts.facts.last else {
            Issue.record("no ending")
            return
        }
        #expect(ending.how == .closedByServer)
    }

    @Test func octetsOfAnyKindLeaveAsTheyAre() throws {
        try server("220 hi\r\n")
        handler.send([0, 255, 13, 10, 10])

        let buffer = try channel.readOutbound(as: ByteBuffer.self)
        #expect(buffer.map { Array($0.readableBytesView) } == [0, 255, 13, 10, 10])
    }

    @Test func aWholeMessageLeavesInOneWrite() throws {
        try server("220 hi\r\n")
        handler.send(Array("DATA\r\n".utf8))
        try server("354 go\r\n")
        _ = written
        handler.send(DotStuffing.wire(Array(repeating: UInt8(ascii: "x"), count: 20_000)))

        #expect(written.hasSuffix("x\r\n.\r\n"))
        let numbers = facts.facts.compactMap { fact -> Int? in
            if case .sent(let sent) = fact, sent.part == .content { sent.write } else { nil }
        }
        #expect(Set(numbers) == [2])
        #expect(facts.facts.last.map { if case .sent = $0 { true } else { false } } == true)
    }

    @Test func whatWasSentIsToldBeforeTheEndItMeets() throws {
        try server("220 hi\r\n")
        try channel.pipeline.syncOperations.addHandler(BrokenPipe(), position: .first)

        handler.send(Array("NOOP\r\n".utf8))

        let story = facts.facts.suffix(2)
        guard case .sent(let sent) = story.first, case .ended(let ending) = story.last else {
            Issue.record("\(story)")
            return
        }
        #expect(sent.octets == Array("NOOP\r\n".utf8))
        #expect(ending.lastSent == sent.octets)
    }
}

/// Where a write meets a connection that is gone: the end is there before the write returns.
private final class BrokenPipe: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        promise?.fail(IOError(errnoCode: ECONNRESET, reason: "write"))
        context.fireChannelInactive()
    }
}
