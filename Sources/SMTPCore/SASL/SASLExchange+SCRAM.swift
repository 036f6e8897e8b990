extension SASLExchange {
    /// Attributes of one letter, separated by commas, behind a header in the client's first
    /// message (RFC 5802 §5.1, §7).
    func scramFields(_ message: [UInt8], from side: Side) -> [SASLField] {
        if side == .client, message.isEmpty {
            return [SASLField("response", [], "empty: the client has checked the server's proof")]
        }
        var fields: [SASLField] = []
        var rest = message[...]
        if side == .client, let prelude = Self.prelude(of: rest) {
            fields = prelude.fields
            rest = prelude.rest
        }
        let attributes = rest.split(
            separator: UInt8(ascii: ","), maxSplits: Self.fieldLimit,
            omittingEmptySubsequences: false)
        for attribute in attributes {
            let value = attribute.dropFirst(2)
            guard attribute.count >= 2, attribute[attribute.startIndex + 1] == UInt8(ascii: "="),
                let letter = attribute.first, ASCII.isLetter(letter)
            else {
                let name = side == .client ? "response" : "challenge"
                fields.append(
                    SASLField(name, attribute, isSecret: true, "no attribute: letter, =, value"))
                continue
            }
            fields.append(Self.attribute(letter, value))
        }
        return fields
    }

    private static func attribute(_ letter: UInt8, _ value: ArraySlice<UInt8>) -> SASLField {
        switch letter {
        case UInt8(ascii: "n"): SASLField("user", name(value), "n=, who logs in")
        case UInt8(ascii: "r"):
            SASLField("nonce", value, "r=, random text; the server's adds to the client's")
        case UInt8(ascii: "s"): SASLField("salt", value, "s=, Base64; makes equal passwords differ")
        case UInt8(ascii: "i"):
            SASLField("iterations", value, iterationMeaning(value))
        case UInt8(ascii: "c"): binding(value)
        case UInt8(ascii: "p"):
            SASLField(
                "proof", value, isSecret: true, "p=, the client's proof; it can be guessed off line"
            )
        case UInt8(ascii: "v"):
            SASLField(
                "verifier", value, isSecret: true,
                "v=, the server's proof that it knows the password; it can be guessed off line")
        case UInt8(ascii: "e"): SASLField("error", value, "e=, why the server refuses")
        case UInt8(ascii: "m"):
            SASLField("extension", value, "m=, an extension that must be understood or refused")
        default:
            SASLField(
                String(decoding: [letter], as: UTF8.self), value, "an extension, not known here")
        }
    }

    private static func iterationMeaning(_ value: ArraySlice<UInt8>) -> String {
        guard let count = Int(value.prefix(20).text), count > 0, value.count <= 20
        else { return "i=, must be a number above 0" }
        return count < 4096
            ? "i=, rounds of hashing; fewer than the 4096 that are asked for (RFC 5802 §5.1)"
            : "i=, rounds of hashing"
    }

    /// `c=` repeats the header of the first message, with the channel's data if it is bound.
    private static func binding(_ value: ArraySlice<UInt8>) -> SASLField {
        guard let header = Base64.decode(value) else {
            return SASLField("binding", value, "c=, must be Base64")
        }
        switch header.first {
        case UInt8(ascii: "n"):
            return SASLField("binding", header, "c=, the client does not bind the TLS channel")
        case UInt8(ascii: "y"):
            return SASLField(
                "binding", header, "c=, the client can bind the channel, thinks the server cannot")
        case UInt8(ascii: "p"):
            return SASLField("binding", header, "c=, bound to this TLS channel")
        default: return SASLField("binding", header, "c=, must start with n, y or p=")
        }
    }

    /// The GS2 header: flag, comma, identity, comma (RFC 5801 §4). Nil where it is none.
    static func prelude(
        of message: ArraySlice<UInt8>
    ) -> (fields: [SASLField], rest: ArraySlice<UInt8>)? {
        let parts = message.split(
            separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let flag = parts[0]
        let meaning: String
        if flag.elementsEqual("n".utf8) {
            meaning = "the client does not bind the TLS channel"
        } else if flag.elementsEqual("y".utf8) {
            meaning = "the client can bind the TLS channel, but thinks the server cannot"
        } else if flag.starts(with: "p=".utf8) {
            meaning = "the client binds the TLS channel in this way"
        } else {
            return nil
        }
        let identity = parts[1]
        guard identity.isEmpty || identity.starts(with: "a=".utf8) else { return nil }
        var fields = [SASLField("flag", flag, meaning)]
        if !identity.isEmpty {
            fields.append(
                SASLField("identity", name(identity.dropFirst(2)), "a=, act as this user"))
        }
        return (fields, parts[2])
    }

    /// A name with `=2C` and `=3D` read as comma and equals sign (RFC 5802 §5.1).
    private static func name(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var name: [UInt8] = []
        var rest = text
        while let octet = rest.first {
            let isComma = rest.starts(with: "=2C".utf8)
            if isComma || rest.starts(with: "=3D".utf8) {
                name.append(isComma ? UInt8(ascii: ",") : octet)
                rest = rest.dropFirst(3)
            } else {
                name.append(octet)
                rest = rest.dropFirst()
            }
        }
        return name
    }
}
