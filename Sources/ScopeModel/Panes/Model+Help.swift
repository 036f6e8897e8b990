import SMTPCore
import SMTPDiagnosis

extension Model {
    mutating func showHelp(_ topic: String) {
        let word = topic.lowercased()
        if word.isEmpty {
            show("Help: \(focus.title)", helpItems)
        } else if let topic = HelpTopic(rawValue: word) {
            show("Help: \(topic.title)", Self.items(of: topic))
        } else if Lookup.isScript(word) {
            showHelp(HelpTopic.scripts.rawValue)
        } else if let action = Action.named(word) {
            show("Help: \(action.name)", items(of: action))
        } else if let entry = Reference.lookup(topic).first {
            show(entry.name, Self.items(of: entry))
        } else {
            let names = HelpTopic.allCases.map(\.rawValue) + Action.all.map(\.name)
            let guess = Spelling.suggestion(for: word, among: names)
            say(
                "no help on \"\(topic)\""
                    + (guess.isEmpty
                        ? "; topics: \(HelpTopic.allCases.map(\.rawValue).joined(separator: ", "))"
                        : guess),
                .error)
        }
    }

    private static func items(of topic: HelpTopic) -> [Page.Item] {
        let items = topic.text.flatMap { text -> [Page.Item] in
            let isTable = topic == .marks
            return isTable ? [.text(text, .uiText)] : [.text(text, .uiText), .blank]
        }
        return topic == .scripts ? items + scriptItems : items
    }

    /// The orders and expectations of scripts; Enter tells more.
    private static var scriptItems: [Page.Item] {
        [.heading("The language")]
            + Reference.entries(in: .script).map {
                .entry(keys: "", name: $0.name, help: $0.brief, command: "help \($0.name)")
            }
    }

    private func items(of action: Action) -> [Page.Item] {
        var items: [Page.Item] = [
            .heading(":\(action.name) \(action.usage)"), .text(action.help + ".", .uiText), .blank,
        ]
        for focus in Focus.allCases {
            let keys = keymap.keys(for: action.id, in: focus)
            guard !keys.isEmpty else { continue }
            items.append(.field(focus.title, keys.joined(separator: ", "), .uiKey))
        }
        for shortcut in action.shortcuts where !shortcut.argument.isEmpty {
            items.append(.field(shortcut.keysText, "\(action.name) \(shortcut.argument)", .uiText))
        }
        let command = action.name + (action.argument == .none ? "" : " ")
        items += [
            .blank,
            .entry(keys: "Enter", name: action.name, help: "run it", command: command),
        ]
        return items
    }

    /// What the focus can do first, then everything.
    private var helpItems: [Page.Item] {
        var items: [Page.Item] = []
        if focus == .prompt {
            items += [
                .text(
                    "Letters are text here. Type SMTP and press Enter to send it. On an empty "
                        + "line : types a command, / searches, ? helps. Esc goes to the "
                        + "transcript.", .uiText), .blank,
            ]
        } else if player != nil {
            items.append(
                .text("A recording is shown: letters are commands, nothing is sent.", .uiText))
            items.append(.blank)
        } else {
            items.append(
                .text(
                    "Letters are commands here. i or Esc goes back to typing.", .uiText))
            items.append(.blank)
        }
        items.append(.heading("Read more"))
        for topic in HelpTopic.allCases {
            items.append(
                .entry(
                    keys: "", name: "help \(topic.rawValue)", help: topic.title,
                    command: "help \(topic.rawValue)"))
        }
        return items + actionItems + (focus == .prompt ? editingItems : [])
    }

