import Glibc
import TerminalCore
import Testing

@testable import CursesTerminal

/// One terminal at a time, as in the program.
@Suite(.serialized) struct CursesTerminalTests {
    private func options(_ pty: Pty, type: String?, colour: Bool = true) -> TerminalOptions {
        var options = TerminalOptions { _ in nil }
        options.input = pty.terminal
        options.output = pty.terminal
        options.type = type
        options.usesColour = colour
        return options
    }

    private func grid(_ size: Size, _ text: String = "EHLO x") -> Grid {
        var grid = Grid(size: size)
        grid.put(text, at: Position(column: 0, row: 0), role: .lineClient)
        grid.put("554 no", at: Position(column: 0, row: 1), role: .reply5xx)
        grid.cursor = Position(column: 3, row: 1)
        return grid
    }

    private var colourful: Theme {
        let bad = ThemeDocument.Value.text("#ff5f87")
        let base = ThemeDocument.Table([.init(key: "error", value: bad, line: 1)])
        let root = ThemeDocument.Table([.init(key: "base", value: .table(base), line: 1)])
        return Theme(documents: [ThemeDocument(file: "x", root: root)])
    }

    @Test(arguments: ["xterm-256color", "linux", "vt100", "tmux-256color", "dumb"])
    func knownTerminalsOpenDrawAndAreGivenBack(type: String) throws {
        let pty = Pty()
        let before = pty.modes

        let terminal = try CursesTerminal(options: options(pty, type: type))
        #expect(pty.isRaw)
        #expect(terminal.size == Size(columns: 80, rows: 24))
        terminal.present(grid(terminal.size), with: ResolvedTheme(.builtin, depth: terminal.depth))
        let shown = pty.sent()
        terminal.restore()
        terminal.restore()
        let after = pty.sent()

        #expect(shown.contains("EHLO x") && shown.contains("554 no"))
        #expect(pty.modes.c_lflag == before.c_lflag && pty.modes.c_iflag == before.c_iflag)
        if type == "dumb" { #expect(!(shown + after).contains("\u{1B}")) }
        if type == "xterm-256color" {
            for off in ["\u{1B}[?2004l", "\u{1B}[?1002l", "\u{1B}[?1006l", "\u{1B}[?1049l"] {
                #expect(after.contains(off))
            }
            #expect(after.split(separator: "\u{1B}[?1049l").count <= 2)
        }
    }

    @Test(
        arguments: [
            ("nosuchterm", "not known"), (nil, "not set"),
        ] as [(String?, String)])
    func unknownTerminalsAreRefusedInOneSentence(type: String?, words: String) {
        let pty = Pty()
        #expect {
            _ = try CursesTerminal(options: options(pty, type: type))
        } throws: { error in
            (error as? TerminalError)?.code == .unknownTerminal && "\(error)".contains(words)
        }
        #expect(!pty.isRaw)
        #expect(pty.sent() == "")
    }

