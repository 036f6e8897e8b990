/// Distinct failures with their counts. Bounded: what no longer fits is counted by category.
struct FailureTable: Sendable {
    static let limit = 4_000
    /// Messages that are remembered to see whether they arrive later.
    private static let messageLimit = 100_000

    private(set) var failures: [ExplainedFailure] = []
    /// Failures that found no place, by category.
    private(set) var overflow: [Category: Int] = [:]
    private var index: [UInt64: Int] = [:]
    /// Messages that failed for now, with the failure they met last.
    private var waiting: [UInt64: Int] = [:]

    /// Counts a known failure again; false if it is new.
    mutating func count(_ key: UInt64, _ occurrence: Occurrence) -> Bool {
        guard let place = index[key ^ occurrence.party.salt] else { return false }
        failures[place].count += 1
        if !occurrence.stamp.isEmpty { failures[place].last = Array(occurrence.stamp) }
        failures[place].lastLine = occurrence.line
        if failures[place].evidence.count < ExplainedFailure.evidenceLimit {
            failures[place].evidence.append(occurrence.evidence)
        }
        note(occurrence.message, at: place)
        note(recipient: occurrence.recipient, at: place)
        return true
    }

    /// - Parameter codes: as `ExplainedFailure.codes`.
    mutating func add(
        _ finding: Finding, key: UInt64, codes: String, sample: ArraySlice<UInt8>,
        _ occurrence: Occurrence
    ) {
        guard failures.count < Self.limit else {
            overflow[finding.category, default: 0] += 1
            return
        }
        let stamp = Array(occurrence.stamp)
        index[key ^ occurrence.party.salt] = failures.count
        failures.append(
            ExplainedFailure(
                number: failures.count, finding: finding, codes: codes,
                sample: Array(sample.prefix(ExplainedFailure.textLimit)), count: 1, messages: 0,
                deliveredLater: 0, first: stamp, last: stamp, evidence: [occurrence.evidence],
                lastLine: occurrence.line))
        failures[failures.count - 1].party = occurrence.party
        note(occurrence.message, at: failures.count - 1)
        note(recipient: occurrence.recipient, at: failures.count - 1)
    }

    private mutating func note(recipient: ArraySlice<UInt8>, at place: Int) {
        guard !recipient.isEmpty,
            failures[place].recipients.count < ExplainedFailure.recipientLimit,
            !failures[place].recipients.contains(where: { $0[...] == recipient })
        else { return }
        failures[place].recipients.append(Array(recipient))
    }

    /// A failure that was counted elsewhere.
    mutating func add(_ failure: ExplainedFailure) {
        var failure = failure
        failure.number = failures.count
        failures.append(failure)
    }

    mutating func delivered(_ message: ArraySlice<UInt8>) {
        guard !waiting.isEmpty, !message.isEmpty,
            let place = waiting.removeValue(forKey: Self.hash(message))
        else { return }
        failures[place].deliveredLater += 1
    }

    /// A message counts once per failure, however often it is tried.
    private mutating func note(_ message: ArraySlice<UInt8>, at place: Int) {
        guard !message.isEmpty else { return }
        let id = Self.hash(message)
        if waiting[id] == place { return }
        failures[place].messages += 1
        if waiting.count < Self.messageLimit || waiting[id] != nil { waiting[id] = place }
    }

    static func hash(_ octets: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
        return hash
    }
}
