import Glibc
import Synchronization

/// A server on loopback that does what its script says, once, on a thread of its own.
package final class ScriptedServer {
    package enum Step: Sendable {
        case send([UInt8])
        /// The same octets many times over, for as long as the client takes them.
        case flood([UInt8], times: Int)
        /// A line that begins like this, in any case of letters; another one ends the script.
        case expect(String)
        /// Any line.
        case line
        /// Lines up to the one that is a single dot.
        case content
        /// Says nothing more, until the client goes.
        case silence
        /// Ends the connection in order; the script's end does the same.
        case close
        /// Ends it with a reset.
        case reset

        package static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    /// What happened, as seen from the server.
    package struct Report: Sendable {
        /// Everything the client sent.
        package var received: [UInt8] = []
        /// Why the script ended before its last step; nil if it did not.
        package var problem: String?
        package var isConnected = false

        package var text: String { String(decoding: received, as: UTF8.self) }
        /// Lines without their endings.
        package var lines: [String] {
            received.split(separator: 10, omittingEmptySubsequences: false).dropLast().map {
                String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self)
            }
        }
    }

    package let port: UInt16
    private let listener: Int32
    private let board = Board()
    private var thread: pthread_t?

    package var address: String { "127.0.0.1:\(port)" }

    package init(_ steps: [Step]) throws {
        (listener, port) = try Loopback.listen()
        let job = Job(listener: listener, steps: steps, board: board)
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(job).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, argument)
        guard failure == 0 else { throw SupportError("no thread") }
        self.thread = thread
    }

    deinit {
        finish()
        close(listener)
    }

    /// What the client sent so far.
    package var report: Report { board.report.withLock { $0 } }

    /// Waits until the script is over; a client that never came is not waited for.
    @discardableResult
    package func finish() -> Report {
        shutdown(listener, Int32(SHUT_RDWR))
        if let thread { pthread_join(thread, nil) }
        thread = nil
        return report
    }
}

/// What the server's thread tells.
private final class Board: Sendable {
    let report = Mutex(ScriptedServer.Report())
}

/// One run of a script.
private final class Job {
    /// Milliseconds to wait for the client.
    private static let patience: Int32 = 15_000

    private let listener: Int32
    private let steps: [ScriptedServer.Step]
    private let board: Board
    private var client: Int32 = -1
    private var pending: [UInt8] = []

    init(listener: Int32, steps: [ScriptedServer.Step], board: Board) {
        self.listener = listener
        self.steps = steps
        self.board = board
    }

    func run() {
        var state = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, Job.patience) > 0 else { return }
        client = Inheritance.making { [accept(listener, nil, nil)] }[0]
        guard client >= 0 else { return }
        board.report.withLock { $0.isConnected = true }
        for step in steps {
            if let problem = perform(step) {
                board.report.withLock { $0.problem = problem }
                break
            }
        }
        close(client)
    }

    /// Nil if it went well.
    private func perform(_ step: ScriptedServer.Step) -> String? {
        switch step {
        case .send(let octets):
            return send(octets) ? nil : "the client was gone"
        case .flood(let octets, let times):
            for _ in 0..<times where !send(octets) { return "the client left the flood" }
            return nil
        case .expect(let start):
            guard let line = nextLine() else { return "no \(start) came" }
            let isExpected = line.lowercased().hasPrefix(start.lowercased())
            return isExpected ? nil : "\(line) came instead of \(start)"
        case .line: return nextLine() == nil ? "no line came" : nil
        case .content:
            while let line = nextLine() { if line == "." { return nil } }
            return "no end of the content came"
        case .silence:
            while read() {}
            return nil
        case .close:
            shutdown(client, Int32(SHUT_WR))
            while read() {}
            return nil
        case .reset:
            var choice = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                client, SOL_SOCKET, SO_LINGER, &choice, socklen_t(MemoryLayout<linger>.size))
            return nil
        }
    }

    private func send(_ octets: [UInt8]) -> Bool {
        octets.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let flags = Int32(MSG_NOSIGNAL)
                let count = Glibc.send(
                    client, bytes.baseAddress! + start, bytes.count - start, flags)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                start += count
            }
            return true
        }
    }

    private func nextLine() -> String? {
        while true {
            if let end = pending.firstIndex(of: 10) {
                let line = pending[..<end]
                pending.removeFirst(end + 1)
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            guard read() else { return nil }
        }
    }

    /// Takes in what the client sends; false at the end, or when nothing comes.
    private func read() -> Bool {
        var state = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, Job.patience) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(client, &chunk, chunk.count)
        guard count > 0 else { return false }
        pending += chunk[..<count]
        board.report.withLock { $0.received += chunk[..<count] }
        return true
    }
}
