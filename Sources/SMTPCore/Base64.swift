/// Base64 as SASL uses it on the wire (RFC 4648 §4, RFC 4954 §4).
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, octet) in alphabet.enumerated() { values[Int(octet)] = UInt8(value) }
        return values
    }()

    /// With padding, without line breaks.
    package static func encode(_ octets: some Collection<UInt8>) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity((octets.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var pending = 0
        for octet in octets {
            bits = bits << 8 | UInt32(octet)
            pending += 1
            guard pending == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] {
                encoded.append(alphabet[Int(bits >> shift & 63)])
            }
            bits = 0
            pending = 0
        }
        if pending == 1 {
            encoded += [alphabet[Int(bits >> 2 & 63)], alphabet[Int(bits << 4 & 63)], 61, 61]
        } else if pending == 2 {
            encoded += [
                alphabet[Int(bits >> 10 & 63)], alphabet[Int(bits >> 4 & 63)],
                alphabet[Int(bits << 2 & 63)], 61,
            ]
        }
        return encoded
    }

    /// Nil where an octet is outside the alphabet, the length is impossible or `=` stands where
    /// it does not belong (RFC 4954 §4). Missing padding is accepted: people paste without it.
    /// A lone `=` is SMTP's empty response.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var pending = 0
        var padding = 0
        for octet in text {
            if octet == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            let value = values[Int(octet)]
            guard value != 255, padding == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            pending += 1
            guard pending == 4 else { continue }
            decoded += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
            bits = 0
            pending = 0
        }
        let isEqualsSign = padding == 1 && decoded.isEmpty && pending == 0
        guard pending != 1, padding == 0 || padding == 4 - pending || isEqualsSign
        else { return nil }
        if pending == 2 { decoded.append(UInt8(bits >> 4 & 255)) }
        if pending == 3 { decoded += [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)] }
        return decoded
    }
}
