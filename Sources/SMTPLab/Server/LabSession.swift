import SMTPCore

/// The server's side of one connection.
struct LabSession: Sendable {
    enum Phase: Sendable {
        /// A TLS handshake was asked for; octets before its end are plaintext, and dropped.
        case handshaking
        case commands
        case authenticating(AuthExchange)
        /// Behind DATA.
        case content(ContentReader)
        /// Within a chunk of BDAT.
        case chunk(Chunk)
        /// The lab says nothing more; what still comes is dropped.
        case over
    }

    /// Own refusals before the connection is ended.
    static let errorLimit = 20
    /// Recipients of one letter (RFC 5321 §4.5.3.1.8: 100 at least).
    static let recipientLimit = 100
    /// The longest command but AUTH, line ending included (RFC 5321 §4.5.3.1.4, with room for
    /// the parameters of extensions).
    static let commandLimit = 2048

    let connection: Int
    let client: String
    var phase = Phase.commands
    var outbox = Outbox()
    var reader = LineReader()
    var isSecure = false
    var user: String?
    /// The name in EHLO, HELO or LHLO; nil before.
    var helloName: [UInt8]?
    var envelope: Envelope?
    /// What BDAT brought so far; nil where no chunk came, or the last one.
    var chunks: ContentReader?
    /// A chunk of this letter was refused; only RSET helps (RFC 3030 §2).
    var chunksFailed = false
    /// Counts transactions, for rules with `per letter`.
    var letterNumber = 0
    /// The greeting was a refusal: only QUIT is answered (RFC 5321 §3.1).
    var isTurnedAway = false
    /// The greeting has not left yet: whoever speaks now is early.
    private var isGreetingHeld = false
    private var isEarlyJudged = false
    var errors = 0
    private var lastActivity: Duration
    /// Plaintext behind STARTTLS, kept only by the flaw.
    var injected: [UInt8] = []

    init(connection: Int, client: String, at now: Duration) {
        self.connection = connection
        self.client = client
        lastActivity = now
    }

    private var isOver: Bool {
        if case .over = phase { return true }
        return false
    }

    /// When `advance` has something to do.
    func deadline(in scenario: LabScenario) -> Duration? {
        outbox.deadline ?? (isOver ? nil : lastActivity + scenario.idleLimit)
    }

    /// When something that is held back leaves next; nil without that.
    var nextDelivery: Duration? { outbox.deadline }

    mutating func open(isFull: Bool, _ world: inout LabWorld, at now: Duration) {
        if isFull {
            say(Answer(421, "4.3.2", "lab.test Too many connections, try again later"), world, now)
            outbox.append(.close, at: now)
            phase = .over
        } else if world.scenario.tls.isImplicit {
            outbox.append(.startTLS, at: now)
            phase = .handshaking
        } else {
            greet(&world, at: now)
        }
    }

    mutating func secured(_ world: inout LabWorld, at now: Duration) {
        guard case .handshaking = phase else { return }
        lastActivity = now
        phase = .commands
        isSecure = true
        reader = LineReader()
        forget()
        answer(Occasion(.tls), &world, at: now) { _, _, _ in [] }
        if world.scenario.tls.isImplicit, !isOver { greet(&world, at: now) }
        let behind = injected[...]
        injected = []
        process(behind, &world, at: now)
    }

    mutating func receive(_ octets: ArraySlice<UInt8>, _ world: inout LabWorld, at now: Duration) {
        guard !octets.isEmpty else { return }
        lastActivity = now
        if isGreetingHeld, !isEarlyJudged {
            isEarlyJudged = true
            judgeEarlyTalker(&world, at: now)
        }
        process(octets, &world, at: now)
    }

    mutating func advance(_ world: inout LabWorld, at now: Duration) {
        guard outbox.isEmpty, !isOver, now >= lastActivity + world.scenario.idleLimit else {
            return
        }
        lastActivity = now
        if case .handshaking = phase {
            // Words in the clear would only break the handshake.
            outbox.append(.close, at: now)
            phase = .over
            return
        }
        answer(Occasion(.idle), &world, at: now) { session, _, _ in
            session.phase = .over
            let text = "lab.test Nothing came for too long, closing the connection"
            return [.reply(Answer(421, "4.4.2", text)), .close]
        }
    }

    private mutating func greet(_ world: inout LabWorld, at now: Duration) {
        isGreetingHeld = true
        answer(Occasion(.connect), &world, at: now) { _, world, _ in
            [.reply(Answer(220, nil, world.scenario.banner))]
        }
    }

    /// The client spoke while the greeting was held back: a rule for that takes its place.
    private mutating func judgeEarlyTalker(_ world: inout LabWorld, at now: Duration) {
        var occasion = Occasion(.connect)
        occasion.isEarly = true
        let rule = firstRule(for: occasion, &world, at: now) {
            $0.conditions.contains(.flag(.early, expected: true))
        }
        guard let rule else { return }
        outbox.removeAll(at: now)
        play(rule, occasion, &world, at: now) { _, world, _ in
            [.reply(Answer(220, nil, world.scenario.banner))]
        }
    }

    /// What leaves now.
    mutating func takeActions(at now: Duration) -> [LabAction] {
        var items = outbox.take(at: now)
        if outbox.isOverfull {
            outbox.removeAll(at: now)
            phase = .over
            items.append(.abort)
        }
        if outbox.isEmpty, !items.isEmpty {
            isGreetingHeld = false
            lastActivity = max(lastActivity, now)
        }
        return items.compactMap { item in
            switch item {
            case .octets(let octets): .write(connection, octets)
            case .startTLS: .startTLS(connection)
            case .close: .close(connection)
            case .abort: .abort(connection)
            case .note(let text): .note(connection, text)
            case .pause: nil
            }
        }
    }
}
