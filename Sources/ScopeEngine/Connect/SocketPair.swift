import Glibc

/// Descriptors that are joined, close-on-exec, not blocking.
enum SocketPair {
    /// Two ends of one stream in memory.
    static func make() throws(EngineError) -> (ours: Int32, theirs: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw failure() }
        return (ends[0], ends[1])
    }

    /// A pipe: what is written to the second end comes out of the first.
    static func pipe() throws(EngineError) -> (output: Int32, input: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw failure() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func failure() -> EngineError {
        EngineError(.system, "No descriptors are left: \(String(cString: strerror(errno))).")
    }
}
