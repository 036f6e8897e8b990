import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    /// What the input line is for, drawn in front of it, with the blank behind it.
    package var promptLabel: String {
        if let overlay {
            if case .secret = overlay { return overlay.label + " " }
            return overlay.label
        }
        if player != nil { return "play> " }
        if let search = prompt.search {
            let failing = search.isFailing ? "nothing older: " : "earlier: "
            return failing + Visible.text(of: search.query, columns: 20) + "> "
        }
        if let challenge { return challenge.label + " " }
        guard isSessionOpen else { return "smtp> " }
        if case .content = conversation.phase { return "data> " }
        return "smtp> "
    }

    /// What is shown in the input line.
    package var promptEditor: LineEditor { overlay?.editor ?? prompt.editor }

    /// What completion offers for the line as it stands.
    package var completion: Completion? {
        guard overlay == nil, popup == nil, player == nil else { return nil }
        return prompt.completion(in: completionContext)
    }

    /// The row under the input: what could be typed, what is wrong with what is typed, or what to
    /// do next.
    package var promptHint: [Span] {
        switch overlay {
        case .command(let input): return hint(for: input)
        case .search: return [Span("Enter finds, n and N go on, Esc cancels", .hint)]
        case .secret(_, let editor) where !editor.isMasked:
            return [Span("Enter answers, Esc stops the script", .hint)]
        case .secret: return [Span("Enter sends, Esc cancels; it is never shown", .hint)]
        case nil: break
        }
        if player != nil, !isShowingFailures { return [Span(playerHint, .hint)] }
        if prompt.search != nil {
            return [Span("Enter sends what is shown, C-r finds older ones, Esc cancels", .hint)]
        }
        if let queue {
            let count = queue.remaining
            return [
                Span(
                    "\(count) more \(count == 1 ? "line" : "lines") to come: Enter sends this "
                        + "one, C-u C-c drops the rest", .hint)
            ]
        }
        if let challenge {
            let other = challenge.isEncoded ? "Tab: send it as typed" : "Tab: encode it for you"
            return [Span("\(other)    * cancels", .hint)]
        }
        if let cycle = prompt.cycle {
            return list(cycle.completion.candidates, selected: cycle.selected)
        }
        if prompt.editor.isEmpty {
            if isShowingFailures { return [Span(failureStep, .hint)] }
            if let line = scriptHint { return [Span(line, .uiKeyLabel)] }
            return [Span(screen.columns < 72 ? shortStep : nextStep, .hint)]
        }
        if let completion, let first = completion.candidates.first,
            !completion.ghost.isEmpty
                || completion.candidates.count == 1
        {
            return [
                Span(first.label, first.objection == nil ? .stateLegal : .stateIllegal),
                Span("  " + first.note, .hint),
            ]
        }
        return advice
    }

    /// Which rule the typed line breaks.
    private var advice: [Span] {
        guard isSessionOpen, !prompt.editor.isMasked else { return [] }
        let found = SMTPAdvice.advice(on: prompt.editor.octets, in: conversation)
        guard let first = found.first else { return [] }
        return [Span("! ", .warning), Span("\(first.clause) (\(first.source))", .hint)]
    }

    private func hint(for input: CommandInput) -> [Span] {
        let name = input.text.prefix { $0 != " " }
        guard let action = Action.named(String(name)), !name.isEmpty else {
            if !name.isEmpty, input.candidates.isEmpty {
                return [Span("no command begins like this; F2 lists all", .stateIllegal)]
            }
            return [Span("Tab completes, Enter runs, Esc cancels", .hint)]
        }
        return [
            Span(":\(action.name) \(action.usage)".trimmed, .uiKeyLabel),
            Span("  " + action.help, .hint),
        ]
    }

    private func list(_ candidates: [Candidate], selected: Int?) -> [Span] {
        var spans: [Span] = []
        let start = max(0, (selected ?? 0) - 3)
        for (index, candidate) in candidates.enumerated().dropFirst(start).prefix(12) {
            let isSelected = index == selected
            let role: Role =
                isSelected ? .uiMenuSelected : candidate.objection == nil ? .uiMenu : .stateIllegal
            spans.append(
                Span(
                    isSelected ? "[\(candidate.label.trimmed)]" : " \(candidate.label.trimmed) ",
                    role))
        }
        if let selected, candidates.indices.contains(selected) {
            spans.append(Span("  " + candidates[selected].note, .hint))
        }
        return spans
    }

    /// The status row, the weightiest first: what does not fit is dropped from the end.
    package var statusParts: [Span] {
        if isShowingFailures { return failureStatus }
        var parts: [Span] = []
        let link = transcript.link
        if let player {
            parts += statusParts(of: player)
        } else if let link {
            let isLive = link.isLive
            let target = Visible.text(of: link.target, columns: 40)
            parts.append(
                Span(
                    (isLive ? "ONLINE " : link.waiting != nil ? "" : "OFFLINE ") + target,
                    isLive ? .stateConnected : .stateClosed))
        } else {
            parts.append(Span("OFFLINE", .stateClosed))
        }
        if let code = lastCode { parts.append(Span("last \(code)", Self.role(ofCode: code))) }
        if let waiting = waitingText {
            parts.append(
                Span(
                    "waiting for " + waiting,
                    link?.isOverdue == true ? .uiStatusError : .stateWaiting))
        }
        if !viewport.isFollowing {
            let unread = viewport.unread > 0 ? ", \(viewport.unread) new" : ""
            parts.append(Span("PAUSED\(unread), G", .statePaused))
        }
        parts.append(Span(phaseWord, .uiStatus))
        if let link, link.conversation.isSecure, let tls = link.tls {
            parts.append(
                Span(
                    tls.isVerified ? tls.version : tls.version + " unverified",
                    tls.isVerified ? .tlsOn : .tlsWarning))
        }
        if transcript.failures > 0 {
            parts.append(
                Span(
                    transcript.failures == 1 ? "1 error" : "\(transcript.failures) errors",
                    .uiStatusError))
        }
        if settings.isWireView { parts.append(Span("WIRE", .uiStatus)) }
        if search.isRunning { parts.append(Span("searching", .stateWaiting)) }
        if viewport.isFollowing, !transcript.rows.isEmpty {
            parts.append(Span("FOLLOW", .uiStatus))
        }
        if let latency = link?.lastLatency { parts.append(Span(latency.brief, .uiStatus)) }
        return parts
    }

    /// The chosen line, counted from 1, and how many there are.
    package var place: (row: Int, count: Int) {
        if isShowingFailures {
            let count = failures?.failures.count ?? 0
            return (min((failures?.selection ?? 0) + 1, count), count)
        }
        let count = transcript.rows.count
        return (viewport.isFollowing ? count : min(viewport.selection + 1, count), count)
    }

    /// The code of the newest reply on this connection; nil before the first.
    package var lastCode: Int? {
        var row = transcript.rows.count - 1
        var steps = 0
        while row >= 0, steps < 200 {
            if transcript.rows[row].kind == .server {
                return transcript.rows[row].code > 0 ? Int(transcript.rows[row].code) : nil
            }
            row = transcript.head(of: row) - 1
            steps += 1
        }
        return nil
    }

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

extension Model {
    /// How long something is waited for, as `12 s`; nil while nothing is.
    package var waitingTime: String? {
        guard let link = transcript.link, let waiting = link.waiting else { return nil }
        let late = link.isOverdue ? " OVERDUE" : ""
        return "\(max(now - waiting.since, .zero).components.seconds) s\(late)"
    }

    /// What an empty transcript shows.
    package func firstSteps(columns: Int) -> [StyledLine] {
        let items = HelpTopic.start.text.map { Page.Item.text($0, .uiText) }
        return Page(title: "", items: items).lines(columns: columns).map(\.line)
    }
}
