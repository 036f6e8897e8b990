import Glibc
import SMTPTrace
import ScopeModel

/// A recording that is read piece by piece, and kept at hand: parts of it can be read again.
final class OpenedRecording {
    /// What one begins with.
    static let sign = Array(#"{"smtprec":"#.utf8)

    /// The file; `-` is standard input.
    private let path: String
    private let archive: RecordingArchive
    private var reader = RecordingReader()

    init(path: String, archive: RecordingArchive) {
        self.path = path
        self.archive = archive
    }

    /// What it is called on the screen.
    var name: String { path == "-" ? "standard input" : path }

    /// The file, if it can be opened once more.
    var rereadablePath: String? { path == "-" ? nil : path }

    /// The next octets, of which so many per cent were read with them.
    func receive(_ octets: ArraySlice<UInt8>, percent: Int) -> [Message] {
        let events = take(octets)
        return events.isEmpty ? [] : [.recorded(events, percent: percent)]
    }

    private func take(_ octets: ArraySlice<UInt8>) -> [TraceEvent] {
        archive.willRead(octets, with: reader)
        let events = reader.receive(octets)
        archive.didRead(events.count)
        return events
    }

    /// Events that were read before, counted from 0. Fewer where they cannot be read again.
    func events(_ range: Range<Int>) -> [TraceEvent] { archive.events(range) }

    /// The file as it was read; unpacked where it was packed. Nil where it was not kept.
    var copy: RecordingCopy? { archive.copy }

    /// Remarks that stand in the file, each with the event it is on, counted from 0.
    var notes: [PlayerNote] {
        reader.laterNotes.map {
            PlayerNote(event: reader.numbers.fact(numbered: $0.number), text: $0.text)
        }
    }

    /// Adds a remark on an event to the file and gives the events that are new in it.
    func add(_ note: PlayerNote) throws(FileError) -> [TraceEvent] {
        guard !archive.isCopy, path != "-" else {
            throw FileError(
                "\(path == "-" ? "a pipe" : path) takes no notes: :save FILE.smtprec makes a "
                    + "recording that does")
        }
        let number = reader.numbers.number(ofFact: note.event)
        try RecordingNotes.append(LaterNote(number: number, text: note.text), to: path)
        return take(archive.unread()[...])
    }

    /// What is wrong with the file, as one sentence; nil if nothing is.
    var problem: String? {
        if reader.isRecording != true {
            return reader.version > 1
                ? "\(path) was recorded by a newer smtpscope: some of it may be missing"
                : "\(path) is no recording: its first line is not a recording's header"
        }
        if reader.brokenLines > 0 { return "\(path): \(reader.brokenLines) lines cannot be read" }
        return reader.condition == .complete ? nil : "\(path) is \(reader.condition)"
    }
}
