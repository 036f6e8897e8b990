import ArgumentParser
import ScopeApp

/// How to connect; the same for the screen and for runs without one.
struct ConnectionFlags: ParsableArguments {
    @Flag(name: .customShort("4"), help: "Use IPv4 only.")
    var ipv4 = false

    @Flag(name: .customShort("6"), help: "Use IPv6 only.")
    var ipv6 = false

    @Option(help: ArgumentHelp("Connect from this local address.", valueName: "address"))
    var source: String?

    @Option(
        help: ArgumentHelp(
            "Talk to a program instead of a server, as in --pipe 'exim -bh 192.0.2.1'.",
            valueName: "command"))
    var pipe: String?

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
            "A TLSA record of the server, as in \"3 1 1 0b9f…\"; may be repeated.",
            valueName: "record"))
    var tlsa: [String] = []

    @Option(help: ArgumentHelp("Oldest TLS version to offer: 1.0 to 1.3.", valueName: "version"))
    var tlsMin: String?

    @Option(help: ArgumentHelp("Newest TLS version to offer: 1.0 to 1.3.", valueName: "version"))
    var tlsMax: String?

    @Option(help: ArgumentHelp("Trust the certificates of this file too.", valueName: "file"))
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "Ask for this server name (SNI) and check the certificate against it; 'off' sends none.",
            valueName: "name"))
    var sni: String?

    @Option(help: ArgumentHelp("Client certificate (PEM).", valueName: "file"))
    var cert: String?

    @Option(help: ArgumentHelp("Key of the client certificate (PEM).", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("Seconds to wait for anything.", valueName: "seconds"))
    var timeout: Double?

    @Option(
        help: ArgumentHelp(
            "The name that EHLO is completed with; without it this machine's full name or address.",
            valueName: "host"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Record to this file; without it, to the newest of the last 200 in the state folder.",
            valueName: "file"))
    var record: String?

    @Flag(help: "Replace the recording that --record names, if it is there.")
    var replace = false

    func validate() throws {
        if ipv4 && ipv6 { throw ValidationError("-4 and -6 exclude each other.") }
        if let problem = plan.problem { throw ValidationError(problem) }
    }

    var plan: ConnectionPlan {
        var plan = ConnectionPlan(
            family: ipv4 ? 4 : ipv6 ? 6 : nil, source: source, pipe: pipe, tls: tls,
            verify: tlsVerify, oldest: tlsMin, newest: tlsMax, authorities: ca, serverName: sni,
            certificate: cert, key: key, timeout: timeout, hostName: name,
            record: record)
        plan.records = tlsa
        plan.replacesRecording = replace
        return plan
    }
}
