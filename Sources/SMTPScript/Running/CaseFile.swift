import SMTPCore
import SMTPTrace

/// The facts of a run's connections, kept until somebody wants to know what they mean: a script
/// that passes need not pay for that. So that they do not pile up they are read from time to time;
/// where no line of the script asks for them, the middle of many is forgotten instead.
struct CaseFile: Sendable {
    private struct Entry: Sendable {
        var fact: Int
        var connection: Int
        var insight: Insight
    }

    private static let eventLimit = 4_096
    /// How many of the first facts are never forgotten.
    private static let opening = 256
    private static let octetLimit = 1 << 20
    private static let insightLimit = 512

    /// How many facts there were.
    private(set) var count = 0
    private var investigation: (any Investigation)?
    /// Whether a line of the script asks what facts mean.
    private let isAsked: Bool
    private var unread: [(fact: Int, event: TraceEvent)] = []
    private var unreadOctets = 0
    /// In the order of their facts; the oldest are forgotten.
    private var entries: [Entry] = []

    init(_ investigation: (any Investigation)?, isAsked: Bool) {
        self.investigation = investigation
        self.isAsked = isAsked
    }

    mutating func add(_ event: TraceEvent) {
        count += 1
        guard investigation != nil else { return }
        unread.append((count - 1, event))
        unreadOctets += event.octetCount
        guard unread.count >= Self.eventLimit || unreadOctets >= Self.octetLimit else { return }
        if isAsked || unread.count < 4 * Self.opening { read() } else { forgetMiddle() }
    }

    /// The beginning of a connection that others opened: it was in order. It is nobody's fact, and
    /// read with the first that is.
    mutating func assumeBeginning(
        of connection: Int, speaks dialect: Conversation.Dialect, inside report: TLSReport?
    ) {
        let greeting = ReceivedOctets(
            octets: Array("220 \r\n".utf8), isSecure: false, read: 0)
        var facts: [Fact] = [
            .connected(local: "", peer: "", speaks: dialect), .received(greeting),
        ]
        if let report { facts.append(.secured(report)) }
        guard investigation != nil else { return }
        unread += facts.map { (-1, TraceEvent(at: .zero, connection: connection, fact: $0)) }
    }

    /// What a session began with and what happened last is enough to say what a failure means.
    private mutating func forgetMiddle() {
        unread.removeSubrange(Self.opening..<(unread.count / 2))
        unreadOctets = unread.reduce(0) { $0 + $1.event.octetCount }
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
        for (fact, event) in unread {
            for insight in investigation?.note(event) ?? [] {
                entries.append(
                    Entry(fact: fact, connection: event.connection, insight: insight))
            }
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
