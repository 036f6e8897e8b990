import Glibc

/// A real terminal for system tests: one tmux server of its own with one window, in which a shell
/// runs. Ends with the object.
///
/// Wait for what must appear, never for time to pass.
package final class Tmux {
    /// Which modes a program left on, and where the cursor stands.
    package struct Modes: Hashable {
        package var isAlternate = false
        package var isCursorVisible = false
        package var hasMouse = false
        package var hasKeypad = false
        package var column = 0
        package var row = 0

        /// As a shell expects it.
        package var isClean: Bool { !isAlternate && isCursorVisible && !hasMouse && !hasKeypad }
    }

    package static let prompt = "ready$ "

    private let socket: String
    private let patience: Int

    /// - Parameters:
    ///   - environment: `NAME=value`, added to what the shell gets.
    ///   - patience: milliseconds until a wait gives up.
    package init(
        columns: Int = 80, rows: Int = 24, environment: [String] = [], patience: Int = 5_000
    ) {
        var clock = timespec()
        clock_gettime(CLOCK_MONOTONIC, &clock)
        socket = "test-\(getpid())-\(clock.tv_nsec)"
        self.patience = patience
        let fixed = ["PS1=\(Tmux.prompt)", "LANG=C.UTF-8", "TZ=UTC", "HISTFILE="]
        run(
            ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env"]
                + ["-u", "NO_COLOR", "-u", "COLORTERM", "-u", "TMUX"] + fixed + environment + [
                    "bash", "--norc", "--noprofile", "-i",
                ])
        run(["set", "-g", "remain-on-exit", "on"])
        wait { $0.hasPrefix("ready$") }
    }

    deinit { endServer() }

    /// The terminal goes away under the shell and the program, and both end: what they write to
    /// their folders on the way is there afterwards.
    package func endServer() {
        let family = processes
        run(["kill-server"])
        for _ in 0..<patience / 10 where family.contains(where: Tmux.isAlive) {
            poll(nil, 0, 10)
        }
    }

    /// What is on the screen, one line for each row, blanks at their ends removed.
    package var screen: String { run(["capture-pane", "-p"]) }

    package var modes: Modes {
        let names = [
            "alternate_on", "cursor_flag", "mouse_any_flag", "keypad_flag", "cursor_x", "cursor_y",
        ]
        let format = names.map { "#{\($0)}" }.joined(separator: " ")
        let values = run(["display-message", "-p", format]).split { $0 == " " || $0 == "\n" }
            .map { Int($0) ?? 0 }
        guard values.count == names.count else { return Modes() }
        return Modes(
            isAlternate: values[0] == 1, isCursorVisible: values[1] == 1, hasMouse: values[2] == 1,
            hasKeypad: values[3] == 1, column: values[4], row: values[5])
    }

    /// The process at the end of the chain that began with the shell: the program that runs in it.
    package var foregroundProcess: Int32? { processes.last }

    /// That chain, the shell first.
    private var processes: [Int32] {
        let shell = run(["display-message", "-p", "#{pane_pid}"]).split(separator: "\n").first
        guard let process = shell.flatMap({ Int32($0) }) else { return [] }
        var chain = [process]
        while let child = Tmux.children(of: chain[chain.count - 1]).first { chain.append(child) }
        return chain
    }

    /// Not so for a zombie, which has no command line any more.
    private static func isAlive(_ process: Int32) -> Bool {
        !FileText.octets("/proc/\(process)/cmdline").isEmpty
    }

    /// Types text as it is.
    package func type(_ text: String) { run(["send-keys", "-l", "--", text]) }

    /// Presses keys by tmux's names: `Enter`, `C-c`, `F5`, `Escape`.
    package func press(_ keys: String...) { run(["send-keys"] + keys) }

    /// Types a command line and presses Enter.
    package func command(_ line: String) {
        type(line)
        press("Enter")
    }

    package func resize(columns: Int, rows: Int) {
        run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// Pastes as a terminal does, in brackets if the program asked for them.
    package func paste(_ text: String) {
        run(["set-buffer", "--", text])
        run(["paste-buffer", "-p", "-r"])
    }

    /// Copies every octet the program sends from now on into a file.
    package func record(to path: String) { run(["pipe-pane", "-O", "cat > '\(path)'"]) }

    /// Asks again and again until the screen is as it must be; false if that never happens.
    @discardableResult
    package func wait(until isAsExpected: (String) -> Bool) -> Bool {
        let steps = patience / 10
        for _ in 0..<steps {
            if isAsExpected(screen) { return true }
            poll(nil, 0, 10)
        }
        return isAsExpected(screen)
    }

    /// The same for modes.
    @discardableResult
    package func waitForModes(until isAsExpected: (Modes) -> Bool) -> Bool {
        wait { _ in isAsExpected(modes) }
    }

    private static func children(of process: Int32) -> [Int32] {
        FileText.read("/proc/\(process)/task/\(process)/children").split(separator: " ")
            .compactMap { Int32($0) }
    }

    /// Runs tmux with these arguments and answers what it prints.
    @discardableResult
    private func run(_ arguments: [String]) -> String {
        let child = try? Child(["tmux", "-L", socket] + arguments, input: [])
        return child?.finish(within: .seconds(10)).text ?? ""
    }
}
