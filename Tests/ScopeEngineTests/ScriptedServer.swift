import Dispatch
import Glibc

/// A server on loopback that does what a closure says with each client, on a thread of its own
/// and with plain blocking calls.
final class ScriptedServer: Sendable {
    enum Place: Hashable, Sendable {
        case ipv4, ipv6
        /// A UNIX socket at this path.
        case socket(String)
    }

    /// In seconds. Where hundreds of tests share two cores, a test may stand still for minutes
    /// between two of its lines.
    static let patience = 600

    /// 0 for a UNIX socket.
    let port: Int
    let place: Place
    private let listener: Int32

    /// The closure gets the client's descriptor, which is closed behind it.
    init(at place: Place = .ipv4, _ serve: @escaping @Sendable (Client) -> Void) {
        self.place = place
        (listener, port) = Self.listen(at: place, backlog: 8)
        // Not in a pool of few threads: the engine's look-ups would wait behind blocked servers.
        DispatchQueue(label: "scripted server").async { [listener] in
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            serve(Client(descriptor: client))
            close(client)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        if case .socket(let path) = place { unlink(path) }
    }

    struct Client {
        let descriptor: Int32

        func send(_ text: String) { send(Array(text.utf8)) }

        /// False once nobody takes the octets any more.
        @discardableResult
        func send(_ octets: [UInt8]) -> Bool {
            var sent = 0
            while sent < octets.count {
                let count = octets.withUnsafeBytes {
                    Glibc.send(
                        descriptor, $0.baseAddress! + sent, octets.count - sent,
                        Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }

        /// Octets up to and with the next LF, or up to the end; each within the patience of
        /// tests.
        func line() -> String {
            var limit = timeval(tv_sec: ScriptedServer.patience, tv_usec: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit,
                socklen_t(MemoryLayout<timeval>.size))
            var line: [UInt8] = []
            var octet: UInt8 = 0
            while recv(descriptor, &octet, 1, 0) == 1 {
                line.append(octet)
                if octet == 10 { break }
            }
            return String(decoding: line, as: UTF8.self)
        }

        func waitForOctets() {
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, Int32(ScriptedServer.patience * 1_000))
        }

        /// Until the client closes.
        func drain() { while !line().isEmpty {} }

        /// FIN for this side only.
        func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

        /// RST.
        func reset() {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }

        /// The address the client comes from, IPv4 only.
        var source: String {
            var address = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            _ = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getpeername(descriptor, $0, &size)
                }
            }
            let number = UInt32(bigEndian: address.sin_addr.s_addr)
            return [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
        }
    }
}

extension ScriptedServer {
    var endpoint: String {
        switch place {
        case .ipv4: "127.0.0.1:\(port)"
        case .ipv6: "[::1]:\(port)"
        case .socket(let path): path
        }
    }

    /// A listening socket and its port; -1 where there can be none.
    static func listen(at place: Place, backlog: Int32) -> (descriptor: Int32, port: Int) {
        let family = place == .ipv4 ? AF_INET : place == .ipv6 ? AF_INET6 : AF_UNIX
        // Programs that other tests start must not keep it open.
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
        let listener = socket(family, Int32(type), 0)
        var storage = sockaddr_storage()
        var size = fill(&storage, for: place)
        let isBound = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && Glibc.listen(listener, backlog) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { return (-1, 0) }
        // The port stands at the same place for IPv4 and IPv6.
        let port = withUnsafeBytes(of: &storage) {
            Int($0[2]) << 8 | Int($0[3])
        }
        if case .socket = place { return (listener, 0) }
        return (listener, port)
    }

    /// Answers the address's size.
    private static func fill(_ storage: inout sockaddr_storage, for place: Place) -> socklen_t {
        withUnsafeMutableBytes(of: &storage) { bytes in
            switch place {
            case .ipv4:
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
                bytes.storeBytes(of: address, as: sockaddr_in.self)
                return socklen_t(MemoryLayout<sockaddr_in>.size)
            case .ipv6:
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_addr = in6addr_loopback
                bytes.storeBytes(of: address, as: sockaddr_in6.self)
                return socklen_t(MemoryLayout<sockaddr_in6>.size)
            case .socket(let path):
                let octets = Array(path.utf8)
                bytes.storeBytes(of: sa_family_t(AF_UNIX), as: sa_family_t.self)
                bytes[2..<2 + octets.count].copyBytes(from: octets)
                return socklen_t(2 + octets.count + 1)
            }
        }
    }
}
