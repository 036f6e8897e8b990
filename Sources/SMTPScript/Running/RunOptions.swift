import SMTPCore
import SMTPTrace

/// What a run is given from outside.
package struct RunOptions: Sendable {
    /// A reply to be diagnosed, with what led to it.
    package struct DiagnosedReply: Sendable {
        package var reply: Reply
        /// The line that was answered, CR LF included; empty for the greeting.
        package var command: [UInt8]
        package var isSecure: Bool
    }

    /// Ids of categories and findings that fit a reply, the best first.
    package typealias Diagnose = @Sendable (DiagnosedReply) -> [String]

    /// Where `@connect` without a host goes; overrules `@server` and `@lab`.
    package var target: String?
    /// Overrule `@var` and answer `@ask`.
    package var variables: [String: [UInt8]] = [:]
    /// Values of `@secret`, as far as they could be had.
    package var secrets: [String: [UInt8]] = [:]
    /// `${date}`, as RFC 5322 §3.3 writes it.
    package var date = "Thu, 01 Jan 1970 00:00:00 +0000"
    /// For `${uuid}` and `random()`.
    package var seed: UInt64 = 1
    /// Whether somebody can answer.
    package var isInteractive = false
    /// Whether every step waits for `resume`.
    package var isStepping = false
    /// Without it no message is ever completed: the connection is reset instead.
    package var deliversMessages = true
    /// Ends the run where this section begins.
    package var until: String?
    /// How long an event may take where the script does not say.
    package var timeout = Duration.seconds(30)
    /// Which of `lab`, `dns` and `ipv6` there are, for `@requires`.
    package var provides: Set<String> = ["dns", "ipv6"]
    /// Hosts that `@connect` may name; nil allows all.
    package var agreedHosts: Set<String>?
    package var diagnose: Diagnose = { _ in [] }

    package init() {}
}
