import Glibc

/// Ctrl-C, SIGTERM and SIGHUP while a run without a screen goes on. The first is handed on, so that
/// the run can end in order; the second ends the program at once.
struct Interrupts {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    /// Signals that came, one octet each; 0 ends the watch. A signal handler knows no other way.
    private static let bell = Bell()

    private let watch: Worker

    init(_ handOn: @escaping @Sendable (Int32) -> Void) {
        let bell = Self.bell
        watch = Worker {
            while true {
                var descriptor = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
                poll(&descriptor, 1, -1)
                for stroke in bell.strokes() {
                    guard stroke > 0 else { return }
                    handOn(Int32(stroke))
                }
            }
        }
        for number in Self.numbers {
            signal(number) { number in
                signal(number, SIG_DFL)
                Interrupts.bell.ring(UInt8(truncatingIfNeeded: number))
            }
        }
    }

    /// Signals are what they were again.
    func end() {
        for number in Self.numbers { signal(number, SIG_DFL) }
        Self.bell.ring(0)
        watch.join()
    }
}
