/// Where a session leads: what stands on the other side, before any name is looked up.
package enum Endpoint: Hashable, Sendable {
    /// A host name or an address without brackets; `port` 1 to 65,535.
    case host(String, port: Int, EndpointService)
    /// A UNIX socket.
    case socket(path: String, EndpointService)
    /// A program that speaks SMTP on its standard input and output; a line for `/bin/sh -c`.
    case program(String)
    /// The lab in memory, by the scenario's name. Not empty.
    case lab(String)

    /// Whether TLS comes first, without STARTTLS (RFC 8314 §3.3).
    package var wantsImplicitTLS: Bool {
        switch self {
        case .host(_, _, let service): service == .submissions
        case .socket, .program, .lab: false
        }
    }

    /// Whether the other side is said to speak LMTP (RFC 2033).
    package var speaksLMTP: Bool {
        switch self {
        case .host(_, _, let service), .socket(_, let service): service == .lmtp
        case .program, .lab: false
        }
    }

    /// The host as typed; the lab's name in the lab; nil where there is none.
    package var hostName: String? {
        switch self {
        case .host(let name, _, _): name
        case .lab: "lab.test"
        case .socket, .program: nil
        }
    }
}

/// What is spoken at an endpoint.
package enum EndpointService: Hashable, Sendable {
    case smtp
    /// TLS from the first octet.
    case submissions
    case lmtp
}

extension Endpoint: CustomStringConvertible {
    /// In a form that can be typed again.
    package var description: String {
        switch self {
        case .host(let name, let port, let service):
            let host = name.contains(":") ? "[\(name)]" : name
            let isExpected = (service == .submissions) == (port == 465) && service != .lmtp
            return isExpected ? "\(host):\(port)" : "\(service.scheme)://\(host):\(port)"
        case .socket(let path, let service):
            return service == .lmtp ? "lmtp://\(path)" : "unix:\(path)"
        case .program(let line): return "pipe:\(line)"
        case .lab(let name): return "lab:\(name)"
        }
    }
}

extension EndpointService {
    fileprivate var scheme: String {
        switch self {
        case .smtp: "smtp"
        case .submissions: "submissions"
        case .lmtp: "lmtp"
        }
    }
}
