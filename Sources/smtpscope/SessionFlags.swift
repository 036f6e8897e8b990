import ArgumentParser
import ScopeApp

/// What holds for every connection, wherever it leads and whoever talks: how TLS is spoken, how
/// long anything may take.
struct SessionFlags: ParsableArguments {
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

    func apply(to plan: inout ConnectionPlan) {
        plan.records = tlsa
        plan.oldest = tlsMin
        plan.newest = tlsMax
        plan.authorities = ca
        plan.serverName = sni
        plan.certificate = cert
        plan.key = key
        plan.timeout = timeout
    }

    /// Those that were given, as typed.
    var given: [String] {
        names([
            "--tlsa": !tlsa.isEmpty, "--tls-min": tlsMin != nil, "--tls-max": tlsMax != nil,
            "--ca": ca != nil, "--sni": sni != nil, "--cert": cert != nil, "--key": key != nil,
            "--timeout": timeout != nil,
        ])
    }
}
