import Glibc
import Synchronization

/// The only bridge from other threads to the loop: values are put in anywhere and taken out in
/// one batch, and a descriptor becomes readable while something waits.
package final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    /// To be polled for reading.
    package let descriptor: Int32

    package init() {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK.rawValue | EFD_CLOEXEC.rawValue))
    }

    deinit { close(descriptor) }

    package func post(_ letter: Letter) {
        let wasEmpty = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        if wasEmpty { ring() }
    }

    /// All that waits, oldest first. May be empty.
    package func take() -> [Letter] {
        var bell: UInt64 = 0
        _ = read(descriptor, &bell, 8)
        return letters.withLock { letters in
            let all = letters
            letters = []
            return all
        }
    }

    /// How many letters wait.
    package var count: Int { letters.withLock { $0.count } }

    private func ring() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }
}
