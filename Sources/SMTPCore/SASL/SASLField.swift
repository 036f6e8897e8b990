/// One part of a SASL message with its meaning, as decoded from the wire.
package struct SASLField: Hashable, Sendable {
    /// Short and in lower case, such as `user`, `password`, `nonce`. Never empty.
    package var name: String
    /// The part itself, decoded, any octets. May be empty.
    package var value: [UInt8]
    /// Whether the value is a secret, or lets somebody guess one off line.
    package var isSecret: Bool
    /// One plain sentence without a full stop: what the part is, or what is wrong with it.
    package var meaning: String

    package init(
        _ name: String, _ value: some Collection<UInt8>, isSecret: Bool = false, _ meaning: String
    ) {
        self.name = name
        self.value = Array(value)
        self.isSecret = isSecret
        self.meaning = meaning
    }
}
