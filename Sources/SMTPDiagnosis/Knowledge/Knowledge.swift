import CEmbedded

/// Everything the diagnosis knows, read from the embedded tables when it is first asked for.
enum Knowledge {
    static let rules = RuleBook(concepts: tables(for: "phrases"), tables: tables(for: "rules"))
    static let domains = HostedDomains(tables(for: "domains"))
    static let findings = FindingBook(
        findings: tables(for: "findings"), steps: tables(for: "steps"))

    static func readAll() { _ = (rules, domains, findings) }

    /// The tables of a group, in the order of precedence.
    static func tables(for group: String) -> [KnowledgeTable] {
        (0..<embedded_diagnosis_count()).filter {
            String(cString: embedded_diagnosis_group($0)) == group
        }.map { index in
            let file = embedded_diagnosis_file(index)
            return KnowledgeTable(
                name: String(cString: embedded_diagnosis_name(index)),
                bytes: UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
        }
    }
}
