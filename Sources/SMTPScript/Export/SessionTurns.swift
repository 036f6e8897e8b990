import SMTPCore
import SMTPTrace

/// One thing a client did, with what followed.
struct SessionTurn {
    enum Kind {
        case connect
        /// A line with its ending.
        case command([UInt8])
        /// `mechanism` in lower case; the name its secret was hidden behind.
        case authentication(mechanism: String, user: String?, secret: String?)
        case startTLS
        /// Content as it left, stuffed, the closing dot included where it left.
        case message([UInt8])
    }

    var kind: Kind
    var replies: [Reply] = []
    /// The handshake it led to.
    var report: TLSReport?
    var hasHandshakeFailed = false
    var isClosedByServer = false
    /// Lines of one write share the number; nil for what is no write.
    var write: Int?
    var connection: Int
    /// How long the client waited before it connected again.
    var pause = Duration.zero

    var isHello: Bool {
        if case .command(let octets) = kind { Command(octets).verb.isHello } else { false }
    }

    /// Only lines that were sent share a write in a script.
    func sharesWrite(with other: SessionTurn) -> Bool {
        guard case .command = kind, case .command = other.kind, let write else { return false }
        return write == other.write && connection == other.connection
    }
}

/// Facts folded into turns. Replies belong to the oldest turn without one.
struct SessionTurns {
    private(set) var all: [SessionTurn] = []
    private var parsers: [Int: ReplyParser] = [:]
    /// Turns without an answer, oldest first, as indices, by connection.
    private var open: [Int: [Int]] = [:]
    private var lastTurn: [Int: Int] = [:]
    private var endedAt: Duration?

    mutating func note(_ event: TraceEvent) {
        let connection = event.connection
        switch event.fact {
        case .connected:
            var turn = SessionTurn(kind: .connect, connection: connection)
            turn.pause = endedAt.map { event.at - $0 } ?? .zero
            parsers[connection] = ReplyParser()
            add(turn)
        case .sent(let sent): note(sent, connection)
        case .received(let received):
            var parser = parsers[connection] ?? ReplyParser()
            for reply in parser.receive(received.octets[...]) { note(reply, connection) }
            parsers[connection] = parser
        case .secured(let report):
            parsers[connection] = ReplyParser()
            if let index = lastTurn[connection] { all[index].report = report }
        case .tlsFailed:
            if let index = lastTurn[connection] { all[index].hasHandshakeFailed = true }
        case .clockMoved(let step): endedAt = endedAt.map { $0 - step }
        case .ended(let ending):
            endedAt = event.at
            guard ending.how == .closedByServer || ending.how == .reset else { return }
            let index = open[connection]?.first ?? lastTurn[connection]
            if let index { all[index].isClosedByServer = true }
        case .resolving, .resolved, .connecting, .connectFailed, .handshaking, .injected, .overdue,
            .flooded, .diagnostics, .note:
            break
        }
    }

    private mutating func add(_ turn: SessionTurn) {
        all.append(turn)
        open[turn.connection, default: []].append(all.count - 1)
        lastTurn[turn.connection] = all.count - 1
    }

    private mutating func note(_ sent: SentOctets, _ connection: Int) {
        switch sent.part {
        case .content:
            if let index = lastTurn[connection], case .message(let octets) = all[index].kind,
                all[index].replies.isEmpty
            {
                all[index].kind = .message(octets + sent.octets)
            } else {
                add(SessionTurn(kind: .message(sent.octets), connection: connection))
            }
        case .authentication: noteAuthentication(sent, connection)
        case .command:
            let isStartTLS = Command(sent.octets).verb == .starttls
            var turn = SessionTurn(
                kind: isStartTLS ? .startTLS : .command(sent.octets), connection: connection)
            turn.write = sent.write
            add(turn)
        }
    }

    /// The AUTH line opens a turn; the responses behind it only tell user and secret.
    private mutating func noteAuthentication(_ sent: SentOctets, _ connection: Int) {
        let command = Command(sent.octets)
        if command.verb == .auth {
            let mechanism = command.words.first.map { $0.text.lowercased() } ?? ""
            add(
                SessionTurn(
                    kind: .authentication(
                        mechanism: mechanism, user: sent.user, secret: sent.hidden.first),
                    connection: connection))
        } else if let index = lastTurn[connection],
            case .authentication(let mechanism, let user, let secret) = all[index].kind
        {
            all[index].kind = .authentication(
                mechanism: mechanism, user: sent.user ?? user, secret: sent.hidden.first ?? secret)
        }
    }

    private mutating func note(_ reply: Reply, _ connection: Int) {
        guard let index = open[connection]?.first ?? lastTurn[connection] else { return }
        if case .authentication = all[index].kind, reply.outcome == .intermediate { return }
        all[index].replies.append(reply)
        if open[connection]?.isEmpty == false { open[connection]?.removeFirst() }
    }
}
