/// One direction of a TCP connection, put together from segments in any order. What came first
/// stays where segments overlap.
struct HalfStream {
    /// Octets in order, or a number of octets that nobody captured in front of them.
    struct Piece {
        var missing = 0
        var octets: ArraySlice<UInt8> = []
    }

    /// More segments do not wait for one that is missing.
    private static let waitingLimit = 1_024

    /// The sequence number of position 0; nil until it is known.
    private var base: UInt32?
    /// The position of the next octet.
    private var position = Int64(0)
    /// Segments behind a gap, by position; no two start at the same one.
    private var waiting: [(position: Int64, octets: ArraySlice<UInt8>, missing: Int)] = []
    /// The position behind the last octet, once the sender told it.
    private var end: Int64?

    /// What the number at the start is, unless it is known.
    mutating func begin(at sequence: UInt32) {
        if base == nil { base = sequence }
    }

    /// Takes a segment; gives what is in order now.
    mutating func take(_ segment: TCPSegment) -> [Piece] {
        if segment.isOpening { begin(at: segment.sequence &+ 1) }
        begin(at: segment.sequence)
        let start = place(of: segment.sequence &+ (segment.isOpening ? 1 : 0))
        if segment.isClosing {
            end = start + Int64(segment.payload.count + segment.missing)
        }
        guard !segment.payload.isEmpty || segment.missing > 0 else { return [] }
        keep(start, segment.payload, segment.missing)
        return drained() + (waiting.count > Self.waitingLimit ? skipped(to: .max) : [])
    }

    /// The other side has read up to here and answers: what is missing before never comes.
    mutating func skipped(toAcknowledged number: UInt32) -> [Piece] {
        guard base != nil else {
            base = number
            return []
        }
        return skipped(to: min(place(of: number), end ?? .max))
    }

    /// Nothing more comes.
    mutating func finish() -> [Piece] {
        var pieces: [Piece] = []
        while let first = waiting.first { pieces += skipped(to: first.position) }
        return pieces
    }

    /// Sequence numbers begin again at 0 behind the highest (RFC 9293 §3.4).
    private func place(of sequence: UInt32) -> Int64 {
        let here = (base ?? sequence) &+ UInt32(truncatingIfNeeded: position)
        return position + Int64(Int32(bitPattern: sequence &- here))
    }

    private mutating func keep(_ start: Int64, _ octets: ArraySlice<UInt8>, _ missing: Int) {
        guard start + Int64(octets.count + missing) > position else { return }
        let index = waiting.firstIndex { $0.position >= start } ?? waiting.count
        if index < waiting.count, waiting[index].position == start {
            // The longer one of two that begin together.
            guard waiting[index].octets.count < octets.count else { return }
            waiting[index] = (start, octets, missing)
        } else {
            waiting.insert((start, octets, missing), at: index)
        }
    }

    /// What follows without a gap.
    private mutating func drained() -> [Piece] {
        var pieces: [Piece] = []
        while let first = waiting.first, first.position <= position {
            waiting.removeFirst()
            let known = Int(position - first.position)
            let fresh = first.octets.dropFirst(known)
            if !fresh.isEmpty {
                pieces.append(Piece(octets: fresh))
                position += Int64(fresh.count)
            }
            let lost = first.position + Int64(first.octets.count + first.missing) - position
            if first.missing > 0, lost > 0 {
                pieces.append(Piece(missing: Int(lost)))
                position += lost
            }
        }
        return pieces
    }

    /// Gives gaps up until the position is reached; `.max` gives up the first one only.
    private mutating func skipped(to goal: Int64) -> [Piece] {
        var pieces: [Piece] = []
        while position < goal {
            let next = waiting.first.map(\.position) ?? goal
            let stop = goal == .max ? next : min(next, goal)
            guard stop > position, stop < .max else { break }
            pieces.append(Piece(missing: Int(stop - position)))
            position = stop
            pieces += drained()
            if goal == .max { break }
        }
        return pieces
    }
}
