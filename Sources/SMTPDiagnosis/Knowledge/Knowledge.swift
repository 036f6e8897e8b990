import CEmbedded

/// Everything the diagnosis knows, read from the embedded tables when it is first asked for.
enum Knowledge {
    static let rules = RuleBook(
        concepts: [
            table("concepts", embedded_diagnosis_concepts()),
            table("languages", embedded_diagnosis_languages()),
        ],
        tables: [
            table("providers", embedded_diagnosis_providers()),
            table("servers", embedded_diagnosis_servers()),
            table("blocklists", embedded_diagnosis_blocklists()),
            table("wording", embedded_diagnosis_wording()),
            table("codes", embedded_diagnosis_codes()),
        ])

    static let domains = HostedDomains(table("domains", embedded_diagnosis_domains()))

    static let findings = FindingBook(
        findings: table("findings", embedded_diagnosis_findings()),
        steps: table("steps", embedded_diagnosis_steps()))

    static func table(_ name: String, _ file: embedded_bytes) -> KnowledgeTable {
        KnowledgeTable(
            name: name, bytes: UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
    }
}
