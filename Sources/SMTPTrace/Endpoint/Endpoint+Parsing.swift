import SMTPCore

extension Endpoint {
    private static let ports = [
        "smtp": 25, "lmtp": 24, "submission": 587, "submissions": 465, "smtps": 465,
    ]

    /// Reads `host`, `host:port`, `host:service`, `[v6]:port`, a bare IPv6 address,
    /// `smtp://`, `smtps://`, `submission://`, `submissions://` and `lmtp://` with a host or,
    /// for LMTP, a path; `unix:/path`, `/path`, `lab:NAME` and `pipe:COMMAND`. The port is 25 unless the text
    /// says otherwise; 465 means TLS first.
    package init(parsing text: String) throws(EndpointError) {
        guard !text.isEmpty else {
            throw EndpointError(
                .empty, "No server was named; write a host such as mail.example.org.")
        }
        if let line = Self.rest(of: text, behind: "pipe:") {
            guard !line.isEmpty else {
                throw EndpointError(.badPath, "'pipe:' names no program; write pipe:'exim -bs'.")
            }
            self = .program(line)
            return
        }
        guard !text.unicodeScalars.contains(where: { $0.value <= 32 || $0.value == 127 }) else {
            throw EndpointError(
                .badHost, "'\(text)' contains a blank or a control character; remove it.")
        }
        // Systems take a number for an address of 32 bits; nobody means that.
        guard !text.utf8.allSatisfy(ASCII.isDigit) else {
            throw EndpointError(
                .badHost, "'\(text)' is a number, and no host; write one, as in localhost:\(text).")
        }
        if text.hasPrefix("/") {
            self = try Self.socket(text, .smtp, in: text)
        } else if let path = Self.rest(of: text, behind: "unix:") {
            self = try Self.socket(path, .smtp, in: text)
        } else if let name = Self.rest(of: text, behind: "lab:") {
            self = .lab(name.isEmpty ? "healthy" : name)
        } else if let range = text.firstRange(of: "://") {
            self = try Self.url(
                scheme: text[..<range.lowerBound].lowercased(),
                rest: String(text[range.upperBound...]), in: text)
        } else {
            self = try Self.host(text, defaultPort: nil, service: nil, in: text)
        }
    }

    private static func rest(of text: String, behind prefix: String) -> String? {
        text.lowercased().hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }

    private static func url(
        scheme: String, rest: String, in text: String
    ) throws(EndpointError) -> Endpoint {
        guard let port = ports[scheme] else {
            throw EndpointError(
                .unknownScheme,
                "'\(scheme)://' is not known; use smtp, smtps, submission, submissions or lmtp.")
        }
        let service: EndpointService =
            scheme == "lmtp" ? .lmtp : port == 465 ? .submissions : .smtp
        if rest.hasPrefix("/") {
            guard service == .lmtp else {
                throw EndpointError(.badHost, "'\(text)' names no host behind '\(scheme)://'.")
            }
            return try socket(rest, .lmtp, in: text)
        }
        let authority = rest.hasSuffix("/") ? String(rest.dropLast()) : rest
        return try host(authority, defaultPort: port, service: service, in: text)
    }

    private static func socket(
        _ path: String, _ service: EndpointService, in text: String
    ) throws(EndpointError) -> Endpoint {
        guard path.hasPrefix("/") else {
            throw EndpointError(.badPath, "'\(text)' needs a full path, such as unix:/run/lmtp.")
        }
        // sun_path has 108 octets, the last a NUL.
        guard path.utf8.count <= 107 else {
            throw EndpointError(
                .badPath, "The socket's path has \(path.utf8.count) octets; 107 are allowed.")
        }
        return .socket(path: path, service)
    }

    private static func host(
        _ text: String, defaultPort: Int?, service: EndpointService?, in whole: String
    ) throws(EndpointError) -> Endpoint {
        let (name, portText) = try split(text, in: whole)
        guard isHost(name) else {
            throw EndpointError(
                .badHost, "'\(name)' is no host name or address; write host or host:port.")
        }
        let port = try portText.map { text throws(EndpointError) in try number(of: text) }
        let implied: EndpointService =
            (port ?? defaultPort) == 465
                || portText.map { ["smtps", "submissions"].contains($0.lowercased()) } == true
            ? .submissions : portText?.lowercased() == "lmtp" ? .lmtp : .smtp
        return .host(name, port: port ?? defaultPort ?? 25, service ?? implied)
    }

    /// Host and port; no port behind a bare IPv6 address, which has colons of its own.
    private static func split(
        _ text: String, in whole: String
    ) throws(EndpointError) -> (name: String, port: String?) {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else {
                throw EndpointError(.badAddress, "'\(whole)' lacks a closing bracket.")
            }
            let name = text[text.index(after: text.startIndex)..<end]
            guard name.contains(":"), isAddress(name) else {
                throw EndpointError(
                    .badAddress, "'[\(name)]' is no IPv6 address; brackets are for those only.")
            }
            let rest = text[text.index(after: end)...]
            if rest.isEmpty { return (String(name), nil) }
            guard rest.first == ":" else {
                throw EndpointError(
                    .unexpectedText, "'\(rest)' behind the bracket makes no sense; write :port.")
            }
            return (String(name), String(rest.dropFirst()))
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        if colons > 1 {
            guard isAddress(text[...]) else {
                throw EndpointError(
                    .badAddress,
                    "'\(text)' is no IPv6 address; with a port write [address]:port.")
            }
            return (text, nil)
        }
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "/" }) else {
            return (text, nil)
        }
        return (
            String(text[..<separator]), String(text[text.index(after: separator)...])
        )
    }

    private static func number(of text: String) throws(EndpointError) -> Int {
        if let port = ports[text.lowercased()] { return port }
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 &- 48 < 10 }), let port = Int(text),
            (1...65_535).contains(port)
        else {
            throw EndpointError(
                .badPort, "'\(text)' is no port; use 1 to 65535, smtp, submission or submissions.")
        }
        return port
    }

    private static func isHost(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255
            && name.unicodeScalars.allSatisfy { !"[]@<>\"'\\?#%,;".unicodeScalars.contains($0) }
            || isAddress(name[...])
    }

    /// Whether this could be an IPv6 address, perhaps with a zone such as `%eth0`.
    private static func isAddress(_ text: Substring) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, address.contains(":") else { return false }
        if parts.count == 2, parts[1].isEmpty { return false }
        return address.unicodeScalars.allSatisfy {
            "0123456789abcdefABCDEF:.".unicodeScalars.contains($0)
        }
    }
}
