import TerminalCore

/// A screen that nobody sees, for scripts: it shows everything that any terminal could.
final class NoTerminal: Display {
    var size = Size(columns: 80, rows: 24)
    let depth = Depth.truecolor
    let isUTF8 = true
    let inputDescriptor: Int32 = -1
    let isEscapePending = false
    let isHungUp = false

    func readInputs() -> [Input] { [] }
    func flushEscape() -> [Input] { [] }
    func present(_ grid: Grid, with theme: ResolvedTheme) {}
    func resize() -> Size { size }
    func forget() {}
    func suspend() {}
    func resume() {}
    func withShell<Result>(_ body: () -> Result) -> Result { body() }
    func restore() {}
    func setMouse(_ wanted: Bool) {}
    func copyToClipboard(_ octets: [UInt8]) -> Bool { true }
}
