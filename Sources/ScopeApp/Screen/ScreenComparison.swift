import SMTPTrace
import ScopeModel

/// Compares two recordings for the screen. May be called from any thread.
enum ScreenComparison {
    /// `events` are the first recording's, or nil where they are read from `own`.
    static func answer(
        _ events: [TraceEvent]?, _ own: String?, with other: String, _ name: String
    ) -> Message {
        do throws(FileError) {
            let before = if let events { events } else { try ScreenScripts.events(of: own) }
            let after = try LoadedRecording(path: other)
            let comparison = Comparison(
                before, after.events, stops: (RecordingStop(before, isCut: false), after.stop))
            return .compared(Comparing(comparison, left: name, right: other))
        } catch {
            return .failed(error.description)
        }
    }
}
