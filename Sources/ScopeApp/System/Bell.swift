import Glibc

/// Wakes a thread that polls, from any other: the descriptor is readable from a stroke until it is
/// hushed.
final class Bell: Sendable {
    /// To be polled for reading: one end of a pipe.
    let descriptor: Int32
    private let rope: Int32

    init() {
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

    /// Also for signal handlers.
    func ring(_ stroke: UInt8 = 1) {
        var stroke = stroke
        _ = write(rope, &stroke, 1)
    }

    /// What was rung since it was hushed, oldest first; never waits.
    func strokes() -> [UInt8] {
        var strokes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &strokes, strokes.count)
        return Array(strokes.prefix(max(0, count)))
    }

    func hush() {
        var strokes = (0 as UInt64)
        _ = read(descriptor, &strokes, 8)
    }
}
