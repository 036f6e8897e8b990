import SMTPCore
import SMTPDiagnosis
import SMTPScript
import SMTPTrace
import TerminalCore

extension Model {
    /// What a line of the script language does at the prompt; nil for a line that is sent as it
    /// stands. Alt-Enter sends any line.
    mutating func order(_ line: [UInt8]) -> [Effect]? {
        guard takesCommands || isOrderBeforeMessage(line) else { return nil }
        switch Self.mark(of: line) {
        case UInt8(ascii: "<"): return check(line)
        case UInt8(ascii: "@"), UInt8(ascii: ">"): return step(line)
        case UInt8(ascii: "#"): return remark(line)
        case UInt8(ascii: "|"):
            say(Self.strayRow, .warning)
            prompt.fill(line)
            return []
        default: return nil
        }
    }

    /// In front of a message only what can be read as one is an order; all else begins the message.
    private func isOrderBeforeMessage(_ line: [UInt8]) -> Bool {
        guard takesOrders || isMessageOrder(line) else { return false }
        return ScriptParser.parse(line: line).mistakes.isEmpty
    }

    /// The first octet that is no blank.
    static func mark(of line: [UInt8]) -> UInt8? {
        line.first { $0 != ASCII.space && $0 != UInt8(ascii: "\t") }
    }

    static let strayRow = "a row of a table stands below @each; Alt-Enter sends it as it stands"

    /// `##` is said aloud and recorded; `#` is for whoever reads a script.
    private mutating func remark(_ line: [UInt8]) -> [Effect] {
        let text = line.drop { $0 != UInt8(ascii: "#") }
        guard text.starts(with: "##".utf8) else {
            say("a comment, so nothing is sent; Alt-Enter sends it as it stands")
            return []
        }
        return play(line)
    }

    /// Holds a `<` line against the last event. What came of it stands in the transcript and in the
    /// recording.
    private mutating func check(_ line: [UInt8]) -> [Effect] {
        guard let link = transcript.link, let (event, row) = lastEvent(link) else {
            say("nothing has happened yet that could be checked", .warning)
            return []
        }
        var check = self.check(line, against: event, from: row)
        // Behind QUIT the last reply and the end belong together.
        if case .closed = event, check.holds == false, let (said, row) = lastSaid() {
            let other = self.check(line, against: said, from: row)
            if other.holds == true { check = other }
        }
        say(check.sentence, check.holds == true ? .info : check.holds == nil ? .warning : .error)
        if check.holds == nil { prompt.fill(line) }
        keep(check.captures)
        guard let kept = check.kept else { return [] }
        return [.play(.record(.check(kept), connection: transcript.current))]
    }

    private func check(
        _ line: [UInt8], against event: PromptCheck.Event, from row: Int
    ) -> PromptCheck {
        PromptCheck(
            line, against: event, in: promptContext,
            told: diagnosis.told(row..<transcript.rows.count)
        ) { Diagnostician.names(of: $0) }
    }

    /// What named groups of its patterns found is a value from now on.
    private mutating func keep(_ captures: [(name: String, value: [UInt8])]) {
        guard !captures.isEmpty else { return }
        var found = ScriptNames()
        found.add(captures)
        keep(found)
        say(
            "it holds: "
                + captures.map { "\($0.name) = \(found.shown($0.name) ?? "")" }
                .joined(separator: ", "))
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
            if let script, !script.isOver {
                say("\(script.name) is not over: :script stop ends it, before @end", .warning)
            }
            return []
        }
        let outcome = ScriptParser.parse(line: line)
        if let problem = outcome.mistakes.first ?? outcome.problems.first {
            say(problem.sentence, .error)
            prompt.fill(line)
            return []
        }
        switch outcome.script.nodes.first {
        case .step(let step): return perform(step)
        case .order(let order): return perform(order.action, as: line)
        case .blank, .comment, .say, .expect, .block, nil: return []
        }
    }

    mutating func perform(_ step: SMTPScript.Step) -> [Effect] {
        switch step.action {
        case .connect(let target, let name, let options): return connect(target, name, options)
        case .startTLS(let options):
            return options.isEmpty ? perform(.starttls, "") : play(step)
        case .message(let options, .file(let path, _)) where options.isEmpty:
            guard isSessionOpen, case .content = conversation.phase else {
                say("no message is wanted before DATA and 354, so the file is not read", .warning)
                return []
            }
            return [.readFile(path: path)]
        case .message(_, .file):
            say("a file's message with options belongs into a block or a file", .error)
            return []
        case .authenticate(let mechanism, let options)
        where options.allSatisfy({ $0.name == "user" })
            && SASLMechanism(mechanism).takesPassword:
            return askPassword(mechanism, of: options.first?.value ?? Template())
        case .wait(let time): return perform(.wait, time.description)
        case .close: return perform(.disconnect, "")
        case .abort: return perform(.disconnect, "abort")
        case .halfClose: return perform(.disconnect, "half")
        case .send, .exact, .tls, .message, .chunk, .raw, .authenticate: return play(step)
        }
    }

    private mutating func play(_ step: SMTPScript.Step) -> [Effect] {
        guard isLive() else { return [] }
        switch PromptStep(step, in: promptContext) {
        case .octets(let octets): return [.submit(.send(octets))]
        case .handshake(let tls): return [.play(.handshake(tls))]
        case .startTLS(let tls): return [.submit(.demand(demanded(tls, step))), .submit(.startTLS)]
        case .login(let login): return [.play(login)]
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
        let before = connections.current
        let name = name ?? PromptConnections.main
        // What it is connected to is kept under its name.
        connections.use(name)
        let effects = connect(target, options)
        guard effects.contains(where: \.connects) else {
            connections.use(before)
            return effects
        }
        return (name == before ? [] : use(name)) + effects
    }

    private mutating func connect(
        _ target: Template?, _ options: [SMTPScript.Option]
    ) -> [Effect] {
        guard let target else { return perform(.reconnect, "") }
        let context = promptContext
        do throws(PromptRefusal) {
            var words = [try context.text(of: target)]
            for option in options {
                let value = try context.text(of: option.value)
                switch option.name {
                case "tls", "source": words.append("--\(option.name)=\(value)")
                case "family": words.append("-\(value)")
                default:
                    say(
                        "@connect takes only tls=, family= and source= here; a script takes all",
                        .error)
                    return []
                }
            }
            return perform(.connect, words.joined(separator: " "))
        } catch {
            say(error.sentence, .error)
            return []
        }
    }

    private mutating func askPassword(_ mechanism: String, of user: Template) -> [Effect] {
        do throws(PromptRefusal) {
            return perform(.auth, "\(mechanism) \(try promptContext.text(of: user))".trimmed)
        } catch {
            say(error.sentence, .error)
            return []
        }
    }
}

extension Effect {
    fileprivate var connects: Bool { if case .submit(.connect) = self { true } else { false } }
}
