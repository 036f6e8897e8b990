import SMTPCore

extension Conversation {
    /// Whether a capability of X letters only stands where STARTTLS should, as firewalls write over
    /// it; `XCLIENT` is none.
    package var hidesSTARTTLS: Bool {
        guard !isSecure, !capabilities.contains("STARTTLS") else { return false }
        return capabilities.keywords.contains { keyword in
            let name = Array(keyword.name.utf8)
            let body = name.last == UInt8(ascii: "A") ? name.dropLast() : name[...]
            return body.count >= 5 && body.allSatisfy { $0 == UInt8(ascii: "X") }
        }
    }
}
