/// Domains of which it is known who serves them: nobody, or a provider's own servers only.
struct HostedDomains: Sendable {
    /// Who takes mail for a domain.
    struct Home: Sendable, Hashable {
        /// The domain, without a dot in front, in lower case.
        var domain: String
        /// Host names end with one of these; empty where nobody serves it.
        var servers: [String]

        /// Whether a host of this name, in lower case, may serve the domain.
        func isServer(_ host: String) -> Bool {
            (servers + [domain]).contains { host == $0 || host.hasSuffix("." + $0) }
        }
    }

    let homes: [String: Home]

    init(_ tables: [KnowledgeTable]) {
        let rows = tables.flatMap(\.rows).map { row in
            Home(
                domain: row.text(0),
                servers: row.text(1).split(separator: "|").map(String.init))
        }
        homes = Dictionary(rows.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil where it is not known who serves a domain, as for nearly all.
    func home(of domain: String) -> Home? {
        var rest = domain.lowercased()[...]
        while !rest.isEmpty {
            if let home = homes[String(rest)] {
                // A provider's own domain is meant exactly, a reserved one with all below it.
                return home.servers.isEmpty || rest.count == domain.count ? home : nil
            }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
        return nil
    }
}
