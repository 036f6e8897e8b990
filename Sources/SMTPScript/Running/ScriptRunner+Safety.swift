import SMTPCore

/// What is checked before octets leave.
extension ScriptRunner {
    /// Resets the connection in place of completing a message.
    mutating func holdBack(_ link: Int) {
        intents.append(.abort)
        links[link].state = .closed
        let section = result.sections.count - 1
        result.sections[section].reason = "stopped in front of the final dot: nothing was delivered"
        if result.sections[section].outcome == .passed {
            result.sections[section].outcome = .skipped
        }
        isSkipping = true
    }

    /// A secret goes only to the host it is for, or to the one the user named.
    func checkSecrets(_ link: Int) throws(RunFault) {
        guard !values.usedSecrets.isEmpty else { return }
        let host = links[link].host
        let own = defaultTarget?.literal.map { Link.host(of: $0.text) }
        for name in values.usedSecrets {
            let allowed = values.names.hosts[name] ?? own ?? host
            guard allowed == host else {
                throw RunFault(
                    "the secret `\(name)` is for \(allowed), not for \(host)",
                    help: "write `for \(host)` behind @secret if you agree", isOfScript: false)
            }
        }
    }
}
