/// What a failure is about: one of forty kinds, each with its own next steps.
package enum Category: String, Sendable, Hashable, CaseIterable {
    case mailboxUnknown = "mailbox-unknown"
    case mailboxFull = "mailbox-full"
    case mailboxDisabled = "mailbox-disabled"
    case recipientRestricted = "recipient-restricted"
    case domainNotFound = "domain-not-found"
    case networkFailure = "network-failure"
    case routingLoop = "routing-loop"
    case expired
    case relayDenied = "relay-denied"
    case authRequired = "auth-required"
    case authFailed = "auth-failed"
    case authMechanism = "auth-mechanism"
    case sendAsDenied = "send-as-denied"
    case tlsRequired = "tls-required"
    case tlsFailed = "tls-failed"
    case senderRejected = "sender-rejected"
    case spfFail = "spf-fail"
    case dkimFail = "dkim-fail"
    case dmarcFail = "dmarc-fail"
    case unauthenticated
    case ptrMissing = "ptr-missing"
    case heloRejected = "helo-rejected"
    case ipBlocklisted = "ip-blocklisted"
    case domainBlocklisted = "domain-blocklisted"
    case policy
    case contentSpam = "content-spam"
    case virus
    case messageFormat = "message-format"
    case messageTooLarge = "message-too-large"
    case greylisted
    case rateLimited = "rate-limited"
    case tooManyConnections = "too-many-connections"
    case tooManyRecipients = "too-many-recipients"
    case errorLimit = "error-limit"
    case serverTrouble = "server-trouble"
    case serverStorage = "server-storage"
    case syntaxError = "syntax-error"
    case commandUnsupported = "command-unsupported"
    case badSequence = "bad-sequence"
    case smtputf8Unsupported = "smtputf8-unsupported"

    /// The nine fields that the categories belong to.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        case recipient, routing, access, identity, reputation
        case content, limits, server, `protocol`
    }

    package var group: Group {
        switch self {
        case .mailboxUnknown, .mailboxFull, .mailboxDisabled, .recipientRestricted: .recipient
        case .domainNotFound, .networkFailure, .routingLoop, .expired: .routing
        case .relayDenied, .authRequired, .authFailed, .authMechanism, .sendAsDenied,
            .tlsRequired, .tlsFailed:
            .access
        case .senderRejected, .spfFail, .dkimFail, .dmarcFail, .unauthenticated, .ptrMissing,
            .heloRejected:
            .identity
        case .ipBlocklisted, .domainBlocklisted, .policy: .reputation
        case .contentSpam, .virus, .messageFormat, .messageTooLarge: .content
        case .greylisted, .rateLimited, .tooManyConnections, .tooManyRecipients, .errorLimit:
            .limits
        case .serverTrouble, .serverStorage: .server
        case .syntaxError, .commandUnsupported, .badSequence, .smtputf8Unsupported: .protocol
        }
    }
}
