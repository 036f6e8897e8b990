import SMTPCore
import SMTPTrace

/// A `<` line typed at a prompt, held against the last event. Nothing waits.
package struct PromptCheck: Sendable {
    /// The names of what a reply means by its own words, the best first.
    package typealias Diagnose = (Reply) -> [String]

    /// What happened last.
    package enum Event: Sendable {
        case reply(Reply, took: Duration)
        case closed(Ending)
        /// Nothing came since the last line was sent, for so long.
        case silence(Duration)

        fileprivate var observed: (what: Observed, took: Duration) {
            switch self {
            case .reply(let reply, let took): (.reply(reply), took)
            case .closed(let ending): (.closed(ending), .zero)
            case .silence(let time): (.silence(time), .zero)
            }
        }
    }

    /// Whether the line holds; nil where it cannot be read.
    package var holds: Bool?
    /// One sentence without a full stop, safe to print: "it holds: got 250 2.1.0".
    package var sentence: String
    /// What is to be kept of a line that could be read, whether it holds or not; nil where it
    /// speaks of a secret.
    package private(set) var kept: ScriptCheck?
    /// What named groups of its patterns found.
    package private(set) var captures: [(name: String, value: [UInt8])] = []
    /// Stands for a place in a file where a line was typed.
    static let place = "typed"

    /// `line` is the whole line, with its `<` and without line ending. `told` are the names of what
    /// the session showed with the event.
    package init(
        _ line: [UInt8], against event: Event, in context: PromptContext, told: [String],
        diagnose: Diagnose
    ) {
        let outcome = ScriptParser.parse(line: line)
        if let problem = outcome.problems.first {
            sentence = problem.sentence
            return
        }
        guard case .expect(let expectation)? = outcome.script.nodes.first else {
            sentence = "an expectation starts with <"
            return
        }
        var runner = context.runner
        let (observed, took) = event.observed
        var diagnoses = told
        if case .reply(let reply) = observed, reply.isFailure { diagnoses += diagnose(reply) }
        do throws(RunFault) {
            let claim = try runner.read(expectation.claim)
            var judge = Judge(
                observed: observed, took: took,
                capabilities: context.connection?.conversation.capabilities ?? Capabilities(),
                report: context.connection?.report, diagnoses: diagnoses.withoutRepeats,
                values: runner.values, patterns: PatternCache())
            let finding = try judge.judge(claim)
            let found = finding.found ?? observed.sentence
            holds = finding.holds
            sentence = (finding.holds ? "it holds: " : "it does not hold: ") + found
            captures = judge.captures
            let wanted = try claim.expanded(by: &judge.values)
            guard judge.values.usedSecrets.isEmpty else { return }
            kept = ScriptCheck(
                place: Self.place, wanted: ScriptText.claim(wanted), found: found,
                holds: finding.holds, isWish: expectation.isWish)
        } catch {
            sentence = error.sentence
        }
    }
}
