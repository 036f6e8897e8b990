import SMTPTrace

/// Secrets that were given at the prompt or to scripts. They are only looked for.
struct KnownSecrets: Sendable {
    private var redactor = Redactor()
    private var isEmpty = true

    mutating func add(_ secret: [UInt8]) {
        redactor.know(secret, as: "secret")
        isEmpty = false
    }

    /// Whether one of them stands in a line, as it is or in base64.
    func knows(_ line: [UInt8]) -> Bool {
        guard !isEmpty else { return false }
        let text = String(decoding: line, as: UTF8.self)
        return redactor.masked(text) != text
    }
}
