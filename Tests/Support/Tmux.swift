import Glibc

/// A real terminal for system tests: one tmux server of its own with one window, in which a shell
/// runs. Ends with the object.
///
/// Wait for what must appear, never for time to pass.
final class Tmux {
    /// Which modes a program left on, and where the cursor stands.
    struct Modes: Hashable {
        var isAlternate = false
        var isCursorVisible = false
        var hasMouse = false
        var hasKeypad = false
        var column = 0
        var row = 0

        /// As a shell expects it.
        var isClean: Bool { !isAlternate && isCursorVisible && !hasMouse && !hasKeypad }
    }

    static let prompt = "ready$ "

    private let socket: String
    private let patience: Int

    /// - Parameters:
    ///   - environment: `NAME=value`, added to what the shell gets.
    ///   - patience: milliseconds until a wait gives up.
    init(
        columns: Int = 80, rows: Int = 24, environment: [String] = [], patience: Int = 5_000
    ) {
        var clock = timespec()
        clock_gettime(CLOCK_MONOTONIC, &clock)
        socket = "test-\(getpid())-\(clock.tv_nsec)"
        self.patience = patience
        let fixed = ["PS1=\(Tmux.prompt)", "LANG=C.UTF-8", "TZ=UTC"]
        run(
            ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env"]
                + ["-u", "NO_COLOR", "-u", "COLORTERM", "-u", "TMUX"] + fixed + environment + [
                    "bash", "--norc", "--noprofile", "-i",
                ])
        run(["set", "-g", "remain-on-exit", "on"])
        wait { $0.hasPrefix("ready$") }
    }

    deinit { endServer() }

    /// The terminal goes away under the program.
    func endServer() { run(["kill-server"]) }

    /// What is on the screen, one line for each row, blanks at their ends removed.
    var screen: String { run(["capture-pane", "-p"]) }

    var modes: Modes {
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
    var foregroundProcess: Int32? {
        let shell = run(["display-message", "-p", "#{pane_pid}"]).split(separator: "\n").first
        guard var process = shell.flatMap({ Int32($0) }) else { return nil }
        while let child = Tmux.children(of: process).first { process = child }
        return process
    }

    /// Types text as it is.
    func type(_ text: String) { run(["send-keys", "-l", "--", text]) }

    /// Presses keys by tmux's names: `Enter`, `C-c`, `F5`, `Escape`.
    func press(_ keys: String...) { run(["send-keys"] + keys) }

    /// Types a command line and presses Enter.
    func command(_ line: String) {
        type(line)
        press("Enter")
    }

    func resize(columns: Int, rows: Int) {
        run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// Pastes as a terminal does, in brackets if the program asked for them.
    func paste(_ text: String) {
        run(["set-buffer", "--", text])
        run(["paste-buffer", "-p", "-r"])
    }

    /// Copies every octet the program sends from now on into a file.
    func record(to path: String) { run(["pipe-pane", "-O", "cat > '\(path)'"]) }

    /// Asks again and again until the screen is as it must be; false if that never happens.
    @discardableResult
    func wait(until isAsExpected: (String) -> Bool) -> Bool {
        let steps = patience / 10
        for _ in 0..<steps {
            if isAsExpected(screen) { return true }
            poll(nil, 0, 10)
        }
        return isAsExpected(screen)
    }

    /// The same for modes.
    @discardableResult
    func waitForModes(until isAsExpected: (Modes) -> Bool) -> Bool {
        wait { _ in isAsExpected(modes) }
    }

    private static func children(of process: Int32) -> [Int32] {
        let path = "/proc/\(process)/task/\(process)/children"
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return readAll(descriptor).split(separator: " ").compactMap { Int32($0) }
    }

    private static func readAll(_ descriptor: Int32) -> String {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let got = read(descriptor, &chunk, chunk.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return String(decoding: all, as: UTF8.self) }
            all += chunk[..<got]
        }
    }

    /// Runs tmux with these arguments and answers what it prints.
    @discardableResult
    private func run(_ arguments: [String]) -> String {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return "" }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        // Tests run on threads that block signals, and a program would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = (["tmux", "-L", socket] + arguments).map {
            strdup($0)
        }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, "tmux", &actions, &attributes, words, environ)
        close(ends[1])
        guard result == 0 else { return "" }
        let output = Tmux.readAll(ends[0])
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return output
    }
}
