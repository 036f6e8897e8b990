/// What the last line of a recording counts.
package struct RecordingTotals: Sendable {
    /// Octets of the client.
    package private(set) var sent = 0
    /// Octets of the server, with those that were left out.
    package private(set) var received = 0
    /// The time of the latest event.
    package private(set) var latest = Duration.zero

    package init() {}

    package mutating func count(_ event: TraceEvent) {
        latest = max(latest, event.at)
        if case .sent(let fact) = event.fact { sent += fact.octets.count }
        if case .received(let fact) = event.fact { received += fact.octets.count + fact.omitted }
    }
}
