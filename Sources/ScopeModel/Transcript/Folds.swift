/// Which replies and messages are folded.
package struct Folds: Hashable, Sendable {
    /// What the user chose, by first row.
    var chosen: [Int: Bool] = [:]
    /// What the user chose for all others.
    var all: Bool?

    /// `limit` is how many rows stay open by themselves.
    func isFolded(head: Int, count: Int, limit: Int) -> Bool {
        guard count > 1 else { return false }
        return chosen[head] ?? all ?? (count > limit)
    }
}
