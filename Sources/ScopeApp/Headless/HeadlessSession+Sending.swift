import SMTPCore
import SMTPTrace
import ScopeModel

/// What is sent and when, and how the session is left.
extension HeadlessSession {
    /// How long a server may take to close after its reply to QUIT.
    private static let farewell = Duration.seconds(3)
    /// A pipelined group has about so many octets at most.
    private static let groupLimit = 16_384

    func sendWhatMayBeSent() {
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
            if wantsContent(verb), let count = input.dropMessage(startingWith: octets) {
                complain("the server wants no message: its \(count) lines were not sent")
                return
            }
            if verb == .quit, !isInContent { saidQuit = true }
            noteEnvelope(octets)
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
        case .automaticMessage: sendAutomaticMessage()
        case .wait(let time?) where standing?.isLab != true: holdUntil = clock.now + time
        case .wait(let time): carry(.skipLabClock(time))
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
            noteEnvelope(next)
            _ = input.next()
        }
        return octets
    }

    var isInContent: Bool {
        switch standing?.phase {
        case .content, .chunk: true
        default: false
        }
    }

    /// Whether DATA was sent just now and refused: what follows may be meant for it, and each of
    /// its lines would be a command.
    private func wantsContent(_ verb: Verb) -> Bool {
        defer { saidData = verb == .data && !isInContent }
        return saidData && !isInContent
    }

    func carry(_ intent: Intent) {
        isEchoDue = true
        if let problem = host.carry(intent) { fail(problem) }
    }

    func fail(_ sentence: String) {
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
