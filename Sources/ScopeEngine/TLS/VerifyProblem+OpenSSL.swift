import COpenSSL
import SMTPTrace

extension VerifyProblem {
    /// OpenSSL's verdict (X509_V_ERR_…) in its own words; nil for X509_V_OK and for none.
    init?(code: Int32, depth: Int32) {
        guard code > 0 else { return nil }
        self.init(
            kind: Self.kind(of: code), code: Int(code),
            text: String(cString: X509_verify_cert_error_string(Int(code))), depth: Int(depth))
    }

    private static func kind(of code: Int32) -> Kind {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED,
            X509_V_ERR_CERT_REJECTED:
            .untrustedRoot
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            .missingIssuer
        case X509_V_ERR_CERT_REVOKED: .revoked
        case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL,
            X509_V_ERR_CA_MD_TOO_WEAK:
            .weak
        default: .other
        }
    }
}
