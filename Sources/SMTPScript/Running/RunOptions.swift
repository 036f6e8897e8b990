/// What a run is given from outside.
package struct RunOptions: Sendable {
    /// Where `@connect` without a host goes; overrules `@server` and `@lab`.
    package var target: String?
    /// Whether TLS is spoken there from the first octet, where the script does not say; nil: as
    /// the target says.
    package var implicitTLS: Bool?
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
    /// Where the script's files are, with a slash at its end; empty for the folder we are in.
    package var folder = ""
    /// How many connections others asked for before: facts of these are none of the script's.
    package var connectionsBefore = 0
    /// Which of `lab`, `dns` and `ipv6` there are, for `@requires`.
    package var provides: Set<String> = ["dns", "ipv6"]
    /// Hosts that `@connect` may name; nil allows all.
    package var agreedHosts: Set<String>?
    /// Says what happened and what to try; nil where nobody can.
    package var investigation: (any Investigation)?

    package init() {}
}
