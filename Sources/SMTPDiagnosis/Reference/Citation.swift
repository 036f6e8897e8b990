import SMTPCore

/// A document somebody refers to, as `RFC 5321`, `rfc5321` or `RFC 5321 §4.2`.
struct Citation {
    /// `RFC 5321`.
    let document: String
    /// `4.2`; empty for the whole document.
    let paragraph: String

    /// Nil for text that is no such reference.
    init?(_ text: String) {
        let octets = text.utf8.map(ASCII.upper)
        guard octets.starts(with: "RFC".utf8) else { return nil }
        let rest = octets.dropFirst(3).drop { $0 == ASCII.space || $0 == ASCII.hyphen }
        let number = rest.prefix(while: ASCII.isDigit)
        guard (1...5).contains(number.count) else { return nil }
        document = "RFC " + String(decoding: number, as: UTF8.self)
        // A blank, a section sign or the word may stand in front of the paragraph.
        let behind = rest.dropFirst(number.count)
        let paragraph = behind.drop { !ASCII.isDigit($0) }
        let word = behind.prefix { !ASCII.isDigit($0) }.filter(ASCII.isLetter)
        guard paragraph.allSatisfy({ ASCII.isDigit($0) || $0 == ASCII.dot }),
            paragraph.isEmpty == behind.isEmpty, word.isEmpty || word.elementsEqual("SECTION".utf8)
        else { return nil }
        self.paragraph = String(decoding: paragraph, as: UTF8.self)
    }

    /// Whether an entry names the document, and this paragraph or one below it, as its source.
    func isMade(in entry: ReferenceEntry) -> Bool {
        var isDocument = false
        for part in entry.source.split(whereSeparator: { $0 == ";" || $0 == "," }) {
            let words = part.split(separator: " ")
            if words.count > 1, words[0] == "RFC" { isDocument = "RFC \(words[1])" == document }
            guard isDocument else { continue }
            if paragraph.isEmpty { return true }
            guard let place = words.last, place.hasPrefix("§") else { continue }
            let cited = place.dropFirst()
            if cited == paragraph[...] || cited.hasPrefix(paragraph + ".") { return true }
        }
        return false
    }

    /// What is known about the document, and the names that rest on it, each once.
    func entry(_ known: ReferenceEntry?, citedBy names: [String]) -> ReferenceEntry {
        var seen: Set<String> = []
        let names = names.filter { seen.insert($0).inserted }
        var entry =
            known
            ?? ReferenceEntry(
                name: document, brief: "A document that entries here rest on",
                paragraph: "What is in it is not told here.", source: page, checked: "")
        if !paragraph.isEmpty {
            entry.name = "\(document) §\(paragraph)"
            entry.source += "#section-\(paragraph)"
        }
        if !names.isEmpty {
            entry.values = [
                ReferenceValue(name: "cited by", meaning: names.joined(separator: ", "))
            ]
        }
        return entry
    }

    /// Where the document is to be read.
    var page: String {
        "https://www.rfc-editor.org/rfc/rfc\(document.dropFirst(4))"
    }
}
