import Glibc
import SMTPCore

/// Octets in, lines out, whatever the cut of the stream. A line keeps its ending. Past 64 KiB the
/// middle of a line is counted and dropped.
struct LineSplitter {
    struct Line {
        /// With line ending, unless the stream paused or ended in the middle. Never empty.
        var octets: [UInt8]
        /// Octets that were dropped in front of the line ending.
        var omitted = 0
    }

    /// Two octets are kept free for the ending.
    static let limit = ReplyParser.lineLimit - 2

    private var input: [UInt8] = []
    private var position = 0
    private var partial: [UInt8] = []
    private(set) var omitted = 0
    private var lastOmitted: UInt8 = 0

    /// Whether a line has begun and not ended.
    var isMidLine: Bool { !partial.isEmpty }

    /// Whether the line that has begun looks like a TLS record: an alert or a handshake, version 3.
    var beginsLikeTLS: Bool {
        partial.count >= 2 && (partial[0] == 0x15 || partial[0] == 0x16) && partial[1] == 3
    }

    mutating func append(_ octets: some Sequence<UInt8>) {
        if position == input.count {
            input.removeAll(keepingCapacity: true)
            position = 0
        }
        input.append(contentsOf: octets)
    }

    /// The next whole line; nil until more octets arrive.
    mutating func next() -> Line? {
        guard position < input.count else { return nil }
        guard let end = endOfLine() else {
            keep(input[position...])
            position = input.count
            return nil
        }
        let stretch = input[position..<end]
        position = end
        if partial.isEmpty, stretch.count <= Self.limit { return Line(octets: Array(stretch)) }
        keep(stretch)
        return takePartial()
    }

    /// The line that has begun; nil where none has.
    mutating func takePartial() -> Line? {
        guard !partial.isEmpty else { return nil }
        var line = Line(octets: partial, omitted: omitted)
        if lastOmitted == ASCII.lf {
            line.octets.append(ASCII.lf)
            line.omitted -= 1
        }
        partial.removeAll(keepingCapacity: true)
        omitted = 0
        lastOmitted = 0
        return line
    }

    /// Everything that has not become a line. May be empty.
    mutating func takeRest() -> [UInt8] {
        let rest = partial + input[position...]
        partial = []
        input = []
        position = 0
        omitted = 0
        return rest
    }

    /// The index behind the next LF.
    private func endOfLine() -> Int? {
        input.withUnsafeBytes { octets in
            guard let base = octets.baseAddress,
                let found = memchr(base + position, Int32(ASCII.lf), octets.count - position)
            else { return nil }
            return UnsafeRawPointer(found) - base + 1
        }
    }

    private mutating func keep(_ stretch: ArraySlice<UInt8>) {
        let room = Self.limit - partial.count
        partial += stretch.prefix(room)
        guard stretch.count > room, let last = stretch.last else { return }
        omitted += stretch.count - room
        lastOmitted = last
    }
}
