import SMTPCore
import SMTPDiagnosis
import SMTPTrace

/// The findings of a session.
package struct DiagnosisState: Sendable {
    private static let limit = 10_000
    /// Cards whose sequel is waited for at the same time.
    private static let troubleLimit = 32

    /// By the first row of what they are about.
    package private(set) var cards = RowTable<Card>()
    /// Rows with cards, in order.
    package private(set) var rows: [Int] = []
    /// The row whose card is shown while nothing is selected; nil once the trouble is over.
    package private(set) var active: Int?
    /// What came of the trouble, by the card's row.
    private(set) var sequels = RowTable<Trouble.Sequel>()
    /// Oldest first.
    private var troubles: [Trouble] = []
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
        if case .received = event.fact, !troubles.isEmpty {
            endSilence(at: transcript.head(of: row), event.connection)
        }
        if case .secured = event.fact { noteSecured(at: row, on: event.connection) }
        note(event, findings, transcript, at: row)
    }

    private mutating func note(
        _ event: TraceEvent, _ findings: [Finding], _ transcript: Transcript, at row: Int
    ) {
        if let finding = findings.first {
            let head = transcript.head(of: min(finding.evidence.last ?? row, row))
            let code = transcript.rows[head].kind == .server ? transcript.reply(at: head) : nil
            var card = Card(finding, at: head, reply: code, others: findings.dropFirst())
            // What this program can do about it comes first; waiting is the last thing to do.
            let own = Card(fact: event.fact, at: head)?.fixes ?? []
            let first = event.fact.isSilence ? card.typeable : []
            card.fixes = first + own + card.fixes.filter { !first.contains($0) }
            add(card, Self.kind(of: event.fact, at: head, in: transcript), event.connection)
            return
        }
        switch event.fact {
        case .received:
            let code = Int(transcript.rows[row].code)
            guard code >= 400 || code < 200 || !troubles.isEmpty,
                transcript.links[event.connection]?.conversation.isMidReply == false
            else {
                return
            }
            if code >= 400 || code < 200 {
                let head = transcript.head(of: row)
                guard !transcript.isPreamble(at: head) else { return }
                add(
                    Card(reply: transcript.reply(at: head), at: head, in: transcript),
                    Self.kind(of: event.fact, at: head, in: transcript), event.connection)
            } else if code < 300 || code == 354 {
                let head = transcript.head(of: row)
                guard let verb = Self.verb(answeredAt: head, in: transcript) else { return }
                let asked = Int(transcript.rows[head].partner)
                note(accepted: verb, sentAt: asked, at: head, on: event.connection)
            }
        case .connecting(_, let attempt, _):
            guard attempt == 1 else { return }
            active = nil
            troubles = []
        case .connectFailed, .tlsFailed, .injected, .overdue, .ended, .secured, .flooded:
            if let card = Card(fact: event.fact, at: row) {
                add(card, Self.kind(of: event.fact, at: row, in: transcript), event.connection)
            }
        case .resolving, .resolved, .connected, .sent, .handshaking, .halfClosed, .diagnostics,
            .clockMoved, .note, .script:
            break
        }
    }

    private mutating func add(_ card: Card, _ kind: Trouble.Kind, _ connection: Int) {
        guard cards.count < Self.limit else { return }
        if cards[card.row] == nil { rows.append(card.row) }
        cards[card.row] = card
        active = card.row
        troubles.removeAll { $0.row == card.row }
        if troubles.count == Self.troubleLimit { troubles.removeFirst() }
        troubles.append(Trouble(card, kind, on: connection))
    }

    /// Trouble with a command is over when it succeeds, when its advice was followed, or when the
    /// next message is begun.
    private mutating func note(
        accepted verb: Verb, sentAt asked: Int, at row: Int, on connection: Int
    ) {
        for index in troubles.indices.reversed() where troubles[index].connection == connection {
            let trouble = troubles[index]
            // In LMTP one message is refused for one recipient and accepted for another.
            if verb == .message, asked < trouble.row { continue }
            let isOver = trouble.isAbout(verb) || verb == .mail && trouble.isAbout(.rcpt)
            let sequel = troubles[index].note(accepted: verb, at: row)
            shorten(trouble.row, by: troubles[index])
            guard sequel != nil || isOver else { continue }
            if let sequel { sequels[trouble.row] = sequel }
            if trouble.row == active { active = nil }
            if isOver { troubles.remove(at: index) }
        }
    }

    /// What was done of an advice is not advised again.
    private mutating func shorten(_ row: Int, by trouble: Trouble) {
        guard var card = cards[row] else { return }
        for index in card.fixes.indices {
            guard let left = trouble.left(of: card.fixes[index].text), left > 0 else { continue }
            card.fixes[index].lines = card.fixes[index].lines.suffix(left)
        }
        cards[row] = card
    }

    /// Who was told to start TLS has done so.
    private mutating func noteSecured(at row: Int, on connection: Int) {
        for index in troubles.indices where troubles[index].connection == connection {
            guard let sequel = troubles[index].noteSecured(at: row) else { continue }
            sequels[troubles[index].row] = sequel
            if troubles[index].row == active { active = nil }
        }
    }

    /// Whatever it says, the server says something.
    private mutating func endSilence(at row: Int, _ connection: Int) {
        for index in troubles.indices.reversed() where troubles[index].connection == connection {
            guard case .silence = troubles[index].kind else { continue }
            let trouble = troubles.remove(at: index)
            sequels[trouble.row] = .answered(row: row)
            if trouble.row == active { active = nil }
        }
    }

    private static func kind(
        of fact: Fact, at head: Int, in transcript: Transcript
    ) -> Trouble.Kind {
        if case .overdue = fact { return .silence }
        guard transcript.rows[head].kind == .server else { return .event }
        let verb = verb(answeredAt: head, in: transcript)
        return 200..<400 ~= transcript.rows[head].code ? .remark(on: verb) : .refusal(of: verb)
    }

    /// The command that is answered, or the message; AUTH too where its exchange took several lines.
    private static func verb(answeredAt head: Int, in transcript: Transcript) -> Verb? {
        let partner = Int(transcript.rows[head].partner)
        if partner >= 0, transcript.rows[partner].kind == .content { return .message }
        guard let command = transcript.command(answeredAt: head) else { return nil }
        let asked = partner - 1
        return asked >= 0 && transcript.rows[asked].kind == .server
            && transcript.rows[asked].code == 334 ? .auth : command.verb
    }
}

extension Fact {
    fileprivate var isSilence: Bool { if case .overdue = self { true } else { false } }
}
