import SMTPCore
import SMTPDiagnosis
import SMTPScript
import SMTPTrace
import Synchronization

/// What the replies to a script mean, the sessions they belong to in view: an open relay shows in a
/// reply that says yes.
final class ScriptDiagnosis: Sendable {
    private struct State {
        var diagnostician = Diagnostician()
        /// The last line of replies that told something, with the names of what it was; the newest
        /// last.
        var told: [(line: [UInt8], names: [String])] = []
    }

    private static let limit = 64

    private let state = Mutex(State())

    /// Takes every fact, in order, before the runner judges it.
    func note(_ event: TraceEvent) {
        state.withLock { state in
            let findings = state.diagnostician.note(event)
            guard !findings.isEmpty, case .received(let received) = event.fact else { return }
            state.told.append((received.octets, findings.flatMap(\.names)))
            if state.told.count > Self.limit { state.told.removeFirst() }
        }
    }

    /// The names of what a reply tells, the best first.
    func names(for exchange: RunOptions.DiagnosedReply) -> [String] {
        let line = exchange.reply.lines.last?.octets ?? []
        let told = state.withLock { state in state.told.last { $0.line == line }?.names ?? [] }
        let names = told + ScriptRun.diagnose(exchange)
        return names.enumerated().filter { names.firstIndex(of: $1) == $0 }.map(\.element)
    }
}

extension Finding {
    /// The id is mostly finer than the category; where it is not, it is the same.
    var names: [String] { [id, category.rawValue] + aliases }
}
