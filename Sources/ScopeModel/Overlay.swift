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

    package var label: String {
        switch self {
        case .password(_, let user): "password for \(user)>"
        }
    }
}

/// A box above everything; it takes all keys.
package enum Popup: Hashable, Sendable {
    case page(Page)
    case paste(PasteBuffer)
    case quit
    /// What to do about something that takes long.
    case waiting

    package var page: Page? {
        if case .page(let page) = self { page } else { nil }
    }
}

/// What the server asks for in an AUTH exchange that is answered by hand.
package struct Challenge: Hashable, Sendable {
    /// `user`, `password` or `response`.
    package var asks: String
    package var isSecret: Bool
    /// Whether what is typed is sent as base64, or as it stands.
    package var isEncoded = true
    /// The user of PLAIN, whose password is asked for next.
    package var plainUser: [UInt8]?
    package var isPlain = false

    package var label: String {
        let manner =
            isPlain && isEncoded
            ? plainUser == nil ? "" : " (both sent as base64)"
            : isEncoded ? " (sent as base64)" : " (sent as typed)"
        return (isEncoded ? asks : "response") + manner + ">"
    }
}
