/// What both sides of SCRAM calculate (RFC 5802 §3, RFC 7677).
package enum SCRAM {
    package enum Hash: String, Hashable, Sendable {
        case sha1 = "SHA-1"
        case sha256 = "SHA-256"
    }

    /// What this target cannot calculate itself.
    package struct Hashing: Sendable {
        package var hmac: @Sendable (_ hash: Hash, _ key: [UInt8], _ data: [UInt8]) -> [UInt8]
        package var digest: @Sendable (_ hash: Hash, _ data: [UInt8]) -> [UInt8]

        package init(
            hmac: @escaping @Sendable (Hash, [UInt8], [UInt8]) -> [UInt8],
            digest: @escaping @Sendable (Hash, [UInt8]) -> [UInt8]
        ) {
            self.hmac = hmac
            self.digest = digest
        }
    }

    static let comma = UInt8(ascii: ",")

    /// Hi of RFC 5802 §2.2: PBKDF2 with one block of output.
    static func salted(
        _ hash: Hash, _ password: [UInt8], _ salt: [UInt8], iterations: Int, _ hashing: Hashing
    ) -> [UInt8] {
        var block = hashing.hmac(hash, password, salt + [0, 0, 0, 1])
        var result = block
        for _ in 1..<max(iterations, 1) {
            block = hashing.hmac(hash, password, block)
            for index in result.indices { result[index] ^= block[index] }
        }
        return result
    }

    /// ClientProof and ServerSignature of RFC 5802 §3, of a salted password and the messages that
    /// are signed.
    static func proofs(
        _ hash: Hash, _ salted: [UInt8], _ text: [UInt8], _ hashing: Hashing
    ) -> (client: [UInt8], server: [UInt8]) {
        let clientKey = hashing.hmac(hash, salted, Array("Client Key".utf8))
        let signature = hashing.hmac(hash, hashing.digest(hash, clientKey), text)
        let serverKey = hashing.hmac(hash, salted, Array("Server Key".utf8))
        return (zip(clientKey, signature).map { $0 ^ $1 }, hashing.hmac(hash, serverKey, text))
    }
}
