import Glibc

/// A program on a terminal of the kernel's, with nobody in front of it: every octet it sends can
/// be read, and the time of each told. Ended with the object.
package final class PtyProgram {
    package private(set) var sent: [UInt8] = []
    package let process: pid_t
    private let main: Int32
    private let terminal: Int32
    private var status: Outcome.Status?
    /// It must not go while the program may write into it.
    private let home: Folder?

    /// - Parameter home: kept until the program has ended.
    package init(
        _ words: [String], columns: UInt16 = 80, rows: UInt16 = 24, environment: [String],
        home: Folder? = nil
    ) throws {
        self.home = home
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var name = [CChar](repeating: 0, count: 128)
        let ends = Inheritance.making {
            var ends: (Int32, Int32) = (-1, -1)
            openpty(&ends.0, &ends.1, &name, nil, &size)
            return [ends.0, ends.1]
        }
        guard ends[0] >= 0 else { throw SupportError("no terminal") }
        (main, terminal) = (ends[0], ends[1])
        var launch = Launch(words)
        launch.environment = environment
        launch.terminal = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        process = try launch.start()
    }

    deinit {
        close(main)
        close(terminal)
        guard status == nil else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    package var text: String { String(decoding: sent, as: UTF8.self) }

    /// Whether the terminal is as a shell leaves it: lines, echo and signals.
    package var isCooked: Bool {
        var modes = termios()
        tcgetattr(terminal, &modes)
        let wanted = tcflag_t(ICANON | ECHO | ISIG)
        return modes.c_lflag & wanted == wanted
    }

    package func press(_ octets: String) {
        let octets = Array(octets.utf8)
        _ = write(main, octets, octets.count)
    }

    package func forget() { sent = [] }

    /// Collects what is sent until the condition holds; false if it does not in time.
    package func wait(
        within limit: Duration = .seconds(10), until isReady: (PtyProgram) -> Bool
    ) -> Bool {
        let deadline = ContinuousClock.now + limit
        while !isReady(self) {
            guard ContinuousClock.now < deadline else { return false }
            var state = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 10) > 0 else { continue }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(main, &chunk, chunk.count)
            if count > 0 { sent += chunk[..<count] }
        }
        return true
    }

    /// Waits until nothing was sent for so long.
    package func settle(_ quiet: Duration = .milliseconds(100)) {
        var count = -1
        while count != sent.count {
            count = sent.count
            _ = wait(within: quiet) { $0.sent.count != count }
        }
    }

    /// Waits for the end.
    package func finish(within limit: Duration = .seconds(10)) -> Outcome.Status {
        var code: Int32 = 0
        let isOver = wait(within: limit) { _ in waitpid(process, &code, WNOHANG) == process }
        status = isOver ? Outcome.Status(waited: code) : nil
        return status ?? .overdue
    }
}
