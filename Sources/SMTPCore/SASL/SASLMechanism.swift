/// The name of a SASL mechanism (RFC 4422 §3.1). Names are registered in upper case; servers
/// and people write them in any.
package enum SASLMechanism: Hashable, Sendable, CustomStringConvertible {
    case plain, login, cramMD5, digestMD5, xoauth2, oauthBearer, external, anonymous
    /// `hash` as in the name, such as `SHA-256`; `isPlus` where the TLS channel is bound to it.
    case scram(hash: String, isPlus: Bool)
    /// Any other name, in upper case, at most 64 octets. May be empty.
    case other(String)

    private static let named: [(String, SASLMechanism)] = [
        ("PLAIN", .plain), ("LOGIN", .login), ("CRAM-MD5", .cramMD5), ("DIGEST-MD5", .digestMD5),
        ("XOAUTH2", .xoauth2), ("OAUTHBEARER", .oauthBearer), ("EXTERNAL", .external),
        ("ANONYMOUS", .anonymous),
    ]

    /// Names we only know as names: nothing of theirs is decoded.
    private static let others = [
        "GSSAPI", "NTLM", "GS2-KRB5", "GS2-KRB5-PLUS", "KERBEROS_V4", "KERBEROS_V5", "OTP", "SKEY",
        "SECURID", "SRP", "MSN", "SPNEGO", "GSS-SPNEGO", "ECDSA-NIST256P-CHALLENGE", "OAUTH10A",
        "OPENID20", "SAML20", "XYMCOOKIE", "XOAUTH", "CLIENT-CERT", "PLAIN-CLIENTTOKEN",
        "EAP-AES128", "EAP-AES128-PLUS", "9798-U-RSA-SHA1-ENC",
    ]

    /// Every name we know, in upper case. Not sorted.
    package static let knownNames: [String] =
        named.map(\.0) + others
        + ["SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA3-512"].flatMap {
            ["SCRAM-" + $0, "SCRAM-" + $0 + "-PLUS"]
        }

    /// The mechanism of a name, in any case.
    package init(_ name: some Collection<UInt8>) {
        let upper = name.prefix(64).map(ASCII.upper)
        let text = upper.text
        if let known = Self.named.first(where: { $0.0 == text }) {
            self = known.1
        } else if upper.count > 6, upper.starts(with: "SCRAM-".utf8) {
            let plus = Array("-PLUS".utf8)
            let isPlus = upper.count > 11 && upper.suffix(5).elementsEqual(plus)
            let hash = upper.dropFirst(6).dropLast(isPlus ? 5 : 0)
            self = .scram(hash: hash.text, isPlus: isPlus)
        } else {
            self = .other(text)
        }
    }

    /// The mechanism of a name, in any case.
    package init(_ name: String) {
        self.init(Array(name.utf8))
    }

    /// The name in upper case, as it is sent.
    package var name: String {
        switch self {
        case .plain: "PLAIN"
        case .login: "LOGIN"
        case .cramMD5: "CRAM-MD5"
        case .digestMD5: "DIGEST-MD5"
        case .xoauth2: "XOAUTH2"
        case .oauthBearer: "OAUTHBEARER"
        case .external: "EXTERNAL"
        case .anonymous: "ANONYMOUS"
        case .scram(let hash, let isPlus): "SCRAM-" + hash + (isPlus ? "-PLUS" : "")
        case .other(let name): name
        }
    }

    package var description: String { name }

    /// Whether the client speaks first and may send an initial response (RFC 4422 §5);
    /// nil where we do not know the mechanism.
    package var clientSpeaksFirst: Bool? {
        switch self {
        case .plain, .xoauth2, .oauthBearer, .external, .anonymous, .scram: true
        case .login, .cramMD5, .digestMD5: false
        case .other: nil
        }
    }

    /// Whether an initial response is all it ever takes, so that commands may follow AUTH in one
    /// group (RFC 4954 §4).
    package var finishesWithInitialResponse: Bool {
        switch self {
        case .plain, .external, .anonymous: true
        case .login, .cramMD5, .digestMD5, .xoauth2, .oauthBearer, .scram, .other: false
        }
    }

    /// Whether the password or a token that works again crosses the line in the clear, and
    /// TLS alone hides it.
    package var revealsSecret: Bool {
        switch self {
        case .plain, .login, .xoauth2, .oauthBearer: true
        case .cramMD5, .digestMD5, .external, .anonymous, .scram, .other: false
        }
    }

    /// Whether SCRAM can be done with this: the hashes there are, without channel binding.
    package var isPlainSCRAM: Bool {
        guard case .scram(let hash, isPlus: false) = self else { return false }
        return SCRAM.Hash(rawValue: hash) != nil
    }

    /// Those that `takesPassword` is true of, in lower case, the easiest first.
    package static let passwordNames = [
        "plain", "login", "cram-md5", "scram-sha-256", "scram-sha-1",
    ]

    /// Whether `SASLClient` needs no more than a user and a password for it.
    package var takesPassword: Bool {
        switch self {
        case .plain, .login, .cramMD5: true
        case .scram: isPlainSCRAM
        case .digestMD5, .xoauth2, .oauthBearer, .external, .anonymous, .other: false
        }
    }

    /// Whether `SASLClient` can perform it at all.
    package var isPerformed: Bool {
        switch self {
        case .xoauth2, .oauthBearer, .external: true
        case .plain, .login, .cramMD5, .scram: takesPassword
        case .digestMD5, .anonymous, .other: false
        }
    }

    /// Where the mechanism is described; nil where we know no document.
    package var source: String? {
        switch self {
        case .plain: "RFC 4616"
        case .login: "draft-murchison-sasl-login"
        case .cramMD5: "RFC 2195"
        case .digestMD5: "RFC 2831"
        case .xoauth2: "Google's and Microsoft's XOAUTH2 pages"
        case .oauthBearer: "RFC 7628"
        case .external: "RFC 4422 appendix A"
        case .anonymous: "RFC 4505"
        case .scram(let hash, _):
            hash == "SHA-1" ? "RFC 5802" : hash == "SHA-256" ? "RFC 7677" : nil
        case .other: nil
        }
    }
}
