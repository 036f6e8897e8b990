/// One mail transaction (RFC 5321 §3.3).
struct Envelope: Hashable, Sendable {
    /// The reverse-path; empty for `<>`.
    var sender: [UInt8]
    /// Whether SMTPUTF8 was asked for (RFC 6531 §3.4).
    var allowsUTF8 = false
    /// In the order accepted. May be empty.
    var recipients: [[UInt8]] = []
}
