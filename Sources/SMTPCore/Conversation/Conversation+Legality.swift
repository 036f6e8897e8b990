extension Conversation {
    /// Why a verb is not legal now; nil if it is. Nothing is forbidden: this is for showing.
    package func objection(to verb: Verb) -> Objection? {
        switch phase {
        case .awaitingGreeting:
            return Objection("the server speaks first: wait for its greeting", "RFC 5321 §4.3.1")
        case .refusedAtGreeting:
            return verb == .quit
                ? nil : Objection("the server refused service; only QUIT is left", "RFC 5321 §3.1")
        case .content:
            return Objection(
                "message content is on its way: it ends with a dot alone on a line",
                "RFC 5321 §4.1.1.4")
        case .chunk(let remaining):
            return Objection("\(remaining) octets of the chunk are missing", "RFC 3030 §2")
        case .authenticating:
            return Objection("AUTH wants its response, or * to cancel", "RFC 4954 §4")
        case .handshaking:
            return Objection("the TLS handshake comes first", "RFC 3207 §4")
        case .closing:
            return Objection("the server is about to close", "RFC 5321 §4.1.1.10")
        case .ended:
            return Objection("there is no connection", "RFC 5321 §3.1")
        case .greeted, .ready, .transaction:
            return objectionBetweenCommands(to: verb)
        }
    }

    private func objectionBetweenCommands(to verb: Verb) -> Objection? {
        switch verb {
        case .ehlo, .helo:
            return dialect == .lmtp ? Objection("LMTP is greeted with LHLO", "RFC 2033 §4.1") : nil
        case .rset, .noop, .quit, .help, .vrfy, .expn, .other, .turn, .xforward, .lhlo:
            return nil
        case .mail, .send, .soml, .saml:
            return inTransaction
                ? Objection("a transaction is open: finish it or RSET", "RFC 5321 §4.1.4")
                : needsHello
        case .rcpt:
            return inTransaction
                ? nil : Objection("MAIL comes first", "RFC 5321 §4.1.4")
        case .data, .bdat, .burl:
            return objectionToContent(verb)
        case .starttls:
            return objectionToSTARTTLS
        case .auth:
            return objectionToAUTH
        case .etrn, .atrn:
            return inTransaction
                ? Objection("a transaction is open: finish it or RSET", "RFC 1985 §5") : needsHello
        case .xclient:
            return inTransaction
                ? Objection("a transaction is open: finish it or RSET", "Postfix XCLIENT") : nil
        }
    }

    private func objectionToContent(_ verb: Verb) -> Objection? {
        guard inTransaction else { return Objection("MAIL and RCPT come first", "RFC 5321 §4.1.4") }
        if recipients.isEmpty {
            return Objection("no recipient was accepted yet", "RFC 5321 §3.3")
        }
        if verb == .bdat, !capabilities.contains("CHUNKING") {
            return Objection("CHUNKING is not offered", "RFC 3030 §2")
        }
        if verb == .burl, !capabilities.contains("BURL") {
            return Objection("BURL is not offered", "RFC 4468 §3.1")
        }
        return nil
    }

    private var objectionToSTARTTLS: Objection? {
        if isSecure { return Objection("TLS is already on", "RFC 3207 §4.2") }
        if let needsHello { return needsHello }
        return capabilities.contains("STARTTLS")
            ? nil : Objection("STARTTLS is not offered", "RFC 3207 §4")
    }

    private var objectionToAUTH: Objection? {
        if authenticated != nil {
            return Objection("already authenticated; it works once per session", "RFC 4954 §4")
        }
        if inTransaction {
            return Objection("not inside a transaction: RSET first", "RFC 4954 §4")
        }
        if let needsHello { return needsHello }
        if !capabilities.mechanisms.isEmpty { return nil }
        return capabilities.contains("STARTTLS") && !isSecure
            ? Objection("not offered before TLS: STARTTLS first", "RFC 4954 §4")
            : Objection("AUTH is not offered", "RFC 4954 §4")
    }

    private var needsHello: Objection? {
        guard hello == nil else { return nil }
        return dialect == .lmtp
            ? Objection("LHLO comes first", "RFC 2033 §4.1")
            : Objection("EHLO or HELO comes first", "RFC 5321 §4.1.4")
    }
}
