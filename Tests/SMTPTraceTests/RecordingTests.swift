import SMTPCore
import Testing

@testable import SMTPTrace

struct RecordingTests {
    private static let session = dialogue(
        """
        S: 220 "mx" \u{1B}[2J ü
        C: EHLO me
        S: 250-mx
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        !tls
        A: AUTH PLAIN [auth1]
        S: 235 ok
        C: QUIT
        S: 221 bye
        !fin
        """)

    private static var file: [UInt8] {
        Array(#"{"smtprec":1,"by":"smtpscope"}"#.utf8) + [10]
            + session.flatMap { $0.json + [10] }
    }

    @Test func whatWasWrittenIsReadBackAsTheSameFacts() {
        var reader = RecordingReader()

        let events = reader.receive(Self.file[...])

        #expect(events.map(\.json) == Self.session.map(\.json))
        #expect(events.count == Self.session.count)
        #expect(reader.isRecording == true)
        #expect(reader.brokenLines == 0 && !reader.isCut)
    }

    @Test func everyCutOfTheFileGivesTheSameFacts() {
        let file = Self.file
        for cut in stride(from: 1, to: file.count, by: 7) {
            var reader = RecordingReader()
            let events = reader.receive(file[..<cut]) + reader.receive(file[cut...])
            #expect(events.map(\.json) == Self.session.map(\.json), "cut at \(cut)")
        }
    }

    @Test func octetsThatAreNoTextSurvive() {
        let octets: [UInt8] = [0xFF, 0, 13, 10]
        let event = TraceEvent(
            at: .seconds(1), connection: 2,
            fact: .received(ReceivedOctets(octets: octets, isSecure: true, read: 3)))

        var reader = RecordingReader()
        let read = reader.receive((event.json + [10])[...])

        #expect(read == [event])
    }

    @Test func aCutOrBrokenLineLosesOnlyItself() {
        var reader = RecordingReader()

        let events = reader.receive((Self.file + Array("{\"t\":1,\n{\"t\":2,\"c\"".utf8))[...])

        #expect(events.count == Self.session.count)
        #expect(reader.brokenLines == 1)
        #expect(reader.isCut)
    }

    @Test(arguments: [
        "{", "[]", "{\"a\"}", "{\"a\":}", "{\"e\":\"C\",\"d\":\"\\u12\"}",
        "{\"a\":[[[[[[\"x\"]]]]]]",
        "{\"t\":99999999999999999999999,\"e\":\"note\"}", "{\"e\":\"S\"}", "null", "\u{FEFF}{}",
        "{\"t\":-5,\"c\":-1,\"e\":\"eof\"}", "{\"e\":\"C\",\"d\":\"\\ud800\"}",
    ])
    func hostileLinesNeverTrap(line: String) {
        var reader = RecordingReader()

        let events = reader.receive(Array((line + "\n").utf8)[...])

        #expect(events.count <= 1)
    }

    @Test func anEndlessLineIsDroppedInBoundedMemory() {
        var reader = RecordingReader()
        let piece = [UInt8](repeating: 65, count: 1 << 18)
        for _ in 0..<16 { #expect(reader.receive(piece[...]).isEmpty) }

        let events = reader.receive(([10] + Self.session[0].json + [10])[...])

        #expect(events.count == 1)
    }
}
