import Glibc
import SMTPScript
import Synchronization
import TerminalCore

/// Scripts that run side by side: who takes which, and their results, told in the order of the
/// files. On a terminal a line at the bottom says what still runs.
final class ScriptDesk: Sendable {
    private struct State {
        /// The index of the next script nobody has taken.
        var next = 0
        var running: [Int: ScriptPlayer] = [:]
        var results: [Int: RunResult] = [:]
        var recordings: [Int: String] = [:]
        /// How many were told.
        var told = 0
        var hasFailed = false
        var signal: Int32?
    }

    private static let clearing = "\r\u{1B}[K"

    private let files: [String]
    private let keepsGoing: Bool
    private let showsProgress: Bool
    /// The descriptor that is written to.
    private let outlet: Int32
    private let state = Mutex(State())

    init(_ files: [String], keepsGoing: Bool, outlet: Int32) {
        self.files = files
        self.keepsGoing = keepsGoing
        self.outlet = outlet
        showsProgress =
            isatty(outlet) == 1 && environment("TERM").map { $0 != "dumb" } ?? false
    }

    /// The signal that ended the run; nil where none did.
    var signal: Int32? { state.withLock { $0.signal } }

    /// In the order of the files.
    var results: [RunResult] {
        state.withLock { state in state.results.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// The files that hold what was said.
    var recordings: [String] { state.withLock { Array($0.recordings.values) } }

    /// The index of the next script; nil if there is none, or none is to be begun any more.
    func take() -> Int? {
        state.withLock { state in
            guard state.next < files.count, state.signal == nil, keepsGoing || !state.hasFailed
            else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func begin(_ index: Int, _ player: ScriptPlayer) {
        let isOver = state.withLock { state in
            state.running[index] = player
            write("", state)
            return state.signal != nil
        }
        if isOver { player.stop() }
    }

    func finish(_ index: Int, _ result: RunResult, recording: String?) {
        state.withLock { state in
            state.running[index] = nil
            state.recordings[index] = recording
            state.results[index] = result
            if result.exitCode != 0 { state.hasFailed = true }
            var text = ""
            while let next = state.results[state.told] {
                text += ScriptRun.text(of: next, recording: state.recordings[state.told])
                state.told += 1
            }
            write(text, state)
        }
    }

    /// What a script says, with its line ending.
    func say(_ text: String) { state.withLock { write(text, $0) } }

    /// Ends what runs; nothing is begun any more.
    func stop(by signal: Int32) {
        let players = state.withLock { state in
            state.signal = signal
            return Array(state.running.values)
        }
        for player in players { player.stop() }
    }

    /// One line about all, and one about what was not begun.
    func summarise() {
        let results = results
        var text = RunReport.summary(of: results) + "\n"
        let left = files.count - results.count
        if left > 0 {
            let why = signal == nil ? "one failed, and --keep-going was not given" : "stopped"
            text += "\(left) not run: \(why)\n"
        }
        say(text)
    }

    private func write(_ text: String, _ state: borrowing State) {
        guard showsProgress else {
            if !text.isEmpty { Files.writeAll(Array(text.utf8), to: outlet) }
            return
        }
        let names = state.running.keys.sorted().map { files[$0] }
        let line = "\(state.results.count) of \(files.count) done, running: "
        let progress =
            names.isEmpty
            ? "" : Visible.text(of: line + names.joined(separator: ", "), columns: columns - 1)
        Files.writeAll(Array((Self.clearing + text + progress).utf8), to: outlet)
    }

    private var columns: Int {
        var size = winsize()
        guard ioctl(outlet, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
        return Int(size.ws_col)
    }
}
