import Glibc

/// A terminal of the kernel with nobody in front of it: what is sent to it can be read.
final class Pty {
    private(set) var main: Int32
    let terminal: Int32

    init(columns: UInt16 = 80, rows: UInt16 = 24) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var ends: (Int32, Int32) = (-1, -1)
        openpty(&ends.0, &ends.1, nil, nil, &size)
        (main, terminal) = ends
    }

    deinit {
        hangUp()
        close(terminal)
    }

    /// Nobody is in front of the terminal any more.
    func hangUp() {
        if main >= 0 { close(main) }
        main = -1
    }

    var modes: termios {
        var modes = termios()
        tcgetattr(terminal, &modes)
        return modes
    }

    var isRaw: Bool { modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0 }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(main, UInt(TIOCSWINSZ), &size)
    }

    /// What was sent so far and not read yet.
    func sent() -> String {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        var state = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
        while poll(&state, 1, 0) > 0 {
            let got = read(main, &chunk, chunk.count)
            guard got > 0 else { break }
            all += chunk[..<got]
        }
        return String(decoding: all, as: UTF8.self)
    }

    func press(_ octets: String) {
        let octets = Array(octets.utf8)
        _ = write(main, octets, octets.count)
    }
}
