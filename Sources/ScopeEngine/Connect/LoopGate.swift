import NIOCore
import Synchronization

/// The way from threads of our own back to the event loop; shut before the loop ends, since
/// nobody can say when the system answers.
final class LoopGate: Sendable {
    let loop: any EventLoop
    private let isOpen = Mutex(true)

    init(_ loop: any EventLoop) { self.loop = loop }

    /// Runs the body on the loop, or never.
    func execute(_ body: @escaping @Sendable () -> Void) {
        isOpen.withLock { if $0 { loop.execute(body) } }
    }

    func shut() { isOpen.withLock { $0 = false } }
}
