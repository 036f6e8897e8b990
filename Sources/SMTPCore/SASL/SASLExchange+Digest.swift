extension SASLExchange {
    /// `name=value` or `name="value"`, separated by commas (RFC 2831 §2.1, §7.1).
    func digestFields(_ message: [UInt8], from side: Side) -> [SASLField] {
        let directives = Self.directives(message)
        guard !directives.isEmpty else {
            guard message.isEmpty else {
                return [
                    SASLField(
                        side == .client ? "response" : "challenge", message,
                        isSecret: side == .client, "DIGEST-MD5 wants name=value pairs")
                ]
            }
            return [SASLField("response", [], "empty: the client accepts the server's proof")]
        }
        return directives.map { name, value in
            guard let known = Self.directiveMeanings[name] else {
                return SASLField(
                    name.isEmpty ? "(no name)" : name, value, isSecret: side == .client,
                    "not known here")
            }
            return SASLField(known.name, value, isSecret: known.isSecret, known.meaning)
        }
    }

    private static let directiveMeanings:
        [String: (name: String, isSecret: Bool, meaning: String)] = [
            "username": ("user", false, "who logs in"),
            "realm": ("realm", false, "the collection of accounts"),
            "nonce": ("nonce", false, "the server's random text"),
            "cnonce": ("cnonce", false, "the client's random text"),
            "nc": ("nc", false, "how often the client used the nonce, in hexadecimal"),
            "qop": ("qop", false, "protection: auth, auth-int or auth-conf"),
            "digest-uri": ("digest-uri", false, "service and host, as in smtp/mail.example.org"),
            "response": ("response", true, "the client's proof; it can be guessed off line"),
            "rspauth": ("rspauth", true, "the server's proof; it can be guessed off line"),
            "maxbuf": ("maxbuf", false, "the largest protected block in octets"),
            "charset": ("charset", false, "utf-8 where names and password are in UTF-8"),
            "algorithm": ("algorithm", false, "the hash and its form, md5-sess"),
            "cipher": ("cipher", false, "the ciphers for auth-conf"),
            "stale": ("stale", false, "the nonce was too old; the password may be right"),
            "authzid": ("identity", false, "act as this user"),
        ]

    private static func directives(_ message: [UInt8]) -> [(String, [UInt8])] {
        var found: [(String, [UInt8])] = []
        var index = 0
        while index < message.count, found.count < fieldLimit {
            let octet = message[index]
            if octet == UInt8(ascii: ",") || octet <= ASCII.space {
                index += 1
                continue
            }
            let end =
                message[index...].firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ",") }
                ?? message.count
            let name = message[index..<end].prefix(64).text.lowercasedASCII
            index = end
            guard index < message.count, message[index] == UInt8(ascii: "=") else {
                found.append((name, []))
                continue
            }
            index += 1
            found.append((name, value(in: message, at: &index)))
        }
        return found
    }

    /// A quoted text without its quotes and backslashes, or everything up to the next comma.
    private static func value(in message: [UInt8], at index: inout Int) -> [UInt8] {
        guard index < message.count, message[index] == UInt8(ascii: "\"") else {
            let end = message[index...].firstIndex(of: UInt8(ascii: ",")) ?? message.count
            defer { index = end }
            return Array(message[index..<end])
        }
        var value: [UInt8] = []
        index += 1
        while index < message.count, message[index] != UInt8(ascii: "\"") {
            if message[index] == UInt8(ascii: "\\"), index + 1 < message.count { index += 1 }
            value.append(message[index])
            index += 1
        }
        index += 1
        return value
    }
}

extension String {
    /// ASCII letters in lower case, everything else as it is.
    var lowercasedASCII: String {
        utf8.map { $0 &- 65 < 26 ? $0 + 32 : $0 }.text
    }
}
