import SMTPCore

/// What is known about one connection, folded from its facts.
package struct Link: KeptByConnection {
    package enum State: Hashable, Sendable {
        case resolving, connecting, open, handshaking
        case ended(Ending)
        /// No address could be reached.
        case failed(ConnectFailure)
    }

    package var state = State.resolving
    package var conversation = Conversation()
    /// What we connect to, as shown: host, socket path or program.
    package var target = ""
    /// The address that answered, with port; empty before.
    package var peer = ""
    package var local = ""
    /// What the target says is spoken.
    package var speaks = Conversation.Dialect.smtp
    package var tls: TLSReport?
    /// From the first attempt to the open connection.
    package var connectTime: Duration?
    /// How long the last reply took.
    package var lastLatency: Duration?
    /// The first row of the last reply that is whole; nil before any.
    package internal(set) var replyRow: Int?
    package var octetsSent = 0
    package var octetsReceived = 0
    /// What is waited for now, and since when; nil if nothing is.
    package var waiting: (wait: Wait, since: Duration)?
    /// Whether the clock for what is waited for has run out.
    package var isOverdue = false
    /// Whether we said that nothing more will come from us.
    package var isHalfClosed = false
    /// The user name AUTH was tried with last.
    package var user: String?
    /// Commands sent and not answered yet, with their rows, oldest first.
    var openRows = Queue<(row: Int, at: Duration)>()
    /// The first row of the reply or content block that is growing.
    var openGroup: Int?
    /// Whether other rows came between the lines of the reply that is growing.
    var isTorn = false
    var attemptStart = Duration.zero
    /// Addresses that have not been tried yet.
    var attemptsLeft = 0

    package var isLive: Bool { state == .open || state == .handshaking }

    /// One that is over keeps its addresses and counts.
    package var remainder: Link? {
        guard case .ended = state else { return self }
        var rest = self
        rest.conversation = .over
        rest.tls = nil
        rest.openRows = Queue()
        return rest
    }
}

extension Conversation {
    fileprivate static let over: Conversation = {
        var conversation = Conversation()
        _ = conversation.ended()
        return conversation
    }()
}
