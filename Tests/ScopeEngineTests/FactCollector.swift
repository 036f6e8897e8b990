import NIOPosix
import SMTPTrace
import Synchronization
import Testing

/// Keeps the facts of a session and lets a test wait for one, for two minutes at most: a deadline, not a pace.
final class FactCollector: Sendable {
    private struct Waiter {
        var number: Int
        var matches: @Sendable (Fact) -> Bool
        var continuation: CheckedContinuation<Fact, Never>
    }

    private struct State {
        var events: [TraceEvent] = []
        var seen = 0
        var waiters: [Waiter] = []
        var waits = 0
    }

    private let state = Mutex(State())

    func post(_ event: TraceEvent) {
        let ready = state.withLock { state in
            state.events.append(event)
            let ready = state.waiters.filter { $0.matches(event.fact) }
            state.waiters.removeAll { $0.matches(event.fact) }
            if !ready.isEmpty { state.seen = state.events.count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume(returning: event.fact) }
    }

    var facts: [Fact] { state.withLock { $0.events.map(\.fact) } }
    var events: [TraceEvent] { state.withLock { $0.events } }

    /// The next fact that matches, behind the one that was waited for last.
    @discardableResult
    func next(
        _ location: SourceLocation = #_sourceLocation,
        _ matches: @escaping @Sendable (Fact) -> Bool
    ) async -> Fact {
        let fact = await withCheckedContinuation { continuation in
            let found: Fact? = state.withLock { state in
                for index in state.seen..<state.events.count
                where matches(state.events[index].fact) {
                    state.seen = index + 1
                    return state.events[index].fact
                }
                state.seen = state.events.count
                state.waits += 1
                let number = state.waits
                state.waiters.append(
                    Waiter(number: number, matches: matches, continuation: continuation))
                MultiThreadedEventLoopGroup.singleton.any()
                    .scheduleTask(in: .seconds(Int64(ScriptedServer.patience))) {
                        self.giveUp(number)
                    }
                return nil
            }
            if let found { continuation.resume(returning: found) }
        }
        if fact == Self.nothing {
            let story = facts.map(\.sentence).joined(separator: "\n")
            Issue.record("waited in vain; so far:\n\(story)", sourceLocation: location)
        }
        return fact
    }

    private static let nothing = Fact.note("nothing came")

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { state in
            let index = state.waiters.firstIndex { $0.number == number }
            return index.map { state.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: Self.nothing)
    }

    /// The next last line of a reply with this code.
    func reply(_ code: Int, _ location: SourceLocation = #_sourceLocation) async {
        let last = Array("\(code) ".utf8)
        await next(location) {
            if case .received(let line) = $0 { line.octets.starts(with: last) } else { false }
        }
    }

    func ending(_ location: SourceLocation = #_sourceLocation) async -> Ending? {
        let fact = await next(location) { if case .ended = $0 { true } else { false } }
        if case .ended(let ending) = fact { return ending }
        return nil
    }
}
