import SMTPCore

/// What the input line is for while it is not for SMTP.
package enum Overlay: Hashable, Sendable {
    /// Behind `:`.
    case command(CommandInput)
    /// Behind `/`.
    case search(LineEditor)
    /// Something that is never shown.
    case secret(SecretRequest, LineEditor)
}

/// What a secret is asked for.
package enum SecretRequest: Hashable, Sendable {
    case password(mechanism: String, user: String)
    /// `@secret` and `@ask` of a script.
    case script(name: String, question: String)

    package var label: String {
        switch self {
        case .script(_, let question): question + ">"
        case .password(_, let user): "password for \(user)>"
        }
    }
}
