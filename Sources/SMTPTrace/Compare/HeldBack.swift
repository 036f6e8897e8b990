import SMTPCore

/// A recorded session and the same sent again, as far as both could say the same: the second may
/// have stopped in front of every message, and the recording while its connection stood.
package struct HeldBack: Sendable {
    package private(set) var before: [TraceEvent]
    package private(set) var after: [TraceEvent]

    /// Unless messages were delivered both lose what follows the first octet of content on each
    /// connection. The session sent again loses the end that we made in front of it, or where the
    /// recording has no end.
    package init(_ recorded: [TraceEvent], _ again: [TraceEvent], delivers: Bool = false) {
        let cut = Set(delivers ? [] : recorded.filter(Self.isContent).map(\.connection))
        let pairs = Array(zip(Self.connected(recorded), Self.connected(again)))
        let cutAgain = Set(pairs.filter { cut.contains($0.0) }.map(\.1))
        let ended = Set(recorded.filter { Self.ending($0) != nil }.map(\.connection))
        let openAgain = Set(pairs.filter { !ended.contains($0.0) }.map(\.1))
        before = Self.prefixes(of: recorded, on: cut, upTo: Self.isContent)
        after = Self.prefixes(
            of: again, on: cutAgain, upTo: { Self.isContent($0) || Self.isOurEnd($0) }
        ).filter { !openAgain.contains($0.connection) || !Self.isOurEnd($0) }
    }

    /// The numbers of connections that came to be, in order.
    private static func connected(_ events: [TraceEvent]) -> [Int] {
        var seen: Set<Int> = []
        for event in events {
            switch event.fact {
            case .connected, .sent, .received: seen.insert(event.connection)
            default: break
            }
        }
        return seen.sorted()
    }

    private static func prefixes(
        of events: [TraceEvent], on connections: Set<Int>, upTo isEnd: (TraceEvent) -> Bool
    ) -> [TraceEvent] {
        var over: Set<Int> = []
        return events.filter { event in
            guard connections.contains(event.connection) else { return true }
            if isEnd(event) { over.insert(event.connection) }
            return !over.contains(event.connection)
        }
    }

    /// Content, or a BDAT line, which always brings some.
    private static func isContent(_ event: TraceEvent) -> Bool {
        guard case .sent(let sent) = event.fact else { return false }
        return sent.part == .content
            || sent.part == .command && Command(sent.octets).verb == .bdat
    }

    private static func isOurEnd(_ event: TraceEvent) -> Bool {
        switch ending(event)?.how {
        case .closedByUs, .resetByUs: true
        case .closedByServer, .reset, .timedOut, .exited, .failed, nil: false
        }
    }

    private static func ending(_ event: TraceEvent) -> Ending? {
        if case .ended(let ending) = event.fact { ending } else { nil }
    }
}
