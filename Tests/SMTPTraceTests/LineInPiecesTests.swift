import SMTPCore
import Testing

@testable import SMTPTrace

/// A line that left in several pieces is one command of the transcript.
@Suite struct LineInPiecesTests {
    private static func sent(
        _ text: String, at time: Int, part: SentOctets.Part = .command
    ) -> TraceEvent {
        TraceEvent(
            at: .milliseconds(time), connection: 1,
            fact: .sent(
                SentOctets(octets: Array(text.utf8), part: part, isSecure: false, write: time)))
    }

    private static func received(_ text: String, at time: Int) -> TraceEvent {
        TraceEvent(
            at: .milliseconds(time), connection: 1,
            fact: .received(
                ReceivedOctets(octets: Array(text.utf8), isSecure: false, read: time)))
    }

    /// Connecting and the greeting are rows 0 to 2.
    private static func fold(_ events: [TraceEvent]) -> Transcript {
        var transcript = Transcript()
        for event in dialogue("S: 220 hi") + events { transcript.note(event) }
        return transcript
    }

    @Test func itsReplyAnswersTheWholeLine() {
        let transcript = Self.fold([
            Self.sent("NO", at: 10), Self.sent("OP\r\n", at: 20),
            Self.received("250 ok\r\n", at: 25),
        ])

        #expect(transcript.rows.count == 6)
        #expect(transcript.group(at: 3) == 3..<5)
        #expect(transcript.command(answeredAt: 5)?.verb == .noop)
        #expect(transcript.latency(ofReplyAt: 5) == .milliseconds(5))
        #expect(transcript.link?.lastLatency == .milliseconds(5))
        #expect(transcript.rows[3].partner == 5)
    }

    @Test func theWholeLineIsWaitedForSinceItsLastPiece() {
        let begun = Self.fold([Self.sent("NO", at: 10)])
        let whole = Self.fold([Self.sent("NO", at: 10), Self.sent("OP\r\n", at: 20)])

        #expect(begun.link?.waiting?.wait == .reply(to: "NO"))
        #expect(whole.link?.waiting?.wait == .reply(to: "NOOP"))
        #expect(whole.link?.waiting?.since == .milliseconds(20))
    }

    /// Who talks early waits for the greeting first, and for no shorter time.
    @Test func piecesBeforeTheGreetingDoNotRestartItsClock() {
        var transcript = Transcript()
        let events = dialogue("") + [Self.sent("NO", at: 10), Self.sent("OP\r\n", at: 20)]
        for event in events { transcript.note(event) }

        #expect(transcript.link?.waiting?.wait == .greeting)
        #expect(transcript.link?.waiting?.since == .milliseconds(1))
    }

    @Test func itIsOneTurn() {
        let transcript = Self.fold([
            Self.sent("NO", at: 10), Self.sent("O", at: 15), Self.sent("P\r\n", at: 20),
            Self.received("250 ok\r\n", at: 25), Self.sent("QUIT\r\n", at: 30),
            Self.received("221 bye\r\n", at: 35),
        ])

        let turns = transcript.turns.filter { $0.kind == .command }
        #expect(turns.map(\.octets.text) == ["NOOP\r\n", "QUIT\r\n"])
        #expect(turns.map { $0.answers.compactMap(\.reply.code) } == [[250], [221]])
    }

    /// The first line is answered while the second one is on its way.
    @Test func whatComesInBetweenIsNoPieceOfIt() {
        let transcript = Self.fold([
            Self.sent("RSET\r\n", at: 10), Self.sent("NO", at: 11),
            Self.received("250 reset\r\n", at: 12), Self.sent("OP\r\n", at: 13),
            Self.received("250 ok\r\n", at: 14),
        ])

        #expect(transcript.command(answeredAt: 5)?.verb == .rset)
        #expect(transcript.group(at: 4) == 4..<5)
        #expect(transcript.rows[7].partner == 4)
        #expect(transcript.link?.conversation.unanswered.isEmpty == true)
    }

    /// As with whole lines: what stands apart is no group.
    @Test func aPieceInsideAReplyPartsItsRows() {
        let transcript = Self.fold([
            Self.sent("RSET\r\n", at: 10), Self.sent("NO", at: 11),
            Self.received("250-reset\r\n", at: 12), Self.sent("OP\r\n", at: 13),
            Self.received("250 ok\r\n", at: 14),
        ])

        #expect((3..<8).map { transcript.group(at: $0).count } == [1, 1, 1, 1, 1])
        #expect(transcript.command(answeredAt: 7)?.verb == .rset)
    }

    @Test func everyLineOfARunIsPairedAsOne() {
        let text = "MAIL FROM:<a@b.example>\r\n"
        for cut in 1..<text.utf8.count {
            let (first, second) = (String(text.prefix(cut)), String(text.dropFirst(cut)))
            guard !second.isEmpty, first.utf8.last != 13 else { continue }

            let transcript = Self.fold([
                Self.sent(first, at: 10), Self.sent(second, at: 11),
                Self.received("250 ok\r\n", at: 12),
            ])

            #expect(transcript.command(answeredAt: 5)?.octets.text == text)
            #expect(transcript.link?.conversation.inTransaction == true)
        }
    }
}
