import CEmbedded

/// The enhanced status codes (RFC 3463, RFC 5248 and the IANA registry).
struct EnhancedRegistry {
    /// Every row in file order, named as in the file: `X.1.1`, `4.7.1`, `X.7`, `5`.
    let entries: [ReferenceEntry]
    private var codes: [Key: ReferenceEntry] = [:]
    /// Rows for a subject (`X.7`), a class (`5`) or a range (`5.7.606-649`).
    private var patterns: [String: ReferenceEntry] = [:]

    /// A code; class 0 stands for the row of every class.
    private struct Key: Hashable {
        var status: Int
        var subject: Int
        var detail: Int
    }

    init() {
        entries = RegistryTable(embedded_registry_enhanced_codes()).entries(namedBy: "code")
        for entry in entries {
            let parts = entry.name.split(separator: ".")
            guard parts.count == 3, let subject = Int(parts[1]) else {
                patterns[entry.name] = entry
                continue
            }
            if Int(parts[2]) == nil { patterns[entry.name] = entry }
            let bounds = parts[2].split(separator: "-").compactMap { Int($0) }
            guard let first = bounds.first, let last = bounds.last, first <= last else { continue }
            for detail in first...last {
                let key = Key(status: Int(parts[0]) ?? 0, subject: subject, detail: detail)
                codes[key] = entry
            }
        }
    }

    /// The most specific row: this code, this code in every class, its subject. Nil unless the
    /// class is 2, 4 or 5.
    func entry(class status: Int, subject: Int, detail: Int) -> ReferenceEntry? {
        guard let ofClass = patterns["\(status)"] else { return nil }
        let exact =
            codes[Key(status: status, subject: subject, detail: detail)]
            ?? codes[Key(status: 0, subject: subject, detail: detail)]
        guard var entry = exact else { return patterns["X.\(subject)"] ?? ofClass }
        entry.name = "\(status).\(subject).\(detail)"
        return entry
    }

    /// What is known about `5.7.26`, `X.7.26`, `X.7`, `5.7` or `5`: the code, then its subject and class.
    func entries(for word: String) -> [ReferenceEntry] {
        if let entry = patterns[word.uppercased()] { return [entry] }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, let status = parts[0].decimal, let subject = parts[1].decimal,
            let ofClass = patterns["\(status)"], let ofSubject = patterns["X.\(subject)"]
        {
            return [ofSubject, ofClass]
        }
        guard parts.count == 3, let subject = parts[1].decimal, let detail = parts[2].decimal
        else { return [] }
        if parts[0] == "X" || parts[0] == "x" {
            return entries.filter { entry in
                let own = entry.name.split(separator: ".")
                return own.count == 3 && own[1...] == parts[1...]
            }
        }
        guard let status = parts[0].decimal, let ofClass = patterns["\(status)"],
            let exact = entry(class: status, subject: subject, detail: detail)
        else { return [] }
        var found = [exact]
        for entry in [patterns["X.\(subject)"], ofClass].compactMap({ $0 })
        where !found.contains(entry) {
            found.append(entry)
        }
        return found
    }
}
