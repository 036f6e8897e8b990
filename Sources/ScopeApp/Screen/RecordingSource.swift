import Glibc
import SMTPTrace

/// A recording read piece by piece, so that its first frame does not wait for its end.
final class RecordingSource {
    /// So much is read between two looks at the keyboard.
    private static let pieceSize = 1 << 18
    private static let packedLimit = 1 << 26

    private let descriptor: Int32
    private let path: String
    private var reader = RecordingReader()
    private var isAtStart = true
    private var buffer = [UInt8](repeating: 0, count: pieceSize)

    init(path: String) throws(FileError) {
        self.path = path
        descriptor = path == "-" ? dup(0) : Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path) }
    }

    deinit { close(descriptor) }

    /// The next events; nil at the end. May be empty.
    func next() -> [TraceEvent]? {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { return [] }
        guard count > 0 else { return nil }
        if isAtStart, Gunzip.isPacked(buffer[..<count]) {
            return unpacked(behind: buffer[..<count])
        }
        isAtStart = false
        return reader.receive(buffer[..<count])
    }

    /// A packed file is read at once.
    private func unpacked(behind start: ArraySlice<UInt8>) -> [TraceEvent] {
        var file = Array(start)
        while file.count < Self.packedLimit {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            file += buffer[..<count]
        }
        isAtStart = false
        return reader.receive(Gunzip.unpack(file).octets[...])
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
