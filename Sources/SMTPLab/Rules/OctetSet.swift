import SMTPCore

/// A set of octets, for pattern classes.
package struct OctetSet: Hashable, Sendable {
    private var words: [UInt64] = [0, 0, 0, 0]

    init() {}

    init(_ octets: some Sequence<UInt8>) {
        for octet in octets { insert(octet) }
    }

    func contains(_ octet: UInt8) -> Bool { words[Int(octet >> 6)] >> UInt64(octet & 63) & 1 == 1 }

    mutating func insert(_ octet: UInt8) { words[Int(octet >> 6)] |= 1 << UInt64(octet & 63) }

    mutating func formUnion(_ other: OctetSet) {
        for index in 0..<4 { words[index] |= other.words[index] }
    }

    var inverted: OctetSet {
        var set = self
        for index in 0..<4 { set.words[index] = ~words[index] }
        return set
    }

    /// With both cases of every ASCII letter in it.
    var ignoringCase: OctetSet {
        var set = self
        for upper in UInt8(65)...90 where contains(upper) || contains(upper + 32) {
            set.insert(upper)
            set.insert(upper + 32)
        }
        return set
    }

    /// The set of `\d`, `\w`, `\s` and, inverted, of `\D`, `\W`, `\S`; nil for other letters.
    init?(escape letter: UInt8) {
        switch ASCII.upper(letter) {
        case UInt8(ascii: "D"): self.init(48...57)
        case UInt8(ascii: "W"): self = OctetSet((0...127).filter(Self.isWord))
        case UInt8(ascii: "S"): self.init([9, 10, 11, 12, 13, 32])
        default: return nil
        }
        if ASCII.upper(letter) == letter { self = inverted }
    }

    private static func isWord(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || octet == UInt8(ascii: "_")
    }
}
