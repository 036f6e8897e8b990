import SMTPCore

/// One step of a recorded talk: what was asked, with all that was answered; or an event.
package struct Turn: Sendable {
    package enum Kind: String, Sendable {
        /// The server spoke without being asked: the greeting, or something unsolicited.
        case greeting
        case command
        /// A line of an AUTH exchange.
        case authentication
        /// Message content, with its final dot where there is one.
        case message
        /// Connecting, TLS, clocks, remarks, the end.
        case event
    }

    package var kind: Kind
    package var connection: Int
    /// When it began.
    package var at: Duration
    package var isSecure: Bool
    /// What was sent, with line endings; empty for greetings and events.
    package var octets: [UInt8]
    /// Usually one; LMTP gives one for each recipient. May be empty.
    package var answers: [Answer]
    /// The event in words; empty for the others. Texts of the server are in it as they came.
    package var sentence: String
    /// What the transcript knows beyond the sentence.
    package var detail: Transcript.Detail?
    /// Whether the event is a failure or deserves attention.
    package var isProblem = false

    package struct Answer: Sendable {
        package var reply: Reply
        /// When its last line came.
        package var at: Duration
        /// Behind what it answers; nil for greetings.
        package var latency: Duration?
        /// Whether it has its last line.
        package var isWhole = true
    }

    /// What a finished handshake agreed on.
    package var tls: TLSReport? {
        if case .tls(let report)? = detail { report } else { nil }
    }

    /// The command; nil for greetings, content and events.
    package var command: Command? { kind == .command ? Command(octets) : nil }
}

extension Transcript {
    /// The whole talk in steps, in the order they began.
    package var turns: [Turn] {
        var turns: [Turn] = []
        var turnOfRow: [Int: Int] = [:]
        var lastCode: [UInt16: Int16] = [:]
        var row = 0
        while row < rows.count {
            let group = group(at: row)
            let entry = rows[row]
            switch entry.kind {
            case .server:
                lastCode[entry.connection] = rows[group.upperBound - 1].code
                var answer = Turn.Answer(
                    reply: reply(at: row), at: .microseconds(rows[group.upperBound - 1].at),
                    latency: latency(ofReplyAt: row))
                let asked = askedByUnfinishedReply(at: row)
                answer.isWhole = asked == nil
                if let turn = turnOfRow[asked ?? Int(entry.partner)] {
                    turns[turn].answers.append(answer)
                } else {
                    turns.append(turn(.greeting, entry))
                    turns[turns.count - 1].answers = [answer]
                }
            case .client, .content:
                let rows = rowsOfTurn(from: row)
                for one in rows { turnOfRow[one] = turns.count }
                let code = lastCode.updateValue(0, forKey: entry.connection) ?? 0
                turns.append(turn(kind(ofClientRow: row, behind: code), entry))
                turns[turns.count - 1].octets = rows.flatMap { text(of: $0) }
                row = rows.upperBound
                continue
            case .event, .tls, .diagnostics, .note, .section, .problem:
                turns.append(turn(.event, entry))
                turns[turns.count - 1].sentence = text(of: row).text
                turns[turns.count - 1].isProblem = entry.kind == .problem
                turns[turns.count - 1].detail = details[row]
            }
            row = max(row + 1, group.upperBound)
        }
        return turns
    }

    /// What the reply that begins here answers, if it is not over; -1 is no row, for a greeting.
    private func askedByUnfinishedReply(at row: Int) -> Int? {
        guard rows[row].partner < 0, let link = links[Int(rows[row].connection)],
            link.conversation.isMidReply, link.openGroup == row
        else { return nil }
        return link.openRows.first?.row ?? -1
    }

    private func turn(_ kind: Turn.Kind, _ row: TranscriptRow) -> Turn {
        Turn(
            kind: kind, connection: Int(row.connection), at: .microseconds(row.at),
            isSecure: row.isSecure, octets: [], answers: [], sentence: "")
    }

    /// The pieces of a line, or all rows of content that stand together.
    private func rowsOfTurn(from row: Int) -> Range<Int> {
        guard rows[row].kind == .content else { return group(at: row) }
        var end = row + 1
        while end < rows.count, rows[end].kind == .content, rows[end].behindHead > 0,
            rows[end].connection == rows[row].connection
        {
            end += 1
        }
        return row..<end
    }

    /// A line behind a 334 belongs to an AUTH exchange.
    private func kind(ofClientRow row: Int, behind code: Int16) -> Turn.Kind {
        if rows[row].kind == .content { return .message }
        return code == 334 ? .authentication : .command
    }
}
