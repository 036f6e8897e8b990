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
    private let recorder: Recorder
    private var started: EngineSession?
    /// How many connections were asked for so far; facts carry their numbers.
    private(set) var connections = 0
    /// Called on the engine's thread when facts wait, in place of the bell: where no other thread
    /// is needed to answer them. Who sets it, before the first intent, also has the facts recorded
    /// before they are shown.
    var turn: (@Sendable () -> Void)?

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
            post: poster(), settled: turn, isBehind: { [facts] in facts.count > Self.backlog })
        started = engine
        return engine
    }

    private func poster() -> @Sendable (TraceEvent) -> Void {
        guard turn == nil else { return { [facts] in facts.post($0, rings: false) } }
        return { [facts, recorder] event in
            // Recorded before it is shown: a killed program loses nothing that was seen.
            let remark = recorder.note(event)
            facts.post(event)
            if let remark {
                let remark = event.remark(remark)
                recorder.note(remark)
                facts.post(remark)
            }
        }
    }

    /// Records what is to be shown next; for those that set `turn`. Gives what there is to say
    /// about the recording, to be shown too.
    func record(_ events: [TraceEvent]) -> TraceEvent? {
        guard let last = events.last, let remark = recorder.note(events) else { return nil }
        return last.remark(remark)
    }

    /// Hands an intent to the engine. Until it is carried out the mailbox is not quiet, where
    /// somebody looks at that.
    func submit(_ intent: EngineIntent) {
        if case .connect = intent { connections += 1 }
        guard turn == nil else { return engine.submit(intent) }
        facts.announce()
        engine.submit(intent) { [facts] in facts.conclude() }
    }

    /// Time since the session began, on the clock of the facts.
    var now: Duration { engine.now }

    /// Hands an intent to the engine; what it cannot be given comes back as one sentence.
    func carry(_ intent: Intent) -> String? {
        switch intent {
        case .connect(let request): return connect(request)
        case .send(let octets): submit(.send(octets))
        case .message(let octets): submit(.message(octets))
        case .authenticate(let mechanism, let user, let password):
            submit(
                .authenticate(
                    SASLMechanism(mechanism.utf8), Self.credentials(user, password),
                    withInitialResponse: true))
        case .startTLS: submit(.send(Command("STARTTLS").octets))
        case .handshake: submit(.handshake(nil))
        case .demand(let tls): submit(.demand(plan.options(givesUp: false).demanding(tls)))
        case .disconnect(.close): submit(.close)
        case .disconnect(.abort): submit(.abort)
        case .disconnect(.half): submit(.halfClose)
        case .keepWaiting: submit(.keepWaiting)
        case .cancelConnect: submit(.cancelConnect)
        case .skipLabClock(let step): submit(.skipClock(step))
        }
        return nil
    }

    /// A line of ours among the facts of a connection.
    func remark(_ text: String, connection: Int) { tell(.note(text), of: connection) }

    /// The engine has the one redactor, which knows what must not be told.
    func tell(_ fact: Fact, of connection: Int) { submit(.tell(fact, of: connection)) }

    /// Where the session is recorded; nil before its first fact and where it is not.
    var recording: String? { recorder.path }

    /// Writes what was recorded so far to a file of the user's.
    func saveRecording(to path: String, replaces: Bool) throws(FileError) {
        try recorder.copy(to: path, replaces: replaces)
    }

    /// Ends the connections and the engine's thread; what comes of it is told. Not from `turn`, nor
    /// with anything locked that `turn` waits for.
    var stopping: @Sendable () -> Void { { [started] in started?.shutDown() } }

    /// Ends the recording.
    func close() { recorder.close() }

    func stop() {
        stopping()
        close()
    }

    private func connect(_ request: ConnectRequest) -> String? {
        var options = plan.options(givesUp: givesUp)
        if let tls = request.tls { options.tls = ConnectOptions.TLSMode(rawValue: tls.rawValue) }
        if options.tls == .starttls { options.helloName = options.helloName ?? HostName.full }
        if let family = request.family { options.family = family == 4 ? .ipv4 : .ipv6 }
        if let source = request.source { options.source = source }
        do throws(EndpointError) {
            submit(.connect(try Endpoint(parsing: request.target), options))
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

extension TraceEvent {
    /// A note of ours at the same time.
    fileprivate func remark(_ text: String) -> TraceEvent {
        TraceEvent(at: at, connection: connection, fact: .note(text))
    }
}
