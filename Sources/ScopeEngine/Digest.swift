import COpenSSL

/// Digests for SASL.
package enum Digest {
    /// HMAC-MD5 (RFC 2104), 16 octets; empty only where OpenSSL refuses MD5, as in FIPS mode.
    package static func hmacMD5(key: [UInt8], data: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // A null key would mean "the key of before".
        let padded = key.isEmpty ? [0] : key
        let done = HMAC(
            EVP_md5(), padded, Int32(padded.count), data, data.count, &digest, &count)
        return done == nil ? [] : Array(digest.prefix(Int(count)))
    }
}
