/// The members of one JSON object, one level deep (RFC 8259 §4). Made for hostile input: no
/// recursion, every octet is read once, nothing traps.
enum FlatJSON {
    /// Names and values in order, at most `limit`. Texts come without quotes and escapes;
    /// numbers, words, arrays and objects as written. Nil where it is no object; an object that
    /// breaks off gives what was read before.
    static func members(
        of text: ArraySlice<UInt8>, limit: Int
    ) -> [(name: String, value: [UInt8])]? {
        var rest = trimmed(text)
        guard rest.first == UInt8(ascii: "{") else { return nil }
        rest = trimmed(rest.dropFirst())
        var members: [(name: String, value: [UInt8])] = []
        while members.count < limit, rest.first == UInt8(ascii: "\"") {
            let name = string(&rest)
            rest = trimmed(rest)
            guard rest.first == UInt8(ascii: ":") else { break }
            rest = trimmed(rest.dropFirst())
            members.append((name.text, value(&rest)))
            rest = trimmed(rest)
            guard rest.first == UInt8(ascii: ",") else { break }
            rest = trimmed(rest.dropFirst())
        }
        return members
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        text.drop { $0 == ASCII.space || $0 == 9 || $0 == ASCII.cr || $0 == ASCII.lf }
    }

    /// A value; nested ones are kept as they are written.
    private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        if rest.first == UInt8(ascii: "\"") { return string(&rest) }
        let whole = rest
        var depth = 0
        while let octet = rest.first {
            switch octet {
            case UInt8(ascii: "\""):
                _ = string(&rest)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return Array(whole[..<rest.startIndex]) }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                return Array(whole[..<rest.startIndex])
            default: break
            }
            rest = rest.dropFirst()
        }
        return Array(whole[..<rest.startIndex])
    }

    /// A text from its opening quote on; a missing closing quote ends it with the input.
    private static func string(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        rest = rest.dropFirst()
        while let octet = rest.first {
            rest = rest.dropFirst()
            if octet == UInt8(ascii: "\"") { return value }
            guard octet == UInt8(ascii: "\\"), let escaped = rest.first else {
                value.append(octet)
                continue
            }
            rest = rest.dropFirst()
            switch escaped {
            case UInt8(ascii: "n"): value.append(ASCII.lf)
            case UInt8(ascii: "r"): value.append(ASCII.cr)
            case UInt8(ascii: "t"): value.append(9)
            case UInt8(ascii: "b"): value.append(8)
            case UInt8(ascii: "f"): value.append(12)
            case UInt8(ascii: "u"): value += scalar(&rest)
            default: value.append(escaped)
            }
        }
        return value
    }

    /// What follows `\u`, as UTF-8; half a pair or a bad digit becomes U+FFFD.
    private static func scalar(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        guard let first = unit(&rest) else { return Array("\u{FFFD}".utf8) }
        var code = first
        if (0xD800..<0xDC00).contains(first), rest.starts(with: "\\u".utf8) {
            var ahead = rest.dropFirst(2)
            if let second = unit(&ahead), (0xDC00..<0xE000).contains(second) {
                code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
                rest = ahead
            }
        }
        return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
    }

    /// Four hexadecimal digits; nil, and nothing read, where they are not there.
    private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
        let digits = rest.prefix(4)
        guard digits.count == 4 else { return nil }
        var value: UInt32 = 0
        for digit in digits {
            guard let part = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 128
            else { return nil }
            value = value << 4 | UInt32(part)
        }
        rest = rest.dropFirst(4)
        return value
    }
}
