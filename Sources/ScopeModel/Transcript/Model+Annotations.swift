import SMTPCore
import SMTPDiagnosis
import SMTPTrace
import TerminalCore

extension Model {
    /// Octets of what left last.
    private static let lastShown = 60

    /// What is explained under a row: remarks, what its code means, what its facts say.
    func annotationLines(of row: Int) -> [TranscriptLine] {
        guard settings.annotations != .off, layout.kind != .tiny else { return [] }
        let entry = transcript.rows[row]
        let head = transcript.head(of: row)
        let isLast =
            isFolded(head: head) ? row == head : row == transcript.group(at: head).upperBound - 1
        var texts: [(mark: String, text: String, role: Role)] = []
        if entry.kind == .server {
            guard isLast else { return [] }
            texts = replyTexts(head)
        } else {
            for remark in remarks[row] { texts.append(Self.text(of: remark)) }
            texts += detailTexts(row)
        }
        if let number = connection(taking: row, at: head) {
            texts.insert((" |", "on connection \(number)", .annotation), at: 0)
        }
        let columns = columns
        let width = columns.textColumns - (columns.hasMarker ? 1 : 0)
        let limit = settings.annotations == .brief ? 2 : 12
        return texts.flatMap { mark, text, role in
            var lines = Wrapping.lines(of: text, columns: width)
            if lines.count > limit {
                lines = Array(lines.prefix(limit))
                lines[limit - 1] = Self.cut(lines[limit - 1], columns: width - 3) + "..."
            }
            return lines.map {
                TranscriptLine(
                    row: row, part: .annotation, mark: mark, markRole: role,
                    text: StyledLine($0, role))
            }
        }
    }

    /// The number of a connection that goes on here, where the rows before are another's; nil for
    /// the first rows of one, which say so themselves, and nearly everywhere.
    private func connection(taking row: Int, at head: Int) -> Int? {
        guard head > 0, row == head || transcript.rows[row].kind == .server else { return nil }
        let number = transcript.rows[head].connection
        let before = transcript.rows[head - 1].connection
        guard number != before, number > 0, before > 0,
            number < before || transcript.rows[head].kind != .event
        else { return nil }
        return Int(number)
    }

    private static func cut(_ text: String, columns: Int) -> String {
        Visible.text(of: text, columns: max(columns, 0))
    }

    private static func text(of remark: Remarks.Remark) -> (String, String, Role) {
        guard remark.isWarning else { return (" |", remark.text, .annotation) }
        let source = remark.source.map { " (\($0))" } ?? ""
        return (" !", "against the rules: \(remark.text)\(source)", .warning)
    }

    private func replyTexts(_ head: Int) -> [(mark: String, text: String, role: Role)] {
        var texts: [(mark: String, text: String, role: Role)] = []
        let isFailure = diagnosis.cards[head] != nil
        let mark = isFailure ? " !" : " |"
        let role: Role = isFailure ? .warning : .annotation
        guard !transcript.isPreamble(at: head) else {
            return [(" |", "said before the greeting; SMTP begins behind it", .annotation)]
        }
        guard isWhole(replyAt: head) else {
            return [(" |", "not over yet: its last line has a blank behind the code", .annotation)]
        }
        let known = remarks[head]
        if known.allSatisfy(\.isAddition) || settings.annotations == .full || isFailure {
            if !isUnasked(replyAt: head) {
                for text in meaning(ofReplyAt: head) { texts.append((mark, text, role)) }
            }
            if let card = diagnosis.cards[head], settings.annotations == .brief {
                let word = card.severity.rawValue.lowercased()
                texts.append((mark, "\(word): \(card.title)", role))
            }
        }
        for remark in known { texts.append(Self.text(of: remark)) }
        if case .reply(let reply, _)? = transcript.details[head] {
            for oddity in reply.oddities {
                let source = oddity.source.map { " (\($0))" } ?? ""
                texts.append((" !", "odd: \(oddity.sentence)\(source)", .warning))
            }
        }
        return texts
    }

    /// Whether the last line of a reply is there (RFC 5321 §4.2.1).
    func isWhole(replyAt head: Int) -> Bool {
        let last = transcript.group(at: head).upperBound - 1
        return ReplyLine(Array(transcript.text(of: last).prefix(64))).separator != .more
    }

    /// A code that answers nothing means nothing.
    private func isUnasked(replyAt head: Int) -> Bool {
        guard case .reply(let reply, _)? = transcript.details[head] else { return false }
        return reply.oddities.contains(.unsolicited)
    }

    /// The command a reply answers, as the reference names it.
    func asked(ofReplyAt head: Int) -> String? {
        let partner = Int(transcript.rows[head].partner)
        if let command = transcript.command(answeredAt: head) { return command.verb.name }
        if partner >= 0, transcript.rows[partner].kind == .content { return Reference.endOfMessage }
        guard isGreeting(head) else { return nil }
        let link = transcript.links[Int(transcript.rows[head].connection)]
        let speaksLMTP = link?.speaks == .lmtp && transcript.rows[head].code == 220
        return speaksLMTP ? Reference.greetingOfLMTP : Reference.greeting
    }

    /// Whether a reply is the first of its connection.
    private func isGreeting(_ head: Int) -> Bool {
        guard transcript.rows[head].partner < 0 else { return false }
        var row = head - 1
        while row >= 0, row > head - 8 {
            let kind = transcript.rows[row].kind
            let isSame = transcript.rows[row].connection == transcript.rows[head].connection
            let isTalk = kind == .client || kind == .server
            if isTalk, isSame, !transcript.isPreamble(at: transcript.head(of: row)) { return false }
            row -= 1
        }
        return true
    }

