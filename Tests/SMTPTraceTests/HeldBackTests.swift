import SMTPCore
import Testing

@testable import SMTPTrace

struct HeldBackTests {
    private static let start = """
        S: 220 mx
        C: EHLO me
        S: 250 mx
        C: DATA
        S: 354 go
        """

    private static func ended(_ text: String, connection: Int = 1) -> [TraceEvent] {
        dialogue(text, connection: connection) + [
            TraceEvent(
                at: .seconds(1), connection: connection, fact: .ended(Ending(how: .closedByUs)))
        ]
    }

    @Test func whatFollowsTheMessageIsNotCompared() {
        let recorded = dialogue(Self.start + "\nM: x\nM: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n!fin")

        let heldBack = HeldBack(recorded, Self.ended(Self.start))

        #expect(Comparison(heldBack.before, heldBack.after).differences.isEmpty)
    }

    @Test func chunksAreContentToo() {
        let recorded = dialogue("S: 220 mx\nC: BDAT 3 LAST\nM: x\nS: 250 ok")

        let heldBack = HeldBack(recorded, Self.ended("S: 220 mx"))

        #expect(Comparison(heldBack.before, heldBack.after).differences.isEmpty)
    }

    /// Connections are paired in order, whatever their numbers are.
    @Test func whoSentNoMessageKeepsTheEnd() {
        let recorded =
            Self.ended("S: 450 later", connection: 2)
            + dialogue(Self.start + "\nM: x", connection: 5)
        let again =
            Self.ended("S: 450 later", connection: 1) + Self.ended(Self.start, connection: 2)

        let heldBack = HeldBack(recorded, again)

        #expect(heldBack.after == again.dropLast())
        #expect(Comparison(heldBack.before, heldBack.after).differences.isEmpty)
    }

    /// Saved in the middle of the session, or cut by a crash.
    @Test(arguments: [true, false])
    func ourEndIsNotNewWhereTheRecordingStoppedBefore(delivers: Bool) {
        let recorded = dialogue("S: 220 mx\nC: RSET\nS: 250 ok")
        let again = Self.ended("S: 220 mx\nC: RSET\nS: 250 ok")

        let both = HeldBack(recorded, again, delivers: delivers)
        let whole = HeldBack(again, again, delivers: delivers)

        #expect(Comparison(both.before, both.after).differences.isEmpty)
        #expect(whole.after == again)
    }

    @Test func anEndByTheServerIsToldInAnyCase() {
        let recorded = dialogue(Self.start + "\nM: x\nM: .\nS: 250 ok")

        let heldBack = HeldBack(recorded, dialogue(Self.start + "\n!rst"))

        #expect(Comparison(heldBack.before, heldBack.after).hasChanged(strict: false))
    }
}
