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
