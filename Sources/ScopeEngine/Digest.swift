import COpenSSL
import SMTPCore

/// Digests for SASL.
package enum Digest {
    /// HMAC-MD5 (RFC 2104), 16 octets; empty only where OpenSSL refuses MD5, as in FIPS mode.
    package static func hmacMD5(key: [UInt8], data: [UInt8]) -> [UInt8] {
        hmac(EVP_md5(), key, data)
    }

    /// Another one each time, as SCRAM wants it: printable, without commas.
    package static var nonce: [UInt8] {
        Base64.encode((0..<18).map { _ in UInt8.random(in: 0...255) })
    }

    /// For SCRAM.
    package static let scram = SCRAM.Hashing(
        hmac: { hmac(algorithm($0), $1, $2) }, digest: { digest(algorithm($0), $1) })

    private static func algorithm(_ hash: SCRAM.Hash) -> OpaquePointer? {
        switch hash {
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        }
    }

    private static func hmac(
        _ algorithm: OpaquePointer?, _ key: [UInt8], _ data: [UInt8]
    ) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // A null key would mean "the key of before".
        let padded = key.isEmpty ? [0] : key
        let done = HMAC(
            algorithm, padded, Int32(padded.count), data, data.count, &digest, &count)
        return done == nil ? [] : Array(digest.prefix(Int(count)))
    }

    private static func digest(_ algorithm: OpaquePointer?, _ data: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let done = EVP_Digest(data, data.count, &digest, &count, algorithm, nil)
        return done == 1 ? Array(digest.prefix(Int(count))) : []
    }
}
