import CEmbedded

/// The ports of mail, by number and by the name that a service has there.
struct PortRegistry {
    /// Every row in file order.
    let entries: [ReferenceEntry]
    private let byName: [String: Int]

    init() {
        let table = RegistryTable(embedded_registry_ports())
        let rows = table.rows.map { $0.first ?? "" }
        let services = table.columns.firstIndex(of: "services")
        var byName: [String: Int] = [:]
        for (place, name) in rows.enumerated() {
            byName[name] = place
            let cell = services.map { table.rows[place][$0] } ?? ""
            for service in cell.split(separator: ",") { byName[String(service)] = place }
        }
        entries = table.entries(namedBy: "name")
        self.byName = byName
    }

    /// `587`, or `submission` in any case.
    subscript(name: String) -> ReferenceEntry? { byName[name.lowercased()].map { entries[$0] } }
}
