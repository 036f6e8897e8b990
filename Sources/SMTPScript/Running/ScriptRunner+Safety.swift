import SMTPCore

/// What is checked before octets leave.
extension ScriptRunner {
    /// Whether octets on their way would complete a message, in any reading of line endings.
    func completesMessage(_ octets: [UInt8], _ step: Step, on link: Int) -> Bool {
        if case .chunk = step.action { return true }
        guard links[link].isInContent else { return false }
        return Self.holdsDot(links[link].contentTail + octets)
    }

    /// As `completesMessage`, where DATA is on its way too.
    func finishesMessage(_ octets: [UInt8], _ step: Step) -> Bool {
        if case .chunk = step.action { return true }
        return Self.holdsDot([ASCII.lf] + octets)
    }

    static func holdsDot(_ octets: [UInt8]) -> Bool {
        func isBreak(_ octet: UInt8) -> Bool { octet == ASCII.lf || octet == ASCII.cr }
        return octets.indices.dropFirst().dropLast().contains { index in
            octets[index] == ASCII.dot && isBreak(octets[index - 1]) && isBreak(octets[index + 1])
        }
    }

    /// Resets the connection in place of completing a message.
    mutating func holdBack(_ link: Int) {
        intents.append(.abort)
        links[link].state = .closed
        result.sections[result.sections.count - 1].reason =
            "stopped in front of the final dot: nothing was delivered"
        isSkipping = true
    }

    /// A secret goes only to the host it is for, or to the one the user named.
    func checkSecrets(_ link: Int) throws(RunFault) {
        guard !values.usedSecrets.isEmpty else { return }
        let host = links[link].host
        let own = defaultTarget?.literal.map { Link.host(of: $0.text) }
        for name in values.usedSecrets {
            let secret = program.secrets.first { $0.name == name }
            let allowed = secret?.host ?? own ?? host
            guard allowed == host else {
                throw RunFault(
                    "the secret `\(name)` is for \(allowed), not for \(host)",
                    help: "write `for \(host)` behind @secret if you agree")
            }
        }
    }
}
