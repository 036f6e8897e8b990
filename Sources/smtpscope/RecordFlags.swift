import ArgumentParser
import ScopeApp

/// Where the session is recorded.
struct RecordFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Record to this file; without it, to the newest of the last 200 in the state folder.",
            valueName: "file"))
    var record: String?

    @Flag(help: "Replace the recording that --record names, if it is there.")
    var replace = false

    func apply(to plan: inout ConnectionPlan) {
        plan.record = record
        plan.replacesRecording = replace
    }

    /// Those that were given, as typed.
    var given: [String] { names(["--record": record != nil, "--replace": replace]) }

    /// What is wrong with them together, as one sentence; nil if nothing is.
    var misuse: String? { replace && record == nil ? "--replace needs --record." : nil }
}
