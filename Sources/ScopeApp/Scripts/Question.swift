import Glibc

/// Questions to somebody at the terminal.
enum Question {
    static var canBeAsked: Bool { isatty(0) == 1 && isatty(1) == 1 }

    /// One line without its ending; nil at the end of the input. A secret is not shown.
    static func ask(_ question: String, isSecret: Bool) -> String? {
        Files.writeAll(Array((isSecret ? question + ": " : question).utf8), to: 1)
        var settings = termios()
        let canHide = isSecret && tcgetattr(0, &settings) == 0
        if canHide {
            var hiding = settings
            hiding.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSAFLUSH, &hiding)
        }
        defer {
            if canHide {
                tcsetattr(0, TCSAFLUSH, &settings)
                Files.writeAll([10], to: 1)
            }
        }
        return readLine()
    }
}
