import SMTPCore
import SMTPTrace
import ScopeModel

/// The state of a session without a screen: facts and lines in, intents and text out. One thread
/// at a time may use it.
final class HeadlessSession {
    /// What the thread that waits must look after.
    struct Wishes: Equatable {
        var isOver = false
        /// Whether there is room for more lines.
        var input = false
        /// When to look again, whatever happens.
        var due: ContinuousClock.Instant?
    }

    /// How far `:auth` is, whose lines the engine sends by itself.
    enum Login {
        case none, asked, begun
    }

    /// What of the connection decides the next step; read once for each batch of facts, because a
    /// `Link` is large.
    struct Standing {
        var state: Link.State
        var phase: Phase
        /// Commands were sent that have no answer yet.
        var isWaiting: Bool
        var takesCompany: Bool
        /// Whether it leads to a lab, whose clock can be moved.
        var isLab: Bool

        init(_ link: Link) {
            state = link.state
            phase = link.conversation.phase
            isWaiting = !link.conversation.unanswered.isEmpty
            takesCompany = link.conversation.takesCompany
            isLab = link.target.hasPrefix("lab:")
        }
    }

    let host: SessionHost
    var input = InputLines()
    private let form: Headless.Form
    let isPipelined: Bool
    let passwordFrom: String
    private var output: PlainOutput
    /// The fold of the facts where no text is made of them.
    private var folded = Transcript()
    /// Nil before the first fact.
    var standing: Standing?
    /// Facts that were folded and neither recorded nor shown yet.
    private var unshown: [TraceEvent] = []
    private(set) var verdict = Verdict()
    var failure: Verdict.Code?
    var holdUntil: ContinuousClock.Instant?
    var saidQuit = false
    /// The last line that was sent is DATA.
    var saidData = false
    var saidCancel = false
    /// The envelope's addresses that were sent last, without brackets; nil before, or for none.
    var sender: String?
    var recipient: String?
    var isLeaving = false
    /// The greeting was a refusal: nothing of the input is sent.
    var isTurnedAway = false
    /// When we close a connection that the server should have closed after QUIT.
    var closeAt: ContinuousClock.Instant?
    /// What the thread that waits was told.
    var lastWishes = Wishes()
    /// What was handed to the engine and has not come back as a fact.
    var isEchoDue = false
    var login = Login.none
    let clock = ContinuousClock()

    init(
        host: SessionHost, form: Headless.Form, isPipelined: Bool, passwordFrom: String,
        annotations: Settings.Annotations
    ) {
        self.host = host
        self.form = form
        self.isPipelined = isPipelined
        self.passwordFrom = passwordFrom
        output = PlainOutput(annotations: annotations)
    }

    var wishes: Wishes {
        Wishes(
            isOver: isOver, input: !input.isAtEnd && !input.isFull,
            due: [holdUntil, closeAt].compactMap { $0 }.min())
    }

    /// A connection that ended before all was said is no success, however politely it ended.
    var code: Verdict.Code {
        let code = failure ?? verdict.final
        return code == .success && !saidQuit && !isLeaving ? .closedUnexpectedly : code
    }

    private var isOver: Bool {
        switch standing?.state {
        case .ended, .failed: host.facts.count == 0
        case .resolving, .connecting, .open, .handshaking, nil: false
        }
    }

    // MARK: Facts

    /// Takes the facts that wait and sends what may be sent now. What was sent comes back as a fact,
    /// at once on the engine's thread, and is recorded and shown with what came before: the server
    /// works meanwhile.
    func turn() {
        repeat {
            note(host.facts.take(rings: false))
            guard !isOver else { return }
            sendWhatMayBeSent()
        } while host.facts.count > 0
        if !isEchoDue { write() }
    }

    /// Records and shows.
    private func write() {
        if let remark = host.record(unshown) { fold([remark]) }
        switch form {
        case .json: Files.writeAll(unshown.flatMap { $0.json + [ASCII.lf] }, to: 1)
        case .plain: output.write()
        }
        unshown.removeAll(keepingCapacity: true)
    }

    private func fold(_ events: [TraceEvent]) {
        unshown += events
        let link: Link?
        switch form {
        case .json:
            for event in events { folded.note(event) }
            link = folded.link
        case .plain:
            output.note(events)
            link = output.transcript.link
        }
        standing = link.map(Standing.init)
    }

    /// Writes what is left.
    func finish() {
        write()
        output.finish()
    }

    private func note(_ events: [TraceEvent]) {
        guard !events.isEmpty else { return }
        isEchoDue = false
        for event in events {
            verdict.note(event)
            followLogin(event.fact)
        }
        fold(events)
        if login == .begun, !isAuthenticating, standing?.isWaiting != true {
            login = .none
        }
    }

    private func followLogin(_ fact: Fact) {
        switch (login, fact) {
        case (.asked, .sent(let sent)) where sent.part == .authentication: login = .begun
        // The engine says why it cannot.
        case (.asked, .note): login = .none
        default: break
        }
    }

    var isAuthenticating: Bool {
        if case .authenticating = standing?.phase { true } else { false }
    }
}
