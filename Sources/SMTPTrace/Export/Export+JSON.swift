import SMTPCore

extension Export {
    /// One document: what the header says, then all turns, one on each line. Octets that are not
    /// UTF-8 are replaced by U+FFFD; the recording has them exactly.
    var json: [UInt8] {
        var document = JSONLine()
        document.add("format", "smtpscope-turns")
        document.add("version", 1)
        if let header {
            document.add("created", header.created)
            document.add("by", header.by)
        }
        var list: [UInt8] = [UInt8(ascii: "[")]
        for (index, turn) in transcript.turns.enumerated() {
            list += index > 0 ? [UInt8(ascii: ","), ASCII.lf] : [ASCII.lf]
            list += Self.json(turn)
        }
        document.add("turns", raw: list + [ASCII.lf, UInt8(ascii: "]")])
        return document.finished() + [ASCII.lf]
    }

    private static func json(_ turn: Turn) -> [UInt8] {
        var line = JSONLine()
        line.add("kind", turn.kind.rawValue)
        line.add("connection", turn.connection)
        line.add("at_us", turn.at.microseconds)
        if turn.kind == .event {
            line.add("text", turn.sentence)
            line.add("problem", turn.isProblem)
        } else {
            line.add("tls", turn.isSecure)
        }
        if let command = turn.command {
            line.add("verb", command.verb.name)
            line.add("command", command.text.text)
        } else if turn.kind == .message {
            line.add("octets", turn.octets.count)
            line.add("content", turn.octets.text)
        } else if turn.kind == .authentication {
            line.add("command", Command(turn.octets).text.text)
        }
        if let report = turn.tls { line.add("session", raw: json(report)) }
        if turn.kind != .event { line.add("replies", raw: json(turn.answers)) }
        return line.finished()
    }

    private static func json(_ report: TLSReport) -> [UInt8] {
        var line = JSONLine()
        report.write(to: &line)
        return line.finished()
    }

    private static func json(_ answers: [Turn.Answer]) -> [UInt8] {
        let objects = answers.map { answer -> [UInt8] in
            var line = JSONLine()
            if let code = answer.reply.code { line.add("code", code) }
            if let enhanced = answer.reply.enhanced { line.add("enhanced", "\(enhanced)") }
            line.add("lines", answer.reply.lines.map(\.text.text))
            line.add("at_us", answer.at.microseconds)
            if let latency = answer.latency { line.add("took_us", latency.microseconds) }
            return line.finished()
        }
        return [UInt8(ascii: "[")] + objects.joined(separator: [UInt8(ascii: ",")])
            + [UInt8(ascii: "]")]
    }
}
