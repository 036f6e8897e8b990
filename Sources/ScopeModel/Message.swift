import SMTPDiagnosis
import SMTPScript
import SMTPTrace
import TerminalCore

/// Everything that can happen to the screen's state.
package enum Message: Sendable {
    case input(Input)
    /// Facts in the order they happened; a batch is one frame.
    case traces([TraceEvent])
    case resized(Size)
    /// Four times a second while `Model.wantsTicks`; `now` is on the clock of the facts.
    case tick(now: Duration)
    /// `Model.scriptDeadline` has come.
    case scriptDue(now: Duration)
    /// What `$EDITOR` left; nil if it failed or nothing was changed.
    case edited([UInt8]?)
    /// More of a log was read: what was found in it so far, and how far that is.
    indirect case log(ExplainReport, LogProgress)
    /// A file that was asked for by `Effect.readFile`.
    case fileRead(path: String, [UInt8])
    /// A script that was asked for by `Effect.loadScript`, ready to run, with what the outside
    /// gives it.
    indirect case scriptLoaded(ScriptProgram, RunOptions)
    /// Why a script cannot run: pictures of its mistakes, at least one.
    case scriptRefused(path: String, [String])
    /// An effect succeeded; one sentence to show for a while, without a full stop.
    case done(String)
    /// An effect failed; one sentence to show until the next key.
    case failed(String)
    /// The theme in use now.
    case themeSet(String)
    /// SIGINT from outside: the same as C-c.
    case interrupted
    /// The program runs in the foreground again.
    case resumed
}
