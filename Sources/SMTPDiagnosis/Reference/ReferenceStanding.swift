/// How much to rely on a keyword or a mechanism.
package enum ReferenceStanding: String, Sendable, Hashable, CaseIterable {
    /// A keyword in the IANA registry.
    case registered
    /// A keyword in the IANA registry that is obsolete.
    case old
    /// A keyword of one vendor, or one that no standard defines.
    case `private`
    /// Not a keyword at all: something on the path overwrote it.
    case damaged
    /// A mechanism that protects the secret by itself.
    case safe
    /// A mechanism that is fine inside TLS and readable without it.
    case tlsOnly = "tls-only"
    /// A mechanism not to rely on.
    case weak
    /// A mechanism that proves no identity.
    case open
}
