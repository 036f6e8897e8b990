/// Something in a theme file that its author should know; the rest of the theme works.
package struct ThemeProblem: Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// Counted from 1; 0 if it concerns the file as a whole.
    package var line: Int
    /// One sentence without a full stop.
    package var message: String

    package init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `themes/x.toml:7: unknown role "reply.6xx"`
    package var description: String {
        line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)"
    }
}
