import SMTPCore
import SMTPTrace

/// The reference in the pocket: codes, keywords, verbs, parameters, mechanisms and findings.
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
        return prose.text.isEmpty ? nil : Array(prose.text.utf8)
    }

    /// As `text`, as one JSON document with a line ending: `{"entries":[…],"findings":[…]}`.
    package static func json(_ word: String) -> [UInt8]? {
        let entries = Reference.lookup(word).map { entry in
            var line = JSONLine()
            line.add("name", entry.name)
            line.add("brief", entry.brief)
            line.add("text", entry.paragraph)
            line.add("source", entry.source)
            return line.finished()
        }
        let found = findings(named: word).map { $0.json.finished() }
        guard !entries.isEmpty || !found.isEmpty else { return nil }
        let comma = [UInt8(ascii: ",")]
        return Array("{\"entries\":[".utf8) + entries.joined(separator: comma)
            + Array("],\"findings\":[".utf8) + found.joined(separator: comma)
            + Array("]}\n".utf8)
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

    /// All names that `findings(named:)` knows: categories first, then the finer ones.
    package static var findingNames: [String] {
        let ids = Knowledge.findings.entries.map(\.id)
        let categories = Category.allCases.map(\.rawValue)
        return categories + ids.filter { !categories.contains($0) }
    }

    /// What was perhaps meant by a word that is not known, as an ending for a sentence; empty where
    /// nothing is like it.
    package static func suggestion(for word: String) -> String {
        let names = ReferenceSection.allCases.flatMap { Reference.names(in: $0) }
        let guess = Spelling.suggestion(for: word, among: names + findingNames)
        guard guess.isEmpty, word.utf8.count > 2 else { return guess }
        let parts = findingNames.filter {
            $0.split(separator: "-").contains(word.lowercased()[...])
        }
        return parts.first.map { ", did you mean \"\($0)\"?" } ?? ""
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

    private static func write(_ entry: ReferenceEntry, to prose: inout Prose) {
        prose.add(paragraph: "\(entry.name)  \(entry.brief)")
        if !entry.verbs.isEmpty {
            prose.add(paragraph: "answers \(entry.verbs.joined(separator: ", "))", mark: "  ")
        }
        prose.add()
        prose.add(paragraph: entry.paragraph, mark: "  ")
        for line in [entry.syntax, entry.example].compactMap({ $0 }) {
            prose.add(line: "    \(line)")
        }
        for value in entry.values {
            prose.add(paragraph: value.meaning, mark: "    \(value.name)  ")
        }
        if let when = entry.when { prose.add(paragraph: when, mark: "  ") }
        prose.add(paragraph: "Source: \(entry.source)", mark: "  ")
    }
}
