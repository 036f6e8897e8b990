import Glibc
import Synchronization

/// The only bridge from other threads to the loop: values are put in anywhere and taken out in
/// one batch, and a descriptor becomes readable while something waits.
package final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    /// To be polled for reading: the bell, one end of a pipe.
    package let descriptor: Int32
    private let rope: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        rope = ends[1]
    }

    deinit {
        close(descriptor)
        close(rope)
    }

    package func post(_ letter: Letter) {
        let wasEmpty = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        if wasEmpty { ring() }
    }

    /// All that waits, oldest first. May be empty.
    package func take() -> [Letter] {
        var strokes = (0 as UInt64)
        _ = read(descriptor, &strokes, 8)
        return letters.withLock { letters in
            let all = letters
            letters = []
            return all
        }
    }

    /// How many letters wait.
    package var count: Int { letters.withLock { $0.count } }

    private func ring() {
        var stroke: UInt8 = 1
        _ = write(rope, &stroke, 1)
    }
}
