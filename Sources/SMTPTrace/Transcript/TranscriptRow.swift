/// One row of a transcript: a line that was sent or received, or an event in words.
/// Its text lies in the transcript; a row is small, since there may be a million.
package struct TranscriptRow: Sendable {
    package enum Kind: UInt8, Sendable {
        /// A command or a line of an AUTH exchange, sent by us, or a piece of one.
        case client
        /// Message content, sent by us.
        case content
        /// A line of a reply.
        case server
        /// Connecting, closing, clocks: what happened, in words.
        case event
        /// A TLS handshake and its outcome.
        case tls
        /// The spawned program's standard error.
        case diagnostics
        /// A remark of ours or of the user.
        case note
        /// A section of a script begins.
        case section
        /// Something that deserves attention: a failure, an injection, a time-out.
        case problem
    }

    package var kind: Kind
    /// Whether TLS protected it.
    package var isSecure: Bool
    package var connection: UInt16
    /// The reply code, for server rows that have one; 0 otherwise.
    package var code: Int16
    /// Microseconds since the session began.
    package var at: Int64
    package var place: TextStore.Place
    /// How many rows before this one its group's first row stands; 0 for the first itself.
    package var behindHead: UInt32
    /// How many rows the group has; kept in the group's first row only.
    package var groupCount: UInt32
    /// For a reply's first row the row it answers, for a client row the first row of its reply;
    /// -1 for none.
    package var partner: Int32

    /// Whether it tells octets that were said, not what happened around them.
    package var isFromWire: Bool {
        switch kind {
        case .client, .content, .server: true
        case .event, .tls, .diagnostics, .note, .section, .problem: false
        }
    }
}
