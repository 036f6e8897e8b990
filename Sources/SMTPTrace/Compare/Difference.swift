/// What one recording has that another has not.
package struct Difference: Hashable, Sendable {
    /// The worst first.
    package enum Class: Int, CaseIterable, Comparable, Sendable {
        /// A client would take another way: another first digit, a step more or less, no TLS.
        case breaking
        /// Another code of the same class, another capability, another TLS session.
        case changed
        /// Other words.
        case text
        /// More than three times and half a second longer, or shorter.
        case pace
        /// Missing because the recording stopped while the talk went on.
        case stopped
        /// What always differs: dates, ids, addresses, order.
        case noise

        package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    package var kind: Class
    /// The step: `greeting`, `message`, or the command as sent, in one line.
    package var step: String
    /// What differs, in one line; texts of the server are made visible.
    package var text: String

    /// The word the line begins with.
    package var label: String {
        switch kind {
        case .breaking: "BREAKING"
        case .changed: "CHANGED"
        case .text: "text"
        case .pace: text.hasPrefix("+") ? "slower" : "faster"
        case .stopped: "stopped"
        case .noise: "noise"
        }
    }
}

/// All that differs between two recordings, in the order of the talk.
package struct Comparison: Sendable {
    /// One step of the talk, as it is in both.
    package struct Step: Sendable {
        /// Nil where the step is new.
        package var before: Turn?
        /// Nil where the step is gone.
        package var after: Turn?
        package var differences: [Difference]
    }

    package internal(set) var steps: [Step] = []
    package var differences: [Difference] { steps.flatMap(\.differences) }
    /// Steps that were found in both.
    package var matchedSteps: Int

    /// Whether a script that relies on the first would be wrong about the second. When strict,
    /// other words count too.
    package func hasChanged(strict: Bool) -> Bool {
        differences.contains { $0.kind <= (strict ? .text : .changed) }
    }

    /// One line for each difference but noise, which is counted unless asked for.
    package func report(showsNoise: Bool) -> String {
        let shown = differences.filter { showsNoise || $0.kind != .noise }
        let width = min(40, shown.map(\.step.count).max() ?? 0)
        var report = shown.map { difference in
            Self.padded(difference.label, 10) + Self.padded(difference.step, width + 2)
                + difference.text + "\n"
        }.joined()
        let noise = differences.count { $0.kind == .noise }
        let count = differences.count { $0.kind < .stopped }
        report +=
            "\(matchedSteps) steps in both, "
            + (count == 0 ? "no difference" : count == 1 ? "1 difference" : "\(count) differences")
            + (noise > 0 ? ", \(noise) of dates, ids and the like" : "") + "\n"
        return report
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
