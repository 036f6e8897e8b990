import SMTPDiagnosis

/// What the list of failures is sorted by.
package enum FailureOrder: String, Hashable, Sendable, CaseIterable {
    /// Lasting before passing, then the frequent ones.
    case worst
    /// The most frequent first.
    case count
    /// As the log has them.
    case first
    /// What happened lately first.
    case last
    /// By name, and by who must act.
    case category, side

    /// What stands in a title, without a full stop.
    package var words: String {
        switch self {
        case .worst: "worst first"
        case .count: "most frequent first"
        case .first: "in the log's order"
        case .last: "latest first"
        case .category: "by category"
        case .side: "by who must act"
        }
    }

    /// - Parameter failures: worst first, as a report has them.
    func sorted(_ failures: [ExplainedFailure]) -> [ExplainedFailure] {
        switch self {
        case .worst: failures
        case .count: failures.sorted { ($0.count, $1.number) > ($1.count, $0.number) }
        case .first: failures.sorted { $0.number < $1.number }
        case .last: failures.sorted { ($0.lastLine, $1.number) > ($1.lastLine, $0.number) }
        case .category: byName(failures) { $0.finding.category.rawValue + " " + $0.finding.id }
        case .side: byName(failures) { $0.finding.side.brief }
        }
    }

    /// By a name, the frequent ones first where it is the same.
    private func byName(
        _ failures: [ExplainedFailure], _ name: (ExplainedFailure) -> String
    ) -> [ExplainedFailure] {
        failures.map { (name: name($0), failure: $0) }
            .sorted {
                $0.name != $1.name
                    ? $0.name < $1.name
                    : ($0.failure.count, $1.failure.number)
                        > ($1.failure.count, $0.failure.number)
            }.map(\.failure)
    }
}

extension Finding.Side {
    /// One word of at most ten letters.
    var brief: String {
        switch self {
        case .senderConfig: "sender"
        case .senderReputation: "reputation"
        case .recipient: "recipient"
        case .server: "server"
        case .network: "network"
        case .message: "message"
        }
    }
}
