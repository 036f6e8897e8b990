import TerminalCore

/// What the model is told once, at the start.
package struct ModelOptions: Sendable {
    /// Such as `0.1.0`.
    package var version = ""
    /// Whether the terminal shows more than ASCII.
    package var isUnicode = true
    /// Seconds since 1970-01-01 UTC at session time zero.
    package var startedAt: Int64 = 0
    /// Seconds east of UTC, for the clock in the time column.
    package var timeZoneOffset = 0
    /// What EHLO is completed with: a name that was given, else this machine's full one. Nil where
    /// none is known; the address we talk from takes its place then.
    package var hostName: String?
    package var history = History()
    package var settings = Settings()
    /// Whether long replies and messages start unfolded, as in runs without a screen.
    package var startsUnfolded = false
    package var theme = "default-dark"
    package var themes: [String] = []
    /// Keys of the user, from `keys.toml`: focus name, key, command line.
    package var bindings: [Binding] = []
    /// What was wrong with the configuration: shown at the start, one sentence each.
    package var problems: [String] = []
    /// What the program connects to at once; nil starts with the welcome.
    package var target: ConnectRequest?
    /// What the recording is compared with once it was read; nil for nothing.
    package var comparison: String?
    /// Lines for the page that `:health` shows: what was found, one `name: value` each.
    package var health: [String] = []

    package init() {}

    /// One key bound by the user.
    package struct Binding: Hashable, Sendable {
        package var focus: Focus
        package var keys: [Key]
        /// As typed behind `:`; empty unbinds.
        package var command: String

        package init(focus: Focus, keys: [Key], command: String) {
            self.focus = focus
            self.keys = keys
            self.command = command
        }
    }
}
