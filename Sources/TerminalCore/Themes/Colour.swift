/// A colour of a theme with its own fallbacks. Without any value it is the terminal's default.
package struct Colour: Hashable, Sendable {
    package var rgb: RGB?
    /// A number of the xterm palette.
    package var c256: UInt8?
    /// One of the 16 colours of the user's terminal.
    package var c16: UInt8?

    package init(rgb: RGB? = nil, c256: UInt8? = nil, c16: UInt8? = nil) {
        self.rgb = rgb
        self.c256 = c256
        self.c16 = c16
    }

    /// The terminal's own foreground or background.
    package static let terminal = Colour()

    /// What is sent to a terminal of this depth; never fails.
    package func paint(at depth: Depth) -> Paint {
        let fixed = rgb ?? c256.flatMap(RGB.init(c256:))
        switch depth {
        case .mono: return .terminal
        case .c16:
            return (c16 ?? fixed?.nearest16 ?? c256).map(Paint.index) ?? .terminal
        case .c256:
            return (c256 ?? rgb?.nearest256 ?? c16).map(Paint.index) ?? .terminal
        case .truecolor:
            return rgb.map(Paint.rgb) ?? (c256 ?? c16).map(Paint.index) ?? .terminal
        }
    }

    /// The names of the 16 colours, by number.
    package static let names16 = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "light-black",
        "light-red", "light-green", "light-yellow", "light-blue", "light-magenta", "light-cyan",
        "light-white",
    ]
}
