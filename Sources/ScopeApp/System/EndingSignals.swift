import Dispatch
import Glibc

/// SIGINT and SIGTERM, which end in order what is served, so that a recording gets its end. To be
/// made on the main thread before what is served starts threads of its own: none is lost then,
/// however early it comes.
struct EndingSignals {
    private var signals = sigset_t()

    init() {
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// `stop` is called on a thread of its own, once.
    func whenOneComes(_ stop: @escaping @Sendable () -> Void) {
        let signals = signals
        DispatchQueue(label: "signals").async {
            var (signals, number) = (signals, Int32(0))
            sigwait(&signals, &number)
            stop()
        }
    }
}
