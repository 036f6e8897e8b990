/// A message the lab took responsibility for (RFC 5321 §4.2.5), and how it came.
package struct Letter: Hashable, Sendable {
    /// Counts from 1 within one lab; the reply to the dot names it.
    package var number: Int
    package var connection: Int
    /// The lab's time of arrival.
    package var at: Duration
    /// The reverse-path without brackets; empty for `<>`.
    package var sender: [UInt8]
    /// The forward-paths without brackets, in the order accepted. Not empty.
    package var recipients: [[UInt8]]
    /// As received, dots un-stuffed, line endings as they came, without the closing dot.
    package var content: [UInt8]
    package var isSecure: Bool
    /// Who logged in; nil where nobody did.
    package var user: String?
}
