import SMTPCore
import Testing

@testable import SMTPTrace

/// Remarks made on a recording when it is read again.
struct LaterNoteTests {
    private static let session = dialogue(
        """
        S: 220 mx
        C: EHLO me
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        !tls
        C: QUIT
        S: 221 bye
        !fin
        """)

    private static func file(_ count: Int = 1) -> [UInt8] {
        var writer = RecordingWriter()
        var file = writer.begin(RecordingHeader(created: "", by: ""))
        for _ in 0..<count {
            for event in session { file += writer.write(event) }
        }
        return file + writer.end()
    }

    private static func read(_ file: [UInt8]) -> (events: [TraceEvent], RecordingReader) {
        var reader = RecordingReader(checksSums: true)
        let events = reader.receive(file[...])
        return (events, reader)
    }

    private static func noted(_ file: [UInt8], _ note: LaterNote) -> [UInt8] {
        let (events, reader) = read(file)
        var totals = RecordingTotals()
        for event in events { totals.count(event) }
        var writer = RecordingWriter(continuing: reader, totals)
        return file + writer.write(note) + writer.end()
    }

    @Test(arguments: [1, 7, 30])
    func aRecordingWithNotesIsComplete(count: Int) {
        var file = Self.file(count)
        let (before, _) = Self.read(file)
        for number in 1...70 {
            file = Self.noted(file, LaterNote(number: number, text: "remark \(number)"))
        }

        let (events, reader) = Self.read(file)

        #expect(reader.condition == .complete)
        #expect(Array(events.prefix(before.count)) == before)
        #expect(events.count == before.count + 70)
        // The certificate has a number in the file and is no event.
        #expect(events.last?.fact == .note("note on event 69: remark 70"))
        #expect(reader.laterNotes.map(\.number) == Array(1...70))
    }

    @Test func aChangedNoteIsNoticed() throws {
        var file = Self.noted(Self.file(), LaterNote(number: 2, text: "slow"))
        let place = try #require(file.indices.last { file[$0...].starts(with: "slow".utf8) })
        file[place] = UInt8(ascii: "S")

        #expect(Self.read(file).1.condition != .complete)
    }

    /// A certificate's line has a number and is no fact.
    @Test func factsAndNumbersLeadToEachOther() throws {
        let (events, reader) = Self.read(Self.file())
        let secured = try #require(
            events.firstIndex { if case .secured = $0.fact { true } else { false } })

        #expect(reader.events > events.count)
        for fact in events.indices {
            let number = reader.numbers.number(ofFact: fact)
            #expect(reader.numbers.fact(numbered: number) == fact)
            #expect(number == fact + 1 + (fact < secured ? 0 : reader.events - events.count))
        }
        #expect(reader.numbers.fact(numbered: secured + 1) == secured - 1)
    }

    /// A certificate has a line of its own in the file, and is no event anywhere else.
    @Test func aNoteTellsTheEventThatIsCountedOnTheScreen() throws {
        var writer = RecordingWriter()
        var file = writer.begin(RecordingHeader(created: "", by: ""))
        let leaf = Certificate(
            subject: "CN=mx", issuer: "CN=ca", names: [], notBefore: 0, notAfter: 1, key: "",
            signature: "", fingerprint: "ab", keyFingerprint: "", pem: "")
        let report = TLSReport(
            version: "TLSv1.3", cipher: "", cipherBits: 0, group: "", serverName: nil,
            chain: [leaf], chainProblem: nil, checkedName: "", nameMatches: true,
            isResumed: false, asksForCertificate: false, checkedAt: 0)
        for fact in [Fact.secured(report), .note("last")] {
            file += writer.write(TraceEvent(at: .zero, connection: 1, fact: fact))
        }
        file += writer.end()
        let number = Self.read(file).1.numbers.number(ofFact: 1)

        let (events, _) = Self.read(Self.noted(file, LaterNote(number: number, text: "odd")))

        #expect(number == 3)
        #expect(events.last?.fact == .note("note on event 2: odd"))
    }
}
