import SMTPCore

/// One flat JSON object read from one line: strings, numbers, flags and lists of strings by key.
/// Nested values are skipped. It is read in one pass and never recurses.
package struct JSONObject: Sendable {
    package enum Value: Sendable {
        case string([UInt8])
        case number(Int64)
        case flag(Bool)
        case list([[UInt8]])
        /// null, a nested object, or a list that holds something else than strings.
        case other
    }

    /// In the order of the line; a key may occur twice, the first one counts.
    package private(set) var members: [(key: [UInt8], value: Value)] = []

    /// Nil where the line is no JSON object.
    package init?(_ line: ArraySlice<UInt8>) {
        var scanner = JSONScanner(line)
        guard scanner.skip(UInt8(ascii: "{")) else { return nil }
        members.reserveCapacity(8)
        if !scanner.skip(UInt8(ascii: "}")) {
            repeat {
                guard let key = scanner.string(), scanner.skip(UInt8(ascii: ":")),
                    let value = scanner.value()
                else { return nil }
                members.append((key, value))
            } while scanner.skip(UInt8(ascii: ","))
            guard scanner.skip(UInt8(ascii: "}")) else { return nil }
        }
        guard scanner.isAtEnd else { return nil }
    }

    package subscript(_ key: StaticString) -> Value? {
        key.withUTF8Buffer { wanted in
            members.first { $0.key.elementsEqual(wanted) }?.value
        }
    }

    package func number(_ key: StaticString) -> Int64? {
        if case .number(let number)? = self[key] { number } else { nil }
    }

    package func octets(_ key: StaticString) -> [UInt8]? {
        if case .string(let octets)? = self[key] { octets } else { nil }
    }

    package func text(_ key: StaticString) -> String? { octets(key).map(\.text) }

    package func flag(_ key: StaticString) -> Bool {
        switch self[key] {
        case .flag(let flag): flag
        case .number(let number): number != 0
        case .string, .list, .other, nil: false
        }
    }

    package func texts(_ key: StaticString) -> [String] {
        if case .list(let list)? = self[key] { list.map(\.text) } else { [] }
    }

    /// What was written as text under one key or in base64 under another.
    package func octets(text: StaticString, base64: StaticString) -> [UInt8]? {
        octets(text) ?? octets(base64).flatMap { Base64.decode($0) }
    }
}

/// Walks over one line of JSON.
private struct JSONScanner {
    private let line: ArraySlice<UInt8>
    private var index: Int

    init(_ line: ArraySlice<UInt8>) {
        self.line = line
        index = line.startIndex
    }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return index == line.endIndex
        }
    }

    private mutating func skipBlanks() {
        while index < line.endIndex, line[index] == 32 || line[index] == 9 || line[index] == 13 {
            index += 1
        }
    }

    mutating func skip(_ octet: UInt8) -> Bool {
        skipBlanks()
        guard index < line.endIndex, line[index] == octet else { return false }
        index += 1
        return true
    }

    mutating func value() -> JSONObject.Value? {
        skipBlanks()
        guard index < line.endIndex else { return nil }
        switch line[index] {
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "["): return list()
        case UInt8(ascii: "{"): return skipNested() ? .other : nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: "t"): return word("true") ? .flag(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .flag(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .other : nil
        default: return nil
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let matches = word.withUTF8Buffer { line[index...].starts(with: $0) }
        if matches { index += word.utf8CodeUnitCount }
        return matches
    }

    /// Fractions and exponents are read over; numbers beyond 64 bits are kept as `other`.
    private mutating func number() -> JSONObject.Value? {
        let isNegative = skip(UInt8(ascii: "-"))
        var value: Int64 = 0
        var overflow = false
        let start = index
        while index < line.endIndex, ASCII.isDigit(line[index]) {
            let (product, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, more) = product.addingReportingOverflow(Int64(line[index] - 48))
            overflow = overflow || over || more
            value = sum
            index += 1
        }
        guard index > start else { return nil }
        var isWhole = true
        while index < line.endIndex, "+-.eE0123456789".utf8.contains(line[index]) {
            isWhole = false
            index += 1
        }
        return overflow || !isWhole ? .other : .number(isNegative ? -value : value)
    }

    private mutating func list() -> JSONObject.Value? {
        let start = index
        index += 1
        var items: [[UInt8]] = []
        if skip(UInt8(ascii: "]")) { return .list([]) }
        repeat {
            skipBlanks()
            guard index < line.endIndex, line[index] == UInt8(ascii: "\"") else {
                index = start
                return skipNested() ? .other : nil
            }
            guard let item = string() else { return nil }
            items.append(item)
        } while skip(UInt8(ascii: ","))
        return skip(UInt8(ascii: "]")) ? .list(items) : nil
    }

    /// Passes over an object or a list, counting brackets outside strings.
    private mutating func skipNested() -> Bool {
        var depth = 0
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { return true }
        }
        return false
    }

    mutating func string() -> [UInt8]? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        let start = index
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\""):
                index += 1
                return Array(line[start..<(index - 1)])
            case UInt8(ascii: "\\"): return escapedString(from: start)
            default: index += 1
            }
        }
        return nil
    }

    private mutating func escapedString(from start: Int) -> [UInt8]? {
        var text = Array(line[start..<index])
        while index < line.endIndex {
            let octet = line[index]
            index += 1
            if octet == UInt8(ascii: "\"") { return text }
            guard octet == UInt8(ascii: "\\") else {
                text.append(octet)
                continue
            }
            guard index < line.endIndex else { return nil }
            let escape = line[index]
            index += 1
            switch escape {
            case UInt8(ascii: "n"): text.append(10)
            case UInt8(ascii: "r"): text.append(13)
            case UInt8(ascii: "t"): text.append(9)
            case UInt8(ascii: "b"): text.append(8)
            case UInt8(ascii: "f"): text.append(12)
            case UInt8(ascii: "u"):
                guard let scalar = scalar() else { return nil }
                text.append(contentsOf: Array(String(scalar).utf8))
            default: text.append(escape)
            }
        }
        return nil
    }

    /// `XXXX` behind `\u`, and a second half where the first is a surrogate.
    private mutating func scalar() -> Unicode.Scalar? {
        guard let first = hex4() else { return nil }
        guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        guard index + 1 < line.endIndex, line[index] == UInt8(ascii: "\\"),
            line[index + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        index += 2
        guard let second = hex4(), second & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
    }

    private mutating func hex4() -> UInt32? {
        guard index + 4 <= line.endIndex else { return nil }
        defer { index += 4 }
        return UInt32(line[index..<(index + 4)].text, radix: 16)
    }
}
