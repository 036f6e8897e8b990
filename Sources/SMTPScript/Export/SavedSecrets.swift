/// The secrets a session's script needs, and the hosts they are for.
struct SavedSecrets {
    /// In the order they are first sent.
    private var names: [String] = []
    /// Where each is sent to; nil is the host of the run.
    private var hosts: [String: Set<String?>] = [:]

    mutating func note(_ name: String, sentTo host: String?) {
        if hosts[name] == nil { names.append(name) }
        hosts[name, default: []].insert(host)
    }

    /// Those of which a script can tell one host only.
    var doubts: Int { hosts.values.count { $0.count > 1 } }

    /// A secret of the run's host is not tied to it, so that the script may go to another server.
    var declarations: [ScriptNode] {
        names.flatMap { name -> [ScriptNode] in
            let hosts = hosts[name] ?? []
            let secret = Secret(
                name: name, sources: [.environment("SMTP_\(name.uppercased())"), .prompt],
                host: hosts.count == 1 ? hosts.first ?? nil : nil)
            let order = Order(action: .secret(secret), place: ScriptExport.place)
            let doubts = hosts.count > 1 ? [SavedDoubt.severalHosts(name).comment] : []
            return doubts + [.order(order)]
        }
    }
}
