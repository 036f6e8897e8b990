import SMTPCore
import SMTPTrace

/// How a connection came about: the name that was looked up, if any, and the address tried last.
struct SessionOpening {
    /// When it was begun.
    let at: Duration
    private var name: String?
    private var address = ""

    init(at time: Duration) {
        at = time
    }

    mutating func note(_ fact: Fact) {
        if case .resolving(let name) = fact { self.name = name }
        if case .connecting(let address, _, _) = fact { self.address = address }
    }

    /// Where it leads, as one would type it; what cannot be typed is as it was told.
    func target(speaking dialect: Conversation.Dialect) -> String? {
        guard !address.isEmpty else { return nil }
        guard let endpoint = try? Endpoint(parsing: address) else { return address }
        let service: EndpointService? = dialect == .lmtp ? .lmtp : nil
        switch endpoint {
        case .host(let host, let port, let own):
            return Endpoint.host(name ?? host, port: port, service ?? own).description
        case .socket(let path, let own):
            return Endpoint.socket(path: path, service ?? own).description
        case .lab, .program: return endpoint.description
        }
    }
}
