import SMTPCore

/// What the words of TLS libraries say beyond that TLS failed: those of OpenSSL, GnuTLS, Go, Java
/// and Python, as programs print them and servers pass them on.
enum TLSWords {
    /// The id of the finer finding; nil where the words leave it open.
    ///
    /// - Parameter isOpening: Whether TLS was the first that was tried on the connection, by the
    ///   side that says so: only then it can be the port that speaks clear text.
    static func finding(in text: ArraySlice<UInt8>, isOpening: Bool) -> String? {
        for (id, signs) in signs where signs.contains(where: { text.find($0) != nil }) {
            return id
        }
        guard isOpening, clearText.contains(where: { text.find($0) != nil }),
            !behindGreeting.contains(where: { text.find($0) != nil })
        else { return nil }
        return "plain-port-spoken-tls"
    }

    /// The finding of a line that a program printed; nil for a line that tells of no TLS failure.
    static func finding(ofLine line: ArraySlice<UInt8>, isOpening: Bool) -> String? {
        guard line.find("SSL") != nil || line.find("TLS") != nil || line.find("tls") != nil,
            !line.starts(with: "250"), line.find("unexpected eof") == nil
        else { return nil }
        if let finer = finding(in: line, isOpening: isOpening) { return finer }
        return failures.contains { line.find($0) != nil } ? Category.tlsFailed.rawValue : nil
    }

    /// The first that fits wins.
    private static let signs: [(id: String, signs: [StaticString])] = [
        ("tls-not-offered", ["TLS is required, but was not offered"]),
        ("tls-cert-expired", ["ertificate has expired", "ertificate expired"]),
        (
            "tls-cert-name",
            ["ertificate name mismatch", "ostname mismatch", "does not match target host name"]
        ),
        (
            "tls-cert-untrusted",
            [
                "certificate in certificate chain", "unable to get local issuer",
                "unable to verify the first certificate",
            ]
        ),
        (
            "tls-cert-weak",
            [
                "ee key too small", "ca key too small", "ca md too weak",
                "certificate key too weak", "digest algorithm too weak",
            ]
        ),
        ("tls-cert-self-signed", ["self-signed certificate", "self signed certificate"]),
        (
            "tls-version-too-old",
            [
                "unsupported protocol", "no protocols available", "version too low",
                "alert protocol version", "unsupported version was received",
                "only unsupported versions", "protocol version not supported",
                "No appropriate protocol", "protocol version is not enabled",
            ]
        ),
        (
            "tls-no-cipher",
            [
                "no shared cipher", "no ciphers available", "dh key too small",
                "negotiate a supported cipher suite", "no cipher suite supported by both",
                "no cipher suites in common",
            ]
        ),
    ]

    /// What a client says that met something else than a TLS record.
    private static let clearText: [StaticString] = [
        "wrong version number", "SERVER_HELLO:unknown protocol", "packet length too long",
        "nexpected TLS packet", "Unsupported or unrecognized SSL message",
        "first record does not look like a TLS handshake",
    ]

    /// Signs that it is a server that says so, or that TLS was not the first that was tried.
    private static let behindGreeting: [StaticString] = ["SSL_accept", "STARTTLS", "starttls"]

    private static let failures: [StaticString] = [
        "SSL routines:", "TLS startup failed", "TLS handshake failed", "gnutls_handshake() failed",
    ]
}
