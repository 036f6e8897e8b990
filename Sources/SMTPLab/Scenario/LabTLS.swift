/// How the lab's server speaks TLS.
package struct LabTLS: Hashable, Sendable {
    package enum Version: String, Hashable, Sendable, CaseIterable, Comparable {
        case tls10 = "1.0"
        case tls11 = "1.1"
        case tls12 = "1.2"
        case tls13 = "1.3"

        package static func < (one: Version, other: Version) -> Bool {
            one.rawValue < other.rawValue
        }
    }

    package var minimum = Version.tls12
    package var maximum = Version.tls13
    /// TLS from the first octet, as on port 465 (RFC 8314 §3.3), instead of STARTTLS.
    package var isImplicit = false

    package init() {}
}
