import SMTPCore

/// One thing that happened on one connection. Screen, recording, diagnosis, reports and tests
/// are folds over these; nothing else is state.
package struct TraceEvent: Hashable, Sendable {
    /// Since the session began, on the engine's monotonic clock. Never decreases.
    package var at: Duration
    /// Counts connections within the session, from 1. What belongs to none has 0.
    package var connection: Int
    package var fact: Fact

    package init(at: Duration, connection: Int, fact: Fact) {
        self.at = at
        self.connection = connection
        self.fact = fact
    }
}

/// What happened. Facts are made by the engine, and redacted when they are made.
package enum Fact: Hashable, Sendable {
    /// A name is being looked up.
    case resolving(name: String)
    /// The addresses found, in the order they will be tried. Not empty.
    case resolved(name: String, addresses: [String])
    /// One address, socket path or program is being tried; `attempt` counts from 1.
    case connecting(to: String, attempt: Int, of: Int)
    /// The addresses of both ends, `local` empty where there is none; and what is to be spoken, as
    /// far as the target says so.
    case connected(local: String, peer: String, speaks: Conversation.Dialect = .smtp)
    /// This address failed; others may follow.
    case connectFailed(to: String, ConnectFailure)
    case sent(SentOctets)
    case received(ReceivedOctets)
    /// A TLS handshake began, with this SNI (nil: none sent).
    case handshaking(serverName: String?)
    indirect case secured(TLSReport)
    /// The handshake failed. The report holds what was learned before; may be nil.
    indirect case tlsFailed(TLSFailure, TLSReport?)
    /// Plaintext stood behind the reply to STARTTLS. It was dropped, not carried into TLS
    /// (RFC 3207 §4.2); the octets are kept for show, at most 4 KiB.
    case injected(octets: [UInt8], total: Int)
    /// A clock ran out while we wait; the connection stays until somebody acts.
    case overdue(Wait, after: Duration)
    /// The server sends more than anybody asked for; reading is paused.
    case flooded(unreadReplies: Int)
    /// We said that nothing more will come from us (FIN of our side, RFC 9293 §3.6.1) and went on
    /// listening. Once on a connection at most.
    case halfClosed
    case ended(Ending)
    /// One line the spawned program wrote to its standard error, without line ending.
    case diagnostics([UInt8])
    /// The lab's clock was moved forward.
    case clockMoved(by: Duration)
    /// A remark of ours or of the user, as one sentence.
    case note(String)
    case script(ScriptFact)
}

/// What was waited for. Each has a clock of its own (RFC 5321 §4.5.3.2).
package enum Wait: Hashable, Sendable {
    case lookup, connect, greeting, handshake
    /// A reply to this verb, in upper case; `.` for the end of the message.
    case reply(to: String)
}

/// Octets that left, one line or one piece of message content per fact.
package struct SentOctets: Hashable, Sendable {
    package typealias Part = ClientAction.Part

    /// With line ending, secrets replaced by `[name]`. Never empty.
    package var octets: [UInt8]
    package var part: Part
    package var isSecure: Bool
    /// Counts write() calls from 1: lines of one write share the number.
    package var write: Int
    /// Names of the secrets that were replaced, without brackets. Usually empty.
    package var hidden: [String] = []
    /// The user name an AUTH line names; it is kept where the line itself is hidden.
    package var user: String?
    /// Whom the user of an AUTH line asks to act as (RFC 4422 §2); nil where that is nobody else.
    package var identity: String?
    /// The name of the secret that a login is done with, where this line does not hide it itself:
    /// the proofs of CRAM-MD5 and SCRAM are never the same, and some lines come before it.
    package var origin: String?

    package init(
        octets: [UInt8], part: Part, isSecure: Bool, write: Int, hidden: [String] = [],
        user: String? = nil, identity: String? = nil, origin: String? = nil
    ) {
        self.octets = octets
        self.part = part
        self.isSecure = isSecure
        self.write = write
        self.hidden = hidden
        self.user = user
        self.identity = identity
        self.origin = origin
    }

    /// Notes which secret a login is done with, where that is not what is hidden.
    package mutating func noteOrigin(_ secret: String?) {
        origin = secret.flatMap { hidden == [$0] ? nil : $0 }
    }
}

/// Octets that came, one line per fact; a line without end is cut at 64 KiB.
package struct ReceivedOctets: Hashable, Sendable {
    /// With line ending, if it had one. Never empty.
    package var octets: [UInt8]
    package var isSecure: Bool
    /// Counts read() calls from 1: lines of one read share the number.
    package var read: Int
    /// Octets of an overlong line or lines of an endless reply that were counted and dropped
    /// behind this one.
    package var omitted = 0

    package init(octets: [UInt8], isSecure: Bool, read: Int, omitted: Int = 0) {
        self.octets = octets
        self.isSecure = isSecure
        self.read = read
        self.omitted = omitted
    }
}

/// Why an address could not be connected to.
package struct ConnectFailure: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case refused, unreachable, timedOut, reset
        /// The name has no address, or does not exist.
        case nameNotFound
        /// The name servers did not answer.
        case lookupFailed
        case permissionDenied
        /// No such socket, or no such program.
        case noSuchFile
        /// An option of ours asks for what cannot be; nothing was tried.
        case impossible
        case other
    }

    package var kind: Kind
    /// The system's words.
    package var text: String

    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }
}

/// How a connection ended.
package struct Ending: Hashable, Sendable {
    package enum How: Hashable, Sendable {
        /// The server closed in order (FIN), or the program exited.
        case closedByServer
        /// The server or something on the way reset the connection (RST).
        case reset
        /// We closed, because the user asked for it or is leaving.
        case closedByUs
        /// We reset it (RST, where the transport knows such a thing), for the same reasons.
        case resetByUs
        /// We gave up waiting.
        case timedOut(Wait)
        /// The spawned program ended with this status.
        case exited(status: Int32)
        case failed(String)
    }

    package var how: How
    /// The last octets that left before, redacted, at most 256; may be empty.
    package var lastSent: [UInt8]
    /// Whether a command was still unanswered.
    package var midCommand: Bool

    package init(how: How, lastSent: [UInt8] = [], midCommand: Bool = false) {
        self.how = how
        self.lastSent = lastSent
        self.midCommand = midCommand
    }
}
