import SMTPCore
import SMTPDiagnosis

extension SMTPAdvice {
    static func orderAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        var advice: [SMTPAdvice] = []
        if let objection = conversation.objection(to: command.verb),
            !isOnItsWay(command.verb, in: conversation)
        {
            advice.append(SMTPAdvice(.order, objection.reason, objection.source))
        }
        return advice + pipeliningAdvice(in: conversation)
    }

    /// Whether commands without an answer yet would make this one legal, as with MAIL, RCPT and
    /// DATA in one group.
    private static func isOnItsWay(_ verb: Verb, in conversation: Conversation) -> Bool {
        guard conversation.capabilities.contains("PIPELINING") else { return false }
        var hasSender = conversation.inTransaction
        var hasRecipient = !conversation.recipients.isEmpty
        for exchange in conversation.unanswered.all {
            switch exchange.request {
            case .command(let command) where command.verb == .mail: hasSender = true
            case .command(let command) where command.verb == .rcpt: hasRecipient = hasSender
            case .command(let command) where command.verb == .rset || command.verb.isHello:
                hasSender = false
                hasRecipient = false
            case .endOfMessage:
                hasSender = false
                hasRecipient = false
            case .command, .connection, .authentication: break
            }
        }
        switch verb {
        case .mail: return !hasSender && conversation.hello != nil
        case .rcpt: return hasSender
        case .data: return hasRecipient
        case .bdat: return hasRecipient && conversation.capabilities.contains("CHUNKING")
        case .ehlo, .helo, .rset, .vrfy, .expn, .help, .noop, .quit, .starttls, .auth, .lhlo, .etrn,
            .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml, .other:
            return false
        }
    }

    private static func pipeliningAdvice(in conversation: Conversation) -> [SMTPAdvice] {
        let unanswered = conversation.unanswered
        guard let last = unanswered.last, last.request != .connection else { return [] }
        if case .command(let command) = last.request, command.verb == .starttls {
            return [
                SMTPAdvice(
                    .pipelining, "nothing may follow STARTTLS until the TLS handshake is done",
                    "RFC 3207 §4")
            ]
        }
        if !conversation.capabilities.contains("PIPELINING") {
            let names = unanswered.count == 1 ? last.name : "\(unanswered.count) commands"
            return [
                SMTPAdvice(
                    .pipelining, "PIPELINING is not offered: wait for the answer to \(names)",
                    "RFC 2920 §3.1")
            ]
        }
        guard case .command(let command) = last.request, !mayStandInside(command.verb) else {
            return []
        }
        return [
            SMTPAdvice(
                .pipelining, "\(last.name) is the last of its group: wait for its answer",
                "RFC 2920 §3.1")
        ]
    }

    /// Whether other commands may follow at once (RFC 2920 §3.1, RFC 3030 §2 for BDAT).
    private static func mayStandInside(_ verb: Verb) -> Bool {
        switch verb {
        case .mail, .rcpt, .rset, .send, .soml, .saml, .bdat: true
        case .ehlo, .helo, .lhlo, .data, .vrfy, .expn, .help, .noop, .quit, .starttls, .auth,
            .etrn, .atrn, .burl, .xclient, .xforward, .turn, .other:
            false
        }
    }

    /// Verbs nobody knows, with the nearest one that exists.
    static func wordAdvice(
        on command: Command, in conversation: Conversation
    ) -> [SMTPAdvice] {
        guard case .other(let word) = command.verb else { return [] }
        if word.isEmpty {
            let rest = command.text.drop { $0 == ASCII.space || $0 == 9 }
            return rest.isEmpty
                ? [SMTPAdvice(.emptyLine, "a line without a command", "RFC 5321 §4.1.1")]
                : [
                    SMTPAdvice(
                        .unknownVerb, "a blank in front of the verb", "RFC 5321 §4.1.1",
                        suggestion: Array(rest))
                ]
        }
        let name = word.text
        if conversation.capabilities.contains(name) || Reference.verb(name) != nil { return [] }
        let near = Spelling.nearest(to: name, among: Verb.all.map(\.name))
        let rest = command.text[word.count...]
        return [
            SMTPAdvice(
                .unknownVerb,
                "no server knows this verb" + (near.map { "; \($0) is the nearest one" } ?? ""),
                "RFC 5321 §4.1.1", suggestion: near.map { Array($0.utf8) + rest })
        ]
    }
}
