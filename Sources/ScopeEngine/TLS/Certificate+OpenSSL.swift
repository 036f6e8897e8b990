import COpenSSL
import SMTPTrace

extension Certificate {
    /// A hostile certificate may name thousands; more than this are not read.
    private static let nameLimit = 256

    /// Everything we show of a certificate.
    init(_ certificate: OpaquePointer) {
        self.init(
            subject: Self.name(X509_get_subject_name(certificate)),
            issuer: Self.name(X509_get_issuer_name(certificate)),
            names: Self.alternativeNames(of: certificate),
            notBefore: scope_time(X509_get0_notBefore(certificate)),
            notAfter: scope_time(X509_get0_notAfter(certificate)),
            key: Self.key(of: certificate),
            signature: String(cString: OBJ_nid2ln(X509_get_signature_nid(certificate))),
            fingerprint: Self.fingerprint(of: certificate),
            keyFingerprint: Self.keyFingerprint(of: certificate),
            pem: Self.pem(of: certificate))
    }

    static func pem(of certificate: OpaquePointer) -> String {
        written { PEM_write_bio_X509($0, certificate) }
    }

    private static func name(_ name: OpaquePointer?) -> String {
        written { scope_print_name($0, name) }
    }

    private static func alternativeNames(of certificate: OpaquePointer) -> [String] {
        var names: [String] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        var kind: Int32 = 0
        for index in 0..<Self.nameLimit {
            let count = scope_alternative_name(certificate, Int32(index), &kind, &buffer, 256)
            if count < 0 { break }
            if count > 0 {
                names.append(String(decoding: buffer.prefix(Int(count)), as: UTF8.self))
            }
        }
        return names
    }

    private static func key(of certificate: OpaquePointer) -> String {
        guard let key = X509_get0_pubkey(certificate), let type = EVP_PKEY_get0_type_name(key)
        else { return "unknown" }
        let name = String(cString: type)
        guard name == "EC" else {
            return name.hasPrefix("ED") ? name : "\(name) \(EVP_PKEY_get_bits(key))"
        }
        var group = [CChar](repeating: 0, count: 64)
        var count = 0
        guard EVP_PKEY_get_group_name(key, &group, group.count, &count) == 1 else { return name }
        return "EC "
            + String(decoding: group.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func fingerprint(of certificate: OpaquePointer) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard X509_digest(certificate, EVP_sha256(), &digest, &count) == 1 else { return "" }
        return hexadecimal(digest)
    }

    private static func keyFingerprint(of certificate: OpaquePointer) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        return scope_key_digest(certificate, &digest) == 1 ? hexadecimal(digest) : ""
    }

    private static func hexadecimal(_ octets: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// What OpenSSL writes into a memory of its own.
    private static func written(_ write: (OpaquePointer) -> Int32) -> String {
        guard let memory = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(memory) }
        guard write(memory) >= 0 else { return "" }
        var octets = [UInt8](repeating: 0, count: BIO_ctrl_pending(memory))
        let count = BIO_read(memory, &octets, Int32(octets.count))
        return String(decoding: octets.prefix(max(0, Int(count))), as: UTF8.self)
    }
}
