/// Whether a recording is whole. Its sums show accidents, not fraud.
package enum RecordingCondition: Hashable, Sendable {
    /// It ends as it was ended, and every sum fits.
    case complete
    /// The end is missing, or a line cannot be read. Everything up to this event is used.
    case cut(after: Int)
    /// Something behind event `after` and not behind event `before` is not as it was written.
    case changed(after: Int, before: Int)
    /// The first line is no header.
    case noRecording
    /// The header names a format this program does not know.
    case newer(version: Int64)
}

extension RecordingCondition: CustomStringConvertible {
    /// One clause for people.
    package var description: String {
        switch self {
        case .complete: "complete"
        case .cut(let event): "cut after event \(event)"
        case .changed(let first, let last): "changed between event \(first) and \(last)"
        case .noRecording: "no recording: the first line is no smtprec header"
        case .newer(let version):
            "written in format \(version); this program reads format \(RecordingHeader.version)"
        }
    }
}
