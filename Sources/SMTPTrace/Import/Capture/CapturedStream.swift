import SMTPCore

/// One captured TCP connection: what both ends said, in the order it was answered.
struct CapturedStream {
    struct Chunk {
        /// Whether it comes from the end that was seen first.
        var isFromFirst: Bool
        /// Microseconds since 1970-01-01 UTC.
        var at: Int64
        var piece: HalfStream.Piece
        /// Counts segments of the stream, from 1.
        var segment: Int
    }

    enum Close {
        case orderly, reset
    }

    let first: TCPSegment.Side
    let second: TCPSegment.Side
    /// When its first segment came.
    let openedAt: Int64
    private(set) var chunks: [Chunk] = []
    private(set) var closed: (how: Close, isByFirst: Bool, at: Int64)?
    /// Who asked for the connection; nil where the capture began later.
    private(set) var isOpenedByFirst: Bool?
    private(set) var segments = 0
    private var halves = (HalfStream(), HalfStream())
    private var lastAt: Int64

    /// The connection this segment is the first of.
    init(_ segment: TCPSegment) {
        (first, second) = (segment.from, segment.to)
        (openedAt, lastAt) = (segment.at, segment.at)
    }

    /// Whether a segment begins another connection of the same two ends.
    func isOver(before segment: TCPSegment) -> Bool {
        segment.isOpening && segment.acknowledged == nil && (closed != nil || !chunks.isEmpty)
    }

    mutating func take(_ segment: TCPSegment) {
        segments += 1
        // Times never go back, though a capture's own may.
        lastAt = max(lastAt, segment.at)
        let isFromFirst = segment.from == first
        if segment.isOpening, isOpenedByFirst == nil {
            isOpenedByFirst = (segment.acknowledged == nil) == isFromFirst
        }
        if let number = segment.acknowledged { acknowledge(number, segment, isFromFirst) }
        if isFromFirst {
            add(halves.0.take(segment), isFromFirst)
        } else {
            add(halves.1.take(segment), isFromFirst)
        }
        guard closed == nil else { return }
        if segment.isReset { closed = (.reset, isFromFirst, lastAt) }
        if segment.isClosing { closed = (.orderly, isFromFirst, lastAt) }
    }

    /// Who answers has read what the capture may lack. An empty acknowledgement waits for the
    /// octets: captures put packets of the two directions into another order sometimes.
    private mutating func acknowledge(
        _ number: UInt32, _ segment: TCPSegment, _ isFromFirst: Bool
    ) {
        guard !segment.payload.isEmpty || segment.isOpening else { return }
        if isFromFirst {
            add(halves.1.skipped(toAcknowledged: number), false)
        } else {
            add(halves.0.skipped(toAcknowledged: number), true)
        }
    }

    private mutating func add(_ pieces: [HalfStream.Piece], _ isFromFirst: Bool) {
        chunks += pieces.map {
            Chunk(isFromFirst: isFromFirst, at: lastAt, piece: $0, segment: segments)
        }
    }

    /// The capture is over: what still waits for a missing segment comes without it.
    mutating func finish() {
        add(halves.0.finish(), true)
        add(halves.1.finish(), false)
    }

    // MARK: What it is

    private static let ports: Set<UInt16> = [24, 25, 465, 587, 2465, 2525, 2587]

    /// Whether the first end is the client: it opened the connection, or the other one greets, or
    /// the other one has the port of a server.
    var isFirstClient: Bool {
        if let isOpenedByFirst { return isOpenedByFirst }
        if let chunk = chunks.first(where: { !$0.piece.octets.isEmpty }) {
            if Self.looksLikeReply(chunk.piece.octets) { return !chunk.isFromFirst }
            if Self.looksLikeCommand(chunk.piece.octets) { return chunk.isFromFirst }
        }
        let (one, other) = (Self.ports.contains(first.port), Self.ports.contains(second.port))
        return one == other ? first.port > second.port : other
    }

    var client: TCPSegment.Side { isFirstClient ? first : second }
    var server: TCPSegment.Side { isFirstClient ? second : first }

    /// Whether somebody speaks SMTP here, or TLS on a port where SMTP is inside.
    var isSMTP: Bool {
        guard let start = chunks.first(where: { !$0.piece.octets.isEmpty }) else { return false }
        if Self.startsTLS(start.piece.octets) { return Self.ports.contains(server.port) }
        let said = chunks.lazy.filter { $0.isFromFirst == self.isFirstClient }
        let command = said.first { !$0.piece.octets.isEmpty }?.piece.octets
        let reply = chunks.lazy.filter { $0.isFromFirst != self.isFirstClient }
            .first { !$0.piece.octets.isEmpty }?.piece.octets
        if let command { return Self.looksLikeCommand(command) || Self.ports.contains(server.port) }
        return reply.map(Self.looksLikeReply) ?? false
    }

    /// The record of a handshake (RFC 8446 §5.1).
    static func startsTLS(_ octets: ArraySlice<UInt8>) -> Bool {
        octets.count >= 3 && octets.prefix(2).elementsEqual([22, 3])
    }

    private static func looksLikeReply(_ octets: ArraySlice<UInt8>) -> Bool {
        let line = ReplyLine(Array(octets.prefix(512).prefix { $0 != ASCII.lf }))
        return line.code.map { (200..<600).contains($0) } == true && line.separator != .missing
    }

    private static func looksLikeCommand(_ octets: ArraySlice<UInt8>) -> Bool {
        let line = Command(Array(octets.prefix(512).prefix { $0 != ASCII.lf }))
        if case .other = line.verb { return false }
        return true
    }
}
