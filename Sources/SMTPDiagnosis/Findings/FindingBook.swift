import SMTPCore

/// The texts of all findings and the steps that follow them.
struct FindingBook: Sendable {
    /// One row of the findings table.
    struct Entry: Sendable {
        var id: String
        var category: Category
        /// Nil where only the reply's code can tell.
        var lasting: Finding.Lasting?
        var side: Finding.Side
        var aliases: [String]
        var title: String
        var what: String
        var why: String
    }

    /// One row of the steps table.
    private struct Advice: Sendable {
        var condition: String
        var text: String
        var prompt: [String]
        var check: String?
    }

    let entries: [Entry]
    private let index: [String: Int]
    private let names: [String: String]
    private let advice: [String: [Advice]]
    /// Rows that could not be read, as `table:line: reason`.
    let faults: [String]

    /// Columns: id, category, lasting, side, also, title, what, why, source, date; and
    /// id, when, text, prompt, check, source, date.
    init(findings: [KnowledgeTable], steps: [KnowledgeTable]) {
        var faults: [String] = []
        var entries: [Entry] = []
        for row in findings.flatMap(\.rows) {
            guard let category = Category(rawValue: row.text(1)),
                let side = Finding.Side(rawValue: row.text(3))
            else {
                faults.append("findings:\(row.line): no category or side")
                continue
            }
            entries.append(
                Entry(
                    id: row.text(0), category: category,
                    lasting: Finding.Lasting(rawValue: row.text(2)), side: side,
                    aliases: row.text(4).split(separator: ",").map(String.init),
                    title: row.text(5), what: row.text(6), why: row.text(7)))
        }
        self.entries = entries
        index = Dictionary(entries.enumerated().map { ($1.id, $0) }) { first, _ in first }
        names = Dictionary(entries.flatMap { entry in entry.aliases.map { ($0, entry.id) } }) {
            first, _ in first
        }
        var advice: [String: [Advice]] = [:]
        for row in steps.flatMap(\.rows) {
            if index[row.text(0)] == nil { faults.append("steps:\(row.line): no such finding") }
            advice[row.text(0), default: []].append(
                Advice(
                    condition: row.text(1), text: row.text(2),
                    prompt: row.text(3).split(separator: "|").map(String.init),
                    check: row[4].isEmpty ? nil : row.text(4)))
        }
        self.advice = advice
        self.faults = faults
    }

    /// The entry of an id or one of its other names.
    subscript(id: String) -> Entry? {
        (index[id] ?? names[id].flatMap { index[$0] }).map { entries[$0] }
    }

    /// The steps that fit: the finer id's own, or the category's where it has none.
    func steps(for id: String, category: Category, in situation: Situation) -> [Step] {
        let rows = advice[id] ?? advice[category.rawValue] ?? []
        return rows.compactMap { row in
            guard situation.allows(row.condition), let text = situation.fill(row.text) else {
                return nil
            }
            let prompt = row.prompt.compactMap(situation.fill)
            return Step(
                text: text, prompt: prompt.count == row.prompt.count ? prompt : [],
                check: row.check.flatMap(situation.fill))
        }
    }

    /// A finding with this id and the steps that fit.
    func finding(
        _ id: String, certainty: Finding.Certainty, in situation: Situation = Situation(),
        evidence: [Int] = [], rule: String
    ) -> Finding {
        guard let entry = self[id] else { preconditionFailure("no finding \(id)") }
        return Finding(
            category: entry.category, id: entry.id, certainty: certainty,
            lasting: entry.lasting ?? .unknown, side: entry.side, title: entry.title,
            what: entry.what, why: entry.why,
            steps: steps(for: entry.id, category: entry.category, in: situation),
            evidence: evidence, rule: rule, aliases: entry.aliases)
    }
}
