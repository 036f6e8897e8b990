import Glibc

/// Sockets on 127.0.0.1.
package enum Loopback {
    /// A listening socket on a port that was free.
    static func listen(backlog: Int32 = 8) throws -> (socket: Int32, port: UInt16) {
        let socket = try bound()
        guard Glibc.listen(socket, backlog) == 0 else { throw SupportError("cannot listen") }
        return (socket, port(of: socket))
    }

    /// A port nobody listens on.
    package static func freePort() throws -> UInt16 {
        let socket = try bound()
        defer { close(socket) }
        return port(of: socket)
    }

    /// Whether somebody listens on the port now.
    package static func accepts(_ port: UInt16) -> Bool {
        let socket = make()
        guard socket >= 0 else { return false }
        defer { close(socket) }
        return with(port) { connect(socket, $0, $1) == 0 }
    }

    /// A socket on its way to the port, which is not waited for.
    static func approach(_ port: UInt16) -> Int32 {
        let socket = make()
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        _ = with(port) { connect(socket, $0, $1) == 0 }
        return socket
    }

    private static func bound() throws -> Int32 {
        let socket = make()
        guard socket >= 0, with(0, { bind(socket, $0, $1) == 0 }) else {
            throw SupportError("no socket on 127.0.0.1")
        }
        return socket
    }

    private static func make() -> Int32 {
        Inheritance.making { [socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)] }[0]
    }

    private static func with(
        _ port: UInt16, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func port(of socket: Int32) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
