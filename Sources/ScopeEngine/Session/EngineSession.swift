import Glibc
import NIOCore
import NIOPosix
import SMTPTrace

/// The engine's handle: intents in, facts out, from and to any thread. One event loop of its own
/// carries one connection after the other.
package final class EngineSession: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let loop: any EventLoop
    private let gate: LoopGate
    private let driver: NIOLoopBoundBox<SessionDriver?>
    private let start: NIODeadline

    /// `post` is called on the event loop for each fact, in order; it must not block. `settled` is
    /// called there once after a burst of facts; those that its own intents bring are for it to
    /// take. While `isBehind` is true nothing more is read
    /// from the server.
    package init(
        post: @escaping @Sendable (TraceEvent) -> Void,
        settled: (@Sendable () -> Void)? = nil,
        isBehind: @escaping @Sendable () -> Bool = { false }
    ) {
        // A peer that is gone must be an error we can tell, not a signal that kills.
        signal(SIGPIPE, SIG_IGN)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = group.next()
        gate = LoopGate(loop)
        start = .now()
        driver = .makeEmptyBox(valueType: SessionDriver.self, eventLoop: loop)
        loop.execute { [driver, gate, start] in
            let reporter = Reporter(start: start, post: post)
            if let settled { reporter.settle(on: gate.loop, settled) }
            driver.value = SessionDriver(through: gate, reporter: reporter, isBehind: isBehind)
        }
    }

    /// The time facts are stamped with, now.
    package var now: Duration { Duration(NIODeadline.now() - start) }

    /// What comes of it is told by facts. Returns at once, but in `settled`, where the intent is
    /// carried out at once. `done` is called on the event loop when it was carried out, behind the
    /// facts that this tells at once.
    package func submit(_ intent: EngineIntent, done: (@Sendable () -> Void)? = nil) {
        guard loop.inEventLoop else { return loop.execute { self.perform(intent, done) } }
        perform(intent, done)
    }

    private func perform(_ intent: EngineIntent, _ done: (@Sendable () -> Void)?) {
        driver.value?.perform(intent)
        done?()
    }

    /// Closes what is open and waits for the event loop to end. Not from within `post`.
    package func shutDown() {
        gate.shut()
        let done = loop.submit { [driver] in
            driver.value?.shutDown()
            driver.value = nil
        }
        try? done.wait()
        try? group.syncShutdownGracefully()
    }
}
