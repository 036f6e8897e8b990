import SMTPCore
import SMTPTrace

/// What names stand for, beyond a line or a script: variables, and secrets with their hosts.
package struct ScriptNames: Sendable, Hashable {
    /// By name, without what is secret. A variable comes before a secret of the same name.
    var variables: [String: [UInt8]] = [:]
    var secrets: [String: [UInt8]] = [:]
    /// The secrets that others were worked out from, by the names of these.
    var origins: [String: [String]] = [:]
    /// The only host a secret may be sent to, in lower case; those without one are not in it.
    var hosts: [String: String] = [:]

    package init() {}

    /// Every name that has a value.
    package var all: Set<String> { Set(variables.keys).union(secrets.keys) }

    /// The names, sorted, with their values made visible; nil where the value is a secret.
    package var listed: [(name: String, value: String?)] {
        all.sorted().map { ($0, shown($0)) }
    }

    /// A value made visible, and not all of a long one; nil for a secret and for no value.
    package func shown(_ name: String) -> String? {
        guard let value = variables[name] else { return nil }
        var redactor = Redactor()
        for (name, secret) in secrets { redactor.know(secret, as: name) }
        return redactor.masked(VisibleText.of(value.prefix(200)))
    }

    /// Whether it is a secret that cannot be hidden wherever it occurs: too much would be.
    package func isTooShort(_ name: String) -> Bool {
        variables[name] == nil && secrets[name].map { $0.count < 4 } ?? false
    }

    /// Values of others take the place of those there are.
    package mutating func add(_ other: ScriptNames) {
        for (name, value) in other.variables { variables[name] = value }
        for (name, secret) in other.secrets {
            secrets[name] = secret
            variables[name] = other.variables[name]
            origins[name] = other.origins[name]
            hosts[name] = other.hosts[name]
        }
    }

    /// What named groups of a pattern found.
    package mutating func add(_ captures: [(name: String, value: [UInt8])]) {
        for capture in captures { variables[capture.name] = capture.value }
    }

    /// Takes a name's value away, so that it is asked for again.
    package mutating func forget(_ name: String) {
        variables[name] = nil
        secrets[name] = nil
        origins[name] = nil
        hosts[name] = nil
    }
}
