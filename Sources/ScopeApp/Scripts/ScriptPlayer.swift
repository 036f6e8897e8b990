import Glibc
import SMTPScript
import SMTPTrace
import Synchronization

/// Plays one script against servers, without a screen. The thread that calls `play` keeps the time
/// and asks; facts are answered on the engine's own thread, where they are made, so that no round
/// trip waits for a change of threads.
final class ScriptPlayer: Sendable {
    private let session: Mutex<ScriptSession>
    /// Tells the thread that waits that there is something for it.
    private let bell = Bell()
    /// Whether somebody is at the terminal.
    private let asks: Bool

    init(
        _ program: ScriptProgram, options: RunOptions, plan: ConnectionPlan,
        recording: RecordingPlan, keepsHistory: Bool = false, asks: Bool,
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.asks = asks
        session = Mutex(
            ScriptSession(
                ScriptRunner(program: program, options: options),
                host: SessionHost(plan: plan, recording: recording, givesUp: false),
                keepsHistory: keepsHistory, tell: tell))
    }

    /// The file of the recording; nil where there is none.
    var recording: String? { session.withLock { $0.host.recording } }

    /// All facts of the connections, in order; nil where they were not to be kept.
    var history: [TraceEvent]? { session.withLock { $0.history } }

    /// Ends the run where it stands, from any thread.
    func stop() {
        session.withLock { $0.stop() }
        bell.ring()
    }

    func play() -> RunResult {
        session.withLock { session in
            session.host.turn = { [weak self] in self?.answerFacts() }
            session.begin()
        }
        while true {
            let (wishes, left) = session.withLock { session in
                let wishes = session.wishes()
                return (wishes, wishes.due.map { max(.zero, $0 - session.host.now) })
            }
            if wishes.isOver { break }
            if let question = wishes.question {
                let answer = answer(to: question)
                session.withLock { $0.answer(answer) }
            } else {
                wait(left)
                session.withLock { $0.turn() }
            }
        }
        let stop = session.withLock { $0.host.stopping }
        stop()
        return session.withLock { session in
            // What ending brought.
            session.turn()
            session.host.close()
            return session.result
        }
    }

    /// On the engine's thread.
    private func answerFacts() {
        let wakes = session.withLock { session in
            session.turn()
            return session.wakes()
        }
        if wakes { bell.ring() }
    }

    private func wait(_ left: Duration?) {
        var descriptor = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, left.map { Int32(clamping: $0.microseconds / 1_000 + 1) } ?? -1)
        if descriptor.revents != 0 { bell.hush() }
    }

    private func answer(to question: ScriptSession.Question) -> String? {
        guard asks else { return nil }
        let (text, isSecret) =
            switch question {
            case .ask(let text, let isSecret): (text, isSecret)
            case .stand(let text): (text + "  [Enter] ", false)
            }
        return Question.ask(text, isSecret: isSecret, disturbedBy: bell) {
            session.withLock { !$0.isOver }
        }
    }
}
