import SMTPCore
import SMTPDiagnosis
import SMTPScript
import SMTPTrace

extension Model {
    /// What a line of the script language does at the prompt; nil for a line that is sent as it
    /// stands. Alt-Enter sends any line.
    mutating func order(_ line: [UInt8]) -> [Effect]? {
        switch line.first {
        case UInt8(ascii: "<"):
            check(line)
            return []
        case UInt8(ascii: "@"), UInt8(ascii: ">"): return step(line)
        default: return nil
        }
    }

    /// Holds a `<` line against the last event.
    private mutating func check(_ line: [UInt8]) {
        guard let link = transcript.link, let (event, row) = lastEvent(link) else {
            say("nothing has happened yet that could be checked", .warning)
            return
        }
        let check = PromptCheck(
            line, against: event, capabilities: link.conversation.capabilities,
            report: link.tls, told: diagnosis.told(row..<transcript.rows.count)
        ) { Diagnostician.names(of: $0) }
        say(check.sentence, check.holds == true ? .info : check.holds == nil ? .warning : .error)
    }

    /// What happened last, and the row it begins at.
    private func lastEvent(_ link: SMTPTrace.Link) -> (PromptCheck.Event, row: Int)? {
        let said = lastSaid()
        if case .ended(let ending) = link.state { return (.closed(ending), said?.row ?? 0) }
        return said
    }

    private func lastSaid() -> (PromptCheck.Event, row: Int)? {
        var row = transcript.rows.count - 1
        while row >= 0 {
            switch transcript.rows[row].kind {
            case .server:
                let head = transcript.head(of: row)
                let took = transcript.latency(ofReplyAt: head) ?? .zero
                return (.reply(transcript.reply(at: head), took: took), head)
            case .client, .content:
                let sent = Duration.microseconds(transcript.rows[row].at)
                return (.silence(max(.zero, now - sent)), row)
            case .event, .tls, .diagnostics, .note, .section, .problem: row -= 1
            }
        }
        return nil
    }

    private mutating func step(_ line: [UInt8]) -> [Effect] {
        let outcome = ScriptParser.parse(line: line)
        if let problem = outcome.problems.first {
            say(problem.message + (problem.help.map { ": \($0)" } ?? ""), .error)
            return []
        }
        guard case .step(let step)? = outcome.script.nodes.first else {
            say("this order belongs into a script; Alt-Enter sends the line as it stands", .warning)
            return []
        }
        switch step.action {
        case .startTLS: return perform(.starttls, "")
        case .connect(let target, _, _):
            return target.map { perform(.connect, $0.plain) } ?? perform(.reconnect, "")
        case .exact(let text):
            guard isLive() else { return [] }
            return [.submit(.send(Array(text.plain.utf8) + ASCII.crlf))]
        case .authenticate(let mechanism, let options):
            let user = options.first { $0.name == "user" }?.value.plain ?? ""
            return perform(.auth, "\(mechanism) \(user)".trimmed)
        case .close: return perform(.disconnect, "")
        case .abort: return perform(.disconnect, "abort")
        case .halfClose: return perform(.disconnect, "half")
        case .send, .tls, .message, .chunk, .raw, .wait:
            say("this order belongs into a script; Alt-Enter sends the line as it stands", .warning)
            return []
        }
    }
}
