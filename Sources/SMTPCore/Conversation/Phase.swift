/// Where a conversation stands, in the words a person would use.
package enum Phase: Hashable, Sendable {
    /// The server speaks first (RFC 5321 §3.1).
    case awaitingGreeting
    /// Greeted with 220; no EHLO, HELO or LHLO accepted yet.
    case greeted
    /// The server refused at once: only QUIT makes sense (RFC 5321 §3.1).
    case refusedAtGreeting
    /// Ready for a transaction.
    case ready
    /// MAIL was accepted; the counts tell what became of the recipients.
    case transaction(accepted: Int, refused: Int)
    /// 354 was given: what leaves now is message content.
    case content
    /// A BDAT chunk is on its way; so many octets are missing.
    case chunk(remaining: Int)
    /// Inside an AUTH exchange.
    case authenticating(mechanism: String)
    /// The go-ahead for TLS was given; only a handshake makes sense.
    case handshaking
    /// QUIT was answered, or 421 came: the server is about to close.
    case closing
    case ended
}

/// Why something is not legal now.
package struct Objection: Hashable, Sendable {
    /// One clause without a full stop, such as "no recipient was accepted yet".
    package var reason: String
    /// The paragraph, such as "RFC 5321 §4.1.4".
    package var source: String

    package init(_ reason: String, _ source: String) {
        self.reason = reason
        self.source = source
    }
}
