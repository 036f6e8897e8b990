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
