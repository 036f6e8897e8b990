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
    /// How long to wait; nil for the time-out in force.
    var patience: Duration?
    /// Names of what its events told so far.
    var told: [String] = []

    /// Set when it comes to the head of the agenda.
    var begin: Begin?

    var step: Step { asked.step }

    struct Begin: Sendable {
        var at: Duration
        /// One for each `<` line, in their order.
        var claims: [Expectation.Claim] = []
        var limit: Duration
        /// The longest silence that would do.
        var silence: Duration?
        /// Whether nothing is waited for.
        var expectsNothing = false

        mutating func add(_ claim: Expectation.Claim) {
            claims.append(claim)
            guard case .events(let events) = claim else { return }
            for event in events {
                switch event {
                case .silence(let time): silence = max(silence ?? .zero, time.duration)
                case .closed(let time?): limit = time.duration
                case .nothing: expectsNothing = true
                case .closed(nil), .reply, .line, .any, .fails: break
                }
            }
        }
    }
}
