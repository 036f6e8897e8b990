import SMTPTrace

extension Model {
    /// What we call ourselves in EHLO: the name that was given or is this machine's full one, else
    /// the address we talk from (RFC 5321 §4.1.4). Nil where neither is known.
    var ownName: String? {
        options.hostName ?? transcript.link.flatMap { Self.literal(of: $0.local) }
    }

    /// The same where a name is wanted now: sockets and programs are on this machine.
    var greetingName: String { ownName ?? "[127.0.0.1]" }

    /// What completion offers behind EHLO: nothing where a step left the name open.
    var completedName: String? {
        isGreetingLeftOpen ? nil : isSessionOpen ? greetingName : ownName
    }

    /// An address as it stands in mail (RFC 5321 §4.1.3): `192.0.2.1:4711` is `[192.0.2.1]`,
    /// `[2001:db8::1]:4711` is `[IPv6:2001:db8::1]`. Nil for what is no address with a port.
    static func literal(of address: String) -> String? {
        guard let colon = address.lastIndex(of: ":") else { return nil }
        let host = address[..<colon]
        guard host.utf8.first == UInt8(ascii: "[") else {
            let isIPv4 = host.utf8.allSatisfy { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") }
            return isIPv4 && !host.isEmpty ? "[\(host)]" : nil
        }
        // The zone of a link-local address means nothing elsewhere (RFC 4007 §11.2).
        let digits = host.dropFirst().prefix { $0 != "]" && $0 != "%" }
        return digits.isEmpty ? nil : "[IPv6:\(digits)]"
    }
}

extension ConnectRequest {
    /// Whether the target says that LMTP is spoken there.
    var speaksLMTP: Bool {
        do throws(EndpointError) {
            return try Endpoint(parsing: target).speaksLMTP
        } catch {
            return false
        }
    }
}
