import Glibc
import SMTPTrace
import ScopeModel
import TestSupport
import Testing

@testable import ScopeApp

/// Parts of a recording, read again.
struct RecordingArchiveTests {
    private static func event(_ number: Int) -> TraceEvent {
        TraceEvent(
            at: .microseconds(number), connection: 1,
            fact: .note("fact \(number) " + String(repeating: "x", count: number % 90)))
    }

    private static func file(_ count: Int) -> [UInt8] {
        var writer = RecordingWriter()
        var file = writer.begin(RecordingHeader(created: "", by: ""))
        for number in 0..<count { file += writer.write(event(number)) }
        return file + writer.end()
    }

    private static let ranges = [
        0..<1, 0..<10, 9_999..<10_000, 3_000..<9_000, 1..<2, 5_000..<5_000, 9_990..<10_010,
        20_000..<20_001,
    ]

    private static func expect(_ recording: OpenedRecording, holds count: Int) {
        for range in ranges {
            let expected = range.clamped(to: 0..<count).map(Self.event)
            #expect(recording.events(range) == expected, "\(range)")
        }
    }

    /// Reads to the end; what was told on the way.
    private static func read(_ file: OpenedFile) throws -> ([TraceEvent], [Message]) {
        var messages: [Message] = []
        while !file.isOver { messages += file.next() }
        let events = messages.flatMap { message -> [TraceEvent] in
            if case .recorded(let events, _) = message { events } else { [] }
        }
        return (events, messages)
    }

    @Test func anyEventsOfAFileAreReadAgain() throws {
        let folder = try Folder()
        let path = folder.path + "/a.smtprec"
        try Files.write(Self.file(10_000), to: path)
        let file = try OpenedFile(path: path)

        let (events, messages) = try Self.read(file)

        #expect(events == (0..<10_000).map(Self.event))
        guard case .recordingOpened(path) = messages.first,
            case .recordedAll(problem: nil, notes: []) = messages.last,
            case .recorded(_, percent: 100) = messages.dropLast().last
        else {
            Issue.record("\(messages.count) messages")
            return
        }
        Self.expect(try #require(file.recording), holds: 10_000)
    }

    @Test func aPipeIsKept() throws {
        let folder = try Folder()
        let path = folder.path + "/fifo"
        mkfifo(path, 0o600)
        let octets = Self.file(10_000)
        // Both ends, so that opening waits for nobody.
        let writer = open(path, O_RDWR | O_NONBLOCK)
        let file = try OpenedFile(path: path)

        for start in stride(from: 0, to: octets.count, by: 4_000) {
            Files.writeAll(Array(octets[start..<min(start + 4_000, octets.count)]), to: writer)
            _ = file.next()
        }
        close(writer)
        _ = try Self.read(file)

        Self.expect(try #require(file.recording), holds: 10_000)
    }

    @Test func aFileThatGotShorterGivesWhatIsLeft() throws {
        let folder = try Folder()
        let path = folder.path + "/a.smtprec"
        try Files.write(Self.file(10_000), to: path)
        let file = try OpenedFile(path: path)
        _ = try Self.read(file)
        let recording = try #require(file.recording)

        truncate(path, 500)

        #expect(recording.events(0..<3) == (0..<3).map(Self.event))
        #expect(recording.events(9_000..<9_001).isEmpty)
    }
}
