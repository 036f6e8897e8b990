import Synchronization

/// The only bridge from other threads to the loop: values are put in anywhere and taken out in
/// one batch, and a descriptor becomes readable while something waits.
package final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    private let bell = Bell()

    package init() {}

    /// To be polled for reading.
    package var descriptor: Int32 { bell.descriptor }

    /// `rings` is false where the taker is told in another way that something waits.
    package func post(_ letter: Letter, rings: Bool = true) {
        let isFirst = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        if isFirst, rings { bell.ring() }
    }

    /// All that waits, oldest first. May be empty. `rings` as in `post`.
    package func take(rings: Bool = true) -> [Letter] {
        if rings { bell.hush() }
        return letters.withLock { letters in
            let all = letters
            letters = []
            return all
        }
    }

    /// How many letters wait.
    package var count: Int { letters.withLock { $0.count } }
}
