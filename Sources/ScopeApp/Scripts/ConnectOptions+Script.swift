import SMTPScript
import SMTPTrace
import ScopeEngine

extension ConnectOptions {
    /// The runner judges certificates and times itself, so that the engine only reports them.
    func scripted(
        _ connection: ScriptConnection, _ endpoint: Endpoint
    ) -> ConnectOptions {
        var options = self
        options.verify = .off
        options.shakesHandsWhenGranted = false
        options.tls =
            connection.implicitTLS != nil || endpoint.wantsImplicitTLS
            ? .implicit : ConnectOptions.TLSMode.none
        if let family = connection.family { options.family = family == 4 ? .ipv4 : .ipv6 }
        if let source = connection.source { options.source = source }
        guard let tls = connection.laterTLS else { return options }
        if let name = tls.serverName { options.serverName = name == "off" ? .off : .fixed(name) }
        if let oldest = tls.minimum.flatMap(ConnectOptions.TLSVersion.init) {
            options.oldest = oldest
        }
        if let newest = tls.maximum.flatMap(ConnectOptions.TLSVersion.init) {
            options.newest = newest
        }
        options.ciphers = tls.ciphers ?? options.ciphers
        options.certificate = tls.certificate ?? options.certificate
        options.key = tls.key ?? options.key
        return options
    }
}
