import SMTPCore

/// What stands in front of a reply's words: codes, and a nested reply's beginning.
struct ReplyHead {
    /// 200 to 599; nil where the text has no code.
    var code: Int?
    /// At the start of a line, or anywhere in it as in `(#5.1.1)`; nil where there is none.
    var enhanced: EnhancedStatus?

    /// Reads and drops code, separator and enhanced code at the start of one line.
    /// The first line's codes count; later lines only fill what is missing.
    mutating func strip(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: "\"") }
        // Some relays repeat the code: `554 554 5.7.1 …`.
        for _ in 0..<2 {
            guard let found = Self.code(at: line.startIndex, in: line) else { break }
            if code == nil { code = found }
            line = line.dropFirst(3)
            while let octet = line.first, octet == 32 || octet == 45 {
                line.removeFirst()
            }
        }
        if let found = Self.enhanced(at: line.startIndex, in: line) {
            if enhanced == nil { enhanced = found.status }
            line = line[found.end...]
        }
        return Self.withoutError(line)
    }

    /// Postfix and others put `Error: ` in front of every reason; as a word it would only say what
    /// the code says.
    private static func withoutError(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let words = line.drop { $0 == 32 }
        let isError = words.count > 7 && zip(words, "error: ".utf8).allSatisfy { $0 | 32 == $1 }
        return isError ? words.dropFirst(7) : line
    }

    /// Whether a text begins with a code of either kind.
    static func isHead(_ text: ArraySlice<UInt8>) -> Bool {
        let start = text.startIndex
        return code(at: start, in: text) != nil || enhanced(at: start, in: text) != nil
    }

    /// A code here, with a separator or nothing behind it.
    static func code(at index: Int, in line: ArraySlice<UInt8>) -> Int? {
        guard index + 3 <= line.endIndex, line[index] &- 50 < 4, Octet.isDigit(line[index + 1]),
            Octet.isDigit(line[index + 2])
        else { return nil }
        if index + 3 < line.endIndex {
            let behind = line[index + 3]
            guard behind <= 32 || behind == 45 else { return nil }
        }
        return Int(line[index] - 48) * 100 + Int(line[index + 1] - 48) * 10
            + Int(line[index + 2] - 48)
    }

    /// An enhanced code here, not followed by a further digit or number, and where it ends.
    static func enhanced(
        at start: Int, in line: ArraySlice<UInt8>
    ) -> (status: EnhancedStatus, end: Int)? {
        guard start + 4 < line.endIndex, line[start + 1] == 46,
            line[start] == 50 || line[start] == 52 || line[start] == 53
        else { return nil }
        var index = start + 2
        guard let subject = number(at: &index, in: line), index < line.endIndex,
            line[index] == 46
        else { return nil }
        index += 1
        guard let detail = number(at: &index, in: line) else { return nil }
        if index < line.endIndex, Octet.isDigit(line[index]) { return nil }
        if index + 1 < line.endIndex, line[index] == 46, Octet.isDigit(line[index + 1]) {
            return nil
        }
        let status = EnhancedStatus(class: Int(line[start] - 48), subject: subject, detail: detail)
        return (status, index)
    }

    /// One to three digits.
    private static func number(at index: inout Int, in line: ArraySlice<UInt8>) -> Int? {
        let start = index
        var value = 0
        while index < line.endIndex, index - start < 3, Octet.isDigit(line[index]) {
            value = value * 10 + Int(line[index] - 48)
            index += 1
        }
        return index > start ? value : nil
    }

    /// The first enhanced code anywhere in a line, as in `(#5.1.1)`, with nothing of a name
    /// or number in front.
    static func enhanced(anywhereIn line: ArraySlice<UInt8>) -> EnhancedStatus? {
        var previous: UInt8 = 32
        for index in line.indices.prefix(2_000) {
            let octet = line[index]
            if octet == 52 || octet == 53, !Octet.isDigit(previous), !Octet.isLetter(previous),
                previous != 46, let found = enhanced(at: index, in: line)
            {
                return found.status
            }
            previous = octet
        }
        return nil
    }
}
