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
        /// TLS that no command led to.
        case handshake
        /// Its content is stuffed, the closing dot included where it left.
        case message
        /// Nothing was said until the server spoke by itself; `pause` is how long that took.
        case silence
        /// BDAT with its octets (RFC 3030 §2); `announced` is the size its line names.
        case chunk(announced: Int, isLast: Bool)
        /// We said that nothing more will come.
        case halfClose
        /// We ended the connection, in order or not.
        case close, abort
    }

    var kind: Kind
    /// Of AUTH: its lines and what each was answered, as they went.
    var lines: [SessionTurn] = []
    /// The names its hidden parts stand behind, each once.
    var secrets: [String] = []
    /// Of AUTH: whom the user asks to act as, if not himself.
    var identity: String?
    /// Of AUTH: whether it was `@auth`, and nobody who typed it.
    var isPerformed = false
    /// As it left; empty for all but messages and chunks.
    var content: [UInt8] = []
    /// Whether something in it is hidden and is no secret of AUTH: it cannot be said again as it
    /// was.
    var isHidden = false
    /// Whether its content is not in the recording, or not to be asked for.
    var isLeftOut = false
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
    /// How long nobody said anything before it connected while no other connection was open, or
    /// before the server spoke by itself.
    var pause = Duration.zero
    /// For a connect: the connections that were open then.
    var openBeside: Set<Int> = []
    /// For a connect: where to, in a form that can be typed; nil where nothing tells it.
    var target: String?

    fileprivate mutating func hide(_ names: [String]) {
        isHidden = isHidden || !names.isEmpty
        for name in names where !secrets.contains(name) { secrets.append(name) }
    }

    var isHello: Bool {
        if case .command(let octets) = kind { Command(octets).verb.isHello } else { false }
    }

    var takesContent: Bool {
        switch kind {
        case .message, .chunk: true
        case .connect, .command, .authentication, .startTLS, .handshake, .silence, .halfClose,
            .close, .abort:
            false
        }
    }

    /// Whether a script can go on without its answer.
    var mayBeLeft: Bool {
        switch kind {
        case .connect, .command, .message, .chunk, .silence, .halfClose: true
        case .authentication, .startTLS, .handshake, .close, .abort: false
        }
    }

    /// Whether octets leave with it on a connection that is there.
    var isSaid: Bool {
        switch kind {
        case .command, .message, .chunk, .authentication, .startTLS, .handshake: true
        case .connect, .silence, .halfClose, .close, .abort: false
        }
    }

    /// Whether nothing came of it, and a script can go on without.
    var isUnanswered: Bool {
        mayBeLeft && replies.isEmpty && report == nil && !hasHandshakeFailed && !isClosedByServer
    }

    /// Whether it is a login that `@auth` would not do like this: one it cannot do at all, one that
    /// was refused before anything was given away or was cancelled, or responses that cannot be
    /// read (RFC 4954 §4).
    fileprivate var isLoginByHand: Bool {
        guard case .authentication(let name, _, let secret) = kind else { return false }
        let mechanism = SASLMechanism(name)
        let givesNothing = mechanism != .external && lines.allSatisfy(\.secrets.isEmpty)
        let isBare = secret == nil || lines.count == 1 && !lines[0].holdsResponse
        guard mechanism.isPerformed, !(givesNothing && isBare) else { return true }
        // What is typed is named so by the redactor.
        guard !isPerformed,
            lines.allSatisfy({ $0.secrets.allSatisfy { $0.hasPrefix("auth") } })
        else { return false }
        let isCancelled = lines.contains { line in
            guard case .command(let octets) = line.kind else { return false }
            return octets.elementsEqual([UInt8(ascii: "*")] + ASCII.crlf)
        }
        return isCancelled || replies.contains { $0.code == 500 || $0.code == 501 }
    }

    /// Whether it is an AUTH line with a response in it.
    private var holdsResponse: Bool {
        guard case .command(let octets) = kind else { return false }
        return AuthenticationCommand(octets[...])?.response != nil
    }

    /// Whether a login held back the response its AUTH line might have had.
    var waitsWithFirstResponse: Bool {
        guard case .authentication(let name, _, _) = kind, let first = lines.first else {
            return false
        }
        return SASLMechanism(name).clientSpeaksFirst == true && !first.holdsResponse
    }

    /// Whether its AUTH line had a response that the mechanism does not provide for.
    var hurriesFirstResponse: Bool {
        guard case .authentication(let name, _, _) = kind, let first = lines.first else {
            return false
        }
        return SASLMechanism(name).clientSpeaksFirst == false && first.holdsResponse
    }

    /// A login by hand line by line; what came of it stands at the last.
    fileprivate var byLines: [SessionTurn] {
        guard isLoginByHand, var last = lines.last else { return [self] }
        last.held = held
        last.isClosedByServer = isClosedByServer
        return lines.dropLast() + [last]
    }

    /// Only lines that were sent share a write in a script.
    func sharesWrite(with other: SessionTurn) -> Bool {
        guard case .command = kind, case .command = other.kind, let write else { return false }
        return write == other.write && connection == other.connection
    }
}

