import SMTPTrace

/// One of our own recordings, or facts as `--json` prints them, played into the session rules.
struct RecordedSession: Sendable {
    /// Octets that tell.
    static let signLength = 11
    private static let sign = Array(#"{"smtprec":"#.utf8)
    private static let factSign = Array(#"{"t":"#.utf8)
    private static let limit = 1_000

    private var reader = RecordingReader()
    private var diagnostician = Diagnostician()
    private var places: [String: Int] = [:]
    /// Distinct findings in the order they came up.
    private(set) var failures: [ExplainedFailure] = []

    /// Nil where the beginning is neither; that is found out with `signLength` octets.
    init?(startingLike start: [UInt8]) {
        if start.starts(with: Self.sign) { return }
        guard start.starts(with: Self.factSign) else { return nil }
        // Facts that were printed have no header.
        _ = reader.receive(Array("{\"smtprec\":1}\n".utf8)[...])
    }

    var events: Int { reader.events }

    mutating func append(_ octets: ArraySlice<UInt8>) {
        for event in reader.receive(octets) {
            for finding in diagnostician.note(event) { add(finding, at: event.at) }
        }
    }

    private mutating func add(_ finding: Finding, at: Duration) {
        let stamp = Array(at.brief.utf8)
        if let place = places[finding.id] {
            failures[place].count += 1
            failures[place].last = stamp
        } else if failures.count < Self.limit {
            places[finding.id] = failures.count
            failures.append(
                ExplainedFailure(
                    number: failures.count, finding: finding, codes: "",
                    sample: Array(finding.title.utf8), count: 1, messages: 0, deliveredLater: 0,
                    first: stamp, last: stamp, evidence: [], lastLine: 0))
        }
    }
}
