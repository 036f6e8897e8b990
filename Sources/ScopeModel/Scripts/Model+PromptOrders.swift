import SMTPCore
import SMTPDiagnosis
import SMTPScript
import SMTPTrace
import TerminalCore

extension Model {
    /// What a line of the script language does at the prompt; nil for a line that is sent as it
    /// stands. Alt-Enter sends any line.
    mutating func order(_ line: [UInt8]) -> [Effect]? {
        switch line.first {
        case UInt8(ascii: "<"): return check(line)
        case UInt8(ascii: "@"), UInt8(ascii: ">"): return step(line)
        default: return nil
        }
    }

    /// Holds a `<` line against the last event. What came of it stands in the transcript and in the
    /// recording.
    private mutating func check(_ line: [UInt8]) -> [Effect] {
        guard let link = transcript.link, let (event, row) = lastEvent(link) else {
            say("nothing has happened yet that could be checked", .warning)
            return []
        }
        var check = self.check(line, against: event, from: row, on: link)
        // Behind QUIT the last reply and the end belong together.
        if case .closed = event, check.holds == false, let (said, row) = lastSaid() {
            let other = self.check(line, against: said, from: row, on: link)
            if other.holds == true { check = other }
        }
        say(check.sentence, check.holds == true ? .info : check.holds == nil ? .warning : .error)
        guard let kept = check.kept else { return [] }
        return [.play(.record(.check(kept), connection: transcript.current))]
    }

    private func check(
        _ line: [UInt8], against event: PromptCheck.Event, from row: Int, on link: SMTPTrace.Link
    ) -> PromptCheck {
        PromptCheck(
            line, against: event, capabilities: link.conversation.capabilities,
            report: link.tls, told: diagnosis.told(row..<transcript.rows.count)
        ) { Diagnostician.names(of: $0) }
    }

    /// What happened last, and the row it begins at.
    private func lastEvent(_ link: SMTPTrace.Link) -> (PromptCheck.Event, row: Int)? {
        if let waiting = link.waiting, waiting.wait == .greeting {
            // Silence is all there is so far.
            var row = transcript.rows.count - 1
            while row > 0, isCurrent(row - 1) { row -= 1 }
            return (.silence(max(.zero, now - waiting.since)), row)
        }
        let said = lastSaid()
        if case .ended(let ending) = link.state { return (.closed(ending), said?.row ?? 0) }
        return said
    }

    /// Whether a row tells of the connection that is in use.
    private func isCurrent(_ row: Int) -> Bool {
        transcript.rows[row].connection == UInt16(truncatingIfNeeded: transcript.current)
    }

    private func lastSaid() -> (PromptCheck.Event, row: Int)? {
        var row = transcript.rows.count - 1
        while row >= 0 {
            guard isCurrent(row) else {
                row -= 1
                continue
            }
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
        if let begun = TypedLines(first: line) {
            typed = begun
            return []
        }
        let outcome = ScriptParser.parse(line: line)
        if let problem = outcome.mistakes.first ?? outcome.problems.first {
            say(problem.message + (problem.help.map { ": \($0)" } ?? ""), .error)
            return []
        }
        switch outcome.script.nodes.first {
        case .step(let step): return perform(step)
        case .order(let order): return perform(order.action)
        case .blank, .comment, .say, .expect, .block, nil: return []
        }
    }

    mutating func perform(_ step: SMTPScript.Step) -> [Effect] {
        switch step.action {
        case .connect(let target, let name, let options): return connect(target, name, options)
        case .startTLS(let options):
            return options.isEmpty ? perform(.starttls, "") : play(step)
        case .message(_, .file(let path, _)):
            say("message file \(Visible.text(of: path.utf8)) reads it: press F2, then type that")
            return []
        case .authenticate(let mechanism, let options): return authenticate(mechanism, options)
        case .wait(let time): return perform(.wait, time.description)
        case .close: return perform(.disconnect, "")
        case .abort: return perform(.disconnect, "abort")
        case .halfClose: return perform(.disconnect, "half")
        case .send, .exact, .tls, .message, .chunk, .raw: return play(step)
        }
    }

    private mutating func play(_ step: SMTPScript.Step) -> [Effect] {
        guard isLive() else { return [] }
        var options = RunOptions()
        options.date = dateText
        options.seed = UInt64(bitPattern: self.options.startedAt &+ now.components.seconds)
        switch PromptStep(step, from: senders.first, to: recipients.first, options) {
        case .octets(let octets): return [.submit(.send(octets))]
        case .handshake(let tls): return [.play(.handshake(tls))]
        case .startTLS(let tls): return [.submit(.demand(demanded(tls, step))), .submit(.startTLS)]
        case .refused(let reason):
            say(reason, .error)
            return []
        case .other: return []
        }
    }

    /// Only what was asked for is demanded; all else is shown.
    private func demanded(_ tls: ScriptTLS, _ step: SMTPScript.Step) -> ScriptTLS {
        guard case .startTLS(let options) = step.action,
            !options.contains(where: { $0.name == "verify" })
        else { return tls }
        var tls = tls
        tls.verification = .none
        return tls
    }

    private mutating func connect(
        _ target: Template?, _ name: String?, _ options: [SMTPScript.Option]
    ) -> [Effect] {
        guard name == nil else {
            say("one connection at a time here; a script may have several", .error)
            return []
        }
        guard let target else { return perform(.reconnect, "") }
        var words = [target.plain]
        for option in options {
            switch option.name {
            case "tls", "source": words.append("--\(option.name)=\(option.value.plain)")
            case "family": words.append("-\(option.value.plain)")
            default: return refuseOptions("@connect")
            }
        }
        return perform(.connect, words.joined(separator: " "))
    }

    private mutating func authenticate(
        _ mechanism: String, _ options: [SMTPScript.Option]
    ) -> [Effect] {
        let user = options.first { $0.name == "user" }?.value.plain ?? ""
        guard options.allSatisfy({ $0.name == "user" }) else {
            say("only user= here: the password is asked for, and never shown", .error)
            return []
        }
        return perform(.auth, "\(mechanism) \(user)".trimmed)
    }

    private mutating func refuseOptions(_ order: String) -> [Effect] {
        say("\(order) takes only tls=, family= and source= here; a script takes all", .error)
        return []
    }
}
