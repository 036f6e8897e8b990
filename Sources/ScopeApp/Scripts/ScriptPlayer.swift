import Glibc
import SMTPCore
import SMTPScript
import SMTPTrace
import ScopeEngine

/// Plays one script against servers: the runner's intents go to an engine for each connection
/// name, their facts come back. Blocks its thread until the run is over.
final class ScriptPlayer {
    /// What may be asked of somebody at a terminal; nil where nobody is there.
    typealias Ask = (_ question: String, _ isSecret: Bool) -> String?

    /// One engine, with its place among the runner's connections.
    private struct Line {
        let engine: EngineSession
        /// What its clock shows less than ours.
        let behind: Duration
        let isLab: Bool
    }

    /// A fact with the engine it comes from.
    private struct Letter: Sendable {
        var line: Int
        var event: TraceEvent
    }

    private static let backlog = 20_000

    private var runner: ScriptRunner
    private let plan: ConnectionPlan
    private let labSeed: UInt64?
    private let ask: Ask?
    private let recorder: Recorder
    private let tell: (String) -> Void
    private let facts = Mailbox<Letter>()
    private var lines: [Line] = []
    private var lineOfName: [String: Int] = [:]
    private var current: Int?
    /// The runner's connection numbers, by engine and its own number.
    private var numbers: [[Int: Int]] = []
    private var lastNumber = 0
    private var pending: [ScriptIntent] = []
    /// Octets per second; nil is as fast as it goes.
    private var rate: Int?
    /// What has not left yet, and when the next piece may.
    private var paced: ArraySlice<UInt8> = []
    private var nextPieceAt = Duration.zero
    private var hidden: [(secret: [UInt8], name: String)] = []
    /// All facts, as the runner got them; nil where nobody wants them.
    private(set) var history: [TraceEvent]?
    private let start = ContinuousClock.now

    init(
        _ program: ScriptProgram, options: RunOptions, plan: ConnectionPlan,
        recording: RecordingPlan, keepsHistory: Bool = false, ask: Ask?,
        tell: @escaping (String) -> Void
    ) {
        runner = ScriptRunner(program: program, options: options)
        self.plan = plan
        labSeed = program.labSeed
        recorder = Recorder(recording)
        self.ask = ask
        self.tell = tell
        if keepsHistory { history = [] }
    }

    private var now: Duration { ContinuousClock.now - start }

    /// The file of the recording; nil where there is none.
    var recording: String? { recorder.path }

    func play() -> RunResult {
        pending = runner.start(at: now)
        while true {
            carryOut()
            if runner.isDone, paced.isEmpty { break }
            wait()
            let letters = facts.take()
            for letter in letters { pending += runner.receive(translated(letter)) }
            if letters.isEmpty { pending += runner.tick(at: now) }
        }
        for line in lines { line.engine.shutDown() }
        for letter in facts.take() { _ = translated(letter) }
        recorder.close()
        return runner.result
    }

    /// Until a fact comes or the runner's time is up.
    private func wait() {
        var descriptor = pollfd(fd: facts.descriptor, events: Int16(POLLIN), revents: 0)
        let due = [runner.nextDeadline, paced.isEmpty ? nil : nextPieceAt].compactMap { $0 }.min()
        let left = due.map { max(.zero, $0 - now) }
        poll(&descriptor, 1, left.map { Int32(clamping: $0.microseconds / 1_000 + 1) } ?? -1)
    }

    /// A fact as the runner counts connections and time.
    private func translated(_ letter: Letter) -> TraceEvent {
        var event = letter.event
        if let known = numbers[letter.line][event.connection] {
            event.connection = known
        } else {
            lastNumber += 1
            numbers[letter.line][event.connection] = lastNumber
            event.connection = lastNumber
        }
        event.at += lines[letter.line].behind
        history?.append(event)
        return event
    }

    /// What is paced holds back all that comes behind it.
    private func carryOut() {
        sendPiece()
        while paced.isEmpty, !pending.isEmpty { carryOut(pending.removeFirst()) }
    }

    /// A tenth of a second's share of what is paced, ten times a second.
    private func sendPiece() {
        guard let rate, !paced.isEmpty, now >= nextPieceAt else { return }
        let count = max(1, rate / 10)
        submit(.send(Array(paced.prefix(count))))
        paced = paced.dropFirst(count)
        nextPieceAt = now + .milliseconds(1_000 * count / rate)
    }

    private func carryOut(_ intent: ScriptIntent) {
        switch intent {
        case .connect(let connection): connect(connection)
        case .use(let name): current = lineOfName[name] ?? current
        case .send(let octets): send(octets)
        case .authenticate(let mechanism, let credentials, let initial):
            submit(
                .authenticate(mechanism, credentials, withInitialResponse: initial != .never))
        case .handshake: submit(.handshake)
        case .close: submit(.close)
        case .halfClose: submit(.halfClose)
        case .abort: submit(.abort)
        case .pace(let rate): self.rate = rate
        case .know(let secret, let name):
            hidden.append((secret, name))
            for line in lines { line.engine.submit(.hide(secret, name: name)) }
        case .wait(let until):
            if let current, lines[current].isLab, until > now {
                lines[current].engine.submit(.skipClock(until - now))
            }
        case .ask(_, let question, let isSecret):
            pending += runner.answer(ask?(question, isSecret).map { Array($0.utf8) })
        case .pause(let text): stand(text ?? "Paused")
        case .breakpoint: stand("Stopped at @break")
        case .standing(let place, let next): stand("\(place.file):\(place.line)  \(next)")
        case .say(let text): tell("## \(text)")
        case .note(let text): tell("note: \(text)")
        case .mark(let text): tell("mark: \(text)")
        case .done: break
        }
    }

    private func send(_ octets: [UInt8]) {
        guard rate != nil else { return submit(.send(octets)) }
        paced = octets[...]
        sendPiece()
    }

    /// Waits for Enter; the end of the input goes on without stopping again.
    private func stand(_ text: String) {
        let answer = ask?(text + "  [Enter] ", false)
        pending += runner.resume(stepping: runner.isStepping && answer != nil)
    }

    private func submit(_ intent: EngineIntent) {
        guard let current else { return }
        lines[current].engine.submit(intent)
    }

    // MARK: Connecting

    private func connect(_ connection: ScriptConnection) {
        let endpoint: Endpoint
        do throws(EndpointError) {
            endpoint = try Endpoint(parsing: connection.target)
        } catch {
            let failure = ConnectFailure(kind: .other, text: error.description)
            lastNumber += 1
            pending += runner.receive(
                TraceEvent(
                    at: now, connection: lastNumber,
                    fact: .connectFailed(to: connection.target, failure)))
            return
        }
        let isLab = if case .lab = endpoint { true } else { false }
        let line = line(named: connection.name, isLab: isLab)
        current = line
        var options = plan.options(givesUp: false).scripted(connection, endpoint)
        if let labSeed { options.seed = labSeed }
        lines[line].engine.submit(.connect(endpoint, options))
    }

    private func line(named name: String, isLab: Bool) -> Int {
        if let line = lineOfName[name], lines[line].isLab == isLab { return line }
        let index = lines.count
        let engine = EngineSession(
            post: { [facts, recorder] event in
                recorder.note(event)
                facts.post(Letter(line: index, event: event))
            }, isBehind: { [facts] in facts.count > Self.backlog })
        lines.append(Line(engine: engine, behind: now - engine.now, isLab: isLab))
        numbers.append([:])
        lineOfName[name] = index
        for (secret, name) in hidden { engine.submit(.hide(secret, name: name)) }
        return index
    }
}
