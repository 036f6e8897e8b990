import CursesTerminal
import TerminalCore

/// The terminal as the loop uses it: inputs out, grids in.
protocol Display: AnyObject {
    var size: Size { get }
    var depth: Depth { get }
    var isUTF8: Bool { get }
    /// To be polled for reading; -1 where nothing ever comes.
    var inputDescriptor: Int32 { get }
    /// Whether an Esc waits for the silence that makes it a key.
    var isEscapePending: Bool { get }
    var isHungUp: Bool { get }

    func readInputs() -> [Input]
    func flushEscape() -> [Input]
    func present(_ grid: Grid, with theme: ResolvedTheme)
    /// Asks for the size anew.
    func resize() -> Size
    /// Makes the next `present` draw everything.
    func forget()
    func suspend()
    func resume()
    /// Gives the terminal back while the body runs.
    func withShell<Result>(_ body: () -> Result) -> Result
    func restore()
    func setMouse(_ wanted: Bool)
    func copyToClipboard(_ octets: [UInt8]) -> Bool
}

extension CursesTerminal: Display {}
