import SMTPCore

/// What one rule remembers: how often and since when, by key. At most 4096 keys; the oldest is
/// forgotten first.
struct RuleMemory: Sendable {
    private static let keyLimit = 4096

    struct Entry: Hashable, Sendable {
        /// How often, this time included.
        var count: Int
        var since: Duration
    }

    private var entries: [[UInt8]: Entry] = [:]
    private var order = Queue<[UInt8]>()

    /// Counts one more occasion of a key.
    mutating func note(_ key: [UInt8], at now: Duration) -> Entry {
        if var entry = entries[key] {
            entry.count += 1
            entries[key] = entry
            return entry
        }
        if order.count >= Self.keyLimit, let oldest = order.popFirst() { entries[oldest] = nil }
        let entry = Entry(count: 1, since: now)
        entries[key] = entry
        order.append(key)
        return entry
    }
}
