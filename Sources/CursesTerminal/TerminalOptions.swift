/// How the terminal is to be used.
package struct TerminalOptions: Hashable, Sendable {
    package var input: Int32 = 0
    package var output: Int32 = 1
    /// The terminfo entry; nil if the environment names none.
    package var type: String?
    /// False sends no code for a colour at all.
    package var usesColour = true
    package var usesMouse = true
    /// Sequences for the terminal around tmux must be wrapped.
    package var isInsideTmux = false

    /// What the environment says: TERM, NO_COLOR (any text but the empty one) and TMUX.
    package init(environment: (String) -> String?) {
        type = environment("TERM").flatMap { $0.isEmpty ? nil : $0 }
        usesColour = (environment("NO_COLOR") ?? "").isEmpty
        isInsideTmux = !(environment("TMUX") ?? "").isEmpty
    }
}
