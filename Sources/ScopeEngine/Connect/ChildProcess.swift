import Glibc
import NIOCore
import NIOPosix

/// A program started by `/bin/sh -c` in a process group of its own. Stays on one event loop.
final class ChildProcess {
    /// So long a program may take to end by itself after its input closed, and then after TERM.
    private static let grace = TimeAmount.seconds(2)

    private let pid: pid_t
    private let loop: any EventLoop
    private var status: Int32?
    private var watchers: [(Int32?) -> Void] = []
    private var isTerminating = false

    var isAlive: Bool { status == nil }

    /// Our ends: what to write to its input, and to read of its output and its errors.
    struct Ends {
        var input: Int32
        var output: Int32
        var errors: Int32
    }

    static func start(
        _ line: String, through gate: LoopGate
    ) throws(EngineError) -> (ChildProcess, Ends) {
        let input = try SocketPair.pipe()
        let output = try SocketPair.pipe()
        let errors = try SocketPair.pipe()
        let theirs = [input.output, output.input, errors.input]
        defer { for descriptor in theirs { close(descriptor) } }
        let ends = Ends(input: input.input, output: output.output, errors: errors.output)
        var pid = pid_t()
        let code = spawn(line, theirs, &pid)
        guard code == 0 else {
            for descriptor in [ends.input, ends.output, ends.errors] { close(descriptor) }
            throw EngineError(
                .system, "The program cannot be started: \(String(cString: strerror(code))).")
        }
        return (ChildProcess(pid, through: gate), ends)
    }

    private init(_ pid: pid_t, through gate: LoopGate) {
        self.pid = pid
        loop = gate.loop
        let bound = NIOLoopBound(self, eventLoop: gate.loop)
        // It is only reaped on the loop, so that no signal can reach a stranger.
        let began = Background.run {
            var info = siginfo_t()
            while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            gate.execute { bound.value.reap() }
        }
        if !began { kill(-pid, SIGKILL) }
    }

    private static func spawn(_ line: String, _ ends: [Int32], _ pid: inout pid_t) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in ends.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let words = ["sh", "-c", line]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        return posix_spawn(&pid, "/bin/sh", &actions, &attributes, &arguments, environ)
    }

    /// Gives the status, or 128 and the signal's number as shells do; nil where it lives on.
    func whenExited(within limit: TimeAmount, _ body: @escaping (Int32?) -> Void) {
        if let status { return body(status) }
        watchers.append(body)
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: limit) { bound.value.answerWatchers() }
    }

    /// Asks it to end: by the end of its input, then by TERM, then by KILL.
    func terminate() {
        guard status == nil, !isTerminating else { return }
        isTerminating = true
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: Self.grace) { bound.value.signal(SIGTERM) }
        loop.scheduleTask(in: Self.grace * 2) { bound.value.signal(SIGKILL) }
    }

    /// Ends it at once, when we leave.
    func killNow() {
        signal(SIGKILL)
        reap()
    }

    private func signal(_ number: Int32) {
        if status == nil { kill(-pid, number) }
    }

    private func reap() {
        guard status == nil else { return }
        var code: Int32 = 0
        guard waitpid(pid, &code, 0) == pid else { return }
        let signal = code & 0x7F
        status = signal == 0 ? (code >> 8) & 0xFF : 128 + signal
        answerWatchers()
    }

    private func answerWatchers() {
        let waiting = watchers
        watchers = []
        for watcher in waiting { watcher(status) }
    }
}

@available(*, unavailable)
extension ChildProcess: Sendable {}
