import SMTPCore

extension Conversation {
    /// Whether another command may follow before the answers came.
    var takesCompany: Bool {
        switch unanswered.last?.request {
        case .command(let command): command.verb.mayHaveCompany
        case .connection, .authentication, .endOfMessage: false
        case nil: true
        }
    }
}

extension Verb {
    /// Whether lines behind it keep their meaning whatever the answer is. DATA, AUTH, STARTTLS,
    /// BDAT and QUIT end a group (RFC 2920 §3.1), and an unknown verb may be any of them.
    var mayHaveCompany: Bool {
        switch self {
        case .mail, .rcpt, .rset, .noop, .vrfy, .expn, .help: true
        case .ehlo, .helo, .lhlo, .data, .quit, .starttls, .auth, .bdat, .etrn, .atrn, .burl,
            .xclient, .xforward, .turn, .send, .soml, .saml, .other:
            false
        }
    }
}
