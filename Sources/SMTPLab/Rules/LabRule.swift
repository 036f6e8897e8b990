import SMTPCore

/// One line of a `.lab` file: at this event, under these conditions, do this instead of the
/// correct answer.
package struct LabRule: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        /// A client connected; the correct answer is the greeting.
        case connect
        /// A TLS handshake is finished; there is nothing to answer.
        case tls
        /// The client was silent for too long; the correct answer is 421 and the end.
        case idle
        /// The end of a message: the dot, or a last chunk.
        case dot
        /// Any command, and the dot.
        case any
        /// A command. AUTH is judged at its end, in place of its last reply, BDAT when its
        /// chunk has come.
        case verb(Verb)
    }

    package enum Flag: String, Hashable, Sendable, CaseIterable {
        case tls, auth, helo
        /// The name in EHLO has a dot or is an address literal.
        case fqdn
        /// The address or the content has octets over 127.
        case utf8
        /// The command or the content has an LF without a CR in front of it.
        case barelf
        /// A content line over 998 octets or a command over 510 (RFC 5321 §4.5.3.1).
        case longline
        /// The client spoke before the greeting.
        case early
        /// The letter has no such header field.
        case nofrom, nodate
    }

    /// What keeps a count or a first time apart.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case connection, client, sender, recipient, domain
        /// One mail transaction: a new one begins with MAIL, RSET or the dot.
        case letter
    }

    package enum Condition: Hashable, Sendable {
        /// A glob with `*` and `?`, on the address or the whole argument, in any case.
        case glob([UInt8])
        /// The same by pattern, anywhere in the text.
        case pattern(LabPattern)
        case flag(Flag, expected: Bool)
        /// Counts are of this rule at this event with its other conditions; from 1, over the
        /// whole lab where `per` is empty.
        case first(Int, per: [Key])
        case after(Int, per: [Key])
        case every(Int, per: [Key])
        /// Less than this long after the first time.
        case within(Duration, per: [Key])
        /// Octets: of the message at the dot, declared at MAIL, else of the argument.
        case over(Int)
        /// Percent, 0 to 100.
        case odds(Int)
    }

    package enum Action: Hashable, Sendable {
        /// Without line endings; at least one line, each with the same codes.
        case reply(code: Int, enhanced: EnhancedStatus?, lines: [[UInt8]])
        case raw([UInt8])
        case delay(Duration)
        /// From now on, octets in a second.
        case pace(Int)
        /// From now on, octets in one write.
        case split(Int)
        case close, abort
        /// Say nothing more, and do not close.
        case hang
        /// The correct answer, here.
        case pass
        case note(String)
    }

    package var event: Event
    /// All must hold. May be empty.
    package var conditions: [Condition]
    /// In order. Not empty.
    package var actions: [Action]
    /// Where it stands in its file, from 1.
    package var line: Int
}
