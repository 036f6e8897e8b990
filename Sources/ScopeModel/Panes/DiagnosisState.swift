import SMTPCore
import SMTPDiagnosis
import SMTPTrace

/// The findings of a session.
package struct DiagnosisState: Sendable {
    private static let limit = 10_000

    /// By the first row of what they are about.
    package private(set) var cards = RowTable<Card>()
    /// Rows with cards, in order.
    package private(set) var rows: [Int] = []
    /// The row whose card is shown while nothing is selected; nil once the trouble is over.
    package private(set) var active: Int?
    private var activeVerb: Verb?
    /// Names of what facts told, by their first row.
    private var told = RowTable<[String]>()
    /// Made with the first fact: its tables take longer to read than the first frame may.
    private var diagnostician: Diagnostician?

    package init() {}

    /// Which card this is, counted from 1.
    package func number(of row: Int) -> Int { (rows.firstIndex(of: row) ?? -1) + 1 }

    /// Names of what the facts of these rows told, for scripts.
    func told(_ rows: Range<Int>) -> [String] { rows.flatMap { told[$0] ?? [] } }

    /// Folds one more fact.
    mutating func note(_ event: TraceEvent, _ transcript: Transcript, from row: Int) {
        if diagnostician == nil { diagnostician = Diagnostician() }
        let findings = diagnostician?.note(event) ?? []
        guard row < transcript.rows.count else { return }
        if !findings.isEmpty, told.count < Self.limit { told[row] = findings.flatMap(\.names) }
        note(event, findings, transcript, at: row)
    }

    private mutating func note(
        _ event: TraceEvent, _ findings: [Finding], _ transcript: Transcript, at row: Int
    ) {
        if let finding = findings.first {
            let head = transcript.head(of: min(finding.evidence.last ?? row, row))
            let code = transcript.rows[head].kind == .server ? transcript.reply(at: head) : nil
            var card = Card(finding, at: head, reply: code, others: findings.dropFirst())
            // What this program can do about it comes first.
            card.fixes = (Card(fact: event.fact, at: head)?.fixes ?? []) + card.fixes
            add(card)
            activeVerb = transcript.command(answeredAt: head)?.verb
            return
        }
        switch event.fact {
        case .received:
            let code = Int(transcript.rows[row].code)
            guard code >= 400 || code < 200 || active != nil,
                transcript.links[event.connection]?.conversation.isMidReply == false
            else {
                return
            }
            if code >= 400 || code < 200 {
                let head = transcript.head(of: row)
                guard !transcript.isPreamble(at: head) else { return }
                add(Card(reply: transcript.reply(at: head), at: head, in: transcript))
                activeVerb = transcript.command(answeredAt: head)?.verb
            } else if active != nil {
                clear(after: transcript.command(answeredAt: transcript.head(of: row))?.verb)
            }
        case .connecting(_, let attempt, _):
            if attempt == 1 { active = nil }
        case .connectFailed, .tlsFailed, .injected, .overdue, .ended, .secured, .flooded:
            if let card = Card(fact: event.fact, at: row) {
                add(card)
                activeVerb = nil
            }
        case .resolving, .resolved, .connected, .sent, .handshaking, .halfClosed, .diagnostics,
            .clockMoved, .note, .script:
            break
        }
    }

    private mutating func add(_ card: Card) {
        guard cards.count < Self.limit else { return }
        if cards[card.row] == nil { rows.append(card.row) }
        cards[card.row] = card
        active = card.row
    }

    /// Trouble with a command is over when it succeeds, or a message was taken.
    private mutating func clear(after verb: Verb?) {
        guard let verb, let activeVerb else { return }
        let isOver =
            verb == activeVerb || verb == .mail && activeVerb == .rcpt
            || verb.isHello && activeVerb.isHello
        if isOver { active = nil }
    }
}
