/// All rules, compiled: the automaton of their phrases and an index from term to rules.
///
/// A *term* is what a rule asks for: one phrase, a concept, or a choice of several.
struct RuleBook: Sendable {
    struct Limits: Sendable {
        var hasCodes: Bool
        /// The lowest and the highest code it is limited to.
        var lowest: Int
        var highest: Int
        /// Whether not every code between them is meant.
        var hasManyCodes: Bool
        var hasEnhanced: Bool
        var hasClauses: Bool
    }

    let rules: [Rule]
    let automaton: PhraseAutomaton
    /// Terms of a phrase: `phraseTerms[phraseTermStart[id]..<phraseTermStart[id + 1]]`.
    let phraseTerms: [UInt16]
    let phraseTermStart: [Int]
    let termCount: Int
    /// Rules to try when a term is present, those for which it is the rarest of their terms:
    /// `tried[triedStart[term]..<triedStart[term + 1]]`.
    let tried: [UInt16]
    let triedStart: [Int]
    /// Terms a rule needs: `required[requiredStart[rule]..<requiredStart[rule + 1]]`.
    let required: [UInt16]
    let requiredStart: [Int]
    /// A rule's place in the order of precedence: rank, then specificity, then the tables' order.
    let order: [UInt16]
    /// What a rule checks beyond the presence of its terms.
    let limits: [Limits]
    /// Rules without words, highest rank first.
    let codeRules: [UInt16]
    /// Rows that could not be read, as `table:line: reason`. Empty in a program that passed its tests.
    let faults: [String]

    init(concepts: [KnowledgeTable], tables: [KnowledgeTable]) {
        var compiler = RuleCompiler(concepts)
        for table in tables { for row in table.rows { compiler.add(row, of: table) } }
        let rules = compiler.rules
        self.rules = rules
        faults = compiler.faults
        termCount = compiler.termCount

        let phrases = compiler.phraseTerms.keys.sorted {
            $0.symbols.lexicographicallyPrecedes($1.symbols)
        }
        automaton = PhraseAutomaton(phrases)
        var flat: [UInt16] = []
        var starts = [0]
        for phrase in phrases {
            flat += (compiler.phraseTerms[phrase] ?? []).sorted()
            starts.append(flat.count)
        }
        phraseTerms = flat
        phraseTermStart = starts

        var uses = [Int](repeating: 0, count: compiler.termCount)
        for rule in rules { for term in rule.required { uses[Int(term)] += 1 } }
        var index = [[UInt16]](repeating: [], count: compiler.termCount)
        var needed: [UInt16] = []
        var neededStart = [0]
        for (number, rule) in rules.enumerated() {
            if let rarest = rule.required.min(by: { uses[Int($0)] < uses[Int($1)] }) {
                index[Int(rarest)].append(UInt16(number))
            }
            needed += rule.required
            neededStart.append(needed.count)
        }
        tried = index.flatMap(\.self)
        triedStart = index.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        required = needed
        limits = rules.map {
            Limits(
                hasCodes: !$0.codes.isEmpty,
                lowest: $0.codes.map(\.range.lowerBound).min() ?? 0,
                highest: $0.codes.map(\.range.upperBound).max() ?? 999,
                hasManyCodes: $0.codes.count > 1, hasEnhanced: !$0.enhanced.isEmpty,
                hasClauses: !$0.clauses.isEmpty)
        }
        requiredStart = neededStart
        let sorted = rules.indices.sorted {
            (-rules[$0].rank, -rules[$0].specificity, $0)
                < (-rules[$1].rank, -rules[$1].specificity, $1)
        }
        var places = [UInt16](repeating: 0, count: rules.count)
        for (place, number) in sorted.enumerated() { places[number] = UInt16(place) }
        order = places
        codeRules = sorted.filter { !rules[$0].isWorded }.map { UInt16($0) }
    }
}
