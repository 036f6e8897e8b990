/// Where keys go.
package enum Focus: String, Hashable, Sendable, CaseIterable {
    /// The input line: letters are text.
    case prompt
    /// The panes: letters are commands.
    case transcript, diagnosis, session
    /// The failures of a log, in place of the other panes.
    case failures

    package var title: String {
        switch self {
        case .prompt: "Input line"
        case .transcript: "Transcript"
        case .diagnosis: "Diagnosis"
        case .session: "Session"
        case .failures: "Failures"
        }
    }
}
