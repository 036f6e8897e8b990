import Glibc

/// Ctrl-C, SIGTERM and SIGHUP while a run without a screen goes on. The first is handed on, so that
/// the run can end in order; the second ends the program at once.
struct Interrupts {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    /// Signals that came, one octet each. A signal handler knows no other way.
    private static let bell = Bell()

    private let watch: Worker
    /// Ends this watch and no other.
    private let over: Bell

    init(_ handOn: @escaping @Sendable (Int32) -> Void) {
        let (bell, over) = (Self.bell, Bell())
        self.over = over
        watch = Worker {
            var descriptors = [bell, over].map {
                pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
            }
            while true {
                poll(&descriptors, 2, -1)
                for stroke in bell.strokes() { handOn(Int32(stroke)) }
                if descriptors[1].revents != 0 { return }
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
        over.ring()
        watch.join()
    }
}
