import SMTPCore
import SMTPTrace

/// What is known of one connection.
struct Link: Sendable {
    enum State: Hashable, Sendable {
        /// Asked for; nothing is known yet.
        case opening
        case open
        /// We said that we will send no more.
        case halfClosed
        case closed
    }

    /// Something that happened and was not judged yet.
    struct Arrival: Sendable {
        var event: Event
        var at: Duration
        /// The number of the line a reply answers; nil where nobody had asked.
        var line: Int?
        /// Its own fact and those since the arrival before, by their numbers in the case file.
        var facts: Range<Int>
    }

    enum Event: Hashable, Sendable {
        case connected
        case reply(Reply)
        case secured(TLSReport)
        case failed(EventClaim.Cause, String)
        case ended(Ending)

        var reply: Reply? { if case .reply(let reply) = self { reply } else { nil } }
    }

    /// More than this is not kept: whoever sends it is no longer talking to us.
    private static let eventLimit = 1_000

    let name: String
    /// The host in lower case, without port; for secrets.
    let host: String
    /// As facts number it; nil until the first fact.
    var number: Int?
    var state = State.opening
    var events = Queue<Arrival>()
    /// The number of the first fact that belongs to no event yet.
    private var firstLoose = 0
    /// The number of the last fact.
    private var lastFact = 0
    /// It was told that a clock ran out, since this was taken back.
    var isOverdue = false
    var capabilities = Capabilities()
    var report: TLSReport?
    var isSecure = false
    var sentAt = Duration.zero
    /// The last event judged was silence.
    var isSilent = false
    var lastReply: Reply?
    /// The last reply asked for more: what follows is content or part of an exchange.
    var isMidExchange = false
    /// An answer is missing: what comes next cannot be told apart.
    var isLost = false
    /// What left, as far as it may complete a message.
    var delivery = DeliveryGuard()
    /// Pairs what the server says with the lines it answers.
    var conversation = Conversation()
    /// Steps that wait for no answer, though one is owed; oldest first.
    var unasked: [UnaskedStep] = []
    /// The number of the last line of which a script said that nothing is waited for.
    var waived = -1
    /// Somebody else speaks on it: what is answered to them is not the script's.
    var isLent = false {
        didSet {
            guard isLent != oldValue else { return }
            lentLine = []
            conversation.forgetOwed()
        }
    }
    /// The last line they sent.
    private var lentLine: [UInt8] = []
    private(set) var parser = ReplyParser()
    private var isLastAttempt = true

    init(name: String, target: String) {
        self.name = name
        host = Self.host(of: target)
    }

    /// Whether the server said something nobody read.
    var hasUnread: Bool { parser.isMidReply || unreadReply != nil }

    /// The first reply nobody read.
    var unreadReply: Reply? { unreadArrival?.event.reply }

    private var unreadArrival: Arrival? { events.first { $0.event.reply != nil } }

    /// Octets of a reply that has begun.
    var isMidReply: Bool { parser.isMidReply }

    /// The lines that have begun a reply, for pictures.
    var pendingLines: [ReplyLine] { parser.pendingLines }

    /// The octets of a line that has begun, for pictures. May be empty.
    var pendingOctets: [UInt8] { parser.pendingOctets }

    /// The server asked for the next line of a login (RFC 4954 §4).
    var asksForResponse: Bool { isMidExchange && lastReply?.code == 334 }

    var isInStep: Bool {
        state == .open && !hasUnread && !isMidExchange && !isLost && conversation.nextOwed == nil
    }

    /// Whether what is sent now is part of a message.
    var isInContent: Bool { if case .content = conversation.phase { true } else { false } }

    /// Whether the next answer belongs to a line with this number or a lower one. It may have come.
    func owes(upTo line: Int) -> Bool {
        if let arrival = unreadArrival { return arrival.line.map { $0 <= line } ?? false }
        return conversation.nextOwed.map { $0.number <= line } ?? false
    }

