/// One event that is waited for, and what is expected of it.
struct Judgement: Sendable {
    enum Kind: Sendable {
        /// The next event, whatever it is.
        case event
        /// TCP, and TLS where it comes first; then the greeting.
        case connection(ScriptTLS?)
        case greeting
        /// The reply that ends an AUTH exchange.
        case exchange
        /// The reply to STARTTLS; the handshake follows.
        case startTLS(ScriptTLS)
        /// TLS itself. `greets` where the greeting comes behind it.
        case handshake(ScriptTLS, greets: Bool)

        /// Whether `< nothing` goes on without it.
        var mayBeLeft: Bool {
            switch self {
            case .event, .greeting: true
            case .connection, .exchange, .startTLS, .handshake: false
            }
        }
    }

    var kind: Kind
    let asked: ExpectedStep
    /// The step as sent, for pictures. Secrets are masked. Nil where it can be worked out when it
    /// is wanted, which is seldom.
    let shown: String?
    /// What was sent, CR LF included; empty where it is no line.
    var command: [UInt8] = []
    /// The `<` lines of this event; empty means the default alone.
    var expectations: [Expectation]
    /// Whether a success is expected where the lines name no event.
    let hasDefault: Bool
    let link: Int
    var isFirst: Bool
    var isInBatch = false
    /// The number of the last line its step sent; nil where another group of the step follows.
    var lastLine: Int?
    /// An answer no line speaks of, behind those that have one.
    var isRest = false
    /// How long to wait; nil for the time-out in force.
    var patience: Duration?
    /// The numbers of the facts that led to its event so far; nil before the first.
    private(set) var facts: Range<Int>?

    /// Set when it comes to the head of the agenda.
    var begin: Begin?

    var step: Step { asked.step }

    mutating func add(_ facts: Range<Int>) {
        self.facts =
            min(self.facts?.lowerBound ?? facts.lowerBound, facts.lowerBound)..<facts.upperBound
    }

    struct Begin: Sendable {
        var at: Duration
        /// One for each `<` line, in their order.
        var claims: [Expectation.Claim] = []
        var limit: Duration
        /// The longest silence that would do.
        var silence: Duration?
        /// Whether nothing is waited for.
        var expectsNothing = false
        /// Whether an answer is waited for, and not only an end or silence.
        var expectsAnswer: Bool
        /// Whether `limit` is the `@timeout` in force.
        var isUsualLimit: Bool
        /// When the engine was told that the clock ran out, and until when what it says to that
        /// is waited for; nil before.
        var asked: (at: Duration, until: Duration)?

        init(at: Duration, limit: Duration, isUsualLimit: Bool, expectsAnswer: Bool) {
            self.at = at
            self.limit = limit
            self.isUsualLimit = isUsualLimit
            self.expectsAnswer = expectsAnswer
        }

        mutating func add(_ claim: Expectation.Claim) {
            claims.append(claim)
            guard case .events(let events) = claim else { return }
            expectsAnswer = false
            for event in events { add(event) }
        }

        private mutating func add(_ event: EventClaim) {
            switch event {
            case .silence(let time): silence = max(silence ?? .zero, time.duration)
            case .closed(let time?):
                limit = time.duration
                isUsualLimit = false
            case .nothing: expectsNothing = true
            case .closed(nil): break
            case .reply, .line, .any, .fails: expectsAnswer = true
            }
        }
    }
}
