import Glibc
import Synchronization

/// Descriptors are made and programs started one at a time, so that no program started by another
/// thread inherits an end of a pipe and keeps it open.
enum Inheritance {
    private static let gate = Mutex(())

    /// Makes descriptors; none of them is inherited.
    static func making(_ make: () -> [Int32]) -> [Int32] {
        gate.withLock { _ in
            let descriptors = make()
            for descriptor in descriptors where descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            }
            return descriptors
        }
    }

    static func starting<Result>(_ start: () -> Result) -> Result {
        gate.withLock { _ in start() }
    }
}
