import Glibc
import SMTPCore
import SMTPTrace

/// Remarks on recordings that are written already: what was recorded stays as it is.
package enum RecordingNotes {
    /// Adds a remark behind the end of a file. A complete recording is complete again with it; one
    /// that was cut or changed stays so. Throws where it is still being written, or is packed.
    package static func append(_ note: LaterNote, to path: String) throws(FileError) {
        let file = open(path, O_RDWR | O_APPEND | O_CLOEXEC)
        guard file >= 0 else { throw FileError("write", path) }
        defer { close(file) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            throw FileError("\(path) is still being recorded: notes can be made when that is over")
        }
        var reader = RecordingReader(checksSums: true)
        var totals = RecordingTotals()
        var size = 0
        try Files.forEachChunk(of: path) { chunk in
            size += chunk.count
            for event in reader.receive(chunk) { totals.count(event) }
            return true
        }
        guard reader.header != nil else {
            throw FileError("\(path) is packed or no recording: it takes no notes")
        }
        var lines: [UInt8] = []
        if reader.isCut {
            lines = [ASCII.lf]
            for event in reader.receive(lines[...]) { totals.count(event) }
        }
        let wasComplete = reader.condition == .complete
        var writer = RecordingWriter(continuing: reader, totals)
        lines += writer.write(note)
        if wasComplete { lines += writer.end() }
        guard Files.writeAll(lines, to: file) else {
            let failure = FileError("write", path)
            _ = ftruncate(file, size)
            throw failure
        }
        fdatasync(file)
    }
}
