import SMTPTrace
import TestSupport
import Testing

/// A server can send what it wants, and costs us no more than this.
@Suite("Bounded memory", .serialized)
struct BoundedMemoryTests {
    /// In KiB.
    private static let limit = 150 << 10
    private let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)

    private func expectBounded(_ outcome: Outcome, location: SourceLocation = #_sourceLocation) {
        #expect(outcome.peakMemory > 0, sourceLocation: location)
        #expect(
            outcome.peakMemory < Self.limit, "\(outcome.peakMemory) KiB", sourceLocation: location)
        #expect(outcome.output.count < 8 << 20, sourceLocation: location)
    }

    @Test func aGreetingWithoutEndIsCut() throws {
        let server = try ScriptedServer([.flood(chunk, times: 300), .close])
        let outcome = try Scope.run(
            ["connect", server.address, "--plain", "--timeout", "20"], input: "EHLO me.test\n",
            within: .seconds(60))

        expectBounded(outcome)
        #expect(outcome.text.contains("octets"))
        if case .exited(let code) = outcome.status {
            #expect(code != 0)
        } else {
            Issue.record("it ended with \(outcome.status)")
        }
    }

    @Test func aLineWithoutEndBehindAnAnswerIsCut() throws {
        let server = try ScriptedServer(
            .opening("SIZE 1") + [
                .expect("NOOP"), .send("250-"), .flood(chunk, times: 300),
                .send("\r\n250 done\r\n"),
            ] + .farewell)
        let session = JSONSession(
            try Scope.run(
                ["connect", server.address, "--json", "--timeout", "20"],
                input: "EHLO me.test\nNOOP\n", within: .seconds(60)))

        expectBounded(session.outcome)
        #expect(session.hasReply("250 done"))
        #expect(session.received.reduce(0) { $0 + $1.omitted + $1.octets.count } > 300 << 20)
        #expect(session.received.allSatisfy { $0.octets.count <= 65_536 })
    }

    @Test func aReplyOfAMillionLinesIsCut() throws {
        let line = Array("250-this reply never ends\r\n".utf8)
        let block = Array(repeatElement(line, count: 1_000).joined())
        let server = try ScriptedServer(
            .opening("SIZE 1") + [
                .expect("HELP"), .flood(block, times: 1_000), .send("250 at last\r\n"),
            ] + .farewell)
        let outcome = try Scope.run(
            ["connect", server.address, "--plain", "--timeout", "20"],
            input: "EHLO me.test\nHELP\n", within: .seconds(60))

        expectBounded(outcome)
        #expect(outcome.text.contains("lines") || outcome.text.contains("omitted"))
    }

    @Test func repliesNobodyAskedForPauseTheReading() throws {
        let block = Array(repeatElement(Array("250 unasked\r\n".utf8), count: 1_000).joined())
        let server = try ScriptedServer(
            .opening("SIZE 1") + [.flood(block, times: 10_000), .close])
        let outcome = try Scope.run(
            ["connect", server.address, "--json", "--timeout", "2"],
            input: "EHLO me.test\n:wait 1\n", within: .seconds(30))

        expectBounded(outcome)
        #expect(JSONSession(outcome).code == 41)
    }
}
