import Glibc
import SMTPTrace

/// A recording read piece by piece, so that its first frame does not wait for its end.
final class RecordingSource {
    /// So much is read between two looks at the keyboard.
    private static let pieceSize = 1 << 18
    private static let unpackedLimit = 1 << 28

    private let descriptor: Int32
    private let path: String
    private var reader = RecordingReader()
    private var isAtStart = true
    private var unpacker: Unpacker?
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
        let piece = buffer[..<count]
        if isAtStart { unpacker = Unpacker(startingLike: piece, limit: Self.unpackedLimit) }
        isAtStart = false
        guard let unpacker else { return reader.receive(piece) }
        var events: [TraceEvent] = []
        let goesOn = unpacker.append(piece) { octets in
            events += reader.receive(octets)
            return true
        }
        return goesOn || !events.isEmpty ? events : nil
    }

    /// What is wrong with the file, as one sentence; nil if nothing is.
    var problem: String? {
        if reader.isRecording != true {
            return reader.version > 1
                ? "\(path) was recorded by a newer smtpscope: some of it may be missing"
                : "\(path) is no recording: its first line is not a recording's header"
        }
        if unpacker?.ending == .tooLarge {
            return "\(path) unpacks to more than 256 MiB: the rest was left out"
        }
        if reader.brokenLines > 0 { return "\(path): \(reader.brokenLines) lines cannot be read" }
        return reader.condition == .complete ? nil : "\(path) is \(reader.condition)"
    }
}
