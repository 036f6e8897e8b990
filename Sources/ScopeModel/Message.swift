import SMTPDiagnosis
import SMTPScript
import SMTPTrace
import TerminalCore

/// Everything that can happen to the screen's state.
package enum Message: Sendable {
    case input(Input)
    /// Facts in the order they happened; a batch is one frame.
    case traces([TraceEvent])
    /// A file turned out to be a recording, called so on the screen.
    case recordingOpened(name: String)
    /// What was read next of a recording, and how much of the file that was.
    case recorded([TraceEvent], percent: Int)
    /// All of a recording was read; what is wrong with it, as one sentence, and the remarks in it.
    case recordedAll(problem: String?, notes: [PlayerNote] = [])
    /// A remark stands in the file now, told by these events behind all others.
    case noted(PlayerNote, [TraceEvent])
    /// Events that were asked for by `Effect.recall`, from the first one on. Fewer than were
    /// asked for where the file has them no more.
    case recalled([TraceEvent], from: Int)
    /// So much real time passed, sent when `Model.playDelay` is over.
    case elapsed(Duration)
    /// Two recordings that were compared for `Effect.compare`.
    case compared(Comparing)
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
    /// Typed lines that were asked for by `Effect.loadBlock`, ready to run in the same way.
    indirect case blockLoaded(ScriptProgram, RunOptions)
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
