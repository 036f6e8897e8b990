/// All rules, compiled: the search for their phrases, and an index from phrase to rules.
///
/// A *term* is what a rule asks for: one phrase, a concept, or a choice of several.
struct RuleBook: Sendable {
    struct Limits: Sendable {
        var hasCodes: Bool
        /// Whether not every code from the lowest to the highest is meant.
        var hasManyCodes: Bool
        var hasEnhanced: Bool
        var hasClauses: Bool
        /// The lowest and the highest code it is limited to.
        var lowest: UInt16
        var highest: UInt16
    }

    /// Best first: by rank, then specificity, then the tables' order.
    let rules: [Rule]
    let phrases: PhraseSearch
    let termCount: Int
    /// Of each phrase, by its id: the terms it stands for.
    let phraseTerms: PackedLists
    /// Of each phrase: rules to try when it is found, best first. A rule stands below the phrases of
    /// one of its terms only, the one that is met least.
    let tried: PackedLists
    /// Of each rule: the terms it needs.
    let required: PackedLists
    /// What a rule checks beyond the presence of its terms.
    let limits: [Limits]
    /// Rules without words, best first.
    let codeRules: [UInt16]
    /// Rows that could not be read, as `table:line: reason`. Empty in a program that passed its tests.
    let faults: [String]

    init(concepts: [KnowledgeTable], tables: [KnowledgeTable]) {
        var compiler = RuleCompiler(concepts)
        for table in tables { for row in table.rows { compiler.add(row, of: table) } }
        faults = compiler.faults
        termCount = compiler.termCount
        let rules = Self.bestFirst(compiler.rules)
        self.rules = rules
        let order = PhraseSearch.order(of: compiler.phrases)
        let phrases = order.map { compiler.phrases[$0] }
        let terms = order.map { compiler.phraseTerms[$0] }
        self.phrases = PhraseSearch(phrases)
        phraseTerms = PackedLists(terms)
        let tried = Self.rulesByTerm(rules, Self.frequencies(phrases, terms, termCount))
        self.tried = PackedLists(terms.map { Set($0.flatMap { tried[Int($0)] }).sorted() })
        required = PackedLists(rules.map(\.required))
        limits = rules.map(Limits.init)
        codeRules = rules.indices.filter { !rules[$0].isWorded }.map { UInt16($0) }
    }

    private static func bestFirst(_ rules: [Rule]) -> [Rule] {
        rules.indices.sorted {
            (-rules[$0].rank, -rules[$0].specificity, $0)
                < (-rules[$1].rank, -rules[$1].specificity, $1)
        }.map { rules[$0] }
    }

    /// How often each term is met, roughly and in no unit: short phrases are met more often.
    private static func frequencies(
        _ phrases: [Phrase], _ terms: [[UInt16]], _ termCount: Int
    ) -> [Double] {
        var frequencies = [Double](repeating: 0, count: termCount)
        for (phrase, terms) in zip(phrases, terms) {
            let frequency = 1 / Double(1 << min(phrase.symbols.count, 30))
            for term in terms { frequencies[Int(term)] += frequency }
        }
        return frequencies
    }

    /// Each rule below the one of its terms that is met least.
    private static func rulesByTerm(_ rules: [Rule], _ frequencies: [Double]) -> [[UInt16]] {
        var tried = [[UInt16]](repeating: [], count: frequencies.count)
        for (number, rule) in rules.enumerated() {
            let rarest = rule.required.min { frequencies[Int($0)] < frequencies[Int($1)] }
            if let rarest { tried[Int(rarest)].append(UInt16(number)) }
        }
        return tried
    }
}

extension RuleBook.Limits {
    init(_ rule: Rule) {
        hasCodes = !rule.codes.isEmpty
        hasManyCodes = rule.codes.count > 1
        hasEnhanced = !rule.enhanced.isEmpty
        hasClauses = !rule.clauses.isEmpty
        lowest = UInt16(rule.codes.map(\.range.lowerBound).min() ?? 0)
        highest = UInt16(rule.codes.map(\.range.upperBound).max() ?? 999)
    }
}
