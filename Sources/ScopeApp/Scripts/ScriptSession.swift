import SMTPScript
import SMTPTrace

/// The state of a script that is played without a screen: facts and answers in, intents and text
/// out. One thread at a time may use it.
struct ScriptSession {
    /// What somebody at the terminal has to say to.
    enum Question {
        /// To be answered with a line.
        case ask(String, isSecret: Bool)
        /// Goes on with Enter.
        case stand(String)
    }

    /// What the thread that waits must look after.
    struct Wishes {
        var isOver: Bool
        var question: Question?
        /// When to look again, whatever happens, on the clock of the facts.
        var due: Duration?
    }

    let host: SessionHost
    private var runner: ScriptRunner
    private let tell: @Sendable (String) -> Void
    private var question: Question?
    /// Facts the runner knows that are not recorded yet.
    private var unrecorded: [TraceEvent] = []
    /// All facts of the connections; nil where nobody wants them.
    private(set) var history: [TraceEvent]?
    /// What was handed to the engine and has not come back as a fact.
    private var isEchoDue = false
    /// When the thread that waits will look again.
    private var watched: Duration?

    init(
        _ runner: ScriptRunner, host: SessionHost, keepsHistory: Bool,
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.runner = runner
        self.host = host
        self.tell = tell
        if keepsHistory { history = [] }
    }

    var result: RunResult { runner.result }
    var isOver: Bool { runner.isDone }

    /// For the thread that is about to wait.
    mutating func wishes() -> Wishes {
        watched = runner.nextDeadline
        return Wishes(isOver: runner.isDone, question: question, due: watched)
    }

    /// Whether the thread that waits must be woken: it has something to do earlier than it knows.
    /// True once for each reason.
    mutating func wakes() -> Bool {
        guard !runner.isDone, question == nil else { return true }
        guard let due = runner.nextDeadline, watched.map({ due < $0 }) ?? true else { return false }
        watched = due
        return true
    }

    mutating func begin() { carryOut(runner.start(at: host.now)) }

    /// Answers the facts that wait. What is sent comes back as a fact, at once on the engine's
    /// thread, and is recorded with what came before: the server works meanwhile.
    mutating func turn() {
        let events = host.facts.take(rings: false)
        if events.isEmpty { carryOut(runner.tick(at: host.now)) } else { answer(events) }
        while host.facts.count > 0 { answer(host.facts.take(rings: false)) }
        if !isEchoDue || runner.isDone { record() }
    }

    private mutating func answer(_ events: [TraceEvent]) {
        isEchoDue = false
        unrecorded += events
        history? += events
        for event in events { carryOut(runner.receive(event)) }
    }

    /// A line for a question; nil at the end of the input, which goes on without asking again.
    mutating func answer(_ line: String?) {
        guard let question else { return }
        self.question = nil
        switch question {
        case .ask: carryOut(runner.answer(line.map { Array($0.utf8) }))
        case .stand: carryOut(runner.resume())
        }
    }

    /// Ends the run where it stands.
    mutating func stop() { carryOut(runner.cancel(at: host.now)) }

    mutating func record() {
        if case .note(let text)? = host.record(unrecorded)?.fact { complain(text) }
        unrecorded.removeAll(keepingCapacity: true)
    }

    private mutating func carryOut(_ intents: [ScriptIntent]) {
        for intent in intents {
            switch intent {
            case .send:
                isEchoDue = true
                host.play(intent)
            case .connect, .adopt, .use, .authenticate, .handshake, .close, .halfClose, .abort,
                .overdue, .tellUnfinished, .know, .wait:
                host.play(intent)
            case .ask(_, let text, let isSecret): question = .ask(text, isSecret: isSecret)
            case .pause(let text): question = .stand(text ?? "Paused")
            case .breakpoint: question = .stand("Stopped at @break")
            case .say(let text): show("## \(text)")
            case .note(let text): show("note: \(text)")
            case .record(let fact, let connection):
                unrecorded.append(
                    TraceEvent(at: host.now, connection: connection, fact: .script(fact)))
            case .standing, .done: break
            }
        }
    }

    /// What is shown is recorded before.
    private mutating func show(_ line: String) {
        unrecorded.append(
            TraceEvent(at: host.now, connection: runner.connection, fact: .note(line)))
        record()
        tell(line)
    }
}
