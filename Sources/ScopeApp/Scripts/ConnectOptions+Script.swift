import SMTPScript
import ScopeEngine

extension ConnectOptions {
    /// As a script connects. Its runner times replies itself and says when to shake hands.
    func scripted(_ connection: ScriptConnection) -> ConnectOptions {
        var options = connection.implicitTLS.map(scripted) ?? self
        options.shakesHandsWhenGranted = false
        options.tls = connection.implicitTLS == nil ? ConnectOptions.TLSMode.none : .implicit
        if let family = connection.family { options.family = family == 4 ? .ipv4 : .ipv6 }
        if let source = connection.source { options.source = source }
        if let seed = connection.seed { options.seed = seed }
        return options
    }

    /// As a person shakes hands who asked for this: what does not hold ends the connection.
    func demanding(_ tls: ScriptTLS) -> ConnectOptions {
        var options = scripted(tls)
        options.verify =
            switch tls.verification {
            case .full: .full
            case .chain: .chain
            case .dane: .dane
            case .none: .off
            }
        return options
    }

    /// As a script shakes hands. Its runner judges the certificate, so that it is only reported.
    func scripted(_ tls: ScriptTLS) -> ConnectOptions {
        var options = self
        options.verify = .off
        if let name = tls.serverName { options.serverName = name == "off" ? .off : .fixed(name) }
        if let oldest = tls.minimum.flatMap(ConnectOptions.TLSVersion.init) {
            options.oldest = oldest
        }
        if let newest = tls.maximum.flatMap(ConnectOptions.TLSVersion.init) {
            options.newest = newest
        }
        options.applicationProtocols = tls.applicationProtocols
        if !tls.records.isEmpty { options.records = tls.records }
        options.ciphers = tls.ciphers ?? options.ciphers
        options.certificate = tls.certificate ?? options.certificate
        options.key = tls.key ?? options.key
        return options
    }
}
