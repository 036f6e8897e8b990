import SMTPCore

/// Makes facts of one captured connection. What TLS hides is only counted.
struct CaptureTelling {
    /// A line without end is cut here.
    private static let lineLimit = 1 << 16

    private(set) var events: [TraceEvent] = []
    private var builder: TranscriptBuilder
    private let start: Int64
    /// Octets of each side that no line ending followed yet.
    private var partial: (client: [UInt8], server: [UInt8]) = ([], [])
    /// Octets that TLS hides; nil before it began.
    private var hidden: (client: Int, server: Int)?
    private var hasClientSpoken = false

    /// `start` is the time of the recording's beginning, in microseconds.
    init(_ stream: CapturedStream, connection: Int, start: Int64) {
        self.start = start
        builder = TranscriptBuilder(connection: connection)
        builder.now = .microseconds(stream.openedAt - start)
        builder.take(.connecting(stream.server.text))
        builder.connected(from: stream.client.text, to: stream.server.text)
        let isFirstClient = stream.isFirstClient
        for chunk in stream.chunks { take(chunk, isFromClient: chunk.isFromFirst == isFirstClient) }
        finish(stream)
        events = builder.events
    }

    private mutating func take(_ chunk: CapturedStream.Chunk, isFromClient: Bool) {
        builder.now = .microseconds(chunk.at - start)
        builder.group = chunk.segment
        let piece = chunk.piece
        if piece.missing > 0 {
            flush(client: isFromClient)
            let side = isFromClient ? "client" : "server"
            builder.take(.remark("\(piece.missing) octets of the \(side) are not in the capture"))
        }
        guard !piece.octets.isEmpty else { return }
        if isFromClient, hidden == nil, CapturedStream.startsTLS(piece.octets),
            builder.isHandshaking || !hasClientSpoken
        {
            flush(client: true)
            flush(client: false)
            hidden = (0, 0)
        }
        if isFromClient { hasClientSpoken = true }
        if hidden != nil {
            hidden?.client += isFromClient ? piece.octets.count : 0
            hidden?.server += isFromClient ? 0 : piece.octets.count
        } else {
            say(piece.octets, isFromClient)
        }
    }

    /// Whole lines become facts; what is left waits for its end.
    private mutating func say(_ octets: ArraySlice<UInt8>, _ isFromClient: Bool) {
        var line = isFromClient ? partial.client : partial.server
        var rest = octets
        while let end = rest.firstIndex(of: ASCII.lf) {
            builder.wire(line + rest[...end], isFromClient: isFromClient)
            line = []
            rest = rest[(end + 1)...]
        }
        line += rest
        while line.count > Self.lineLimit {
            builder.wire(Array(line.prefix(Self.lineLimit)), isFromClient: isFromClient)
            line.removeFirst(Self.lineLimit)
        }
        if isFromClient { partial.client = line } else { partial.server = line }
    }

    private mutating func flush(client: Bool) {
        let line = client ? partial.client : partial.server
        if client { partial.client = [] } else { partial.server = [] }
        if !line.isEmpty { builder.wire(line, isFromClient: client) }
    }

    private mutating func finish(_ stream: CapturedStream) {
        flush(client: true)
        flush(client: false)
        if let hidden {
            builder.take(
                .remark(
                    "TLS hides \(hidden.client) octets of the client and \(hidden.server) of the "
                        + "server"))
        }
        guard let closed = stream.closed else { return }
        builder.now = max(builder.now, .microseconds(closed.at - start))
        let isByClient = closed.isByFirst == stream.isFirstClient
        switch closed.how {
        case .reset: builder.end(.reset)
        case .orderly: builder.end(isByClient ? .closedByUs : .closedByServer)
        }
    }
}
