import Synchronization

/// The only bridge from other threads to the loop: values are put in anywhere and taken out in
/// one batch, and a descriptor becomes readable while something waits.
package final class Mailbox<Letter: Sendable>: Sendable {
    private struct State {
        var letters: [Letter] = []
        /// Work under way that may post more.
        var announced = 0
    }

    private let state = Mutex(State())
    private let bell = Bell()

    package init() {}

    /// To be polled for reading.
    package var descriptor: Int32 { bell.descriptor }

    /// `rings` is false where the taker is told in another way that something waits.
    package func post(_ letter: Letter, rings: Bool = true) {
        let isFirst = state.withLock { state in
            state.letters.append(letter)
            return state.letters.count == 1
        }
        if isFirst, rings { bell.ring() }
    }

    /// All that waits, oldest first. May be empty. `rings` as in `post`.
    package func take(rings: Bool = true) -> [Letter] {
        if rings { bell.hush() }
        return state.withLock { state in
            let all = state.letters
            state.letters = []
            return all
        }
    }

    /// How many letters wait.
    package var count: Int { state.withLock { $0.letters.count } }

    /// Registers work that may post letters; `conclude` when it has posted those it can now.
    package func announce() { state.withLock { $0.announced += 1 } }

    package func conclude() {
        state.withLock { $0.announced -= 1 }
        bell.ring()
    }

    /// Whether no letter waits and no work that was announced may post one.
    package var isQuiet: Bool {
        state.withLock { $0.letters.isEmpty && $0.announced == 0 }
    }
}
