import Glibc
import NIOCore

/// Waiting awake for a server that is near: to be woken costs more time than such a server needs
/// to answer, so for a moment behind each command we look instead of sleeping. Where that was in
/// vain, because the server is far or wants the same processor, the next answers are waited for
/// asleep, twice as many each time.
struct Vigil {
    enum Outcome {
        /// The answer was there already.
        case unneeded
        /// It came meanwhile.
        case saved
        case inVain
    }

    private static let limit = TimeAmount.microseconds(200)
    private static let longestRest = 4_096

    /// So many answers are waited for asleep before the next vigil.
    private var rest = 0
    /// So many will be when a vigil is in vain.
    private var nextRest = 1

    /// Whether the next answer is waited for awake.
    mutating func isDue() -> Bool {
        guard rest > 0 else { return true }
        rest -= 1
        return false
    }

    mutating func note(_ outcome: Outcome) {
        switch outcome {
        case .unneeded: break
        case .saved: nextRest = 1
        case .inVain:
            rest = nextRest
            nextRest = min(nextRest * 2, Self.longestRest)
        }
    }

    /// Looks until there is something to read, or the end of the stream, for a moment.
    static func look(at socket: NIOBSDSocket.Handle) -> Outcome {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 0) == 0 else { return .unneeded }
        let end = NIODeadline.now() + limit
        while NIODeadline.now() < end {
            if poll(&descriptor, 1, 0) != 0 { return .saved }
        }
        return .inVain
    }
}
