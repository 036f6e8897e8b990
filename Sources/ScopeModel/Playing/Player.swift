import SMTPTrace

/// A recording on the screen. What is shown is the fold of its first `position` events, the same
/// that a live session would have been folded into by then.
package struct Player: Sendable {
    /// The file, for people.
    package let name: String
    /// How many events are shown.
    package internal(set) var position = 0
    /// How much of the file has been read, in per cent; nil once all of it has. Until then what is
    /// shown is all that has been read.
    package internal(set) var reading: Int? = 0
    package internal(set) var isPlaying = false
    package internal(set) var speed = PlaySpeed.normal
    /// Whether waits are cut to a second while playing.
    package internal(set) var cutsWaits = true

    var index = EventIndex()
    var keyframes = Keyframes()
    /// How many rows all events make.
    var rows = 0
    /// Recorded time, while playing.
    var clock = Duration.zero
    /// Remarks made later, by the row they are on.
    var notes: [Int: [String]] = [:]
    /// Where a seek goes to; events up to there have been asked for.
    var target = 0
    /// What was asked for before all was read; done then.
    var asked: (id: ActionID, argument: String)?

    init(name: String) { self.name = name }

    /// How many events there are, as far as was read.
    package var count: Int { index.count }

    /// Recorded time that is shown.
    package var time: Duration {
        max(clock, position > 0 ? index.time(of: position - 1) : .zero)
    }
}
