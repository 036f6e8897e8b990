import SMTPTrace

/// What the first `event` events of a recording were folded into.
struct Keyframe: Sendable {
    var event: Int
    var transcript = Transcript()
    var remarks = Remarks()
    var diagnosis = DiagnosisState()
    var now = Duration.zero
    var senders: [String] = []
    var recipients: [String] = []

    /// About how many octets it does not share with an earlier one.
    fileprivate func cost(beside earlier: Keyframe) -> Int {
        transcript.cost(beside: earlier.transcript) + diagnosis.rows.count * 20
    }
}

/// Folds kept at intervals, so that no seek starts at the beginning. However long a recording is
/// and whatever is in it, they are few and cost no more than a limit.
struct Keyframes: Sendable {
    private static let capacity = 64
    private static let budget = 40_000_000

    /// By event, ascending; the first is the empty screen.
    private var frames = [Keyframe(event: 0)]
    private var spacing = 4_096
    private var cost = 0
    /// The whole recording, once it was read.
    var end: Keyframe?

    /// Whether the fold of so many events is to be kept.
    func isDue(at event: Int) -> Bool { event - frames[frames.count - 1].event >= spacing }

    mutating func keep(_ frame: Keyframe) {
        cost += frame.cost(beside: frames[frames.count - 1])
        frames.append(frame)
        while frames.count > 2, frames.count > Self.capacity || cost > Self.budget {
            frames = frames.indices.filter { $0.isMultiple(of: 2) }.map { frames[$0] }
            cost = zip(frames, frames.dropFirst()).reduce(0) { $0 + $1.1.cost(beside: $1.0) }
            spacing *= 2
        }
    }

    /// The nearest one that is not behind so many events.
    func nearest(to event: Int) -> Keyframe {
        if let end, end.event <= event { return end }
        var (low, high) = (0, frames.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if frames[middle].event <= event { low = middle } else { high = middle }
        }
        return frames[low]
    }
}

extension Model {
    /// The fold as it is now.
    func keyframe(at event: Int) -> Keyframe {
        Keyframe(
            event: event, transcript: transcript, remarks: remarks, diagnosis: diagnosis, now: now,
            senders: senders, recipients: recipients)
    }

    mutating func restore(_ frame: Keyframe) {
        transcript = frame.transcript
        remarks = frame.remarks
        diagnosis = frame.diagnosis
        now = frame.now
        senders = frame.senders
        recipients = frame.recipients
    }
}
