import SMTPCore

/// What a rule asks of a wording, as its table writes it.
///
///     {recipient} .. {unknown} & !{sender}
///     (relay*|relaying) .. (denied|not permitted)
///
/// `&` joins clauses that must all hold, `!` in front turns one round. A clause is a chain of
/// items: `..` the next follows within 32 symbols, `...` within 120, `~` within 32 on either side.
/// An item is a phrase, a concept in braces, or several in parentheses.
struct RulePattern {
    /// How far the next item may be from the one before.
    enum Link { case near, far, around }

    /// One phrase or more; any of them will do.
    struct Item: Hashable {
        /// Names of concepts, sorted.
        var concepts: [String] = []
        var phrases: [Phrase] = []
    }

    struct Clause {
        var isNegative = false
        var items: [Item] = []
        /// One fewer than items.
        var links: [Link] = []
    }

    private(set) var clauses: [Clause] = []

    init(_ text: ArraySlice<UInt8>) {
        for part in Self.split(text, at: " & ") {
            var part = Self.trim(part)
            guard !part.isEmpty else { continue }
            var clause = Clause()
            if part.first == UInt8(ascii: "!") {
                clause.isNegative = true
                part = Self.trim(part.dropFirst())
            }
            Self.read(part, into: &clause)
            clauses.append(clause)
        }
    }

    private static func read(_ text: ArraySlice<UInt8>, into clause: inout Clause) {
        var rest = text
        while true {
            let cuts: [(Link, String)] = [(.far, " ... "), (.near, " .. "), (.around, " ~ ")]
            let next = cuts.compactMap { link, mark in
                find(mark, in: rest).map { (at: $0, link: link, length: mark.utf8.count) }
            }.min { $0.at < $1.at }
            guard let next else { break }
            clause.items.append(item(trim(rest[..<next.at])))
            clause.links.append(next.link)
            rest = rest[(next.at + next.length)...]
        }
        clause.items.append(item(trim(rest)))
    }

    private static func item(_ text: ArraySlice<UInt8>) -> Item {
        var text = text
        if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
            text = text.dropFirst().dropLast()
        }
        var item = Item()
        for choice in text.split(separator: UInt8(ascii: "|")).map(trim) where !choice.isEmpty {
            if choice.first == UInt8(ascii: "{"), choice.last == UInt8(ascii: "}") {
                item.concepts.append(choice.dropFirst().dropLast().text)
            } else {
                item.phrases.append(Phrase(choice))
            }
        }
        item.concepts.sort()
        return item
    }

    private static func split(_ text: ArraySlice<UInt8>, at mark: String) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = text
        while let cut = find(mark, in: rest) {
            parts.append(rest[..<cut])
            rest = rest[(cut + mark.utf8.count)...]
        }
        return parts + [rest]
    }

    private static func find(_ mark: String, in text: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        return text.indices.first { text[$0...].starts(with: mark) }
    }

    static func trim(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop { $0 == ASCII.space }
        while text.last == ASCII.space { text.removeLast() }
        return text
    }
}
