/// The numbers of events in a file, where not every event is a fact: certificates are told by
/// lines of their own, and newer programs write more than we know.
package struct EventNumbers: Sendable {
    /// More lines that are no facts are not told apart.
    private static let limit = 100_000

    /// The numbers of events that are no facts, counted from 1, ascending.
    private var others: [Int] = []

    mutating func skip(_ number: Int) {
        if others.count < Self.limit { others.append(number) }
    }

    /// The number of a fact, which is counted from 0.
    package func number(ofFact fact: Int) -> Int {
        // Each number that is skipped before it moves it by one.
        fact + 1 + count { others[$0] - $0 <= fact + 1 }
    }

    /// The fact of that number, or the one before; may be behind the last one, or -1.
    package func fact(numbered number: Int) -> Int {
        number - 1 - count { others[$0] <= number }
    }

    /// How many of the others come first, up to where `isBefore` ends to hold.
    private func count(_ isBefore: (Int) -> Bool) -> Int {
        var (low, high) = (0, others.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
