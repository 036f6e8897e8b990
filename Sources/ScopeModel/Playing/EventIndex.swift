import SMTPTrace

/// What is known of every event of a recording without reading it again: when it was, which rows
/// it makes, and whether one would jump to it.
package struct EventIndex: Sendable {
    /// What begins with an event.
    struct Signs: OptionSet, Sendable {
        var rawValue: UInt8

        static let command = Signs(rawValue: 1)
        static let reply = Signs(rawValue: 2)
        static let section = Signs(rawValue: 4)
        static let note = Signs(rawValue: 8)
    }

    private struct Entry: Sendable {
        /// Microseconds since the session began; never less than before.
        var at: Int64
        /// The first row it makes.
        var row: UInt32
        var signs: Signs
    }

    private var entries = Ledger<Entry>()

    package var count: Int { entries.count }

    /// When the last event was; zero without events.
    package var end: Duration { count > 0 ? time(of: count - 1) : .zero }

    mutating func append(at time: Duration, row: Int, _ signs: Signs) {
        let at = max(time.microseconds, count > 0 ? entries[count - 1].at : 0)
        entries.append(Entry(at: at, row: UInt32(clamping: row), signs: signs))
    }

    mutating func mark(_ event: Int, with signs: Signs) { entries[event].signs.formUnion(signs) }

    /// When an event was, since the session began.
    package func time(of event: Int) -> Duration { .microseconds(entries[event].at) }

    /// The first row an event makes.
    func row(of event: Int) -> Int { Int(entries[event].row) }

    /// The event that made a row; 0 without events.
    func event(ofRow row: Int) -> Int {
        max(0, firstEvent { entries[$0].row > row } - 1)
    }

    /// How many events there were by then.
    func events(until time: Duration) -> Int {
        let at = time.microseconds
        return firstEvent { entries[$0].at > at }
    }

    /// The first event from `start` on that has one of the signs; nil if none has.
    func event(from start: Int, with signs: Signs) -> Int? {
        (start..<max(start, count)).first { !entries[$0].signs.isDisjoint(with: signs) }
    }

    /// The first event for which `isBehind` holds, which must hold for all behind it too.
    private func firstEvent(where isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
