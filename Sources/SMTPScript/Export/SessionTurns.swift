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
        /// Its content is stuffed, the closing dot included where it left.
        case message
        /// Nothing was said until the server spoke by itself; `pause` is how long that took.
        case silence
        /// BDAT with its octets (RFC 3030 §2); `announced` is the size its line names.
        case chunk(announced: Int, isLast: Bool)
        /// We said that nothing more will come.
        case halfClose
    }

    var kind: Kind
    /// As it left; empty for all but messages and chunks.
    var content: [UInt8] = []
    /// Whether something in it is hidden and is no secret of AUTH: it cannot be said again as it
    /// was.
    var isHidden = false
    var replies: [Reply] = []
    /// What the user held against the last reply, and it held.
    var held: [Expectation] = []
    /// The handshake it led to.
    var report: TLSReport?
    var hasHandshakeFailed = false
    var isClosedByServer = false
    /// Whether its answer was not waited for before our side was closed; what came behind that
    /// stands there.
    var isLeft = false
    /// Lines of one write share the number; nil for what is no write.
    var write: Int?
    var connection: Int
    /// How long nobody said anything before it connected, or before the server spoke by itself.
    var pause = Duration.zero
    /// For a connect: the connections that were open then.
    var openBeside: Set<Int> = []

    var isHello: Bool {
        if case .command(let octets) = kind { Command(octets).verb.isHello } else { false }
    }

    var takesContent: Bool {
        switch kind {
        case .message, .chunk: true
        case .connect, .command, .authentication, .startTLS, .silence, .halfClose: false
        }
    }

    /// Whether a script can go on without its answer.
    var mayBeLeft: Bool {
        switch kind {
        case .connect, .command, .message, .chunk, .silence, .halfClose: true
        case .authentication, .startTLS: false
        }
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
    /// What is said beside the dialogue, in order, each with the index of the turn behind it.
    private(set) var remarks: [(turn: Int, remark: SessionRemark)] = []
    private var parsers: [Int: ReplyParser] = [:]
    /// Turns without an answer, oldest first, as indices, by connection.
    private var open: [Int: [Int]] = [:]
    private var lastTurn: [Int: Int] = [:]
    /// Connections whose side of ours is closed.
    private var halfClosed: Set<Int> = []
    /// Connections that have begun and not ended.
    private var living: Set<Int> = []
    /// When somebody said something last, on any connection.
    private var lastWordAt: Duration?
    /// What the server says by itself behind less than this is no answer to silence.
    private static let shortestSilence = Duration.seconds(1)

    mutating func note(_ event: TraceEvent) {
        let connection = event.connection
        switch event.fact {
        case .connected: connect(connection, at: event.at)
        case .sent(let sent):
            connectIfUntold(connection, at: event.at)
            note(sent, connection)
            lastWordAt = event.at
        case .received(let received):
            connectIfUntold(connection, at: event.at)
            var parser = parsers[connection] ?? ReplyParser()
            for reply in parser.receive(received.octets[...]) {
                note(reply, connection, at: event.at)
            }
            parsers[connection] = parser
            lastWordAt = event.at
        case .secured(let report):
            parsers[connection] = ReplyParser()
            if let index = lastTurn[connection] { all[index].report = report }
        case .tlsFailed:
            if let index = lastTurn[connection] { all[index].hasHandshakeFailed = true }
        case .halfClosed:
            connectIfUntold(connection, at: event.at)
            halfClose(connection)
            lastWordAt = event.at
        case .clockMoved(let step): lastWordAt = lastWordAt.map { $0 - step }
        case .ended(let ending):
            living.remove(connection)
            guard ending.how == .closedByServer || ending.how == .reset else { return }
            let index = open[connection]?.first ?? lastTurn[connection]
            if let index { all[index].isClosedByServer = true }
        case .script(.check(let check)): keep(check, connection)
        case .note, .script:
            if let remark = SessionRemark(event.fact) { remarks.append((all.count, remark)) }
        case .resolving, .resolved, .connecting, .connectFailed, .handshaking, .injected, .overdue,
            .flooded, .diagnostics:
            break
        }
    }

    /// What was typed and held is expected again. What a script expected stands in that script, and
    /// what did not hold would not the next time.
    private mutating func keep(_ check: ScriptCheck, _ connection: Int) {
        guard check.holds, check.place == PromptCheck.place, let index = lastTurn[connection],
            !all[index].replies.isEmpty
        else { return }
        let line = Array("<\(check.isWish ? "?" : "") \(check.wanted)".utf8)
        let outcome = ScriptParser.parse(line: line)
        guard outcome.problems.isEmpty, case .expect(let expectation)? = outcome.script.nodes.first,
            expectation.claim.saysMoreThanCode, !all[index].held.contains(expectation)
        else { return }
        all[index].held.append(expectation)
    }

    private mutating func connect(_ connection: Int, at time: Duration) {
        var turn = SessionTurn(kind: .connect, connection: connection)
        turn.pause = lastWordAt.map { time - $0 } ?? .zero
        turn.openBeside = living
        living.insert(connection)
        parsers[connection] = ReplyParser()
        add(turn)
    }

    /// A transcript may say what was said and not that somebody connected before.
    private mutating func connectIfUntold(_ connection: Int, at time: Duration) {
        if lastTurn[connection] == nil { connect(connection, at: time) }
    }

    private mutating func add(_ turn: SessionTurn) {
        all.append(turn)
        open[turn.connection, default: []].append(all.count - 1)
        lastTurn[turn.connection] = all.count - 1
    }

    /// What is not answered by then is answered behind it, if a script can go on without.
    private mutating func halfClose(_ connection: Int) {
        guard halfClosed.insert(connection).inserted else { return }
        all.append(SessionTurn(kind: .halfClose, connection: connection))
        let end = all.count - 1
        lastTurn[connection] = end
        open[connection] = open[connection]?.map { index in
            guard all[index].mayBeLeft else { return index }
            all[index].isLeft = true
            return end
        }
    }

    private mutating func note(_ sent: SentOctets, _ connection: Int) {
        switch sent.part {
        case .content: noteContent(sent, connection)
        case .authentication: noteAuthentication(sent, connection)
        case .command:
            let command = Command(sent.octets)
            var turn = SessionTurn(kind: .command(sent.octets), connection: connection)
            if command.verb == .starttls { turn.kind = .startTLS }
            if let chunk = command.chunk {
                turn.kind = .chunk(announced: chunk.octets, isLast: chunk.isLast)
            }
            turn.write = sent.write
            turn.isHidden = !sent.hidden.isEmpty
            add(turn)
        }
    }

    /// Content goes on where it was begun.
    private mutating func noteContent(_ sent: SentOctets, _ connection: Int) {
        let last = lastTurn[connection].flatMap { index in
            all[index].takesContent && all[index].replies.isEmpty ? index : nil
        }
        if last == nil { add(SessionTurn(kind: .message, connection: connection)) }
        let index = last ?? all.count - 1
        all[index].content += sent.octets
        if !sent.hidden.isEmpty { all[index].isHidden = true }
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

    private mutating func note(_ reply: Reply, _ connection: Int, at time: Duration) {
        let silence = lastWordAt.map { time - $0 } ?? .zero
        if open[connection]?.isEmpty != false, silence >= Self.shortestSilence,
            lastTurn[connection].map({ !all[$0].takesContent }) == true
        {
            add(SessionTurn(kind: .silence, connection: connection, pause: silence))
        }
        guard let index = open[connection]?.first ?? lastTurn[connection] else { return }
        if case .authentication = all[index].kind, reply.outcome == .intermediate { return }
        all[index].replies.append(reply)
        if open[connection]?.isEmpty == false { open[connection]?.removeFirst() }
    }
}

extension Expectation.Claim {
    /// Whether it is about a reply and says more than its codes, which are expected anyway.
    fileprivate var saysMoreThanCode: Bool {
        switch self {
        case .property: true
        case .late: false
        case .events(let events):
            events.allSatisfy { event in
                switch event {
                case .reply(let claim): !claim.matches.isEmpty
                case .line: true
                case .any, .nothing, .silence, .closed, .fails: false
                }
            }
        }
    }
}
