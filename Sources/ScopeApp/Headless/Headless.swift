import Glibc
import SMTPTrace
import ScopeModel
import Synchronization

/// A session without a screen: lines from standard input in, facts or an annotated transcript out.
/// It never prompts.
///
/// The thread that calls `run` reads the input and keeps the time. Facts are answered on the
/// engine's own thread, where they are made, so that no round trip waits for a change of threads.
package final class Headless: Sendable {
    package enum Form: Sendable {
        case plain, json
    }

    private let session: Mutex<HeadlessSession>
    /// Tells the thread that waits that its wishes have changed.
    private let bell = Bell()

    private init(_ session: consuming sending HeadlessSession) {
        self.session = Mutex(session)
    }

    /// Runs a session and gives the exit code.
    package static func run(
        target: String?, plan: ConnectionPlan, annotations: String?, form: Form,
        isPipelined: Bool, passwordFrom: String
    ) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        if let problem = plan.badFile {
            complain(problem)
            return Verdict.Code.usage.rawValue
        }
        guard let request = plan.request(for: target) else { return Verdict.Code.usage.rawValue }
        if let problem = plan.wayProblem(to: request.target) {
            complain(problem)
            return Verdict.Code.usage.rawValue
        }
        var plan = plan
        plan.hostName = plan.hostName ?? Configuration.withoutScreen.hostName
        let recording = RecordingPlan(
            level: Configuration.withoutScreen.recording, file: plan.record)
        let headless = Headless(
            HeadlessSession(
                host: SessionHost(plan: plan, recording: recording, givesUp: true), form: form,
                isPipelined: isPipelined, passwordFrom: passwordFrom,
                annotations: annotations.flatMap(Settings.Annotations.init) ?? .brief))
        if let problem = headless.begin(request) {
            complain(problem)
            return Verdict.Code.usage.rawValue
        }
        return headless.loop()
    }

    private func begin(_ request: ConnectRequest) -> String? {
        session.withLock { session in
            session.host.turn = { [weak self] in self?.answerFacts() }
            return session.host.carry(.connect(request))
        }
    }

    /// On the engine's thread.
    private func answerFacts() {
        let isChanged = session.withLock { session in
            let before = session.lastWishes
            session.turn()
            return session.wishes != before
        }
        if isChanged { bell.ring() }
    }

    private func loop() -> Int32 {
        while true {
            let wishes = session.withLock { session in
                session.lastWishes = session.wishes
                return session.lastWishes
            }
            if wishes.isOver { break }
            wait(wishes)
        }
        let (code, stop) = session.withLock { session in
            session.finish()
            return (session.code, session.host.stopping)
        }
        stop()
        session.withLock { $0.host.close() }
        return code.rawValue
    }

    private func wait(_ wishes: HeadlessSession.Wishes) {
        var descriptors = [
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wishes.input ? 0 : -1, events: Int16(POLLIN), revents: 0),
        ]
        let left = wishes.due.map { max(0, ($0 - .now).microseconds / 1_000 + 1) }
        poll(&descriptors, 2, Int32(left ?? -1))
        if descriptors[0].revents != 0 { bell.hush() }
        let input = descriptors[1].revents != 0 ? readInput() : nil
        session.withLock { session in
            switch input {
            case .some(let octets) where octets.isEmpty: session.input.finish()
            case .some(let octets): session.input.receive(octets)
            case nil: break
            }
            session.turn()
        }
    }

    /// Empty at the end of the input; nil where there is nothing now.
    private func readInput() -> ArraySlice<UInt8>? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(0, &buffer, buffer.count)
        guard count < 0 else { return buffer[..<count] }
        return errno == EINTR ? nil : []
    }
}
