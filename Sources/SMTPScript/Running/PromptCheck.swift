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
    }

    /// Whether the line holds; nil where it cannot be read.
    package var holds: Bool?
    /// One sentence without a full stop, safe to print: "it holds: got 250 2.1.0".
    package var sentence: String
    /// What is to be kept of a line that could be read, whether it holds or not.
    package private(set) var kept: ScriptCheck?
    /// Stands for a place in a file where a line was typed.
    static let place = "typed"

    /// `line` is the whole line, with its `<` and without line ending. `told` are the names of what
    /// the session showed with the event.
    package init(
        _ line: [UInt8], against event: Event, capabilities: Capabilities, report: TLSReport?,
        told: [String], diagnose: Diagnose
    ) {
        let outcome = ScriptParser.parse(line: line)
        if let problem = outcome.problems.first {
            sentence = problem.message + (problem.help.map { ": \($0)" } ?? "")
            return
        }
        guard case .expect(let expectation)? = outcome.script.nodes.first else {
            sentence = "an expectation starts with <"
            return
        }
        let observed: Observed
        var took = Duration.zero
        switch event {
        case .reply(let reply, let time): (observed, took) = (.reply(reply), time)
        case .closed(let ending): observed = .closed(ending)
        case .silence(let time): observed = .silence(time)
        }
        var diagnoses = told
        if case .reply(let reply) = observed, reply.isFailure { diagnoses += diagnose(reply) }
        var judge = Judge(
            observed: observed, took: took, capabilities: capabilities, report: report,
            diagnoses: diagnoses.withoutRepeats, values: Values(RunOptions()),
            patterns: PatternCache())
        do throws(RunFault) {
            let finding = try judge.judge(expectation.claim)
            holds = finding.holds
            let found = finding.found ?? observed.sentence
            sentence = (finding.holds ? "it holds: " : "it does not hold: ") + found
            kept = ScriptCheck(
                place: Self.place, wanted: ScriptText.claim(expectation.claim), found: found,
                holds: finding.holds, isWish: expectation.isWish)
        } catch {
            sentence = error.message
        }
    }
}
