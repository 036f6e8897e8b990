import SMTPCore

/// Makes facts of one captured connection. What TLS hides is only counted.
struct CaptureTelling {
    private(set) var events: [TraceEvent] = []
    private var wire: WireTelling
    private let start: Int64
    /// Octets that TLS hides; nil before it began.
    private var hidden: (client: Int, server: Int)?
    private var hasClientSpoken = false

    /// `start` is the time of the recording's beginning, in microseconds.
    init(_ stream: CapturedStream, connection: Int, start: Int64) {
        self.start = start
        wire = WireTelling(connection: connection)
        wire.builder.now = .microseconds(stream.openedAt - start)
        wire.builder.take(.connecting(stream.server.text))
        wire.builder.connected(from: stream.client.text, to: stream.server.text)
        let isFirstClient = stream.isFirstClient
        for chunk in stream.chunks { take(chunk, isFromClient: chunk.isFromFirst == isFirstClient) }
        finish(stream)
        events = wire.builder.events
    }

    private mutating func take(_ chunk: CapturedStream.Chunk, isFromClient: Bool) {
        wire.builder.now = .microseconds(chunk.at - start)
        wire.builder.group = chunk.segment
        let piece = chunk.piece
        if piece.missing > 0 {
            wire.flush(client: isFromClient)
            let side = isFromClient ? "client" : "server"
            wire.builder.take(
                .remark("\(piece.missing) octets of the \(side) are not in the capture"))
        }
        guard !piece.octets.isEmpty else { return }
        if isFromClient, hidden == nil, CapturedStream.startsTLS(piece.octets),
            wire.builder.isHandshaking || !hasClientSpoken
        {
            wire.flush(client: true)
            wire.flush(client: false)
            hidden = (0, 0)
        }
        if isFromClient { hasClientSpoken = true }
        if hidden != nil {
            hidden?.client += isFromClient ? piece.octets.count : 0
            hidden?.server += isFromClient ? 0 : piece.octets.count
        } else {
            wire.say(piece.octets, isFromClient: isFromClient)
        }
    }

    private mutating func finish(_ stream: CapturedStream) {
        wire.flush(client: true)
        wire.flush(client: false)
        if let hidden {
            wire.builder.take(
                .remark(
                    "TLS hides \(hidden.client) octets of the client and \(hidden.server) of the "
                        + "server"))
        }
        guard let closed = stream.closed else { return }
        wire.builder.now = max(wire.builder.now, .microseconds(closed.at - start))
        let isByClient = closed.isByFirst == stream.isFirstClient
        switch closed.how {
        case .reset: wire.builder.end(isByClient ? .resetByUs : .reset)
        case .orderly: wire.builder.end(isByClient ? .closedByUs : .closedByServer)
        }
    }
}
