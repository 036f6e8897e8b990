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
        if let typed { return typed.label }
        if let challenge { return challenge.label + " " }
        guard isSessionOpen else { return "smtp> " }
        switch conversation.phase {
        case .content, .chunk: return "data> "
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction,
            .authenticating, .handshaking, .closing, .ended:
            return "smtp> "
        }
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
        case .secret(.script, let editor):
            let enter = editor.isMasked ? "Enter keeps it, never shown" : "Enter answers"
            let isTyped = script?.isQuestion == true
            let escape = isTyped ? "Esc gives it no value" : "Esc stops the script"
            return [Span("\(enter), \(escape)", .hint)]
        case .secret(.password(let mechanism, _), _) where isReadable(SASLMechanism(mechanism)):
            return warning(
                "no TLS: the password goes in clear text; Enter sends it, Esc cancels")
        case .secret: return [Span("Enter sends, Esc cancels; it is never shown", .hint)]
        case nil: break
        }
        if player != nil, !isShowingFailures { return [Span(playerHint, .hint)] }
        if prompt.search != nil {
            return [Span("Enter sends what is shown, C-r finds older ones, Esc cancels", .hint)]
        }
        if let typed, prompt.cycle == nil {
            let queued = queue.map { "; \($0.remaining) pasted to come" } ?? ""
            return [Span(typed.hint + queued, .hint)]
        }
        if let queue {
            let count = queue.remaining
            return [
                Span(
                    "\(count) more \(count == 1 ? "line" : "lines") to come: Enter sends this "
                        + "one, C-u C-c drops the rest", .hint)
            ]
        }
        if let challenge { return hint(for: challenge) }
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

    /// Whether what is typed for a mechanism can be read by who sits on the way.
    private func isReadable(_ mechanism: SASLMechanism) -> Bool {
        mechanism.revealsSecret && !conversation.isSecure
    }

    private func hint(for challenge: Challenge) -> [Span] {
        let other = challenge.isEncoded ? "Tab: send it as typed" : "Tab: encode it for you"
        guard case .authenticating(let name) = conversation.phase else {
            return [Span("\(other)    * cancels", .hint)]
        }
        let mechanism = SASLMechanism(name)
        if challenge.isSecret, isReadable(mechanism) {
            return warning("no TLS: base64 hides nothing on the way    * cancels    \(other)")
        }
        if mechanism.takesPassword, !mechanism.revealsSecret {
            let name = mechanism.name.lowercased()
            return [Span("* cancels, then :auth \(name) USER works it out    \(other)", .hint)]
        }
        return [Span("\(other)    * cancels", .hint)]
    }

    /// Which rule the typed line breaks, or what it does.
    private var advice: [Span] {
        guard !prompt.editor.isMasked else { return [] }
        if let orderHint { return orderHint }
        guard isSessionOpen else { return [] }
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
            let count = input.candidates.count
            let fitting =
                input.text.isEmpty
                ? "\(count) commands. " : count > 1 ? "\(count) begin like this. " : ""
            return [Span(fitting + "Tab completes, Enter runs, Esc cancels", .hint)]
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
}
