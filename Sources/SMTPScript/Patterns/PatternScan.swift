import SMTPCore

/// Looks through a pattern for what is refused. PCRE2 itself says what is no pattern at all.
enum PatternScan {
    /// Behind `(?`: what makes a group cost more than linear time, or run something.
    private static let groups: [(start: String, name: String)] = [
        ("=", "look-ahead"), ("!", "look-ahead"), ("<=", "look-behind"), ("<!", "look-behind"),
        ("*", "look-around"), ("R", "recursion"), ("&", "recursion"), ("P>", "recursion"),
        ("P=", "a back-reference"), ("+", "recursion"), ("(", "a conditional group"),
        ("C", "a callout"), ("0", "recursion"), ("1", "recursion"), ("2", "recursion"),
        ("3", "recursion"), ("4", "recursion"), ("5", "recursion"), ("6", "recursion"),
        ("7", "recursion"), ("8", "recursion"), ("9", "recursion"),
    ]

    static func refusal(of pattern: [UInt8]) -> BytePattern.Refusal? {
        var index = 0
        var isInClass = false
        while index < pattern.count {
            let octet = pattern[index]
            if octet == UInt8(ascii: "\\") {
                if !isInClass, let name = escape(pattern[(index + 1)...]) {
                    return BytePattern.Refusal(message: "\(name) is not available", offset: index)
                }
                if pattern[(index + 1)...].first == UInt8(ascii: "Q") { return literal(at: index) }
                index += 2
                continue
            }
            if isInClass {
                isInClass = octet != UInt8(ascii: "]")
            } else if octet == UInt8(ascii: "[") {
                isInClass = true
                // A bracket that comes first belongs to the class.
                if pattern[(index + 1)...].first == UInt8(ascii: "^") { index += 1 }
                if pattern[(index + 1)...].first == UInt8(ascii: "]") { index += 1 }
            } else if octet == UInt8(ascii: "("), let name = group(pattern[(index + 1)...]) {
                return BytePattern.Refusal(message: "\(name) is not available", offset: index)
            }
            index += 1
        }
        return nil
    }

    private static func literal(at offset: Int) -> BytePattern.Refusal {
        BytePattern.Refusal(message: "\\Q is not available: escape each character", offset: offset)
    }

    private static func escape(_ rest: ArraySlice<UInt8>) -> String? {
        switch rest.first {
        case let octet? where octet &- 49 < 9: "a back-reference"
        case UInt8(ascii: "k"), UInt8(ascii: "g"): "a back-reference"
        case UInt8(ascii: "K"): #"\K"#
        case UInt8(ascii: "C"): #"\C"#
        default: nil
        }
    }

    private static func group(_ rest: ArraySlice<UInt8>) -> String? {
        if rest.first == UInt8(ascii: "*") { return "a verb such as (*...)" }
        guard rest.first == UInt8(ascii: "?") else { return nil }
        let behind = rest.dropFirst()
        if behind.first == ASCII.hyphen, let digit = behind.dropFirst().first, ASCII.isDigit(digit)
        {
            return "recursion"
        }
        return groups.first { behind.starts(with: $0.start.utf8) }?.name
    }

    /// The names of `(?<name>`, `(?P<name>` and `(?'name'`, in order.
    static func names(in pattern: [UInt8]) -> [String] {
        var names: [String] = []
        for index in pattern.indices where pattern[index] == UInt8(ascii: "(") {
            for start in ["(?<", "(?P<", "(?'"] where pattern[index...].starts(with: start.utf8) {
                let name = pattern[(index + start.utf8.count)...].prefix(
                    while: LineScanner.isNameOctet)
                if !name.isEmpty, !names.contains(name.text) { names.append(name.text) }
            }
        }
        return names
    }
}
