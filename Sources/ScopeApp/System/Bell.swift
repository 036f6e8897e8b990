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

    func ring() {
        var stroke: UInt8 = 1
        _ = write(rope, &stroke, 1)
    }

    func hush() {
        var strokes = (0 as UInt64)
        _ = read(descriptor, &strokes, 8)
    }
}