/// Facts folded into turns. Replies belong to the oldest turn without one.
struct SessionTurns {
    private var folded: [SessionTurn] = []
    /// What was done, in order. A login that `@auth` would not do like this comes as its lines.
    var all: [SessionTurn] { folded.flatMap(\.byLines) }
    /// The same for who sends it again: a login of which something is hidden is done anew.
    var sendable: [SessionTurn] {
        folded.flatMap { turn in
            turn.lines.allSatisfy(\.secrets.isEmpty) ? turn.byLines : [turn]
        }
    }
    /// What is said beside the dialogue, in order, each with the index of the turn behind it.
    var remarks: [(turn: Int, remark: SessionRemark)] {
        var starts = [0]
        for turn in folded { starts.append(starts[starts.count - 1] + turn.byLines.count) }
        return noted.map { (starts[$0.turn], $0.remark) }
    }
    /// The same, with indices into the folded turns.
    private var noted: [(turn: Int, remark: SessionRemark)] = []
    private var parsers: [Int: ReplyParser] = [:]
    /// Turns without an answer, oldest first, as indices, by connection.
    private var open: [Int: [Int]] = [:]
    private var lastTurn: [Int: Int] = [:]
    /// Connections whose side of ours is closed.
    private var halfClosed: Set<Int> = []
    /// Connections that have begun and not ended.
    private var living: Set<Int> = []
    /// Where connections lead and since when they are tried, as far as it is told.
    private var openings: [Int: SessionOpening] = [:]
    /// When somebody said something last, on any connection.
    private var lastWordAt: Duration?
    /// What the server says by itself behind less than this is no answer to silence.
    private static let shortestSilence = Duration.seconds(1)

    mutating func note(_ event: TraceEvent) {
        let connection = event.connection
        switch event.fact {
        case .resolving, .connecting:
            openings[connection, default: SessionOpening(at: event.at)].note(event.fact)
        case .connected(_, _, let dialect): connect(connection, at: event.at, speaking: dialect)
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
        case .handshaking: shakeHands(connection)
        case .secured(let report):
            parsers[connection] = ReplyParser()
            if let index = lastTurn[connection] { folded[index].report = report }
        case .tlsFailed:
            if let index = lastTurn[connection] { folded[index].hasHandshakeFailed = true }
        case .halfClosed:
            connectIfUntold(connection, at: event.at)
            halfClose(connection)
            lastWordAt = event.at
        case .clockMoved(let step): lastWordAt = lastWordAt.map { $0 - step }
        case .ended(let ending):
            end(connection, ending.how)
        case .script(.check(let check)): keep(check, connection)
        case .note, .script:
            if let remark = SessionRemark(event.fact) { noted.append((folded.count, remark)) }
        case .resolved, .connectFailed, .injected, .overdue, .flooded, .diagnostics: break
        }
    }

    /// What was typed and held is expected again. What a script expected stands in that script, and
    /// what did not hold would not the next time.
    private mutating func keep(_ check: ScriptCheck, _ connection: Int) {
        guard check.holds, check.place == PromptCheck.place, let index = lastTurn[connection],
            !folded[index].replies.isEmpty
        else { return }
        let line = Array("<\(check.isWish ? "?" : "") \(check.wanted)".utf8)
        let outcome = ScriptParser.parse(line: line)
        guard outcome.problems.isEmpty, case .expect(let expectation)? = outcome.script.nodes.first,
            expectation.claim.saysMoreThanCode, !folded[index].held.contains(expectation)
        else { return }
        folded[index].held.append(expectation)
    }

    private mutating func connect(
        _ connection: Int, at time: Duration, speaking dialect: Conversation.Dialect = .smtp
    ) {
        var turn = SessionTurn(kind: .connect, connection: connection)
        let opening = openings[connection]
        turn.target = opening?.target(speaking: dialect)
        // Beside a connection that stays open it is time in which somebody typed.
        if living.isEmpty, let lastWordAt { turn.pause = (opening?.at ?? time) - lastWordAt }
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
        folded.append(turn)
        open[turn.connection, default: []].append(folded.count - 1)
        lastTurn[turn.connection] = folded.count - 1
    }

