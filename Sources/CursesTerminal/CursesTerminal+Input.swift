import Glibc
import TerminalCore

extension CursesTerminal {
    /// Octets taken in one go, so that a flood of input cannot keep the screen from being drawn.
    private static let mostAtOnce = 1 << 16

    /// Silence after which a lone Esc is a key; the loop then calls `flushEscape`.
    package static let escapeDelay = Duration.milliseconds(25)

    /// Whether an Esc waits for that silence.
    package var isEscapePending: Bool { decoder.isEscapePending }

    /// What came since the last call; never waits. Sets `isHungUp` when nothing will come any more.
    package func readInputs() -> [Input] {
        var inputs: [Input] = []
        var taken = 0
        var chunk = [UInt8](repeating: 0, count: 4096)
        while taken < CursesTerminal.mostAtOnce {
            var state = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 0) > 0 else { break }
            let got = read(inputDescriptor, &chunk, chunk.count)
            if got < 0, errno == EINTR || errno == EAGAIN { break }
            guard got > 0 else {
                isHungUp = true
                break
            }
            taken += got
            inputs += decoder.receive(chunk[..<got])
        }
        return inputs
    }

    /// Nothing came for `escapeDelay`.
    package func flushEscape() -> [Input] { decoder.flush() }
}
