import SMTPCore
import SMTPTrace

/// The facts of a run's connections, kept until somebody wants to know what they mean: a script
/// that passes need not pay for that. A long run's are read from time to time, so that they do not
/// pile up.
struct CaseFile: Sendable {
    private struct Entry: Sendable {
        var fact: Int
        var connection: Int
        var insight: Insight
    }

    private static let eventLimit = 4_096
    private static let octetLimit = 1 << 20
    private static let insightLimit = 512

    /// How many facts there were.
    private(set) var count = 0
    private var investigation: (any Investigation)?
    private var unread: [TraceEvent] = []
    private var unreadOctets = 0
    /// In the order of their facts; the oldest are forgotten.
    private var entries: [Entry] = []

    init(_ investigation: (any Investigation)?) {
        self.investigation = investigation
    }

    mutating func add(_ event: TraceEvent) {
        count += 1
        guard investigation != nil else { return }
        unread.append(event)
        unreadOctets += event.octetCount
        if unread.count >= Self.eventLimit || unreadOctets >= Self.octetLimit { read() }
    }

    /// What these facts of a connection mean, the newest first; of one fact the best first.
    mutating func insights(of connection: Int?, in facts: Range<Int>) -> [Insight] {
        guard let connection, !facts.isEmpty else { return [] }
        read()
        let known = entries.filter { $0.connection == connection && facts.contains($0.fact) }
        let order = known.enumerated().sorted {
            $0.element.fact == $1.element.fact
                ? $0.offset < $1.offset : $0.element.fact > $1.element.fact
        }
        return order.map(\.element.insight)
    }

    /// What a refusal means by its own words.
    mutating func judge(_ reply: Reply) -> Insight? { investigation?.judge(reply) }

    private mutating func read() {
        var fact = count - unread.count
        for event in unread {
            for insight in investigation?.note(event) ?? [] {
                entries.append(
                    Entry(fact: fact, connection: event.connection, insight: insight))
            }
            fact += 1
        }
        unread.removeAll(keepingCapacity: true)
        unreadOctets = 0
        if entries.count > 2 * Self.insightLimit {
            entries.removeFirst(entries.count - Self.insightLimit)
        }
    }
}

extension TraceEvent {
    fileprivate var octetCount: Int {
        switch fact {
        case .sent(let sent): sent.octets.count
        case .received(let received): received.octets.count
        default: 0
        }
    }
}
