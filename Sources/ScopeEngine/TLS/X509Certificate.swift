import COpenSSL
import SMTPTrace

/// An `X509` of our own, freed with this object.
final class X509Certificate {
    let pointer: OpaquePointer

    /// Takes the reference over.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { X509_free(pointer) }

    /// All certificates of a PEM text, in order. May be empty.
    static func read(pem: [UInt8]) -> [X509Certificate] {
        guard let memory = BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else { return [] }
        defer {
            BIO_free(memory)
            ERR_clear_error()
        }
        var certificates: [X509Certificate] = []
        while let certificate = PEM_read_bio_X509(memory, nil, nil, nil) {
            certificates.append(X509Certificate(owning: certificate))
        }
        return certificates
    }

    /// PEM text of the certificate.
    var pem: [UInt8] { Array(Certificate.pem(of: pointer).utf8) }
}

/// A private key of our own, freed with this object.
final class PrivateKey {
    let pointer: OpaquePointer

    /// Takes the reference over.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { EVP_PKEY_free(pointer) }
}
