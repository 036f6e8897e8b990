extension SASLExchange {
    /// Parts between SOH octets: `user=… SOH auth=Bearer … SOH SOH` in XOAUTH2, the same behind
    /// `n,a=…,` in OAUTHBEARER (RFC 7628 §3.1).
    func oauthFields(_ response: [UInt8]) -> [SASLField] {
        if clientLines > 1, response.isEmpty || response == [1] {
            return [
                SASLField("response", response, "the client has read the error; a 535 follows")
            ]
        }
        var parts = response.split(
            separator: 1, maxSplits: Self.fieldLimit, omittingEmptySubsequences: true)[...]
        var fields: [SASLField] = []
        if mechanism == .oauthBearer, let header = parts.first,
            let prelude = Self.prelude(of: header)
        {
            fields = prelude.fields.map {
                $0.name == "identity" ? SASLField("user", $0.value, userMeaning) : $0
            }
            if prelude.rest.isEmpty {
                parts = parts.dropFirst()
            } else {
                parts[parts.startIndex] = prelude.rest
            }
        }
        fields += parts.flatMap(oauthPart)
        if !fields.contains(where: { $0.name == "token" }) {
            fields.append(
                SASLField("response", response, isSecret: true, "no auth=Bearer part in it"))
        } else if !response.suffix(2).elementsEqual([1, 1]) {
            fields.append(SASLField("end", [], "two octets 0x01 are missing at the end"))
        }
        return fields
    }

    private func oauthPart(_ part: ArraySlice<UInt8>) -> [SASLField] {
        let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
        let value = part[equals...].dropFirst()
        switch part[..<equals].prefix(64).text.lowercasedASCII {
        case "user": return [SASLField("user", value, userMeaning)]
        case "host": return [SASLField("host", value, "the server the client means")]
        case "port": return [SASLField("port", value, "the port the client means")]
        case "auth":
            let blank = value.firstIndex(of: ASCII.space) ?? value.startIndex
            let scheme = value[..<blank]
            return [
                SASLField(
                    "scheme", scheme,
                    ASCII.equalIgnoringCase(scheme, "Bearer".utf8)
                        ? "who holds the token may log in" : "must be Bearer"),
                SASLField(
                    "token", value[blank...].drop { $0 == ASCII.space }, isSecret: true,
                    "the access token; it works again until it expires"),
            ]
        default: return [SASLField("part", part, isSecret: true, "not known here")]
        }
    }

    /// The JSON a server sends in place of a plain refusal (RFC 7628 §3.2.2).
    func refusalFields(_ challenge: [UInt8]) -> [SASLField] {
        guard let members = FlatJSON.members(of: challenge[...], limit: Self.fieldLimit) else {
            return [
                SASLField("error", challenge, "the server's refusal; it should be a JSON object")
            ]
        }
        guard !members.isEmpty else {
            return [SASLField("error", challenge, "an empty refusal; the client answers, then 535")]
        }
        return members.map { name, value in
            let meaning =
                switch name {
                case "status":
                    value.elementsEqual("invalid_token".utf8)
                        ? "the token is expired, revoked or malformed"
                        : value.elementsEqual("insufficient_scope".utf8)
                            ? "the token is valid but not made for mail"
                            : value.elementsEqual("401".utf8) || value.elementsEqual("400".utf8)
                                ? "the HTTP way to say that the token was refused"
                                : "why the token was refused"
                case "schemes": "the token types the server takes"
                case "scope": "what the token must be good for"
                case "openid-configuration": "where to learn how to get a token"
                default: "not known here"
                }
            return SASLField(name.isEmpty ? "(no name)" : name, value, meaning)
        }
    }
}
