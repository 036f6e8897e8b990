/// Which part of the transcript is seen. It hangs on rows, so its cost knows no length.
package struct Viewport: Hashable, Sendable {
    /// The row at the top, and how many of its lines are above the top; not used while following.
    package var top = 0
    package var topLine = 0
    package var selection = 0
    /// Stays at the newest line.
    package var isFollowing = true
    /// Rows that came while not following.
    package var unread = 0

    package init() {}
}

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
