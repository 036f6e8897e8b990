import TerminalCore

/// One screen line of the transcript.
package struct TranscriptLine: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// The first line of a row: it has the time and the mark.
        case first
        /// More of a row that is longer than a line.
        case continuation
        /// An explanation under a row.
        case annotation
    }

    package var row: Int
    package var part: Part
    /// `>` selected, `!` failure, or a blank.
    package var marker: Character = " "
    /// Empty but for the first line.
    package var time = ""
    /// Two columns: `C>`, `S<`, ` |` and so on.
    package var mark: String
    package var markRole: Role
    /// Whether TLS protected it; shown as `=` before the mark.
    package var isSecure = false
    package var text: StyledLine
}

/// The columns of the transcript at one width.
package struct TranscriptColumns: Hashable, Sendable {
    package var total: Int
    package var hasMarker: Bool
    /// 0 hides the times.
    package var time: Int

    /// Where the mark begins.
    package var mark: Int { (hasMarker ? 1 : 0) + (time > 0 ? time + 1 : 0) }
    package var text: Int { mark + 3 }
    /// Columns for the text.
    package var textColumns: Int { max(total - text, 4) }
}
