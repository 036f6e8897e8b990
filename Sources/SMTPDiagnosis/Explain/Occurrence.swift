/// Where and when a failure was met once: slices of what is being read.
struct Occurrence {
    /// Counted from 1.
    var line: Int
    /// The line of the log, or the whole reply or paragraph.
    var text: ArraySlice<UInt8>
    /// The time as the log writes it; empty where there is none.
    var stamp: ArraySlice<UInt8> = []
    /// The name that the log gives to the message; empty where it names none.
    var message: ArraySlice<UInt8> = []
    /// The address that a delivery report or qmail's log names; empty where none is named.
    var recipient: ArraySlice<UInt8> = []
    var party = FailureParty.sender

    var evidence: ExplainedFailure.Evidence {
        ExplainedFailure.Evidence(
            line: line, text: Array(text.prefix(ExplainedFailure.textLimit)))
    }
}
