import Glibc
import NIOCore
import SMTPTrace

/// Addresses of a name, by the system's own means (getaddrinfo), off the event loop.
enum Resolver {
    /// Looks up on a thread of its own; the answer comes on the loop. Numbers need no lookup
    /// and are answered at once.
    static func resolve(
        _ name: String, port: Int, family: ConnectOptions.Family, through gate: LoopGate,
        _ answer: @escaping (Result<[SocketAddress], ConnectFailure>) -> Void
    ) {
        if isAddress(name) { return answer(number(name, port, family)) }
        let bound = NIOLoopBound(answer, eventLoop: gate.loop)
        let began = Background.run {
            let result = lookUp(name, port, family)
            gate.execute { bound.value(result) }
        }
        if !began {
            answer(.failure(ConnectFailure(kind: .lookupFailed, text: "no thread is left")))
        }
    }

    /// Whether a host is an address and no name.
    static func isAddress(_ host: String) -> Bool {
        var v4 = in_addr()
        var v6 = in6_addr()
        let bare = String(host.prefix { $0 != "%" })
        return inet_pton(AF_INET, host, &v4) == 1 || inet_pton(AF_INET6, bare, &v6) == 1
    }

    private static func number(
        _ name: String, _ port: Int, _ family: ConnectOptions.Family
    ) -> Result<[SocketAddress], ConnectFailure> {
        let own: ConnectOptions.Family = name.contains(":") ? .ipv6 : .ipv4
        guard family == .any || family == own else {
            let text = "this is an \(own.noun) address, and only \(family.noun) was asked for"
            return .failure(ConnectFailure(kind: .impossible, text: text))
        }
        return lookUp(name, port, own, flags: AI_NUMERICHOST)
    }

    private static func lookUp(
        _ name: String, _ port: Int, _ family: ConnectOptions.Family, flags: Int32 = 0
    ) -> Result<[SocketAddress], ConnectFailure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | flags
        hints.ai_family =
            switch family {
            case .any: AF_UNSPEC
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, String(port), &hints, &list)
        guard code == 0 else { return .failure(failure(code)) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = list
        while let info = entry?.pointee, addresses.count < 64 {
            if let address = address(info), !addresses.contains(address) {
                addresses.append(address)
            }
            entry = info.ai_next
        }
        return addresses.isEmpty ? .failure(failure(EAI_NONAME)) : .success(addresses)
    }

    private static func address(_ info: addrinfo) -> SocketAddress? {
        guard let address = info.ai_addr else { return nil }
        let raw = UnsafeRawPointer(address)
        switch info.ai_family {
        case AF_INET: return SocketAddress(raw.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: return SocketAddress(raw.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
    }

    /// EAI_NODATA, which Glibc hides without its GNU extensions.
    private static let noData = Int32(-5)

    private static func failure(_ code: Int32) -> ConnectFailure {
        let kind: ConnectFailure.Kind =
            switch code {
            case EAI_NONAME, noData: .nameNotFound
            default: .lookupFailed
            }
        let text =
            code == EAI_SYSTEM
            ? strerror(errno) : UnsafeMutablePointer(mutating: gai_strerror(code))
        return ConnectFailure(kind: kind, text: text.map { String(cString: $0) } ?? "no address")
    }
}

extension ConnectOptions.Family {
    fileprivate var noun: String {
        switch self {
        case .any: "IP"
        case .ipv4: "IPv4"
        case .ipv6: "IPv6"
        }
    }
}

extension ConnectFailure: Error {}