    /// What is not answered by then is answered behind it, if a script can go on without.
    private mutating func halfClose(_ connection: Int) {
        guard halfClosed.insert(connection).inserted else { return }
        folded.append(SessionTurn(kind: .halfClose, connection: connection))
        let end = folded.count - 1
        lastTurn[connection] = end
        open[connection] = open[connection]?.map { index in
            guard folded[index].mayBeLeft else { return index }
            folded[index].isLeft = true
            return end
        }
    }

    /// What the server ended is expected to end, and what we ended is ended again.
    private mutating func end(_ connection: Int, _ how: Ending.How) {
        guard living.remove(connection) != nil else { return }
        switch how {
        case .closedByServer, .reset:
            let index = open[connection]?.first ?? lastTurn[connection]
            if let index { folded[index].isClosedByServer = true }
        case .closedByUs: leave(connection, by: .close)
        case .resetByUs: leave(connection, by: .abort)
        case .timedOut, .exited, .failed: break
        }
    }

    /// What has no answer by then gets none.
    private mutating func leave(_ connection: Int, by kind: SessionTurn.Kind) {
        for index in open.removeValue(forKey: connection) ?? [] where folded[index].mayBeLeft {
            folded[index].isLeft = true
        }
        folded.append(SessionTurn(kind: kind, connection: connection))
        lastTurn[connection] = folded.count - 1
    }

    /// A handshake behind STARTTLS or ahead of the greeting belongs to these.
    private mutating func shakeHands(_ connection: Int) {
        guard let index = lastTurn[connection] else { return }
        switch folded[index].kind {
        case .startTLS: return
        case .connect where folded[index].replies.isEmpty: return
        default: break
        }
        folded.append(SessionTurn(kind: .handshake, connection: connection))
        lastTurn[connection] = folded.count - 1
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
            turn.hide(sent.hidden)
            add(turn)
            overtakeGreeting(connection)
            // What is no whole line is answered with the rest of it.
            if sent.octets.last != ASCII.lf { open[connection]?.removeLast() }
        }
    }

    /// Who speaks before the server has greeted hears the greeting behind what was said.
    private mutating func overtakeGreeting(_ connection: Int) {
        guard let first = open[connection]?.first, case .connect = folded[first].kind else {
            return
        }
        folded[first].isLeft = true
        open[connection]?[0] = folded.count - 1
    }

    /// Content goes on where it was begun.
    private mutating func noteContent(_ sent: SentOctets, _ connection: Int) {
        let last = lastTurn[connection].flatMap { index in
            folded[index].takesContent && folded[index].replies.isEmpty ? index : nil
        }
        if last == nil { add(SessionTurn(kind: .message, connection: connection)) }
        let index = last ?? folded.count - 1
        folded[index].content += sent.octets
        folded[index].hide(sent.hidden)
        // So a recording that keeps no content calls it.
        if sent.hidden == ["content"] { folded[index].isLeftOut = true }
    }

    /// The AUTH line opens a turn; the responses behind it only tell who logs in, and how.
    private mutating func noteAuthentication(_ sent: SentOctets, _ connection: Int) {
        let command = Command(sent.octets)
        var line = SessionTurn(kind: .command(sent.octets), connection: connection)
        line.hide(sent.hidden)
        let secret = sent.origin ?? sent.hidden.first
        if command.verb == .auth {
            let mechanism = command.words.first.map { $0.text.lowercased() } ?? ""
            add(
                SessionTurn(
                    kind: .authentication(mechanism: mechanism, user: sent.user, secret: secret),
                    connection: connection))
        }
        guard let index = lastTurn[connection],
            case .authentication(let mechanism, let user, let known) = folded[index].kind
        else { return }
        folded[index].kind = .authentication(
            mechanism: mechanism, user: sent.user ?? user, secret: secret ?? known)
        folded[index].lines.append(line)
        folded[index].identity = sent.identity ?? folded[index].identity
        if sent.origin != nil { folded[index].isPerformed = true }
    }

    private mutating func note(_ reply: Reply, _ connection: Int, at time: Duration) {
        let silence = lastWordAt.map { time - $0 } ?? .zero
        if open[connection]?.isEmpty != false, silence >= Self.shortestSilence,
            lastTurn[connection].map({ !folded[$0].takesContent }) == true
        {
            add(SessionTurn(kind: .silence, connection: connection, pause: silence))
        }
        guard let index = open[connection]?.first ?? lastTurn[connection] else { return }
        if case .authentication = folded[index].kind {
            if let last = folded[index].lines.indices.last {
                folded[index].lines[last].replies += [reply]
            }
            if reply.outcome == .intermediate { return }
        }
        folded[index].replies.append(reply)
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
