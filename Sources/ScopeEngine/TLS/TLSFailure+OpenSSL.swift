import COpenSSL
import SMTPTrace

extension TLSFailure {
    /// The alert with this number (RFC 8446 §6) makes this reason of OpenSSL.
    private static let alertBase = SSL_AD_REASON_OFFSET

    /// Reads and empties OpenSSL's queue after a handshake failed.
    static func fromOpenSSL() -> TLSFailure {
        let error = ERR_get_error()
        ERR_clear_error()
        guard error != 0 else {
            return TLSFailure(kind: .other, text: "OpenSSL gave no reason")
        }
        let reason = Int32(truncatingIfNeeded: error & UInt(ERR_REASON_MASK))
        let text = ERR_reason_error_string(error).map { String(cString: $0) } ?? "error \(reason)"
        return TLSFailure(kind: kind(of: reason), text: text)
    }

    private static func kind(of reason: Int32) -> Kind {
        switch reason {
        case alertBase + SSL_AD_PROTOCOL_VERSION, SSL_R_UNSUPPORTED_PROTOCOL,
            SSL_R_NO_PROTOCOLS_AVAILABLE, SSL_R_WRONG_SSL_VERSION, SSL_R_VERSION_TOO_LOW,
            SSL_R_VERSION_TOO_HIGH, SSL_R_WRONG_VERSION_NUMBER, SSL_R_UNKNOWN_PROTOCOL:
            .version
        case alertBase + SSL_AD_HANDSHAKE_FAILURE, alertBase + SSL_AD_ILLEGAL_PARAMETER,
            alertBase + SSL_AD_INSUFFICIENT_SECURITY, SSL_R_NO_SHARED_CIPHER,
            SSL_R_NO_CIPHERS_AVAILABLE, SSL_R_WRONG_CIPHER_RETURNED, SSL_R_DH_KEY_TOO_SMALL,
            SSL_R_NO_SUITABLE_KEY_SHARE, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,
            SSL_R_UNSUPPORTED_ELLIPTIC_CURVE, SSL_R_NO_SHARED_GROUPS, SSL_R_BAD_CIPHER:
            .parameters
        case (alertBase + 1)...(alertBase + 255): .alert
        case SSL_R_UNEXPECTED_EOF_WHILE_READING: .closed
        default: .other
        }
    }
}
