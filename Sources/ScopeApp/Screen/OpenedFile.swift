import Glibc
import SMTPTrace
import ScopeModel

/// A file read piece by piece, so that its first frame does not wait for its end: a recording
/// becomes facts, anything else the failures that are found in it.
final class OpenedFile {
    private enum Content {
        /// Too little was read to know.
        case unknown([UInt8])
        case recording(OpenedRecording)
        case log(OpenedLog)
    }

    /// So much of a recording is read between two looks at the keyboard, less of what takes longer:
    /// a log, or packed octets.
    private static let pieceSize = 1 << 18
    private static let logPieceSize = 1 << 15
    private static let packedPieceSize = 1 << 13
    private static let logLimit = 8 << 30
    /// A recording is held in memory.
    private static let recordingLimit = 1 << 28

    /// To be polled for reading.
    let descriptor: Int32
    private let path: String
    private var content = Content.unknown([])
    private var isAtStart = true
    private var unpacker: Unpacker?
    private var buffer = [UInt8](repeating: 0, count: pieceSize)
    private var octets = 0
    private(set) var isOver = false

    /// What it turned out to be, if that is a recording.
    var recording: OpenedRecording? {
        if case .recording(let recording) = content { recording } else { nil }
    }

    init(path: String) throws(FileError) {
        self.path = path
        descriptor = path == "-" ? dup(0) : Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0 else { throw FileError("read", path) }
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw FileError("\(path) is a folder: name a file in it")
        }
    }

    deinit { close(descriptor) }

    /// What the next piece tells; may be empty. To be called when the descriptor is readable.
    func next() -> [Message] {
        let count = read(descriptor, &buffer, pieceSize)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        guard count > 0 else { return end(count < 0 ? FileError("read", path).description : nil) }
        octets += count
        let piece = buffer[..<count]
        if isAtStart { unpacker = Unpacker(startingLike: piece, limit: Self.logLimit) }
        isAtStart = false
        guard let unpacker else { return receive(piece) }
        var messages: [Message] = []
        let goesOn = unpacker.append(piece) { octets in
            messages += receive(octets)
            return true
        }
        return goesOn ? messages : messages + end(nil)
    }

    /// Whether something is to be told if nothing more comes for a while.
    var isUntold: Bool {
        if case .log(let log) = content { log.isUntold } else { false }
    }

    /// What was found so far, while nothing more comes.
    func tell() -> [Message] {
        if case .log(let log) = content { log.tell() } else { [] }
    }

    private var pieceSize: Int {
        switch content {
        case .recording where unpacker == nil: Self.pieceSize
        case .log where unpacker == nil: Self.logPieceSize
        case .recording, .log, .unknown: Self.packedPieceSize
        }
    }

    private func receive(_ piece: ArraySlice<UInt8>) -> [Message] {
        switch content {
        case .unknown(let earlier):
            let start = earlier + piece
            content = .unknown(start)
            guard start.count >= OpenedRecording.sign.count else { return [] }
            return decide(start)
        case .recording(let recording): return recording.receive(piece, percent: percent)
        case .log(let log): return log.receive(piece, octets: octets)
        }
    }

    private func decide(_ start: [UInt8]) -> [Message] {
        if start.starts(with: OpenedRecording.sign) {
            unpacker?.limit = Self.recordingLimit
            let recording = OpenedRecording(path: path, archive: archive)
            content = .recording(recording)
            return [.recordingOpened(name: recording.name)]
                + recording.receive(start[...], percent: percent)
        }
        let log = OpenedLog(path: path, size: size)
        content = .log(log)
        return log.receive(start[...], octets: octets)
    }

    private func end(_ trouble: String?) -> [Message] {
        isOver = true
        var messages: [Message] = []
        if case .unknown(let start) = content { messages += decide(start) }
        var problem = trouble ?? unpacker?.leftOut(of: path == "-" ? "the input" : path)
        switch content {
        case .recording(let recording):
            problem = problem ?? recording.problem
            return messages + [.recordedAll(problem: problem, notes: recording.notes)]
        case .log(let log): messages += log.finish(octets: octets)
        case .unknown: break
        }
        if let problem { messages.append(.failed(problem)) }
        return messages
    }

    /// How much of the file was read; 0 for a pipe.
    private var percent: Int { size.map { min(octets * 100 / max($0, 1), 100) } ?? 0 }

    /// Reads the file again where that is possible, or keeps what comes.
    private var archive: RecordingArchive {
        let position = size == nil ? -1 : lseek(descriptor, 0, SEEK_CUR)
        guard unpacker == nil, position >= 0 else { return RecordingArchive() }
        return RecordingArchive(rereading: descriptor, from: Int(position) - octets)
    }

    /// Of the whole file; nil for a pipe.
    private var size: Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int(status.st_size)
    }
}
