import CEmbedded

/// The parameters of MAIL and RCPT (RFC 5321 §4.1.1.11).
struct ParameterRegistry {
    /// Every row in file order.
    let entries: [ReferenceEntry]
    private var byName: [Key: ReferenceEntry] = [:]

    private struct Key: Hashable {
        var name: CaselessName
        var verb: CaselessName
    }

    init() {
        entries = RegistryTable(embedded_registry_parameters()).entries(namedBy: "name")
        for entry in entries {
            for verb in entry.verbs {
                byName[Key(name: CaselessName(entry.name), verb: CaselessName(verb))] = entry
            }
        }
    }

    func entry(_ name: String, of verb: String) -> ReferenceEntry? {
        byName[Key(name: CaselessName(name), verb: CaselessName(verb))]
    }

    /// The rows of this name, whatever verb they belong to.
    func entries(for name: String) -> [ReferenceEntry] {
        entries.filter { CaselessName($0.name) == CaselessName(name) }
    }
}
