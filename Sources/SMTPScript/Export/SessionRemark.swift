import SMTPTrace

/// What the record of a session says beside the dialogue, as a script says it.
enum SessionRemark: Hashable {
    case section(String)
    case mark(String)
    /// `@note`.
    case note(String)
    /// `##`.
    case said(String)

    /// Nil for a fact that is no line of a script.
    init?(_ fact: Fact) {
        switch fact {
        case .script(.section(let title)): self = .section(title)
        case .script(.mark(let text)): self = .mark(text)
        case .note(let text) where text.hasPrefix("note: "): self = .note(String(text.dropFirst(6)))
        case .note(let text) where text.hasPrefix("## "): self = .said(String(text.dropFirst(3)))
        default: return nil
        }
    }

    func node(at place: ScriptPlace) -> ScriptNode {
        let action: Order.Action
        switch self {
        case .section(let title): action = .section(Template(title))
        case .mark(let text): action = .mark(Template(text))
        case .note(let text): action = .note(Template(text))
        case .said(let text): return .say(Template(text), place)
        }
        return .order(Order(action: action, place: place))
    }
}
