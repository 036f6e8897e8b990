import Glibc
import SMTPTrace

/// Reads any part of a recording again: it knows where each piece of the file begins and what a
/// reader must have read before.
final class RecordingArchive {
    private struct Piece {
        var offset: Int
        /// Events before the piece.
        var events: Int
        var reader: RecordingReader
    }

    /// Pieces are not smaller, however little is read at once.
    private static let leastPiece = 1 << 17

    private let descriptor: Int32
    /// Whether the octets are written to a file of our own, which has no name any more: they came
    /// from a pipe or were packed.
    let isCopy: Bool
    private var isUsable: Bool
    private var pieces: [Piece] = []
    /// Where the next octets stand.
    private var offset: Int
    private var events = 0
    /// The piece read last, since steps go on in the same one.
    private var latest: (piece: Int, events: [TraceEvent])?

    /// A file that can be read again.
    init(rereading descriptor: Int32, from offset: Int) {
        self.descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        self.offset = offset
        isCopy = false
        isUsable = self.descriptor >= 0
    }

    /// Keeps a copy of what comes.
    init() {
        let folder = environment("TMPDIR") ?? "/tmp"
        var template = Array("\(folder)/smtpscope-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        if descriptor >= 0 { unlink(template) }
        isCopy = true
        isUsable = descriptor >= 0
        offset = 0
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// All octets so far; nil where they cannot be read again.
    var copy: RecordingCopy? {
        isUsable ? RecordingCopy(descriptor: descriptor, count: offset) : nil
    }

    /// What stands in the file behind all that was read; at most 16 MiB.
    func unread() -> [UInt8] {
        var status = stat()
        guard !isCopy, fstat(descriptor, &status) == 0 else { return [] }
        return octets(offset..<max(offset, min(Int(status.st_size), offset + 16 << 20)))
    }

    /// Before a reader takes octets.
    func willRead(_ octets: ArraySlice<UInt8>, with reader: RecordingReader) {
        guard isUsable else { return }
        if isCopy, !Files.writeAll(Array(octets), to: descriptor) { isUsable = false }
        if pieces.isEmpty || offset - pieces[pieces.count - 1].offset >= Self.leastPiece {
            pieces.append(Piece(offset: offset, events: events, reader: reader))
        }
        offset += octets.count
    }

    /// After it gave so many events.
    func didRead(_ count: Int) {
        events += count
        if latest?.piece == pieces.count - 1 { latest = nil }
    }

    /// These events, counted from 0, as far as they can be read again.
    func events(_ range: Range<Int>) -> [TraceEvent] {
        var found: [TraceEvent] = []
        found.reserveCapacity(range.count)
        while found.count < range.count {
            let next = range.lowerBound + found.count
            let piece = pieces.lastIndex { $0.events <= next }
            guard isUsable, let piece else { break }
            let skipped = next - pieces[piece].events
            let rest = read(piece).dropFirst(skipped).prefix(range.count - found.count)
            guard !rest.isEmpty else { break }
            found += rest
        }
        return found
    }

    private func read(_ piece: Int) -> [TraceEvent] {
        if let latest, latest.piece == piece { return latest.events }
        let end = piece + 1 < pieces.count ? pieces[piece + 1].offset : offset
        var reader = pieces[piece].reader
        let events = reader.receive(octets(pieces[piece].offset..<end)[...])
        latest = (piece, events)
        return events
    }

    /// Octets of the file, as many as are left of these.
    private func octets(_ range: Range<Int>) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < octets.count {
            let count = octets.withUnsafeMutableBytes { bytes in
                pread(
                    descriptor, bytes.baseAddress! + filled, bytes.count - filled,
                    range.lowerBound + filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            filled += count
        }
        return Array(octets[..<filled])
    }
}
