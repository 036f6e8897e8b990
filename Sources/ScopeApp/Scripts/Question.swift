import Glibc

/// Questions to somebody at the terminal.
enum Question {
    static var canBeAsked: Bool { isatty(0) == 1 && isatty(1) == 1 }

    private static let limit = 65_536

    /// One line without its ending, cut at 64 KiB; nil at the end of the input, and where it is not
    /// wanted any more, which is looked up whenever the bell rings. A secret is not shown.
    static func ask(
        _ question: String, isSecret: Bool, disturbedBy bell: Bell = Bell(),
        while isWanted: () -> Bool = { true }
    ) -> String? {
        Files.writeAll(Array((isSecret ? question + ": " : question).utf8), to: 1)
        var settings = termios()
        let canHide = isSecret && tcgetattr(0, &settings) == 0
        if canHide {
            var hiding = settings
            hiding.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSAFLUSH, &hiding)
        }
        defer {
            if canHide {
                tcsetattr(0, TCSAFLUSH, &settings)
                Files.writeAll([10], to: 1)
            }
        }
        var line: [UInt8] = []
        while isWanted() {
            switch next(disturbedBy: bell) {
            case .octet(10): return String(decoding: line, as: UTF8.self)
            case .octet(let octet): if line.count < limit { line.append(octet) }
            case .end: return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
            case .disturbance: break
            }
        }
        return nil
    }

    private enum Next {
        case octet(UInt8)
        case end
        case disturbance
    }

    private static func next(disturbedBy bell: Bell) -> Next {
        var descriptors = [0, bell.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        poll(&descriptors, 2, -1)
        if descriptors[1].revents != 0 { bell.hush() }
        guard descriptors[0].revents != 0 else { return .disturbance }
        var octet: UInt8 = 0
        let count = read(0, &octet, 1)
        if count < 0, errno == EINTR { return .disturbance }
        return count == 1 ? .octet(octet) : .end
    }
}
