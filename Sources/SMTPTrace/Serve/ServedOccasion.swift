import SMTPCore

/// Something a rule may say other than was recorded, with what is known of the client.
package struct ServedOccasion: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case greeting
        /// A TLS handshake is finished; there is nothing to answer.
        case secured
        /// A command, or a chunk that has come.
        case command(Command)
        /// An AUTH exchange came to its last answer.
        case authenticated(mechanism: String)
        /// The end of a message, with what can be said about its content; more than 1 MiB of it is
        /// not kept.
        case message(ContentReader)
    }

    package var kind: Kind
    package var isSecure: Bool
    package var isLoggedIn: Bool
    /// The name in EHLO, HELO or LHLO; nil before.
    package var helloName: [UInt8]?
    /// Of the transaction; empty where there is none.
    package var sender: [UInt8]
    /// The last one accepted; may be empty.
    package var recipient: [UInt8]
    /// Counts transactions.
    package var letter: Int
}

/// What a rule makes of an occasion; what it says itself is not the session's affair.
package enum ServedJudgement: Hashable, Sendable {
    /// All happens as recorded.
    case asRecorded
    /// It does not happen.
    case refused
    /// It happens, whatever was recorded. Actions that speak are to be dropped.
    case accepted
}
