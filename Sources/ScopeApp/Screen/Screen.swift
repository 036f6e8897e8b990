import CursesTerminal
import Glibc
import SMTPLab
import SMTPScript
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
        if let problem = connection.badFile {
            complain(problem)
            return 1
        }
        let desk: Desk
        do throws(DeskError) { desk = try Desk(screen) } catch { return error.told() }
        var options = desk.options
        options.target = connection.request(for: target)
        options.hostName = connection.hostName ?? options.hostName
        var connection = connection
        connection.hostName = options.hostName
        return desk.loop(options, connection: connection, screen: screen).run()
    }

    /// Opens the screen on a script, which waits before each of its steps; gives what became of
    /// it, where it is recorded, and the screen's own exit code. Without a screen there is no
    /// result, and the reason was told.
    static func step(
        _ program: ScriptProgram, _ options: RunOptions, connection: ConnectionPlan,
        recording: RecordingPlan, screen: ScreenPlan
    ) -> (result: RunResult?, recording: String?, exitCode: Int32) {
        let desk: Desk
        do throws(DeskError) { desk = try Desk(screen) } catch { return (nil, nil, error.told()) }
        let loop = desk.loop(
            desk.options, connection: connection, screen: screen, recording: recording)
        loop.script = (program, options)
        let code = loop.run()
        return (loop.scriptResult, loop.recordingPath, code)
    }

    /// Opens the screen on a recording, beside another one if that is named, or on the failures of a
    /// log; gives the exit code. `-` is standard input; then the keys are read from the terminal
    /// itself.
    package static func open(
        _ file: String, comparedWith other: String? = nil, screen: ScreenPlan
    ) -> Int32 {
        let opened: OpenedFile
        do throws(FileError) {
            opened = try OpenedFile(path: file)
            if file == "-" { try readKeysFromTerminal() }
        } catch {
            complain(error.description)
            return 1
        }
        let desk: Desk
        do throws(DeskError) { desk = try Desk(screen) } catch { return error.told() }
        var options = desk.options
        options.comparison = other
        let loop = desk.loop(options, connection: .none, screen: screen)
        loop.file = opened
        return loop.run()
    }

    private static func readKeysFromTerminal() throws(FileError) {
        let terminal = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0, dup2(terminal, 0) == 0 else { throw FileError("read", "/dev/tty") }
        close(terminal)
    }
}

/// Why there is no screen.
private struct DeskError: Error {
    var sentence: String
    /// Of the program.
    var exitCode: Int32 = 2

    func told() -> Int32 {
        complain(sentence)
        return exitCode
    }
}

/// What every screen needs before its first frame: the terminal, the theme, the settings.
private struct Desk {
    let terminal: any Display
    let rehearsal: UIRehearsal?
    let signals = SignalDoorbell()
    let themes = ThemeShelf()
    let theme: ResolvedTheme
    let options: ModelOptions
    let recording: RecordingLevel

    init(_ plan: ScreenPlan) throws(DeskError) {
        let configuration = Configuration()
        recording = configuration.recording
        rehearsal = try Self.rehearsal(plan)
        if let rehearsal {
            terminal = rehearsal.terminal
        } else {
            terminal = try Self.terminal(plan, configuration)
        }
        let names = themes.names
        let name = plan.theme ?? configuration.theme ?? names.first ?? ""
        var problems = configuration.problems
        switch themes.resolved(name, depth: terminal.depth) {
        case .success(let resolved):
            theme = resolved
            if let flaw = themes.flaw(of: name) { problems.append(flaw) }
        case .failure(let problem):
            guard plan.theme == nil,
                case .success(let fallback) = themes.resolved("default-dark", depth: terminal.depth)
            else {
                terminal.restore()
                throw DeskError(sentence: problem.description)
            }
            problems.append(problem.description)
            theme = fallback
        }
        options = Self.options(plan, configuration, terminal, theme: name, names, problems)
    }

    private static func rehearsal(_ plan: ScreenPlan) throws(DeskError) -> UIRehearsal? {
        guard let path = plan.uiScript else { return nil }
        do throws(FileError) {
            let octets = try Files.read(path, limit: 1 << 20)
            return UIRehearsal(try UIScript(octets, path: path), on: NoTerminal())
        } catch {
            throw DeskError(sentence: error.description, exitCode: 1)
        }
    }

    private static func terminal(
        _ plan: ScreenPlan, _ configuration: Configuration
    ) throws(DeskError) -> any Display {
        var options = TerminalOptions(environment: environment)
        options.usesColour = options.usesColour && plan.usesColour
        options.usesMouse = plan.usesMouse && configuration.settings.usesMouse
        do throws(TerminalError) {
            return try CursesTerminal(options: options)
        } catch {
            throw DeskError(sentence: error.description)
        }
    }

    private static func options(
        _ plan: ScreenPlan, _ configuration: Configuration, _ terminal: any Display,
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
        options.hostName = configuration.hostName ?? HostName.full
        options.settings = configuration.settings
        if !plan.usesMouse { options.settings.usesMouse = false }
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

    func loop(
        _ options: ModelOptions, connection: ConnectionPlan, screen: ScreenPlan,
        recording plan: RecordingPlan? = nil
    ) -> ScreenLoop {
        var recording = RecordingPlan(level: recording, file: connection.record)
        if let plan { recording = plan }
        recording.isAnnounced = true
        let host = SessionHost(plan: connection, recording: recording, givesUp: false)
        let loop = ScreenLoop(
            terminal: terminal, signals: signals, host: host, themes: themes, theme: theme,
            model: Model(screen: terminal.size, options: options))
        loop.rehearsal = rehearsal
        return loop
    }
}
