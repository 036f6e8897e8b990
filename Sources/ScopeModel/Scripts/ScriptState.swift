import SMTPScript

/// A script on the screen: the runner, and where it stands.
package struct ScriptState: Sendable {
    var runner: ScriptRunner
    /// The last path part of the file.
    package let name: String
    /// Whether it was typed at the prompt.
    var isTyped = false
    /// What the next step sends; nil while it is not known or nothing is waited for.
    package internal(set) var next: String?
    /// Where `next` stands, in the script itself or in what it includes.
    var place: ScriptPlace?
    /// Failures told so far.
    var told = 0
    /// `##` lines that wait for a connection to stand beside.
    var unsaid: [String] = []

    package var isOver: Bool { runner.isDone }
    /// Whether it only asks the user something: what came of it is a value, and no verdict.
    var isQuestion: Bool { isTyped && runner.program.stepCount == 0 }
}

/// What can stand behind `:script`.
package enum ScriptOrder: String, Sendable, CaseIterable {
    case load, step, `continue`, pause, stop, `break`, vars
}
