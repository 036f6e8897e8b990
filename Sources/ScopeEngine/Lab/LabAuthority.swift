import COpenSSL
import Glibc
import SMTPCore
import SMTPLab
import SMTPTrace

/// A certificate authority in memory, made at start: root and intermediate, for names below
/// `.test` only (RFC 5280 §4.2.1.10). Nothing of it is ever written.
final class LabAuthority {
    private static let day = Int64(86_400)
    private static let constraints = "critical,permitted;DNS:test"

    let root: X509Certificate
    private let intermediate: X509Certificate
    private let intermediateKey: PrivateKey

    init() throws(EngineError) {
        let rootKey = try Self.key()
        root = try Self.certificate(
            key: rootKey, subject: "smtpscope lab root", constraints: Self.constraints,
            isAuthority: true, issuer: nil)
        intermediateKey = try Self.key()
        intermediate = try Self.certificate(
            key: intermediateKey, subject: "smtpscope lab intermediate",
            constraints: Self.constraints, isAuthority: true, issuer: (root, rootKey))
    }

    /// What a server shows that has this kind of certificate.
    func identity(_ kind: LabCertificate) throws(EngineError) -> LabIdentity {
        let key = try Self.key(isWeak: kind == .weak)
        let name = kind == .wrongName ? "www.other.test" : "lab.test"
        let days: Range<Int64> =
            switch kind {
            case .expired: -90 ..< -1
            case .notYetValid: 1..<90
            case .good, .wrongName, .selfSigned, .weak, .missingChain: -1..<90
            }
        let certificate = try Self.certificate(
            key: key, subject: name, names: "DNS:\(name)", isAuthority: false,
            isWeak: kind == .weak, days: days,
            issuer: kind == .selfSigned ? nil : (intermediate, intermediateKey))
        let sendsChain = kind != .selfSigned && kind != .missingChain
        return LabIdentity(
            certificate: certificate, key: key, chain: sendsChain ? [intermediate] : [])
    }

    /// A self-signed certificate with the names and dates of a recorded one; names OpenSSL would
    /// read as something else are left out.
    static func lookAlike(_ recorded: Certificate?) throws(EngineError) -> LabIdentity {
        let usable = (recorded?.names ?? []).filter { name in
            !name.isEmpty && name.utf8.count <= 253
                && name.utf8.allSatisfy {
                    ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == 45 || $0 == 46 || $0 == 42
                }
        }.prefix(100)
        let key = try key()
        let list = usable.isEmpty ? ["lab.test"] : Array(usable)
        let certificate = try certificate(
            key: key, subject: String(list[0].prefix(64)),
            names: list.map { "DNS:" + $0 }.joined(separator: ","), isAuthority: false,
            days: recorded.map(days) ?? -1..<90, issuer: nil)
        return LabIdentity(certificate: certificate, key: key, chain: [])
    }

    /// When a certificate is valid, in days from now, within a century.
    private static func days(of certificate: Certificate) -> Range<Int64> {
        let now = Int64(time(nil))
        func days(_ seconds: Int64) -> Int64 {
            let within = min(max(seconds, now - 36_500 * day), now + 36_500 * day)
            return (within - now) / day
        }
        let (first, last) = (days(certificate.notBefore), days(certificate.notAfter))
        return first..<max(last, first + 1)
    }

    private static func key(isWeak: Bool = false) throws(EngineError) -> PrivateKey {
        guard let key = scope_make_key(isWeak ? 1 : 0) else {
            throw EngineError(.system, "OpenSSL makes no key: \(takeOpenSSLReason()).")
        }
        return PrivateKey(owning: key)
    }

    private static func certificate(
        key: PrivateKey, subject: String, names: String? = nil, constraints: String? = nil,
        isAuthority: Bool, isWeak: Bool = false, days: Range<Int64> = -1..<90,
        issuer: (certificate: X509Certificate, key: PrivateKey)?
    ) throws(EngineError) -> X509Certificate {
        let made = withText(subject) { subject in
            withText(names) { names in
                withText(constraints) { constraints in
                    guard let subject else { return OpaquePointer?.none }
                    var recipe = scope_recipe(
                        subject: subject, names: names, constraints: constraints,
                        is_authority: isAuthority ? 1 : 0, not_before: days.lowerBound * day,
                        not_after: days.upperBound * day, is_weak: isWeak ? 1 : 0,
                        issuer: issuer?.certificate.pointer, issuer_key: issuer?.key.pointer)
                    return scope_make_certificate(&recipe, key.pointer)
                }
            }
        }
        guard let made else {
            throw EngineError(.system, "OpenSSL makes no certificate: \(takeOpenSSLReason()).")
        }
        return X509Certificate(owning: made)
    }

    private static func withText<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let text else { return body(nil) }
        return text.withCString(body)
    }
}

/// A server's certificate, its key, and the certificates it sends along.
struct LabIdentity {
    let certificate: X509Certificate
    let key: PrivateKey
    /// Issuers, nearest first. May be empty.
    let chain: [X509Certificate]
}
