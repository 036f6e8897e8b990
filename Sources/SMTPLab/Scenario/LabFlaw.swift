/// A mistake of the server itself, which no rule on replies can express.
package enum LabFlaw: String, Hashable, Sendable, CaseIterable {
    /// Takes letters for strangers from anybody.
    case openRelay = "open-relay"
    /// Lets a lone LF end a line of content, and so the message (RFC 5321 §4.1.1.4).
    case smuggling
    /// Carries what stood behind STARTTLS in the clear into TLS (RFC 3207 §4.2).
    case starttlsInjection = "starttls-injection"
    /// Takes passwords in the clear (RFC 4954 §4).
    case cleartextAuth = "cleartext-auth"
}
