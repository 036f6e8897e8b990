/// What a TLS handshake agreed on and what the server showed, verified or not.
package struct TLSReport: Hashable, Sendable {
    /// "TLSv1.3" and so on, OpenSSL's spelling.
    package var version: String
    /// The cipher suite's name.
    package var cipher: String
    package var cipherBits: Int
    /// The key exchange group, such as "X25519"; empty if unknown.
    package var group: String
    /// The name we asked for (SNI); nil if none was sent.
    package var serverName: String?
    /// Application protocols we offered (ALPN, RFC 7301); empty where none.
    package var offeredProtocols: [String] = []
    /// The one the server chose; nil where it chose none.
    package var applicationProtocol: String?
    /// The server's certificate first, then what it sent with it. May be empty.
    package var chain: [Certificate]
    /// OpenSSL's verdict on the chain; nil means it verified.
    package var chainProblem: VerifyProblem?
    /// The name the certificate was checked against.
    package var checkedName: String
    /// Whether the certificate carries that name (RFC 6125).
    package var nameMatches: Bool
    /// Whether the session was resumed.
    package var isResumed: Bool
    /// Whether the server asked for a client certificate.
    package var asksForCertificate: Bool
    /// When it was checked, in seconds since 1970-01-01 UTC.
    package var checkedAt: Int64

    /// What TLSA records said of it; nil where none were given.
    package var dane: DANEVerdict?

    package var isVerified: Bool {
        chainProblem == nil && (nameMatches || dane?.isOfServer == true)
    }

    /// Whether the version must no longer be used (RFC 8996, RFC 7568).
    package var isOutdated: Bool { ["SSLv3", "TLSv1", "TLSv1.1"].contains(version) }

    package init(
        version: String, cipher: String, cipherBits: Int, group: String, serverName: String?,
        chain: [Certificate], chainProblem: VerifyProblem?, checkedName: String,
        nameMatches: Bool, isResumed: Bool, asksForCertificate: Bool,
        checkedAt: Int64
    ) {
        self.version = version
        self.cipher = cipher
        self.cipherBits = cipherBits
        self.group = group
        self.serverName = serverName
        self.chain = chain
        self.chainProblem = chainProblem
        self.checkedName = checkedName
        self.nameMatches = nameMatches
        self.isResumed = isResumed
        self.asksForCertificate = asksForCertificate
        self.checkedAt = checkedAt
    }
}

/// One certificate as shown to the user. All texts come from the server: make them visible.
package struct Certificate: Hashable, Sendable {
    package var subject: String
    package var issuer: String
    /// DNS names and IP addresses of the subjectAltName, in order. May be empty.
    package var names: [String]
    /// Seconds since 1970-01-01 UTC.
    package var notBefore: Int64
    package var notAfter: Int64
    /// "RSA 2048", "EC prime256v1", "ED25519".
    package var key: String
    package var signature: String
    /// SHA-256 of the whole certificate, lower-case hex without colons.
    package var fingerprint: String
    /// SHA-256 of the SubjectPublicKeyInfo, lower-case hex without colons.
    package var keyFingerprint: String
    /// PEM text, for saving.
    package var pem: String

    package init(
        subject: String, issuer: String, names: [String], notBefore: Int64, notAfter: Int64,
        key: String, signature: String, fingerprint: String, keyFingerprint: String, pem: String
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.key = key
        self.signature = signature
        self.fingerprint = fingerprint
        self.keyFingerprint = keyFingerprint
        self.pem = pem
    }
}

/// Why OpenSSL does not trust a chain.
package struct VerifyProblem: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case expired, notYetValid, selfSigned, untrustedRoot, missingIssuer, revoked, weak, other
    }

    package var kind: Kind
    /// OpenSSL's number (X509_V_ERR_…).
    package var code: Int
    /// OpenSSL's words.
    package var text: String
    /// Which certificate of the chain, 0 is the server's own.
    package var depth: Int

    package init(kind: Kind, code: Int, text: String, depth: Int) {
        self.kind = kind
        self.code = code
        self.text = text
        self.depth = depth
    }
}

/// Why a handshake failed.
package struct TLSFailure: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// The answer was no TLS at all; the first octets are kept in `peerOctets`.
        case notTLS
        /// No protocol version in common.
        case version
        /// No cipher in common, or another refused parameter.
        case parameters
        /// The server sent a fatal alert of another kind.
        case alert
        /// We refused the certificate because verification was demanded.
        case certificate
        case timedOut
        /// The connection ended in the middle.
        case closed
        case other
    }

    package var kind: Kind
    /// OpenSSL's words, or ours.
    package var text: String
    /// The first octets of an answer that was no TLS, at most 256. Usually empty.
    package var peerOctets: [UInt8]

    package init(kind: Kind, text: String, peerOctets: [UInt8] = []) {
        self.kind = kind
        self.text = text
        self.peerOctets = peerOctets
    }
}
