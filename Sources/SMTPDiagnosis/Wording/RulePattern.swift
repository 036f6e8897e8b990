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
        for part in Self.clauses(of: text) {
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

    private static let marks: [(link: Link, octets: [UInt8])] = [
        (.far, Array(" ... ".utf8)), (.near, Array(" .. ".utf8)), (.around, Array(" ~ ".utf8)),
    ]

    private static func read(_ text: ArraySlice<UInt8>, into clause: inout Clause) {
        var start = text.startIndex
        var index = start
        while index < text.endIndex {
            guard text[index] == ASCII.space,
                let mark = marks.first(where: { text[index...].starts(with: $0.octets) })
            else {
                index += 1
                continue
            }
            clause.items.append(item(trim(text[start..<index])))
            clause.links.append(mark.link)
            index += mark.octets.count
            start = index
        }
        clause.items.append(item(trim(text[start...])))
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

    private static func clauses(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var clauses: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        for index in text.indices
        where text[index] == UInt8(ascii: "&") && text[index...].starts(with: "& ".utf8) {
            clauses.append(text[start..<index])
            start = index + 2
        }
        return clauses + [text[start...]]
    }

    static func trim(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop { $0 == ASCII.space }
        while text.last == ASCII.space { text.removeLast() }
        return text
    }
}
