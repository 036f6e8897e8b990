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

    /// Whether what is typed is hidden: a secret, or base64 that may hold one.
    var isMasked: Bool { isSecret || !isEncoded }

    /// From base64 made here to the line as typed, or back; PLAIN begins with its user again.
    mutating func toggleEncoding() {
        isEncoded.toggle()
        guard isPlain else { return }
        plainUser = nil
        asks = "user"
        isSecret = false
    }

    /// The user of PLAIN is known: the password comes next.
    mutating func take(user: [UInt8]) {
        plainUser = user
        asks = "password"
        isSecret = true
    }

    package var label: String {
        let manner =
            isPlain && isEncoded
            ? plainUser == nil ? "" : " (both sent as base64)"
            : isEncoded ? " (sent as base64)" : " (sent as typed)"
        return (isEncoded ? asks : "response") + manner + ">"
    }
}
