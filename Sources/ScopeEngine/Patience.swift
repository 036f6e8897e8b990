import SMTPTrace

/// How long each thing is waited for.
package struct Patience: Hashable, Sendable {
    /// For each address.
    package var connect = Duration.seconds(30)
    package var greeting = Duration.seconds(300)
    package var handshake = Duration.seconds(30)
    /// For replies to commands; nil takes the values of RFC 5321 §4.5.3.2.
    package var reply: Duration?
    /// Whether a passed deadline ends the session, as in runs without a screen, or is only told.
    package var givesUp = false

    package init() {}

    /// How long a wait may take before it is overdue; nil where the system decides.
    package func limit(of wait: Wait) -> Duration? {
        switch wait {
        case .lookup: nil
        case .connect: connect
        case .greeting: greeting
        case .handshake: handshake
        case .reply(let verb): limit(forReplyTo: verb)
        }
    }

    /// How long the reply to a verb may take (RFC 5321 §4.5.3.2); "." is the end of a message.
    package func limit(forReplyTo verb: String) -> Duration {
        if let reply { return reply }
        switch verb {
        case "DATA": return .seconds(120)
        case ".", "BDAT": return .seconds(600)
        default: return .seconds(300)
        }
    }
}
