import NIOCore
import SMTPCore
import SMTPTrace

/// Makes facts: redacts, stamps and posts them. One per session, on its event loop.
final class Reporter {
    private let post: @Sendable (TraceEvent) -> Void
    private let start: NIODeadline
    private var redactor = Redactor()
    /// Asks for a call of whoever wants to know that a burst of facts is over.
    private var awaitSettling: (() -> Void)?
    private var isSettling = false

    init(start: NIODeadline, post: @escaping @Sendable (TraceEvent) -> Void) {
        self.start = start
        self.post = post
    }

    /// Since the session began, in whole microseconds as recordings have it.
    var now: Duration {
        .microseconds((NIODeadline.now() - start).nanoseconds / 1_000)
    }

    func tell(_ fact: Fact, of connection: Int) {
        post(TraceEvent(at: now, connection: connection, fact: fact))
        guard let awaitSettling, !isSettling else { return }
        isSettling = true
        awaitSettling()
    }

    /// Calls the body when the loop has done what it does now, if facts were told meanwhile; not
    /// for those the body brings.
    func settle(on loop: any EventLoop, _ body: @escaping () -> Void) {
        awaitSettling = {
            loop.assumeIsolated().execute {
                body()
                self.isSettling = false
            }
        }
    }

    func hide(_ secret: [UInt8], name: String) { redactor.know(secret, as: name) }

    /// What a value that is known as secret is shown as, without brackets.
    func name(of secret: [UInt8]) -> String? { redactor.knownName(of: secret) }

    func redact(sent octets: [UInt8], part: SentOctets.Part) -> Redactor.Result {
        redactor.sent(octets, part: part)
    }

    /// Text without what is known as secret.
    func masked(_ text: String) -> String { redactor.masked(text) }

    /// What a user or a script says beside the dialogue.
    func redact(_ fact: Fact) -> Fact {
        switch fact {
        case .note(let text): .note(redactor.masked(text))
        case .script(.section(let title)): .script(.section(redactor.masked(title)))
        case .script(.mark(let text)): .script(.mark(redactor.masked(text)))
        case .script(.check(let check)): .script(.check(redact(check)))
        default: fact
        }
    }

    private func redact(_ check: ScriptCheck) -> ScriptCheck {
        var check = check
        check.wanted = redactor.masked(check.wanted)
        check.found = redactor.masked(check.found)
        return check
    }

    func redact(received octets: [UInt8]) -> [UInt8] { redactor.received(octets).octets }
}

@available(*, unavailable)
extension Reporter: Sendable {}
