/// How a recording is served.
package struct ServedOptions: Sendable {
    /// What a command gets that has no like in the recording.
    package enum Unknown: String, CaseIterable, Sendable {
        /// What servers usually say.
        case usual = "default"
        case refused = "502"
        /// Nothing: the connection ends.
        case closed = "close"
        /// What somebody says who is asked.
        case asked = "ask"
    }

    package enum Matching: String, CaseIterable, Sendable {
        /// Another argument gets the answer of one with the same verb.
        case loose
        /// Another argument is not in the recording.
        case strict
    }

    package var unknown = Unknown.usual
    package var matching = Matching.loose
    /// Whether a message is held against the recorded ones.
    package var comparesBodies = false
    /// Seconds that dates in the server's text are moved by; 0 leaves them as they were.
    package var dateShift = Int64(0)

    package init() {}
}
