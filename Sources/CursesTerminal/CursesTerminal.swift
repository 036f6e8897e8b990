import CNCurses
import Glibc
import TerminalCore

/// The terminal: inputs out, grids in. One at a time, for the main thread only.
///
/// It is given back by `restore`, by the end of this object, and by any crash or deadly signal
/// (`SignalDoorbell`). What is written to standard error meanwhile is shown afterwards.
package final class CursesTerminal {
    /// The size at the last `resize`, or at the start.
    package private(set) var size: Size
    package let depth: Depth
    /// Whether anything but ASCII can be shown; what cannot appears as `?`.
    package let isUTF8: Bool
    /// To be polled; `readInputs` reads it.
    package let inputDescriptor: Int32
    /// The terminal is gone: reading gives nothing any more, and the program should end.
    package internal(set) var isHungUp = false

    /// False for terminals such as `dumb`, which get lines instead of a screen.
    let canMove: Bool
    let options: TerminalOptions
    var decoder = KeyDecoder()
    /// What the terminal shows now; nil if that is not known.
    var shown: Grid?
    var shownTheme: ResolvedTheme?
    var buffer: [screen_cell] = []

    /// Takes the terminal over.
    package init(options: TerminalOptions) throws(TerminalError) {
        for descriptor in [options.input, options.output] where isatty(descriptor) == 0 {
            let name = descriptor == options.input ? "input" : "output"
            throw TerminalError(
                code: .notATerminal,
                description: "The standard \(name) is not a terminal, so there is no screen to "
                    + "draw on; 'smtpscope connect HOST --plain' needs none.")
        }
        guard let type = options.type else {
            throw TerminalError(
                code: .unknownTerminal,
                description: "The variable TERM is not set; try TERM=xterm-256color.")
        }
        rescue_from_crashes()
        switch screen_open(
            options.input, options.output, type, options.usesColour, options.usesMouse)
        {
        case screen_opened: break
        case screen_unknown_terminal:
            throw TerminalError(
                code: .unknownTerminal,
                description: "The terminal type \"\(Visible.text(of: type, columns: 40))\" in TERM "
                    + "is not known here; try TERM=xterm-256color.")
        default:
            throw TerminalError(
                code: .unusable, description: "The terminal's modes cannot be read or changed.")
        }
        self.options = options
        inputDescriptor = options.input
        isUTF8 = screen_is_utf8()
        canMove = screen_can_move()
        depth = CursesTerminal.depth(colours: Int(screen_colours()), isDirect: screen_is_direct())
        size = CursesTerminal.measure()
    }

    deinit { screen_close() }

    /// Asks the terminal for its size, after WINCH. The next `present` draws everything.
    package func resize() -> Size {
        size = CursesTerminal.measure()
        screen_resize(Int32(size.columns), Int32(size.rows))
        shown = nil
        return size
    }

    /// The next `present` draws everything, as after something else wrote to the terminal.
    package func forget() {
        screen_forget()
        shown = nil
    }

    /// Gives the terminal back and stops the program, as ^Z does; returns, the terminal taken over
    /// again, when it is continued. Without job control it returns at once.
    package func suspend() {
        screen_leave()
        doorbell_stop_here()
        resume()
    }

    /// Takes the terminal over again after the program was stopped and continued from outside.
    package func resume() {
        screen_enter()
        _ = resize()
    }

    /// Gives the terminal back while the body runs, for an editor or a shell.
    package func withShell<Result>(_ body: () -> Result) -> Result {
        screen_leave()
        defer { resume() }
        return body()
    }

    /// Gives the terminal back; may be called again and again.
    package func restore() { screen_leave() }

    /// Switches mouse reports on or off.
    package func setMouse(_ wanted: Bool) { screen_set_mouse(wanted) }

    private static func measure() -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        screen_measure(&columns, &rows)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    private static func depth(colours: Int, isDirect: Bool) -> Depth {
        if isDirect { return .truecolor }
        return colours >= 256 ? .c256 : colours >= 8 ? .c16 : .mono
    }
}
