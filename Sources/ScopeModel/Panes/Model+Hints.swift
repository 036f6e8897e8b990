import TerminalCore

extension Model {
    /// What the keys do here, the weightiest first. The first one is the way out.
    package var hints: [(key: String, label: String)] {
        switch popup {
        case .page(let page):
            if page.search != nil { return [("Esc", "stop"), ("Enter", "find")] }
            var hints = [("Esc", "close")]
            if page.selection != nil { hints.append(("Enter", "run")) }
            return hints + [("PgDn", "more"), ("/", "find"), ("^C", "close")]
        case .quit: return [("y", "leave"), ("Esc", "stay")]
        case .paste:
            return [("Esc", "as one"), ("l", "by line"), ("o", "as one"), ("d", "discard")]
        case .waiting:
            return [("Esc", "close"), ("w", "wait on"), ("d", "drop"), ("q", "quit")]
        case nil: break
        }
        switch overlay {
        case .command: return [("Esc", "cancel"), ("Enter", "run"), ("Tab", "complete")]
        case .search: return [("Esc", "cancel"), ("Enter", "find")]
        case .secret: return [("Esc", "cancel"), ("Enter", "send")]
        case nil: break
        }
        if comparing != nil { return comparingHints }
        if player != nil, focus != .failures { return playerHints }
        return focus == .prompt ? promptHints : paneHints
    }

    private func key(_ id: ActionID, _ fallback: String) -> String {
        keymap.keys(for: id, in: focus).first ?? fallback
    }

    private var promptHints: [(key: String, label: String)] {
        let leave = ("^C", isSessionOpen || !prompt.editor.isEmpty ? "cancel/quit" : "quit")
        if takesCommands {
            return [
                leave, (key(.help, ":help"), "help"), ("Enter", "send"), ("Tab", "complete"),
                (key(.browse, "Esc"), "browse"), (":", "command"), ("/", "find"),
                ("Up", "history"), (key(.suspend, "^Z").controlText, "suspend"),
            ]
        }
        return [
            leave, (key(.help, ":help"), "help"), ("Enter", "send"),
            (key(.browse, "Esc"), "browse"), (key(.palette, "F2"), "command"),
            (keymap.keys(for: .message, "edit", in: .prompt).first ?? "F4", "editor"),
        ]
    }

    private var paneHints: [(key: String, label: String)] {
        if focus == .failures {
            let ids: [ActionID] = [.open, .help, .search, .sort, .next, .command]
            let labels = ["explain", "help", "find", "sort", "next", "command"]
            return [("Esc", "type"), ("^C", "quit")]
                + zip(ids, labels).map { (key($0, ":\($0.rawValue)"), $1) }
                + [("yy", "copy"), (key(.save, ":save"), "save")]
        }
        var hints = [("Esc", "type"), ("^C", "quit"), ("?", "help")]
        if card?.typeable.isEmpty == false { hints.append((key(.fixA, "a"), "fix")) }
        hints += [
            (key(.open, "Enter"), "open"), (key(.command, ":"), "command"),
            (key(.search, "/"), "find"), ("]e", "error"), (key(.annotations, "A"), "explain"),
            (key(.wire, "x"), "wire"), (key(.time, "t"), "time"),
            ("yy", "copy"),
        ]
        return hints
    }
}

extension String {
    /// `C-z` as `^Z`, which is shorter and known from shells.
    fileprivate var controlText: String {
        hasPrefix("C-") && utf8.count == 3 ? "^" + dropFirst(2).uppercased() : self
    }
}
