import SMTPCore
import SMTPTrace

/// The fold of a session's facts into findings. Feed it every fact from the first on: it counts
/// rows as the transcript does, so that evidence points into it.
package struct Diagnostician: Sendable {
    /// All findings so far, oldest first; at most `limit`.
    package private(set) var findings: [Finding] = []
    package static let limit = 10_000

    /// Made for the first failure: its rules take longer to read than a first frame may.
    private var replies: ReplyDiagnosis?
    private var links = ByConnection<SessionState>()
    private var rows = 0

    package init() {}

    /// Reads the rules now, on the caller's thread, so that the first failure need not wait for
    /// them.
    package static func prepare() { Knowledge.readAll() }

    /// Folds one more fact and gives what it brought to light. Usually empty.
    @discardableResult
    package mutating func note(_ event: TraceEvent) -> [Finding] {
        let row = rows
        rows += event.rowCount
        var state = links.take(event.connection) ?? SessionState()
        let found = examine(event, at: row, &state)
        links.put(state)
        let room = Self.limit - findings.count
        // Adding nothing would copy them where the fold is kept twice.
        if !found.isEmpty, room > 0 { findings += found.prefix(room) }
        return found
    }

    /// What a reply without a session means; see `ReplyDiagnosis`.
    package mutating func classify(_ reply: some Collection<UInt8>) -> Finding? {
        withRules { $0.classify(Array(reply)[...]) }
    }

    /// The names of what a reply without a session means. May be empty.
    package static func names(of reply: Reply) -> [String] {
        var diagnostician = Diagnostician()
        return diagnostician.classify(reply.octets)?.names ?? []
    }

    /// Judges with the rules of wording, which are read when they are needed first.
    mutating func withRules<Result>(_ judge: (inout ReplyDiagnosis) -> Result) -> Result {
        var rules = replies.take() ?? ReplyDiagnosis()
        defer { replies = rules }
        return judge(&rules)
    }

    private mutating func examine(
        _ event: TraceEvent, at row: Int, _ state: inout SessionState
    ) -> [Finding] {
        switch event.fact {
        case .sent(let sent):
            let found = interrupted(at: row, event.at, &state)
            state.noteSent(sent, at: row, event.at)
            return found
        case .received(let received):
            return examine(received, at: row, event.at, &state)
        case .resolving(let name):
            state.host = name
            return []
        case .connecting(let to, let attempt, let count):
            state.noteAttempt(to: to, isLast: attempt >= count)
            return []
        case .connectFailed(_, let failure):
            return examine(failure, at: row, &state)
        case .connected(_, let peer, let dialect):
            state.noteConnected(peer: peer, speaks: dialect, event.at)
            return []
        case .secured(let report):
            return examine(report, at: row, &state)
        case .tlsFailed(let failure, let report):
            return examine(failure, report, at: row, &state)
        case .injected:
            return [finding("starttls-injection", [row], state)]
        case .overdue(let wait, _):
            return examine(overdue: wait, at: row, &state)
        case .flooded:
            return [finding("desynchronised", [row], state)]
        case .ended(let ending):
            return examine(ending, at: row, &state)
        case .resolved, .handshaking, .halfClosed, .diagnostics, .clockMoved, .note, .script:
            return []
        }
    }

    /// A finding seen on the wire.
    func finding(
        _ id: String, _ evidence: [Int], _ state: SessionState,
        certainty: Finding.Certainty = .observed
    ) -> Finding {
        Knowledge.findings.finding(
            id, certainty: certainty, in: state.situation, evidence: evidence,
            rule: "session:\(id)")
    }
}

extension TraceEvent {
    /// How many rows the fact has in a transcript: one, but one per line for what was sent.
    var rowCount: Int {
        guard case .sent(let sent) = fact else { return 1 }
        var count = 0
        var previous = ASCII.lf
        for octet in sent.octets {
            if previous == ASCII.lf { count += 1 }
            previous = octet
        }
        return count
    }
}
