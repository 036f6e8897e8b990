import ArgumentParser
import ScopeApp

/// What holds where a person talks, or lines from standard input do.
struct TalkFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            none, implicit, or starttls: EHLO, STARTTLS and EHLO come first. Without it port 465 is \
            implicit and others wait for you.
            """, valueName: "mode"))
    var tls: String?

    @Option(
        help: ArgumentHelp(
            "What must hold, or the connection ends: off (show only), chain, full, or dane.",
            valueName: "demand"))
    var tlsVerify: String?

    @Option(
        help: ArgumentHelp(
            "The name that EHLO is completed with; without it this machine's full name or address.",
            valueName: "host"))
    var name: String?

    func apply(to plan: inout ConnectionPlan) {
        plan.tls = tls
        plan.verify = tlsVerify
        plan.hostName = name
    }

    /// Those that were given, as typed.
    var given: [String] {
        names(["--tls": tls != nil, "--tls-verify": tlsVerify != nil, "--name": name != nil])
    }
}
