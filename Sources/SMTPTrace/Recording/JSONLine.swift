import SMTPCore

/// Builds one JSON object on one line: keys in the order given, no blanks, `/` not escaped, so
/// that equal values are equal octets.
package struct JSONLine: Sendable {
    private static let hex = Array("0123456789abcdef".utf8)

    private var octets: [UInt8] = [UInt8(ascii: "{")]

    package init() {
        octets.reserveCapacity(160)
    }

    /// The object, closed, without a line ending.
    package consuming func finished() -> [UInt8] {
        octets.append(UInt8(ascii: "}"))
        return octets
    }

    package mutating func add(_ key: StaticString, _ number: some BinaryInteger) {
        open(key)
        guard let small = UInt32(exactly: number) else {
            octets.append(contentsOf: String(number).utf8)
            return
        }
        append(small)
    }

    /// Times and counts are most of what a fact has, and a `String` for each takes longer than
    /// the rest of its line.
    private mutating func append(_ number: UInt32) {
        var power: UInt32 = 1
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            octets.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
    }

    package mutating func add(_ key: StaticString, _ flag: Bool) {
        open(key)
        octets.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    package mutating func add(_ key: StaticString, _ text: String) {
        open(key)
        quote(text.utf8)
    }

    package mutating func add(_ key: StaticString, _ texts: [String]) {
        open(key)
        octets.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
            if index > 0 { octets.append(UInt8(ascii: ",")) }
            quote(text.utf8)
        }
        octets.append(UInt8(ascii: "]"))
    }

    /// ASCII octets as text, unchecked.
    package mutating func add(_ key: StaticString, ascii octets: [UInt8]) {
        open(key)
        quote(octets)
    }

    /// A value that is JSON already.
    package mutating func add(_ key: StaticString, raw value: [UInt8]) {
        open(key)
        octets += value
    }

    /// An object of counts.
    package mutating func add(_ key: StaticString, _ counts: KeyValuePairs<StaticString, Int>) {
        open(key)
        var object = JSONLine()
        for (key, count) in counts { object.add(key, count) }
        octets += object.finished()
    }

    /// Octets under `text` if they are UTF-8, else in base64 under `base64`.
    package mutating func add(text: StaticString, base64: StaticString, _ value: [UInt8]) {
        if UTF8Check.isValid(value) {
            open(text)
            quote(value)
        } else {
            open(base64)
            quote(Base64.encode(value))
        }
    }

    private mutating func open(_ key: StaticString) {
        if octets.count > 1 { octets.append(UInt8(ascii: ",")) }
        octets.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { octets.append(contentsOf: $0) }
        octets.append(UInt8(ascii: "\""))
        octets.append(UInt8(ascii: ":"))
    }

    /// A text in quotation marks.
    package static func quoted(_ text: String) -> [UInt8] {
        var line = JSONLine()
        line.octets = []
        line.quote(text.utf8)
        return line.octets
    }

    private mutating func quote(_ text: some Sequence<UInt8>) {
        octets.append(UInt8(ascii: "\""))
        for octet in text {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                octets.append(UInt8(ascii: "\\"))
                octets.append(octet)
            case ASCII.lf: octets += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case ASCII.cr: octets += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 9: octets += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<32, 127:
                octets += Array("\\u00".utf8)
                octets += [Self.hex[Int(octet >> 4)], Self.hex[Int(octet & 15)]]
            default: octets.append(octet)
            }
        }
        octets.append(UInt8(ascii: "\""))
    }
}

/// Whether octets are UTF-8 as RFC 3629 §4 defines it.
package enum UTF8Check {
    package static func isValid(_ octets: [UInt8]) -> Bool {
        if octets.allSatisfy({ $0 < 128 }) { return true }
        return String(validating: octets, as: UTF8.self) != nil
    }
}
