import Glibc

/// A thread with one task.
struct Worker {
    private final class Task: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    private let thread: pthread_t

    /// Starts at once; in the caller's thread if the system gives none.
    init(_ body: @escaping @Sendable () -> Void) {
        let task = Unmanaged.passRetained(Task(body))
        var thread = pthread_t()
        let failed = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            }, task.toOpaque())
        if failed != 0 {
            task.takeRetainedValue().body()
            thread = 0
        }
        self.thread = thread
    }

    /// Waits for its end.
    func join() {
        if thread != 0 { pthread_join(thread, nil) }
    }
}
