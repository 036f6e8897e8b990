/// What `:set` changes.
package struct Settings: Hashable, Sendable {
    package enum Annotations: String, Hashable, Sendable, CaseIterable {
        case off, brief, full
    }

    package enum Time: String, Hashable, Sendable, CaseIterable {
        /// Since the row before.
        case delta
        /// Since the session began.
        case elapsed
        /// The time of day.
        case clock
        case off
    }

    package enum LayoutChoice: String, Hashable, Sendable, CaseIterable {
        case auto, wide, stacked, compact
    }

    package var annotations = Annotations.brief
    package var time = Time.elapsed
    package var layout = LayoutChoice.auto
    /// CR, LF and other control characters are shown.
    package var isWireView = false
    package var usesMouse = false

    package init() {}
}
