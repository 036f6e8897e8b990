import Dispatch
import Glibc

/// SIGINT and SIGTERM, which then end what is served in order, so that a recording gets its end.
struct EndingSignals {
    private let sources: [any DispatchSourceSignal]

    /// `stop` is called on a thread of its own.
    init(_ stop: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { stop() }
            source.activate()
            return source
        }
    }

    func cancel() { for source in sources { source.cancel() } }
}
