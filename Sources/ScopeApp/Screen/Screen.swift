import CursesTerminal
import Glibc
import SMTPLab
import SMTPTrace
import ScopeEngine
import ScopeModel
import TerminalCore

/// Runs of the program with a screen.
package enum Screen {
    /// Opens the screen, on a target if one is named; gives the exit code.
    package static func run(
        target: String?, connection: ConnectionPlan, screen: ScreenPlan
    ) -> Int32 {
        if let problem = connection.unreadableFile {
            complain(problem)
            return 1
        }
        guard let desk = Desk(screen) else { return 2 }
        var options = desk.options
        options.target = connection.request(for: target)
        options.hostName = connection.hostName ?? options.hostName
        return desk.loop(options, connection: connection, screen: screen).run()
    }

    /// Opens the screen on a recording, or on the failures of a log; gives the exit code. `-` is
    /// standard input; then the keys are read from the terminal itself.
    package static func open(_ file: String, screen: ScreenPlan) -> Int32 {
        let opened: OpenedFile
        do throws(FileError) {
            opened = try OpenedFile(path: file)
            if file == "-" { try readKeysFromTerminal() }
        } catch {
            complain(error.description)
            return 1
        }
        guard let desk = Desk(screen) else { return 2 }
        let loop = desk.loop(desk.options, connection: .none, screen: screen)
        loop.file = opened
        return loop.run()
    }

    private static func readKeysFromTerminal() throws(FileError) {
        let terminal = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0, dup2(terminal, 0) == 0 else { throw FileError("read", "/dev/tty") }
        close(terminal)
    }
}

/// What every screen needs before its first frame: the terminal, the theme, the settings.
private struct Desk {
    let terminal: CursesTerminal
    let signals: SignalDoorbell
    let themes = ThemeShelf()
    let theme: ResolvedTheme
    let options: ModelOptions
    let recording: RecordingLevel

    /// Nil where there is no usable terminal; the reason was told.
    init?(_ plan: ScreenPlan) {
        let configuration = Configuration()
        recording = configuration.recording
        var terminalOptions = TerminalOptions(environment: environment)
        terminalOptions.usesColour = terminalOptions.usesColour && plan.usesColour
        terminalOptions.usesMouse = plan.usesMouse && configuration.settings.usesMouse
        let names = themes.names
        let name = plan.theme ?? configuration.theme ?? names.first ?? ""
        do throws(TerminalError) {
            signals = SignalDoorbell()
            terminal = try CursesTerminal(options: terminalOptions)
        } catch {
            complain(error.description)
            return nil
        }
        var problems = configuration.problems
        switch themes.resolved(name, depth: terminal.depth) {
        case .success(let resolved): theme = resolved
        case .failure(let problem):
            guard plan.theme == nil,
                case .success(let fallback) = themes.resolved("default-dark", depth: terminal.depth)
            else {
                terminal.restore()
                complain(problem.description)
                return nil
            }
            problems.append(problem.description)
            theme = fallback
        }
        options = Self.options(plan, configuration, terminal, theme: name, names, problems)
    }

    private static func options(
        _ plan: ScreenPlan, _ configuration: Configuration, _ terminal: CursesTerminal,
        theme: String, _ themes: [String], _ problems: [String]
    ) -> ModelOptions {
        var options = ModelOptions()
        options.version = Version.number
        options.isUnicode = terminal.isUTF8 && !plan.isASCII
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        options.startedAt = Int64(now)
        options.timeZoneOffset = local.tm_gmtoff
        options.hostName = configuration.hostName ?? systemHostName
        options.settings = configuration.settings
        if let level = plan.annotations.flatMap({ Settings.Annotations(rawValue: $0) }) {
            options.settings.annotations = level
        }
        options.theme = theme
        options.themes = themes
        options.problems = problems
        options.history = History(
            file: (try? Files.read(Folders.history, limit: 4 << 20)) ?? [])
        return options
    }

    private static var systemHostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else {
            return "localhost"
        }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func loop(
        _ options: ModelOptions, connection: ConnectionPlan, screen: ScreenPlan
    ) -> ScreenLoop {
        let recording = RecordingPlan(
            level: recording, file: connection.record, isAnnounced: true)
        let host = SessionHost(plan: connection, recording: recording, givesUp: false)
        return ScreenLoop(
            terminal: terminal, signals: signals, host: host, themes: themes, theme: theme,
            model: Model(screen: terminal.size, options: options))
    }
}
