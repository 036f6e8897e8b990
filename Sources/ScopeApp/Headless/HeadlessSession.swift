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
    private enum Login {
        case none, asked, begun
    }

    /// What of the connection decides the next step; read once for each batch of facts, because a
    /// `Link` is large.
    private struct Standing {
        var state: Link.State
        var phase: Phase
        /// Commands were sent that have no answer yet.
        var isWaiting: Bool
        var takesCompany: Bool

        init(_ link: Link) {
            state = link.state
            phase = link.conversation.phase
            isWaiting = !link.conversation.unanswered.isEmpty
            takesCompany = link.conversation.takesCompany
        }
    }

    /// How long a server may take to close after its reply to QUIT.
    private static let farewell = Duration.seconds(3)
    /// A pipelined group has about so many octets at most.
    private static let groupLimit = 16_384

    let host: SessionHost
    var input = InputLines()
    private let form: Headless.Form
    private let isPipelined: Bool
    private let passwordFrom: String
    private var output: PlainOutput
    /// The fold of the facts where no text is made of them.
    private var folded = Transcript()
    /// Nil before the first fact.
    private var standing: Standing?
    /// Facts that were folded and neither recorded nor shown yet.
    private var unshown: [TraceEvent] = []
    private var verdict = Verdict()
    private var failure: Verdict.Code?
    private var holdUntil: ContinuousClock.Instant?
    private var saidQuit = false
    private var saidCancel = false
    private var isLeaving = false
    /// The greeting was a refusal: nothing of the input is sent.
    private var isTurnedAway = false
    /// When we close a connection that the server should have closed after QUIT.
    private var closeAt: ContinuousClock.Instant?
    /// What the thread that waits was told.
    var lastWishes = Wishes()
    /// What was handed to the engine and has not come back as a fact.
    private var isEchoDue = false
    private var login = Login.none
    private let clock = ContinuousClock()

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

    private var isAuthenticating: Bool {
        if case .authenticating = standing?.phase { true } else { false }
    }

    // MARK: Sending

    private func sendWhatMayBeSent() {
        while mayActNow {
            if let holdUntil, clock.now < holdUntil { return }
            holdUntil = nil
            guard let line = input.next() else {
                if input.isAtEnd { leave() }
                return
            }
            switch InputStep.read(line[...]) {
            case .success(let step): perform(step)
            case .failure(let problem): fail(problem.description)
            }
        }
    }

    /// Whether the next line may leave: everything was answered, or message content is wanted, or
    /// the user asked for pipelining.
    private var mayActNow: Bool {
        guard let standing, standing.state == .open, !isLeaving, !isEchoDue, login == .none else {
            return false
        }
        if standing.phase == .refusedAtGreeting { isTurnedAway = true }
        if isTurnedAway {
            leave()
            return false
        }
        switch standing.phase {
        case .awaitingGreeting, .refusedAtGreeting, .handshaking, .ended: return false
        case .content, .chunk: return true
        case .greeted, .ready, .transaction, .authenticating, .closing:
            return isPipelined
                ? standing.takesCompany : !standing.isWaiting
        }
    }

    private func perform(_ step: InputStep) {
        switch step {
        case .line(let octets):
            let verb = Command(octets).verb
            if verb == .quit, !isInContent { saidQuit = true }
            carry(.send(isPipelined && verb.mayHaveCompany ? octets + company() : octets))
        case .startTLS: carry(.startTLS)
        case .authenticate(let mechanism, let user):
            guard let password = environment(passwordFrom) else {
                fail(":auth needs a password: put it into the variable \(passwordFrom).")
                return
            }
            login = .asked
            carry(.authenticate(mechanism: mechanism, user: user, password: Array(password.utf8)))
        case .message(let path): sendMessage(path)
        case .wait(let duration): holdUntil = clock.now + duration
        case .close: leave(abruptly: true)
        }
    }

    /// More lines of the input for the same write (RFC 2920 §3.1): commands that change nothing
    /// about what follows them.
    private func company() -> [UInt8] {
        var octets: [UInt8] = []
        while octets.count < Self.groupLimit, let line = input.first,
            case .success(.line(let next)) = InputStep.read(line[...]),
            Command(next).verb.mayHaveCompany
        {
            octets += next
            _ = input.next()
        }
        return octets
    }

    private var isInContent: Bool {
        switch standing?.phase {
        case .content, .chunk: true
        default: false
        }
    }

    private func sendMessage(_ path: String) {
        do throws(FileError) {
            carry(.message(try Files.read(path, limit: 64 << 20)))
        } catch {
            fail(error.description)
        }
    }

    private func carry(_ intent: Intent) {
        isEchoDue = true
        if let problem = host.carry(intent) { fail(problem) }
    }

    private func fail(_ sentence: String) {
        complain(sentence)
        failure = .usage
        leave(abruptly: true)
    }

    /// Says QUIT if nobody did and the server listens, then closes.
    private func leave(abruptly: Bool = false) {
        guard let standing, !isLeaving else { return }
        let isClosing = standing.phase == .closing
        if isClosing, !abruptly, clock.now < closeAt ?? .now + Self.farewell {
            closeAt = closeAt ?? clock.now + Self.farewell
            return
        }
        let mayQuit = !abruptly && !saidQuit && !isInContent && !isClosing
        if mayQuit {
            guard !standing.isWaiting else { return }
            if isAuthenticating, !saidCancel {
                // QUIT would be taken for an answer (RFC 4954 §4).
                saidCancel = true
                carry(.send(Array("*\r\n".utf8)))
                return
            }
            saidQuit = true
            carry(.send(Array("QUIT\r\n".utf8)))
        } else if abruptly || !standing.isWaiting {
            isLeaving = true
            carry(.disconnect(.close))
        }
    }
}
