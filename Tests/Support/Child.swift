import Glibc

/// A program that was started and has pipes for its three streams. Ended and reaped with the
/// object. What it prints is collected while somebody waits.
package final class Child {
    /// More than this of one stream is read and dropped.
    private static let outputLimit = 64 << 20

    package private(set) var output: [UInt8] = []
    package private(set) var errors: [UInt8] = []
    /// The most memory it was seen to hold, in KiB. The kernel's own count at the end would
    /// include what the parent held when it was started.
    package private(set) var peakMemory = 0
    package let process: pid_t

    private var input: Int32
    private var outputEnd: Int32
    private var errorEnd: Int32
    private var pendingInput: [UInt8] = []
    private var closesInput = false
    private var status: Outcome.Status?
    private let startedAt = ContinuousClock.now

    /// - Parameters:
    ///   - words: the program, looked up in PATH if it holds no slash, and its arguments.
    ///   - environment: `NAME=value`, all there is; nil hands on what we have.
    ///   - input: what it reads; the end follows at once. Nil keeps its input open.
    package init(_ words: [String], environment: [String]? = nil, input: [UInt8]? = nil) throws {
        let pipes = try (Pipe(), Pipe(), Pipe())
        defer { for end in [pipes.0.reading, pipes.1.writing, pipes.2.writing] { close(end) } }
        var launch = Launch(words)
        launch.environment = environment
        launch.streams = [pipes.0.reading, pipes.1.writing, pipes.2.writing]
        self.input = pipes.0.writing
        outputEnd = pipes.1.reading
        errorEnd = pipes.2.reading
        for end in [self.input, outputEnd, errorEnd] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        process = try launch.start()
        if let input {
            pendingInput = input
            closesInput = true
        }
    }

    deinit {
        for end in [input, outputEnd, errorEnd] where end >= 0 { close(end) }
        guard status == nil else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    package func write(_ text: String) { pendingInput += text.utf8 }

    package func closeInput() { closesInput = true }

    package func send(_ signal: Int32) { kill(process, signal) }

    /// Collects output until the condition holds; false if it does not in time, or if the program
    /// ended before.
    package func wait(within limit: Duration = .seconds(10), until isReady: (Child) -> Bool) -> Bool
    {
        let deadline = ContinuousClock.now + limit
        while !isReady(self) {
            guard ContinuousClock.now < deadline, !hasEnded else { return isReady(self) }
            pump()
        }
        return true
    }

    /// Collects output until the program ended, or ends it.
    package func finish(within limit: Duration = .seconds(20)) -> Outcome {
        let isOver = wait(within: limit) { $0.hasEnded }
        if !isOver {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
            status = .overdue
        }
        return Outcome(
            status: status ?? .overdue, output: output, errors: errors, peakMemory: peakMemory,
            duration: ContinuousClock.now - startedAt)
    }

    /// Both streams are at their end and the program is reaped.
    private var hasEnded: Bool {
        if status != nil { return true }
        guard outputEnd < 0, errorEnd < 0 else { return false }
        var code: Int32 = 0
        guard waitpid(process, &code, WNOHANG) == process else { return false }
        status = Outcome.Status(waited: code)
        return true
    }

    private func pump() {
        measure()
        if closesInput, pendingInput.isEmpty, input >= 0 {
            close(input)
            input = -1
        }
        var ends = [
            pollfd(fd: pendingInput.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: outputEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errorEnd, events: Int16(POLLIN), revents: 0),
        ]
        poll(&ends, 3, 10)
        if ends[0].revents != 0 { writePending() }
        if ends[1].revents != 0 { Child.read(&outputEnd, into: &output) }
        if ends[2].revents != 0 { Child.read(&errorEnd, into: &errors) }
    }

    private func writePending() {
        let count = Glibc.write(input, pendingInput, min(pendingInput.count, 65_536))
        if count > 0 {
            pendingInput.removeFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
            pendingInput = []
        }
    }

    private static func read(_ end: inout Int32, into content: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(end, &chunk, chunk.count)
        if count > 0 {
            if content.count < outputLimit { content += chunk[..<count] }
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            close(end)
            end = -1
        }
    }

    private func measure() {
        let line = FileText.read("/proc/\(process)/status").split(separator: "\n").first {
            $0.hasPrefix("VmHWM:")
        }
        let number = line?.split(separator: " ").compactMap { Int($0) }.first
        peakMemory = max(peakMemory, number ?? 0)
    }
}

/// A pipe that no other program inherits.
private struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
        let ends = Inheritance.making {
            var ends: [Int32] = [-1, -1]
            pipe(&ends)
            return ends
        }
        guard ends[0] >= 0 else { throw SupportError("no pipe") }
        (reading, writing) = (ends[0], ends[1])
    }
}
