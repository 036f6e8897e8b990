import Dispatch
import Glibc

/// A server on loopback that does what a closure says with each client, on a thread of its own
/// and with plain blocking calls.
final class ScriptedServer: Sendable {
    let port: Int
    private let listener: Int32

    /// The closure gets the client's descriptor, which is closed behind it.
    init(_ serve: @escaping @Sendable (Client) -> Void) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                _ = listen(listener, 8)
                _ = getsockname(listener, $0, &size)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        // Not in a pool of few threads: the engine's look-ups would wait behind blocked servers.
        DispatchQueue(label: "scripted server").async {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            serve(Client(descriptor: client))
            close(client)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
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

        /// Octets up to and with the next LF, or up to the end; a deadline of two minutes each.
        func line() -> String {
            var limit = timeval(tv_sec: 120, tv_usec: 0)
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
            poll(&ready, 1, 120_000)
        }

        /// Until the client closes; two minutes without an octet end it.
        func drain() { while !line().isEmpty {} }

        /// RST.
        func reset() {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
    }
}

extension ScriptedServer {
    var endpoint: String { "127.0.0.1:\(port)" }
}
