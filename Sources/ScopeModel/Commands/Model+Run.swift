import SMTPCore
import TerminalCore

extension Model {
    /// A line as typed behind `:`.
    package mutating func run(_ line: String) -> [Effect] {
        let line = line.trimmed.drop { $0 == ":" }.trimmed
        guard !line.isEmpty else { return [] }
        var name = line.prefix { $0 != " " }
        let argument = line.dropFirst(name.count).trimmed
        if name == "quit!" || name == "q!" { return [.quit] }
        let isForced = name.hasSuffix("!")
        if isForced { name = name.dropLast() }
        guard let action = Action.named(String(name)) else {
            let names = Action.all.map(\.name) + Action.synonyms.keys.sorted()
            let guess = Spelling.suggestion(for: String(name), among: names)
            let isSMTP: Bool
            if case .other = Verb(name.utf8) { isSMTP = false } else { isSMTP = true }
            say(
                isSMTP && guess.isEmpty
                    ? "\(name) is SMTP: type it without the colon"
                    : "unknown command \"\(name)\""
                        + (guess.isEmpty ? "; F2 lists all commands" : guess), .error)
            return []
        }
        if isForced, action.id == .save { return save(String(argument), replaces: true) }
        return perform(action.id, String(argument))
    }

    /// What a key or a command does. One switch, so that no action is without its work.
    mutating func perform(_ id: ActionID, _ argument: String) -> [Effect] {
        if let refusal = refusalWhilePlaying(id) {
            say(refusal)
            return []
        }
        switch id {
        case .connect, .lab, .reconnect, .disconnect, .cancel, .keepWaiting, .wait, .starttls,
            .auth:
            return performSession(id, argument)
        case .send, .ehlo, .helo, .mail, .rcpt, .data, .rset, .noop, .vrfy, .quitSMTP, .message,
            .resend, .reuse:
            return performSMTP(id, argument)
        case .script: return performScript(argument)
        case .explain, .diagnose, .capabilities, .cert, .open, .fixA, .fixB:
            return performUnderstanding(id, argument)
        case .failures, .sort: return performFailures(id, argument)
        case .find, .next, .previous, .fold, .unfold, .follow, .annotations, .time, .wire,
            .layout, .zoom, .nextError, .previousError, .nextCommand, .previousCommand, .nextReply,
            .previousReply, .nextSection, .previousSection, .nextNote, .previousNote,
            .goto:
            return performView(id, argument)
        case .play, .step, .seek, .speed, .idle: return performPlay(id, argument)
        case .compare: return compare(argument)
        case .up, .down, .pageUp, .pageDown, .halfUp, .halfDown, .top, .bottom, .input, .browse,
            .back, .nextPane, .previousPane:
            return performMove(id)
        case .copy, .save, .note, .clear:
            return performData(id, argument)
        case .command, .palette, .search, .theme, .set, .options, .keys, .help, .health, .log,
            .version, .mouse, .redraw, .suspend, .interrupt, .quit:
            return performProgram(id, argument)
        }
    }

    private mutating func performProgram(_ id: ActionID, _ argument: String) -> [Effect] {
        switch id {
        case .command, .palette: return openCommand()
        case .search: overlay = .search(LineEditor())
        case .theme:
            guard argument.isEmpty else { return [.setTheme(argument)] }
            say("theme \(theme); there are \(options.themes.joined(separator: ", "))")
        case .set: return setOption(argument)
        case .options: showOptions()
        case .keys: showKeys()
        case .help: showHelp(argument)
        case .health: show("Health", healthItems)
        case .log:
            show(
                "Notices",
                log.isEmpty
                    ? [.text("Nothing was said yet.", .uiText)]
                    : log.reversed().map { .text($0, .uiText) })
        case .version:
            say("smtpscope \(options.version)")
        case .mouse:
            return argument.isEmpty ? cycle(.mouse) : set(.mouse, to: argument)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .interrupt: return interrupt()
        case .quit:
            guard isSessionOpen else { return [.quit] }
            popup = .quit
        default: break
        }
        return []
    }

    private mutating func setOption(_ argument: String) -> [Effect] {
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        guard let name = words.first else {
            showOptions()
            return []
        }
        guard let setting = Setting(rawValue: name) else {
            let names = Setting.allCases.map(\.rawValue)
            let guess = Spelling.suggestion(for: name, among: names)
            say(
                "unknown option \"\(name)\""
                    + (guess.isEmpty ? "; there are \(names.joined(separator: ", "))" : guess),
                .error)
            return []
        }
        return set(setting, to: words.count > 1 ? words[1] : "")
    }

    private mutating func performData(_ id: ActionID, _ argument: String) -> [Effect] {
        switch id {
        case .clear:
            clearPrompt()
            return []
        case .save: return save(argument, replaces: false)
        case .note: return takeNote(argument)
        default:
            return copy(argument.isEmpty ? "line" : argument)
        }
    }

    /// What is written depends on how the file's name ends.
    private mutating func save(_ path: String, replaces: Bool) -> [Effect] {
        guard !path.isEmpty else { return openCommand(replaces ? "save! " : "save ") }
        if isShowingFailures {
            return [.saveFile(path: path, failureReport(for: path), replaces: replaces)]
        }
        if path.hasSuffix(".smtprec") { return [.saveRecording(path: path, replaces: replaces)] }
        if path.hasSuffix(".smtp") { return [.saveScript(path: path, replaces: replaces)] }
        return [.saveFile(path: path, sessionText, replaces: replaces)]
    }

    private mutating func copy(_ what: String) -> [Effect] {
        if isShowingFailures, let text = failureCopy(what) { return [.copy(text)] }
        guard !transcript.rows.isEmpty else {
            say("there is nothing to copy yet", .warning)
            return []
        }
        let row = viewport.selection
        let head = transcript.head(of: row)
        switch what {
        case "line": return [.copy(Array(transcript.text(of: row)))]
        case "reply": return [.copy(octets(of: transcript.group(at: head)))]
        case "exchange":
            let partner = Int(transcript.rows[head].partner)
            guard partner >= 0 else { return [.copy(octets(of: transcript.group(at: head)))] }
            let (first, second) = (min(head, partner), max(head, partner))
            return [
                .copy(
                    octets(of: transcript.group(at: first))
                        + octets(of: transcript.group(at: second)))
            ]
        case "session": return [.copy(sessionText)]
        default:
            say("copy what? line, reply, exchange or session", .error)
            return []
        }
    }

    private func octets(of rows: Range<Int>) -> [UInt8] {
        rows.flatMap { transcript.text(of: $0) }
    }

    /// The whole transcript as text: times, marks, lines.
    var sessionText: [UInt8] {
        var text: [UInt8] = []
        for row in 0..<transcript.rows.count {
            let entry = transcript.rows[row]
            let mark =
                switch entry.kind {
                case .client, .content: "C: "
                case .server: "S: "
                case .event, .tls, .diagnostics, .note, .section, .problem: "*  "
                }
            let line = transcript.text(of: row)
            text += Array(mark.utf8)
            text += line.dropLast(ASCII.endingLength(of: line))
            text.append(ASCII.lf)
        }
        return text
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
