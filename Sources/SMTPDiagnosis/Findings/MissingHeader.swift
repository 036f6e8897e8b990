import SMTPCore

/// The header field that a reply says is missing (RFC 5322 §3.6).
enum MissingHeader {
    /// The field's usual spelling; nil where the words complain of something else, or name none.
    static func name(in reply: ArraySlice<UInt8>) -> String? {
        let words = words(of: reply)
        guard !words.contains(where: { $0.isOne(of: complaints) }) else { return nil }
        let places = words.indices.filter { words[$0].isOne(of: absences) }
        for index in words.indices {
            guard let field = fields.first(where: { words[index].isOne(of: [$0]) }),
                isField(index, in: words), places.contains(where: { abs($0 - index) <= reach })
            else { continue }
            return field
        }
        return nil
    }

    private static let fields = [
        "From", "Date", "To", "Subject", "Message-ID", "Sender", "Cc", "MIME-Version",
        "Content-Type",
    ]
    /// Words that the name of a field stands beside: without them "from" and "to" are none.
    private static let nouns = ["header", "headers", "field", "line", "header-field"]
    private static let absences = [
        "no", "not", "missing", "without", "lacks", "lacking", "absent", "needs", "required",
        "requires", "must",
    ]
    /// Signs that the field is there and wrong.
    private static let complaints = [
        "invalid", "malformed", "valid", "bad", "multiple", "duplicate", "two", "several", "more",
        "syntax",
        "dmarc", "spf", "dkim", "rejected",
    ]
    /// So many words may stand between the field and what is said of it.
    private static let reach = 5

    private static func isField(_ index: Int, in words: [Word]) -> Bool {
        if words[index].hasColon || words[index].text.contains(ASCII.hyphen) { return true }
        let next = index + 1
        return next < words.count && words[next].isOne(of: nouns)
            || index > 0 && words[index - 1].isOne(of: nouns)
    }

    private struct Word {
        var text: ArraySlice<UInt8>
        var hasColon: Bool

        func isOne(of names: [String]) -> Bool {
            names.contains { ASCII.equalIgnoringCase(text, $0.utf8) }
        }
    }

    /// Letters and hyphens in a row, and whether a colon follows.
    private static func words(of text: ArraySlice<UInt8>) -> [Word] {
        var words: [Word] = []
        var index = text.startIndex
        while index < text.endIndex {
            let end = text[index...].firstIndex { !Octet.isLetter($0) && $0 != ASCII.hyphen }
            let word = text[index..<(end ?? text.endIndex)]
            index = word.endIndex
            if word.contains(where: Octet.isLetter) {
                let hasColon = index < text.endIndex && text[index] == UInt8(ascii: ":")
                words.append(Word(text: word, hasColon: hasColon))
            }
            index += 1
        }
        return words
    }
}
