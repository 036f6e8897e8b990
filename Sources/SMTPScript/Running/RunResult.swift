/// How a run went. All texts are visible, and secrets are masked.
package struct RunResult: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable {
        case passed
        /// An expectation did not hold.
        case failed
        /// The transport failed where no line speaks of that, or the script could not go on.
        case broken
        case skipped
    }

    /// One `<` line, or what is expected where nothing is said.
    package struct Check: Sendable, Hashable {
        package enum Outcome: String, Sendable, Hashable {
            case passed
            /// A wish that did not come true.
            case warned
            case failed
            case broken
        }

        package var outcome: Outcome
        package var place: ScriptPlace
        /// As written, names replaced.
        package var wanted: String
        /// What there was, one clause.
        package var found: String
        /// The message with the lines it speaks of; empty for a check that passed.
        package var picture = ""
        /// Whether the script itself is wrong, and not what happened on its way.
        package var isOfScript = false
        package var at: Duration
    }

    /// One step and how long its first answer took.
    package struct Timing: Sendable, Hashable {
        package var place: ScriptPlace
        /// The step as sent.
        package var step: String
        /// "250", "closed" and the like.
        package var answer: String
        package var took: Duration
    }

    package struct Section: Sendable, Hashable {
        /// Empty for what stands in front of the first section.
        package var title: String
        package var place: ScriptPlace
        package var outcome = Outcome.passed
        /// Why it was skipped, or what was held back. Usually empty.
        package var reason = ""
        package var checks: [Check] = []
        /// Checks that passed and were counted only.
        package var uncountedPasses = 0
        package var warnings: [String] = []
        package var timings: [Timing] = []
        package var startedAt: Duration
        package var took = Duration.zero
        package var steps = 0

        package var failures: [Check] {
            checks.filter { $0.outcome == .failed || $0.outcome == .broken }
        }
    }

    package var file: String
    package var title: String
    /// In the order they were reached. Sections in which nothing happened are left out.
    package var sections: [Section] = []
    /// Why the run as a whole did not take place; nil where it did.
    package var refusal: String?
    package var isSkipped = false
    package var took = Duration.zero

    package var outcome: Outcome {
        if isSkipped { return .skipped }
        if sections.contains(where: { $0.outcome == .failed }) { return .failed }
        if refusal != nil || sections.contains(where: { $0.outcome == .broken }) { return .broken }
        let passes = sections.isEmpty || sections.contains { $0.outcome == .passed }
        return passes ? .passed : .skipped
    }

    /// 0 passed or skipped, 2 refused before anything was sent or wrong in itself, 3 broken,
    /// 4 failed.
    package var exitCode: Int32 {
        switch outcome {
        case .passed, .skipped: 0
        case .failed: 4
        case .broken: refusal == nil && !failures.allSatisfy(\.isOfScript) ? 3 : 2
        }
    }

    package var checkCount: Int {
        sections.reduce(0) { $0 + $1.checks.count + $1.uncountedPasses }
    }

    package var warningCount: Int { sections.reduce(0) { $0 + $1.warnings.count } }

    package var failures: [Check] { sections.flatMap(\.failures) }
}
