/// Turns rows into rules and gives every distinct item a term.
struct RuleCompiler {
    private(set) var rules: [Rule] = []
    private(set) var faults: [String] = []
    /// Every distinct phrase.
    private(set) var phrases: [Phrase] = []
    /// Of each phrase: the terms it stands for, lowest first.
    private(set) var phraseTerms: [[UInt16]] = []
    private var numbers: [Phrase: Int] = [:]
    /// Phrases of each concept, by their index.
    private var concepts: [String: [Int]] = [:]
    private var references: [String: [String]] = [:]
    private var terms: [RulePattern.Item: UInt16] = [:]

    var termCount: Int { terms.count }

    /// Columns: concept, phrases (separated by `|`, another concept in braces), source, date.
    /// A concept may have rows in several tables.
    init(_ tables: [KnowledgeTable]) {
        for table in tables {
            for row in table.rows { addConcept(row, of: table) }
        }
    }

    private mutating func addConcept(_ row: KnowledgeTable.Row, of table: KnowledgeTable) {
        let name = row.text(0)
        var own = concepts[name, default: []]
        for choice in row[1].split(separator: UInt8(ascii: "|")).map(RulePattern.trim) {
            if choice.first == UInt8(ascii: "{") {
                references[name, default: []].append(choice.dropFirst().dropLast().text)
            } else if !choice.isEmpty {
                own += number(of: Phrase(choice), table, row)
            }
        }
        concepts[name] = own
    }

    /// The phrase's index, or nothing for an empty one, which is a fault.
    private mutating func number(
        of phrase: Phrase, _ table: KnowledgeTable, _ row: KnowledgeTable.Row
    ) -> [Int] {
        if phrase.symbols.isEmpty {
            fault(table, row, "an empty phrase")
            return []
        }
        if let known = numbers[phrase] { return [known] }
        numbers[phrase] = phrases.count
        phrases.append(phrase)
        phraseTerms.append([])
        return [phrases.count - 1]
    }

    /// All phrases of a concept, with those of the concepts it names; nil for an unknown name.
    private func phrases(of concept: String, depth: Int = 0) -> [Int]? {
        guard let own = concepts[concept], depth < 4 else { return nil }
        return own + (references[concept] ?? []).flatMap { phrases(of: $0, depth: depth + 1) ?? [] }
    }

    /// Columns: rank, category, id, code, enhanced, pattern, perhaps page, then source and date.
    mutating func add(_ row: KnowledgeTable.Row, of table: KnowledgeTable) {
        guard let rank = Int(row.text(0)), let category = Category(rawValue: row.text(1)) else {
            return fault(table, row, "no rank or category")
        }
        let codes = row.text(3).split(separator: "|").map { CodePattern($0) }
        let enhanced = row.text(4).split(separator: "|").map { EnhancedPattern($0) }
        if codes.contains(nil) || enhanced.contains(nil) { fault(table, row, "bad code") }
        let pattern = RulePattern(row[5])
        if pattern.clauses.isEmpty, codes.isEmpty, enhanced.isEmpty { fault(table, row, "empty") }
        var rule = Rule(
            name: "\(table.name):\(row.line)", category: category,
            id: row.text(2).isEmpty ? category.rawValue : row.text(2), rank: rank, specificity: 0,
            codes: codes.compactMap(\.self), enhanced: enhanced.compactMap(\.self), required: [],
            clauses: [], pattern: row.text(5), page: table.column("page").map(row.text) ?? "",
            source: table.column("source").map(row.text) ?? "")
        for clause in pattern.clauses {
            let terms = clause.items.map { term(of: $0, table, row) }
            if !clause.isNegative { rule.required += terms }
            if clause.isNegative || terms.count > 1 {
                rule.clauses.append(
                    .init(isNegative: clause.isNegative, terms: terms, links: clause.links))
            }
        }
        rule.required = Array(Set(rule.required)).sorted()
        rule.specificity =
            4 * rule.required.count + (rule.enhanced.isEmpty ? 0 : 3)
            + (rule.codes.isEmpty ? 0 : 2) + rule.clauses.count
        if rule.required.isEmpty, rule.codes.isEmpty, rule.enhanced.isEmpty {
            fault(table, row, "only negations")
        }
        rules.append(rule)
    }

    private mutating func term(
        of item: RulePattern.Item, _ table: KnowledgeTable, _ row: KnowledgeTable.Row
    ) -> UInt16 {
        if let known = terms[item] { return known }
        let term = UInt16(terms.count)
        terms[item] = term
        var found = item.phrases.flatMap { number(of: $0, table, row) }
        for name in item.concepts {
            let known = phrases(of: name)
            if known == nil { fault(table, row, "no concept \(name)") }
            found += known ?? []
        }
        if found.isEmpty { fault(table, row, "an item without phrases") }
        for phrase in found where phraseTerms[phrase].last != term {
            phraseTerms[phrase].append(term)
        }
        return term
    }

    private mutating func fault(
        _ table: KnowledgeTable, _ row: KnowledgeTable.Row, _ reason: String
    ) {
        faults.append("\(table.name):\(row.line): \(reason)")
    }
}