    private func meaning(ofReplyAt head: Int) -> [String] {
        let code = Int(transcript.rows[head].code)
        guard code > 0 else { return ["no reply code: this is not SMTP"] }
        let entry = Reference.reply(code: code, to: asked(ofReplyAt: head))
        let last = transcript.group(at: head).upperBound - 1
        let line = ReplyLine(Array(transcript.text(of: last).prefix(64)))
        let enhanced = line.enhanced.flatMap {
            Reference.enhanced(class: $0.class, subject: $0.subject, detail: $0.detail)
        }
        switch settings.annotations {
        case .off: return []
        case .brief:
            guard let brief = entry?.brief else { return ["\(code) is no SMTP reply code"] }
            guard let enhanced, code >= 400, layout.kind != .compact, enhanced.brief != brief
            else { return [brief] }
            return ["\(brief); \(line.enhanced.map(\.description) ?? ""): \(enhanced.brief)"]
        case .full:
            var texts = entry.map { ["\($0.brief). \($0.paragraph) (\($0.source))"] } ?? []
            if let enhanced, let number = line.enhanced {
                texts.append("\(number): \(enhanced.brief). \(enhanced.paragraph)")
            }
            return texts
        }
    }

    private func detailTexts(_ row: Int) -> [(mark: String, text: String, role: Role)] {
        switch transcript.details[row] {
        case .tls(let report):
            return report.facts(at: nil).map {
                (
                    mark: $0.isProblem ? " !" : " |", text: $0.text,
                    role: $0.isProblem ? .tlsWarning : .annotation
                )
            }
        case .ending(let ending):
            guard !ending.lastSent.isEmpty, !ending.isOrderly else { return [] }
            let isCut = ending.lastSent.count > Self.lastShown
            let last = Visible.text(of: ending.lastSent.suffix(Self.lastShown))
            let text = "the last octets that left: \(isCut ? "..." : "")\(last)"
            return [(" |", text, .annotation)]
        case .overdue:
            return [
                (
                    " |", ":keep-waiting waits on, :disconnect gives up; nothing is lost yet",
                    .annotation
                )
            ]
        case .halfClosed:
            return [
                (
                    " |", "the server may still answer and should close then (RFC 9293 §3.6.1)",
                    .annotation
                )
            ]
        case .injected(let octets):
            return [(" !", "what was dropped: \(Visible.text(of: octets.prefix(60)))", .warning)]
        case .connectFailure(let failure):
            return [(" |", failure.kind.advice, .annotation)]
        case .tlsFailure(let failure):
            return [(" |", failure.kind.advice, .annotation)]
        case .reply, nil:
            guard settings.annotations == .full, transcript.rows[row].kind == .client,
                transcript.rows[row].behindHead == 0
            else { return [] }
            let verb = Command(transcript.octets(ofGroupAt: row)).verb.name
            return Reference.verb(verb).map { [(" |", "\($0.brief) (\($0.source))", .annotation)] }
                ?? []
        }
    }

    /// The explanation of one keyword line in an open answer to EHLO; nil for other rows.
    func keywordNote(of row: Int) -> String? {
        guard settings.annotations != .off, transcript.rows[row].kind == .server,
            transcript.rows[row].behindHead > 0, transcript.rows[row].code == 250,
            transcript.command(answeredAt: transcript.head(of: row))?.verb.isHello == true
        else { return nil }
        let text = ReplyLine(Array(transcript.text(of: row).prefix(256))).text
        let word = text.prefix { $0 != ASCII.space }
        return Reference.keyword(word.text)?.brief
    }
}

extension Transcript {
    /// Whether a reply is what a program says before it greets.
    func isPreamble(at head: Int) -> Bool {
        guard rows[head].kind == .server, rows[head].code == 0, rows[head].partner < 0,
            case .reply(let reply, nil)? = details[head]
        else { return false }
        return reply.isPreamble && !reply.oddities.contains(.unsolicited)
    }
}

extension ConnectFailure.Kind {
    /// What to look at first, one clause.
    var advice: String {
        switch self {
        case .refused: "nothing listens on that port, or a firewall refuses: check the port"
        case .unreachable: "no way to that address from here: check the network and -4 or -6"
        case .timedOut: "nobody answered: a firewall on the way may drop packets (port 25 often is)"
        case .reset: "something accepted and hung up at once: a proxy or a limit"
        case .nameNotFound: "no address for that name: check the spelling"
        case .lookupFailed: "the name servers did not answer: check the network"
        case .permissionDenied: "this user may not do that"
        case .noSuchFile: "check the path"
        case .impossible: "what was asked for cannot be: look at the target, -4, -6 and --source"
        case .other: "the system's words are all that is known"
        }
    }
}

extension TLSFailure.Kind {
    /// What to look at first, one clause.
    var advice: String {
        switch self {
        case .notTLS:
            "the other side does not speak TLS here: port 465 does at once, 25 and 587 "
                + "after STARTTLS"
        case .version: "no TLS version in common: --tls-min 1.0 allows old ones"
        case .parameters: "no cipher or key exchange in common"
        case .alert: "the server broke it off; its log says why"
        case .certificate: "verification was demanded and failed"
        case .timedOut: "the server went silent in the middle"
        case .closed: "the server hung up in the middle; its log may say why"
        case .other: "the words are OpenSSL's"
        }
    }
}
