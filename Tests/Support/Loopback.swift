import Glibc

/// Sockets on 127.0.0.1.
package enum Loopback {
    /// A listening socket on a port that was free.
    static func listen() throws -> (socket: Int32, port: UInt16) {
        let socket = try bound()
        guard Glibc.listen(socket, 8) == 0 else { throw SupportError("cannot listen") }
        return (socket, port(of: socket))
    }

    /// A port nobody listens on.
    package static func freePort() throws -> UInt16 {
        let socket = try bound()
        defer { close(socket) }
        return port(of: socket)
    }

    private static func bound() throws -> Int32 {
        let socket = Inheritance.making {
            [Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)]
        }[0]
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) == 0 }
        }
        guard socket >= 0, isBound else { throw SupportError("no socket on 127.0.0.1") }
        return socket
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
