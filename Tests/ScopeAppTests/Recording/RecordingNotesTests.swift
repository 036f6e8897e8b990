import Glibc
import SMTPTrace
import ScopeModel
import TestSupport
import Testing

@testable import ScopeApp

/// Remarks on recordings that are files already.
struct RecordingNotesTests {
    private let folder: Folder
    private let path: String

    init() throws {
        folder = try Folder()
        path = folder.path + "/a.smtprec"
        let recorder = Recorder(RecordingPlan(file: path))
        for number in 1...100 {
            recorder.note(
                TraceEvent(
                    at: .microseconds(number), connection: 1, fact: .note("fact \(number)")))
        }
        recorder.close()
    }

    private func read() throws -> (file: [UInt8], reader: RecordingReader) {
        var reader = RecordingReader(checksSums: true)
        let file = try Files.read(path)
        _ = reader.receive(file[...])
        return (file, reader)
    }

    private func cut(to count: Int) { truncate(path, count) }

    @Test func aCompleteRecordingStaysCompleteAndAsItWas() throws {
        let before = try Files.read(path)

        for number in [1, 50, 100] {
            try RecordingNotes.append(LaterNote(number: number, text: "n\(number)"), to: path)
        }

        let (file, reader) = try read()
        #expect(file.starts(with: before))
        #expect(reader.condition == .complete)
        #expect(reader.laterNotes.map(\.text) == ["n1", "n50", "n100"])
    }

    /// Cut in the middle of a line, and between two.
    @Test(arguments: [1_000, nil])
    func whatWasCutStaysCut(count: Int?) throws {
        let file = try Files.read(path)
        let lines = file.split(separator: 10, omittingEmptySubsequences: false)
        cut(to: count ?? file.count - lines[lines.count - 2].count - 1)
        let (before, reader) = try read()
        #expect(reader.condition == .cut(after: reader.events))

        try RecordingNotes.append(LaterNote(number: 1, text: "odd"), to: path)

        let (after, noted) = try read()
        #expect(after.starts(with: before))
        #expect(noted.laterNotes.map(\.text) == ["odd"])
        if case .cut = noted.condition {} else { Issue.record("\(noted.condition)") }
    }

    @Test func aRecordingThatIsBeingWrittenTakesNone() throws {
        let recorder = Recorder(RecordingPlan(file: path))
        recorder.note(TraceEvent(at: .zero, connection: 1, fact: .note("first")))

        let refusal = #expect(throws: FileError.self) {
            try RecordingNotes.append(LaterNote(number: 1, text: "x"), to: path)
        }
        recorder.close()

        #expect(refusal?.description.contains("still being recorded") == true)
        #expect(try read().reader.condition == .complete)
    }

    @Test func whatIsNoRecordingTakesNone() throws {
        try Files.write(Array("Dear Bob\n".utf8), to: path)

        #expect(throws: FileError.self) {
            try RecordingNotes.append(LaterNote(number: 1, text: "x"), to: path)
        }
        #expect(try Files.read(path) == Array("Dear Bob\n".utf8))
        #expect(throws: FileError.self) {
            try RecordingNotes.append(
                LaterNote(number: 1, text: "x"), to: folder.path + "/none.smtprec")
        }
    }

    @Test func theScreenReadsWhatItAdded() throws {
        let file = try OpenedFile(path: path)
        while !file.isOver { _ = file.next() }
        let source = try #require(file.recording)

        let added = try source.add(PlayerNote(event: 41, text: "here"))
        let again = try source.add(PlayerNote(event: 41, text: "and again"))

        #expect(added.map(\.fact) == [.note("note on event 42: here")])
        #expect(again.map(\.fact) == [.note("note on event 42: and again")])
        #expect(source.notes.map(\.event) == [41, 41])
        #expect(source.events(99..<102).map(\.fact).last == again.first?.fact)
        #expect(source.problem == nil)
    }
}
