import SMTPCore
import SMTPTrace

/// The reference in the pocket: codes, keywords, verbs, parameters, mechanisms, ports, documents,
/// the script language and findings.
package enum Lookup {
    /// What is known about one word, as text for a person; nil for an unknown word.
    /// UTF-8, lines end in LF.
    package static func text(_ word: String, columns: Int = 80) -> [UInt8]? {
        var prose = Prose(columns: columns)
        let entries = Reference.lookup(word)
        for (number, entry) in entries.enumerated() {
            if number > 0 { prose.add() }
            write(entry, to: &prose)
        }
        let found = findings(named: word)
        for (number, finding) in found.enumerated() {
            if number > 0 || !entries.isEmpty { prose.add() }
            finding.write(to: &prose)
        }
        if prose.text.isEmpty, isScript(word) { listScript(to: &prose) }
        if prose.text.isEmpty { list(findings(about: word), to: &prose) }
        return prose.text.isEmpty ? nil : Array(prose.text.utf8)
    }

    /// As `text`, as one JSON document with a line ending: `{"entries":[…],"findings":[…]}`.
    package static func json(_ word: String) -> [UInt8]? {
        let known = isScript(word) ? Reference.entries(in: .script) : Reference.lookup(word)
        let entries = known.map { entry in
            var line = JSONLine()
            line.add("name", entry.name)
            line.add("brief", entry.brief)
            line.add("text", entry.paragraph)
            line.add("source", entry.source)
            if !entry.values.isEmpty {
                line.add("values", entry.values.map { "\($0.name): \($0.meaning)" })
            }
            return line.finished()
        }
        let named = findings(named: word)
        let about = entries.isEmpty && named.isEmpty ? findings(about: word) : []
        let found = (named + about).map { $0.json.finished() }
        guard !entries.isEmpty || !found.isEmpty else { return nil }
        let comma = [UInt8(ascii: ",")]
        return Array("{\"entries\":[".utf8) + entries.joined(separator: comma)
            + Array("],\"findings\":[".utf8) + found.joined(separator: comma)
            + Array("]}\n".utf8)
    }

    /// Whether the word is the name of something, and not only a part of one.
    package static func knows(_ word: String) -> Bool {
        !Reference.lookup(word).isEmpty || !findings(named: word).isEmpty || isScript(word)
    }

    /// Whether all of the script language is asked for.
    package static func isScript(_ word: String) -> Bool {
        ["script", "scripts"].contains(word.lowercased())
    }

    /// The finding of this name and, for a category, those that are finer.
    package static func findings(named word: String) -> [Finding] {
        let name = word.lowercased()
        let book = Knowledge.findings
        guard let entry = book[name] else { return [] }
        let finer = book.entries.filter {
            entry.id == entry.category.rawValue && $0.category == entry.category
                && $0.id != entry.id
        }
        return ([entry] + finer).map {
            book.finding($0.id, certainty: .inferred, rule: "lookup")
        }
    }

    /// The findings with this word in their name, as `relay` in `open-relay`. A word that names one
    /// need not be among them.
    package static func findings(about word: String) -> [Finding] {
        let word = word.lowercased()[...]
        return Knowledge.findings.entries.filter { $0.id.split(separator: "-").contains(word) }
            .map { Knowledge.findings.finding($0.id, certainty: .inferred, rule: "lookup") }
    }

    /// All names that `findings(named:)` knows: categories first, then the finer ones.
    package static var findingNames: [String] {
        let ids = Knowledge.findings.entries.map(\.id)
        let categories = Category.allCases.map(\.rawValue)
        return categories + ids.filter { !categories.contains($0) }
    }

    /// What was perhaps meant by a word that is not known, as an ending for a sentence; empty where
    /// nothing is like it.
    package static func suggestion(for word: String) -> String {
        let names = ReferenceSection.allCases.flatMap { Reference.names(in: $0) } + findingNames
        let guess = Spelling.suggestion(for: word, among: names)
        guard guess.isEmpty else { return guess }
        let near = findingNames.filter { $0.split(separator: "-").contains { isLike($0, word) } }
        guard let last = near.prefix(3).last else { return "" }
        let others = near.prefix(3).dropLast().map { "\"\($0)\"" }.joined(separator: ", ")
        return ", did you mean \(others)\(others.isEmpty ? "" : " or ")\"\(last)\"?"
    }

    /// Whether a word is a form of another, as "relaying" of "relay", begins like it, or is nearly
    /// spelt so.
    private static func isLike(_ part: Substring, _ word: String) -> Bool {
        let word = word.lowercased()
        guard part.utf8.count > 3, word.utf8.count > 3 else { return false }
        let common = zip(word.utf8, part.utf8).prefix { $0 == $1 }.count
        return common > 4 || common == min(word.utf8.count, part.utf8.count)
            || Spelling.slips(from: Array(word.utf8), to: Array(part.utf8)) == 1
    }

    /// What is known about the words of a reply that is no failure, or of a command: its code and
    /// enhanced code, or its verb. Nil for other text. UTF-8, lines end in LF.
    package static func text(ofLine line: String, columns: Int = 80) -> [UInt8]? {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let first = words.first else { return nil }
        var names: [String] = []
        let octets = Array(line.utf8)
        if ReplyHead.code(at: 0, in: octets[...]) != nil {
            names.append(String(first.prefix(3)))
            let rest = octets.dropFirst(4)
            if let enhanced = ReplyHead.enhanced(at: rest.startIndex, in: rest) {
                names.append(enhanced.status.description)
            }
        } else if words.count > 1, Reference.verb(String(first))?.name == first.uppercased(),
            first == first.uppercased()
                || ["from", "to"].contains(words[1].prefix { $0 != ":" }.lowercased())
        {
            names.append(String(first))
        }
        let texts = names.compactMap { text($0, columns: columns) }
        return texts.isEmpty ? nil : Array(texts.joined(separator: [ASCII.lf]))
    }

    /// One finding in full, several by name and title.
    private static func list(_ found: [Finding], to prose: inout Prose) {
        if found.count == 1 { return found[0].write(to: &prose) }
        for finding in found { prose.add(paragraph: finding.title, mark: "\(finding.id)  ") }
        guard let first = found.first else { return }
        prose.add()
        prose.add(paragraph: "More about one of them: smtpscope explain \(first.id)")
    }

    /// The script language by name and brief.
    private static func listScript(to prose: inout Prose) {
        for entry in Reference.entries(in: .script) {
            prose.add(paragraph: entry.brief, mark: "\(entry.name)  ")
        }
        prose.add()
        prose.add(paragraph: "More about one of them: smtpscope explain @retry")
    }

    private static func write(_ entry: ReferenceEntry, to prose: inout Prose) {
        prose.add(paragraph: "\(entry.name)  \(entry.brief)")
        if !entry.verbs.isEmpty {
            prose.add(paragraph: "answers \(entry.verbs.joined(separator: ", "))", mark: "  ")
        }
        prose.add()
        prose.add(paragraph: entry.paragraph, mark: "  ")
        let example = entry.example == entry.syntax ? nil : entry.example
        for line in [entry.syntax, example].compactMap({ $0 }) { prose.add(line: "    \(line)") }
        for value in entry.values {
            prose.add(paragraph: value.meaning, mark: "    \(value.name)  ")
        }
        if let when = entry.when { prose.add(paragraph: when, mark: "  ") }
        prose.add(paragraph: "Source: \(entry.source)", mark: "  ")
    }
}
