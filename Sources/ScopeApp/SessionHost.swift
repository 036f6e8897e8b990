import Glibc
import SMTPCore
import SMTPTrace
import ScopeEngine
import ScopeModel

/// The engine as the screen and the runs without one see it: intents in, facts out.
final class SessionHost {
    /// Facts, in the order they happened.
    let facts = Mailbox<TraceEvent>()
    let plan: ConnectionPlan
    private let givesUp: Bool
    /// Whether the last target of a script is the lab inside this program.
    var isLab = false
    private let recorder: Recorder
    private var started: EngineSession?

    /// With so many facts unread the engine stops reading from the server.
    private static let backlog = 20_000

    init(plan: ConnectionPlan, recording: RecordingPlan, givesUp: Bool) {
        recorder = Recorder(recording)
        self.plan = plan
        self.givesUp = givesUp
    }

    /// Its thread starts with the first intent, so that the first frame does not wait for it.
    var engine: EngineSession {
        if let started { return started }
        let engine = EngineSession(
            post: { [facts, recorder] event in
                // Recorded before it is shown: a killed program loses nothing that was seen.
                let remark = recorder.note(event)
                facts.post(event)
                guard let remark else { return }
                facts.post(
                    TraceEvent(at: event.at, connection: event.connection, fact: .note(remark)))
            }, isBehind: { [facts] in facts.count > Self.backlog })
        started = engine
        return engine
    }

    /// Time since the session began, on the clock of the facts.
    var now: Duration { engine.now }

    /// Hands an intent to the engine; what it cannot be given comes back as one sentence.
    func carry(_ intent: Intent) -> String? {
        switch intent {
        case .connect(let request): return connect(request)
        case .send(let octets): engine.submit(.send(octets))
        case .message(let octets): engine.submit(.message(octets))
        case .authenticate(let mechanism, let user, let password):
            engine.submit(
                .authenticate(
                    SASLMechanism(mechanism.utf8), Self.credentials(user, password),
                    withInitialResponse: true))
        case .startTLS: engine.submit(.send(Command("STARTTLS").octets))
        case .disconnect(.close): engine.submit(.close)
        case .disconnect(.abort): engine.submit(.abort)
        case .disconnect(.half): engine.submit(.halfClose)
        case .keepWaiting: engine.submit(.keepWaiting)
        case .cancelConnect: engine.submit(.cancelConnect)
        case .skipLabClock(let step): engine.submit(.skipClock(step))
        }
        return nil
    }

    /// A line of ours among the facts of a connection.
    func remark(_ text: String, connection: Int) {
        let event = TraceEvent(at: now, connection: connection, fact: .note(text))
        recorder.note(event)
        facts.post(event)
    }

    /// Where the session is recorded; nil before its first fact and where it is not.
    var recording: String? { recorder.path }

    /// Ends the connection, the engine's thread and the recording.
    func stop() {
        started?.shutDown()
        recorder.close()
    }

    private func connect(_ request: ConnectRequest) -> String? {
        var options = plan.options(givesUp: givesUp)
        if let tls = request.tls { options.tls = ConnectOptions.TLSMode(rawValue: tls.rawValue) }
        if let family = request.family { options.family = family == 4 ? .ipv4 : .ipv6 }
        if let source = request.source { options.source = source }
        do throws(EndpointError) {
            engine.submit(.connect(try Endpoint(parsing: request.target), options))
            return nil
        } catch {
            return error.description
        }
    }

    /// The OAuth mechanisms want a token where others want a password.
    private static func credentials(_ user: String, _ password: [UInt8]) -> Credentials {
        Credentials(user: Array(user.utf8), password: password, token: password)
    }
}
