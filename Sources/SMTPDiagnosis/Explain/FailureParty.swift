/// Whom a failure befell, as far as the log tells. Findings speak to the client of the session.
package enum FailureParty: String, Sendable {
    /// Who sends: the mail or the session is one's own.
    case sender
    /// A stranger that the server of the log refused.
    case stranger
    /// The mail system that wrote the log.
    case mailSystem = "mail-system"

    /// What stands in front of the finding's title. Usually empty.
    package var mark: String {
        switch self {
        case .sender: ""
        case .stranger: "refused a client: "
        case .mailSystem: "this server: "
        }
    }

    /// Who is who in the explanation, one sentence; nil where it speaks to the reader.
    package var remark: String? {
        switch self {
        case .sender: nil
        case .stranger:
            "The server that wrote this log gave the refusal: \"you\" is the client that it refused."
        case .mailSystem:
            "The mail system that wrote this log says so of itself: \"the server\" is this one."
        }
    }

    /// What tells the keys of one kind of failure apart that befell different ones.
    var salt: UInt64 {
        switch self {
        case .sender: 0
        case .stranger: 1
        case .mailSystem: 2
        }
    }
}