    /// `number` is the fact's in the case file.
    mutating func note(_ fact: Fact, at time: Duration, number: Int) {
        lastFact = number
        switch fact {
        case .connecting(_, let attempt, let count): isLastAttempt = attempt >= count
        case .connected(_, _, let dialect):
            state = .open
            conversation = Conversation(dialect: dialect)
            add(.connected, time)
        case .connectFailed(_, let failure): noteFailure(failure, time)
        case .sent(let sent):
            sentAt = time
            guard isLent else { break }
            if sent.part == .command { lentLine = sent.octets }
            conversation.note(sent: sent.octets)
        case .received(let received):
            for reply in parser.receive(received.octets[...]) { add(.reply(reply), time) }
        case .secured(let report):
            isSecure = true
            self.report = report
            parser = ReplyParser()
            capabilities = Capabilities()
            noteSecured()
            add(.secured(report), time)
        case .tlsFailed(let failure, let report):
            self.report = report ?? self.report
            add(.failed(failure.kind == .timedOut ? .timeout : .tls, failure.text), time)
        case .halfClosed: if state == .open { state = .halfClosed }
        case .ended(let ending): noteEnd(ending, time)
        case .overdue: isOverdue = true
        case .resolving, .resolved, .handshaking, .injected, .flooded, .diagnostics, .clockMoved,
            .note, .script:
            break
        }
    }

    /// What was sent before may be answered, or thrown away with what it came with.
    private mutating func noteSecured() {
        conversation.secured()
        if case .connection? = conversation.awaited?.request { return }
        conversation.forgetOwed()
    }

    private mutating func noteFailure(_ failure: ConnectFailure, _ time: Duration) {
        let cause: EventClaim.Cause
        switch failure.kind {
        case .nameNotFound, .lookupFailed: cause = .dns
        case .refused: cause = .refused
        case .timedOut: cause = .timeout
        case .reset: cause = .closed
        case .unreachable, .permissionDenied, .noSuchFile, .impossible, .other: cause = .any
        }
        guard isLastAttempt || cause == .dns else { return }
        state = .closed
        add(.failed(cause, failure.text), time)
    }

    private mutating func noteEnd(_ ending: Ending, _ time: Duration) {
        if let reply = parser.finish() { add(.reply(reply), time) }
        let wasOpening = state == .opening
        state = .closed
        if wasOpening {
            add(.failed(ending.cause, ending.sentence), time)
        } else {
            add(.ended(ending), time)
        }
    }

    private mutating func add(_ event: Event, _ time: Duration) {
        var line: Int?
        if let reply = event.reply,
            case .report(_, let exchange)? = conversation.answer(reply).first
        {
            line = exchange?.number
        }
        if isLent, take(event) { return }
        guard events.count < Self.eventLimit else { return }
        events.append(Arrival(event: event, at: time, line: line, facts: takeFacts()))
    }

    /// What happens to others counts for what is known; true where nobody waits for it.
    private mutating func take(_ event: Event) -> Bool {
        switch event {
        case .reply(let reply):
            learn(reply, to: lentLine)
            return true
        case .secured: return true
        case .connected, .failed, .ended: return false
        }
    }

    /// What the connection's state becomes with a reply; `line` is what was answered, with its
    /// ending, and empty where it is no line.
    mutating func learn(_ reply: Reply, to line: [UInt8]) {
        lastReply = reply
        isMidExchange = reply.outcome == .intermediate
        guard reply.outcome == .completion, !line.isEmpty else { return }
        switch Command(line).verb {
        case .ehlo, .lhlo: capabilities = Capabilities(reply)
        case .helo: capabilities = Capabilities()
        default: break
        }
    }

    /// The numbers of the facts since the last event.
    mutating func takeFacts() -> Range<Int> {
        defer { firstLoose = max(firstLoose, lastFact + 1) }
        return min(firstLoose, lastFact + 1)..<(lastFact + 1)
    }

    /// The numbers of the facts that nothing judged.
    var unjudgedFacts: Range<Int> {
        let first = events.all.first?.facts.lowerBound ?? firstLoose
        return min(first, lastFact + 1)..<(lastFact + 1)
    }

    /// The host of `host`, `host:port`, `[v6]:port` or a URL, in lower case; the lab's own name
    /// for a lab.
    static func host(of target: String) -> String {
        var text = target.lowercased()[...]
        if text.hasPrefix("lab:") { return "lab.test" }
        let scheme = text.prefix { $0 != "/" }
        if scheme.last == ":", text.dropFirst(scheme.count).hasPrefix("//") {
            text = text.dropFirst(scheme.count + 2).prefix { $0 != "/" }
        }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        guard colons == 1, !text.hasPrefix("unix:") else { return String(text) }
        return String(text.prefix { $0 != ":" })
    }
}

extension Ending {
    fileprivate var cause: EventClaim.Cause {
        switch how {
        case .closedByServer, .reset, .closedByUs, .resetByUs, .exited: .closed
        case .timedOut: .timeout
        case .failed: .any
        }
    }
}
