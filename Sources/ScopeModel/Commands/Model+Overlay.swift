import SMTPCore
import SMTPDiagnosis
import SMTPLab
import TerminalCore

extension Model {
    mutating func pressInOverlay(_ key: Key) -> [Effect] {
        switch overlay {
        case .command(let input): return press(key, in: input)
        case .search(let editor): return press(key, inSearch: editor)
        case .secret(let request, let editor): return press(key, in: request, editor)
        case nil: return []
        }
    }

    /// Opens the command line with a beginning.
    mutating func openCommand(_ text: String = "") -> [Effect] {
        var input = CommandInput(text)
        input.candidates = candidates(for: input)
        // What was said before would stand where the command's form is shown.
        notice = nil
        overlay = .command(input)
        return []
    }

    private mutating func press(_ key: Key, in input: CommandInput) -> [Effect] {
        var input = input
        switch key {
        case .escape:
            overlay = nil
            return []
        case .enter:
            overlay = nil
            let line = input.text
            commandHistory.add(input.editor.octets)
            return run(line)
        case .tab:
            input.turn(backwards: false)
            if input.candidates.count == 1 {
                input.typed = nil
                input.selected = nil
                input.candidates = candidates(for: input)
            }
        case .backTab: input.turn(backwards: true)
        case .down where input.selected != nil || commandHistory.entries.isEmpty:
            input.turn(backwards: false)
        case .up where input.selected != nil: input.turn(backwards: true)
        case .up, .control("p"):
            if let older = commandHistory.older(than: input.editor.octets) {
                input.editor.replace(with: older)
                input.candidates = candidates(for: input)
            }
        case .down, .control("n"):
            if let newer = commandHistory.newer(than: input.editor.octets) {
                input.editor.replace(with: newer)
                input.candidates = candidates(for: input)
            } else {
                input.turn(backwards: false)
            }
        case .function(1):
            overlay = nil
            return perform(.help, input.text.split(separator: " ").first.map(String.init) ?? "")
        case .backspace where input.editor.isEmpty:
            overlay = nil
            return []
        default:
            _ = input.editor.press(key)
            input.typed = nil
            input.selected = nil
            input.candidates = candidates(for: input)
        }
        overlay = .command(input)
        return []
    }

    /// Commands, or what may stand behind one.
    func candidates(for input: CommandInput) -> [Candidate] {
        let words = input.text.split(separator: " ", omittingEmptySubsequences: false)
        let last = words.last.map { $0.lowercased() } ?? ""
        guard words.count > 1, let action = Action.named(String(words[0])) else {
            return Action.all.filter { $0.name.hasPrefix(last) }
                .map { action in
                    let label =
                        action.usage.isEmpty ? action.name : "\(action.name) \(action.usage)"
                    return Candidate(
                        action.name + (action.argument == .none ? "" : " "), label: label,
                        help: action.help)
                }
        }
        return arguments(of: action, earlier: words.dropFirst().dropLast().map(String.init))
            .filter { $0.insert.lowercased().hasPrefix(last) }
    }

    private func arguments(of action: Action, earlier: [String]) -> [Candidate] {
        func plain(_ names: [String]) -> [Candidate] {
            names.map { Candidate($0, label: $0, help: "") }
        }
        switch action.argument {
        case .none, .text: return []
        case .choice(let names): return earlier.isEmpty ? plain(names) : []
        case .theme: return earlier.isEmpty ? plain(options.themes) : []
        case .lab:
            return earlier.isEmpty
                ? LabScenario.all.map { Candidate($0.id, label: $0.id, help: $0.title) } : []
        case .setting:
            if let name = earlier.first {
                return plain(Setting(rawValue: name)?.values(in: self) ?? [])
            }
            return Setting.allCases.map {
                Candidate($0.rawValue + " ", label: $0.rawValue, help: $0.help)
            }
        case .word:
            guard earlier.isEmpty else { return [] }
            return conversation.capabilities.keywords.map {
                Candidate(
                    $0.name, label: $0.name, help: Reference.keyword($0.name)?.brief ?? "")
            }
        case .topic:
            return earlier.isEmpty
                ? plain(HelpTopic.allCases.map(\.rawValue) + Action.all.map(\.name)) : []
        case .mechanism:
            return earlier.isEmpty
                ? conversation.capabilities.mechanisms.map {
                    Candidate(
                        $0.lowercased() + " ", label: $0, help: Reference.mechanism($0)?.brief ?? ""
                    )
                } : []
        case .target:
            return ["--tls=starttls", "--tls=implicit", "--tls=none", "-4", "-6"].map {
                Candidate($0, label: $0, help: "")
            }
        }
    }

    private mutating func press(_ key: Key, inSearch editor: LineEditor) -> [Effect] {
        var editor = editor
        switch key {
        case .escape: overlay = nil
        case .backspace where editor.isEmpty: overlay = nil
        case .enter:
            overlay = nil
            if isShowingFailures {
                searchFailures(editor.isEmpty ? failures?.pattern ?? [] : editor.octets, step: 1)
                return []
            }
            focus = .transcript
            let pattern = editor.isEmpty ? search.pattern : editor.octets
            startSearch(pattern, step: 1)
        default:
            _ = editor.press(key)
            overlay = .search(editor)
        }
        return []
    }

    private mutating func press(
        _ key: Key, in request: SecretRequest, _ editor: LineEditor
    ) -> [Effect] {
        var editor = editor
        switch key {
        case .escape:
            overlay = nil
            if case .script = request { return answerScript(nil) }
            say("not sent")
        case .enter:
            overlay = nil
            if editor.isMasked { secrets.add(editor.octets) }
            let secret = editor.take(isSecret: true)
            switch request {
            case .script: return answerScript(secret)
            case .password(let mechanism, let user):
                return [
                    .submit(.authenticate(mechanism: mechanism, user: user, password: secret))
                ]
            }
        default:
            _ = editor.press(key)
            overlay = .secret(request, editor)
        }
        return []
    }
}
