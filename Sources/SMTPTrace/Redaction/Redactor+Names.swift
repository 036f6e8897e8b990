import SMTPCore

extension Redactor {
    /// What a value that is known as secret is shown as, without brackets; also where it is too
    /// short to be hidden anywhere but in AUTH. Nil where it is empty.
    package func knownName(of secret: [UInt8]) -> String? {
        guard !secret.isEmpty else { return nil }
        var copy = self
        let line = Array("AUTH PLAIN ".utf8) + Base64.encode([0, 0] + secret) + ASCII.crlf
        return copy.sent(line, part: .authentication).hidden.first
    }
}
