/// A remark on one event of a recording.
package struct PlayerNote: Hashable, Sendable {
    /// Counted from 0.
    package var event: Int
    package var text: String

    package init(event: Int, text: String) {
        self.event = event
        self.text = text
    }
}
