extension Role {
    /// The dotted name in theme files, as `reply.5xx`.
    package var name: String { Role.entries[Int(rawValue)].name }

    /// The role's letter in the role plane of golden files: printable ASCII, unlike all others.
    package var plane: Character { Role.entries[Int(rawValue)].plane }

    /// The role a theme file calls by this name, or nil.
    package init?(name: some StringProtocol) {
        guard let index = Role.entries.firstIndex(where: { $0.name == name }) else { return nil }
        self = Role.allCases[index]
    }

    /// In the order of the cases; a test compares both.
    private static let entries: [(name: String, plane: Character)] = [
        ("line.client", "c"), ("line.client.verb", "C"), ("line.client.param", "q"),
        ("line.server", "s"), ("line.event", "e"), ("line.data", "d"), ("line.continuation", "o"),
        ("line.time", "t"), ("line.number", "n"), ("line.raw.escape", "\\"),
        ("reply.2xx", "2"), ("reply.3xx", "3"), ("reply.4xx", "4"), ("reply.5xx", "5"),
        ("reply.other", "0"), ("reply.code", "#"), ("reply.enhanced", "9"),
        ("reply.unexpected", "!"),
        ("tls.on", "T"), ("tls.off", "p"), ("tls.warning", "Y"), ("secret", "x"),
        ("secret.revealed", "X"),
        ("annotation", "a"), ("annotation.key", "A"), ("hint", "h"), ("hint.ghost", "g"),
        ("rfc", "R"),
        ("diag.title", "D"), ("diag.cause", "?"), ("diag.evidence", "E"), ("diag.fix", "F"),
        ("diag.severity.info", "1"), ("diag.severity.warning", "6"), ("diag.severity.error", "7"),
        ("state.connected", "O"), ("state.closed", "Z"), ("state.waiting", "w"),
        ("state.recording", "r"), ("state.paused", "P"), ("state.legal", "y"),
        ("state.illegal", "N"),
        ("ui.text", "."), ("ui.border", "b"), ("ui.border.focus", "B"), ("ui.title", "l"),
        ("ui.title.focus", "L"), ("ui.selection", "S"), ("ui.selection.unfocused", "u"),
        ("ui.match", "m"), ("ui.match.current", "M"), ("ui.status", "_"),
        ("ui.status.warning", "-"), ("ui.status.error", "="), ("ui.tab", "^"),
        ("ui.tab.active", "~"), ("ui.key", "k"), ("ui.key.label", "K"), ("ui.menu", "v"),
        ("ui.menu.selected", "V"), ("ui.popup", "U"), ("ui.scrollbar", "|"), ("ui.input", "i"),
        ("ui.input.invalid", "I"), ("ui.hex.offset", "@"), ("ui.hex.byte", "H"),
        ("ui.hex.crlf", "$"), ("ui.hex.nonascii", "%"),
        ("error", "f"), ("warning", "W"), ("info", "j"), ("success", "G"), ("disabled", "z"),
        ("diff.added", "+"), ("diff.removed", "<"),
    ]
}