    @Test func aPipeIsNoTerminal() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        defer { for end in ends { close(end) } }
        var options = TerminalOptions { _ in "xterm" }
        options.input = ends[0]
        options.output = ends[1]
        #expect {
            _ = try CursesTerminal(options: options)
        } throws: { error in
            (error as? TerminalError)?.code == .notATerminal
        }
    }

    @Test func withoutColourNoCodeForOneIsSent() throws {
        let pty = Pty()
        do {
            let terminal = try CursesTerminal(
                options: options(pty, type: "xterm-256color", colour: false))
            #expect(terminal.depth == .mono)
            terminal.present(
                grid(terminal.size), with: ResolvedTheme(colourful, depth: terminal.depth))
        }

        for parameter in graphicParameters(in: pty.sent()) {
            #expect(!(30...49).contains(parameter) && !(90...107).contains(parameter))
        }
    }

    @Test func coloursArriveAsTheThemeSays() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        #expect(terminal.depth == .c256)

        terminal.present(grid(terminal.size), with: ResolvedTheme(colourful, depth: .c256))

        #expect(pty.sent().contains("38;5;204"))
    }

    @Test func onlyChangesAreSent() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        let theme = ResolvedTheme(.builtin, depth: terminal.depth)
        terminal.present(grid(terminal.size), with: theme)
        _ = pty.sent()

        terminal.present(grid(terminal.size), with: theme)
        #expect(pty.sent() == "")
        terminal.present(grid(terminal.size, "EHLO y"), with: theme)
        let change = pty.sent()

        #expect(change.contains("y") && !change.contains("EHLO") && change.utf8.count < 60)
    }

    @Test func aNewSizeIsDrawnAnew() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        let theme = ResolvedTheme(.builtin, depth: terminal.depth)
        terminal.present(grid(terminal.size), with: theme)
        _ = pty.sent()

        pty.resize(columns: 40, rows: 10)
        #expect(terminal.resize() == Size(columns: 40, rows: 10))
        terminal.present(grid(terminal.size), with: theme)

        #expect(pty.sent().contains("EHLO x"))
        // A grid that comes too late for the new size is cut.
        terminal.present(
            grid(Size(columns: 80, rows: 24), String(repeating: "wx", count: 40)), with: theme)
        #expect(pty.sent().filter { $0 == "w" }.count == 20)
    }

    @Test func wideAndJoinedGraphemesKeepTheirColumns() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        let text = "\u{65E5}e\u{301}\u{1F469}\u{200D}\u{1F467}|"

        terminal.present(
            grid(terminal.size, text), with: ResolvedTheme(.builtin, depth: terminal.depth))

        let expected = terminal.isUTF8 ? "\u{65E5}e\u{301}\u{1F469}|" : "??e??|"
        #expect(pty.sent().contains(expected))
    }

    @Test func keysAreReadAndALoneEscapeWaits() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        #expect(terminal.readInputs().isEmpty)

        pty.press("a\u{1B}[A\u{1B}")

        #expect(terminal.readInputs() == [.key(.character("a")), .key(.up)])
        #expect(terminal.isEscapePending)
        #expect(terminal.flushEscape() == [.key(.escape)])
        #expect(!terminal.isHungUp)
    }

    @Test func aTerminalThatIsGoneIsNoticed() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))

        pty.hangUp()

        #expect(terminal.readInputs().isEmpty)
        #expect(terminal.isHungUp)
        terminal.present(grid(terminal.size), with: ResolvedTheme(.builtin, depth: .mono))
    }

    @Test func theShellGetsACleanTerminalMeanwhile() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        let theme = ResolvedTheme(.builtin, depth: terminal.depth)
        terminal.present(grid(terminal.size), with: theme)

        let wasRaw = terminal.withShell { pty.isRaw }
        _ = pty.sent()
        terminal.present(grid(terminal.size), with: theme)

        #expect(!wasRaw && pty.isRaw)
        #expect(pty.sent().contains("EHLO x"))
    }

    @Test func theClipboardIsAskedOnceAndWithinBounds() throws {
        let pty = Pty()
        let terminal = try CursesTerminal(options: options(pty, type: "xterm-256color"))
        _ = pty.sent()

        #expect(terminal.copyToClipboard(Array("hi".utf8)))
        #expect(pty.sent() == "\u{1B}]52;c;aGk=\u{07}")
        #expect(!terminal.copyToClipboard([UInt8](repeating: 0x61, count: 80_000)))
        #expect(pty.sent() == "")
    }

    /// Every number in a sequence that ends with `m`.
    private func graphicParameters(in text: String) -> [Int] {
        text.split(separator: "\u{1B}[").flatMap { part -> [Int] in
            let parameters = part.prefix { $0.isNumber || $0 == ";" }
            guard part.dropFirst(parameters.count).first == "m" else { return [] }
            return parameters.split(separator: ";").compactMap { Int($0) }
        }
    }
}
