import ArgumentParser
import ScopeApp

/// Which way leads to a host.
struct RouteFlags: ParsableArguments {
    @Flag(name: .customShort("4"), help: "Use IPv4 only.")
    var ipv4 = false

    @Flag(name: .customShort("6"), help: "Use IPv6 only.")
    var ipv6 = false

    @Option(help: ArgumentHelp("Connect from this local address.", valueName: "address"))
    var source: String?

    func validate() throws {
        if ipv4 && ipv6 { throw ValidationError("-4 and -6 exclude each other.") }
    }

    func apply(to plan: inout ConnectionPlan) {
        plan.family = ipv4 ? 4 : ipv6 ? 6 : nil
        plan.source = source
    }
}
