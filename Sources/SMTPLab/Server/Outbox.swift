import SMTPCore

/// What waits to leave on one connection, in order, each at its time.
struct Outbox: Sendable {
    enum Item: Hashable, Sendable {
        case octets([UInt8])
        case startTLS, close, abort
        case note(String)
        /// Nothing behind this leaves before so long has passed.
        case pause(Duration)
    }

    private struct Waiting: Sendable {
        var item: Item
        var since: Duration
        /// Where either is set, this is a piece that wants a write of its own.
        var pace: Int?
        var split: Int?
    }

    /// How often a second paced octets leave.
    private static let ticks = 10
    /// A client that never reads must not fill the memory.
    private static let limit = 1 << 20

    /// Octets in a second for what is added from now on; nil for no limit.
    var pace: Int?
    /// Octets in one write for what is added from now on; nil for no limit.
    var split: Int?
    private var waiting = Queue<Waiting>()
    private var octetCount = 0
    /// When the item at the head may leave, if it waits for no other reason.
    private var clock = Duration.zero

    var isEmpty: Bool { waiting.isEmpty }
    var isOverfull: Bool { octetCount > Self.limit }

    mutating func append(_ item: Item, at now: Duration) {
        if waiting.isEmpty, clock < now { clock = now }
        guard case .octets(let octets) = item, let size = pieceSize else {
            if case .octets(let octets) = item { octetCount += octets.count }
            waiting.append(Waiting(item: item, since: now))
            return
        }
        octetCount += octets.count
        for start in stride(from: 0, to: octets.count, by: size) {
            let piece = Array(octets[start..<min(start + size, octets.count)])
            waiting.append(Waiting(item: .octets(piece), since: now, pace: pace, split: split))
        }
    }

    /// Forgets what waits; nothing holds up what is added next.
    mutating func removeAll(at now: Duration) {
        waiting.removeAll()
        octetCount = 0
        clock = now
    }

    /// When something leaves next; nil while nothing waits.
    var deadline: Duration? { waiting.first.map { dueTime(of: $0) } }

    /// What may leave by now, in order. Octets that may share a write are joined.
    mutating func take(at now: Duration) -> [Item] {
        var items: [Item] = []
        var joined: [UInt8] = []
        while let next = waiting.first, dueTime(of: next) <= now {
            clock = dueTime(of: next)
            _ = waiting.popFirst()
            if case .octets(let octets) = next.item {
                octetCount -= octets.count
                if next.pace == nil, next.split == nil {
                    joined += octets
                    continue
                }
            }
            if !joined.isEmpty { items.append(.octets(joined)) }
            joined = []
            switch next.item {
            case .pause(let duration): clock += duration
            case .octets, .startTLS, .close, .abort, .note: items.append(next.item)
            }
        }
        if !joined.isEmpty { items.append(.octets(joined)) }
        return items
    }

    private var pieceSize: Int? {
        let paced = pace.map { max(1, $0 / Self.ticks) }
        guard let split else { return paced }
        return paced.map { min($0, split) } ?? split
    }

    /// A paced piece takes its own time on the line before it is through.
    private func dueTime(of next: Waiting) -> Duration {
        let ready = max(clock, next.since)
        guard let pace = next.pace, case .octets(let octets) = next.item else { return ready }
        return ready + .nanoseconds(octets.count * 1_000_000_000 / max(1, pace))
    }
}
