/// How much of a recording is hidden. Each level hides what those before it hide.
package enum RedactionLevel: String, CaseIterable, Sendable {
    /// Secrets of AUTH; always, and already when it is recorded.
    case auth
    /// Mail addresses and domains are renamed, one to one.
    case addresses
    /// Of message content only header names, size and digest stay.
    case body
    /// IP addresses, host and user names, paths and certificates too.
    case share

    package var hidesContent: Bool { self == .body || self == .share }
}