    private var editingItems: [Page.Item] {
        let rows = [
            ("Enter", "send the line with CR LF"),
            ("Alt-Enter", "send it even if it is empty"),
            ("Tab S-Tab", "what could stand here, one after the other"),
            ("Right End", "take the grey text"),
            ("Up Down", "earlier lines that begin with what is typed"),
            ("C-r", "search the earlier lines"),
        ]
        var items: [Page.Item] = [.blank, .heading("Editing the line")]
        items += rows.map { Page.Item.field($0.0, $0.1, .uiText) }
        for edit in LineEdit.allCases {
            let keys = LineEdit.keys.filter { $0.edit == edit }.prefix(2)
                .map { Action.Shortcut.text(of: [$0.key]) }
            items.append(.field(keys.joined(separator: " "), edit.help, .uiText))
        }
        return items
    }

    /// The table, by its groups; what a recording can do comes first where one is shown.
    private var actionItems: [Page.Item] {
        var categories = ActionCategory.allCases
        if player != nil { categories = [.playing] + categories.filter { $0 != .playing } }
        return categories.flatMap { category -> [Page.Item] in
            let actions = Action.all.filter { $0.category == category }
            return [.blank, .heading(category.rawValue)]
                + actions.map { action in
                    .entry(
                        keys: keysText(of: action), name: action.name, help: action.help,
                        command: action.name + (action.argument == .text ? " " : ""))
                }
        }
    }

    /// The keys for it where the focus is, as the user has them.
    private func keysText(of action: Action) -> String {
        var keys = keymap.keys(for: action.id, in: focus)
        for shortcut in action.shortcuts where !shortcut.argument.isEmpty {
            keys += keymap.keys(for: action.id, shortcut.argument, in: focus)
        }
        var seen: Set<String> = []
        return keys.filter { seen.insert($0).inserted }.prefix(2).joined(separator: " ")
    }

    mutating func showKeys() {
        var items: [Page.Item] = []
        for focus in [Focus.prompt, .transcript, .failures] {
            items.append(.heading(focus == .transcript ? "Transcript and panes" : focus.title))
            for action in Action.all {
                for shortcut in action.shortcuts
                where shortcut.scope.containsWhilePlaying(focus) {
                    guard
                        keymap.target(of: shortcut.keys, in: focus)
                            == .action(action.id, shortcut.argument)
                    else { continue }
                    let name = [action.name, shortcut.argument].filter { !$0.isEmpty }
                        .joined(separator: " ")
                    items.append(
                        .entry(
                            keys: shortcut.keysText, name: name, help: action.help, command: name))
                }
            }
            for binding in options.bindings where binding.focus == focus {
                items.append(
                    .entry(
                        keys: Action.Shortcut.text(of: binding.keys),
                        name: binding.command.isEmpty ? "nothing" : binding.command,
                        help: "yours", command: binding.command))
            }
            items.append(.blank)
        }
        show("Keys", items)
    }

    mutating func showOptions() {
        var items: [Page.Item] = []
        for setting in Setting.allCases {
            items.append(
                .entry(
                    keys: setting.value(in: self), name: setting.rawValue, help: setting.help,
                    command: "set \(setting.rawValue) "))
        }
        show("Options", items)
    }

    var healthItems: [Page.Item] {
        var items: [Page.Item] = [
            .field("version", options.version, .uiText),
            .field("screen", "\(screen.columns) columns, \(screen.rows) rows", .uiText),
            .field("text", options.isUnicode ? "UTF-8" : "ASCII only", .uiText),
            .field("theme", theme, .uiText),
            .field("history", "\(prompt.history.entries.count) lines", .uiText),
            .field("transcript", "\(transcript.rows.count) lines", .uiText),
        ]
        for line in options.health {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            items.append(
                .field(
                    parts.first ?? "", parts.count > 1 ? parts[1].trimmed : "", .uiText))
        }
        for problem in options.problems { items.append(.text(problem, .warning)) }
        return items
    }

    /// What an empty transcript shows.
    package func firstSteps(columns: Int) -> [StyledLine] {
        let items = HelpTopic.start.text.map { Page.Item.text($0, .uiText) }
        return Page(title: "", items: items).lines(columns: columns).map(\.line)
    }
}
