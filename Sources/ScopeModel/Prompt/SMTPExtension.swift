import SMTPCore

/// Which EHLO keyword allows which verb and which parameter (IANA: SMTP Service Extensions).
package enum SMTPExtension {
    private static let verbs: [Verb: String] = [
        .starttls: "STARTTLS", .auth: "AUTH", .bdat: "CHUNKING", .etrn: "ETRN", .atrn: "ATRN",
        .burl: "BURL", .xclient: "XCLIENT", .xforward: "XFORWARD", .turn: "TURN", .send: "SEND",
        .soml: "SOML", .saml: "SAML",
    ]

    /// Parameters whose keyword has another name; the others are named as their keyword.
    private static let parameters = [
        "BODY": "8BITMIME", "RET": "DSN", "ENVID": "DSN", "NOTIFY": "DSN", "ORCPT": "DSN",
        "BY": "DELIVERBY", "HOLDFOR": "FUTURERELEASE", "HOLDUNTIL": "FUTURERELEASE",
        "SOLICIT": "NO-SOLICITING", "TRANSID": "CHECKPOINT",
    ]

    /// The keyword a server must offer for this verb; nil for verbs every server knows.
    package static func keyword(of verb: Verb) -> String? { verbs[verb] }

    /// The keyword a server must offer for this parameter, both in upper case. `value` matters to
    /// BODY alone: BINARYMIME is an extension of its own (RFC 3030 §3).
    package static func keyword(ofParameter name: String, value: String? = nil) -> String {
        if name == "BODY", let value,
            ASCII.equalIgnoringCase(value.utf8, "BINARYMIME".utf8)
        {
            return "BINARYMIME"
        }
        return parameters[name] ?? name
    }
}
