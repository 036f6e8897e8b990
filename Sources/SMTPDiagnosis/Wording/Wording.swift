/// A reply's text in the form that phrases are compared in: small symbols, one blank between
/// words, letters without case and accents, addresses as `#addr`, IP addresses as `#ip`.
///
/// A symbol is below 64, so that a set of symbols is one word. ASCII letters, digits and
/// a few marks have their own; an octet above 127 becomes two, its high and its low half.
struct Wording: Sendable {
    /// Starts and ends with a blank once `finish` was called.
    private(set) var symbols: [UInt8] = []
    /// Symbols behind this many are dropped: a reply of any size costs no more than this.
    static let limit = 6_000

    static let blank: UInt8 = 36
    /// The first of the eight symbols that stand for the high half of an octet above 127.
    static let lead: UInt8 = 52

    mutating func removeAll() {
        symbols.removeAll(keepingCapacity: true)
        symbols.append(Self.blank)
    }

    var isFull: Bool { symbols.count >= Self.limit }

    @inline(__always)
    mutating func appendBlank() {
        if symbols[symbols.count - 1] != Self.blank { symbols.append(Self.blank) }
    }

    @inline(__always)
    mutating func append(symbol: UInt8) { symbols.append(symbol) }

    /// Puts letters and digits, which most words consist of.
    @inline(__always)
    mutating func append(simple octets: ArraySlice<UInt8>) {
        symbols.append(contentsOf: octets.lazy.map(Self.symbol(of:)))
    }

    mutating func append(word: StaticString) {
        appendBlank()
        word.withUTF8Buffer { for octet in $0 { symbols.append(Self.symbol(of: octet)) } }
        appendBlank()
    }

    /// Puts an octet above 127 as its two halves.
    @inline(__always)
    mutating func append(high octet: UInt8) {
        symbols.append(Self.lead + (octet >> 4 & 7))
        symbols.append(octet & 15)
    }

    mutating func finish() { appendBlank() }

    /// A hash of the words that consist of letters alone.
    var fingerprint: UInt64 {
        var all: UInt64 = 0xCBF2_9CE4_8422_2325
        var word: UInt64 = 0
        var isPlain = true
        for symbol in symbols {
            if symbol == Self.blank {
                if isPlain { all = (all ^ word) &* 0x100_0000_01B3 }
                word = 0
                isPlain = true
            } else if symbol < 26 || symbol >= Self.lead {
                word = word &* 61 &+ UInt64(symbol) &+ 1
            } else {
                isPlain = false
            }
        }
        return all
    }

    /// The symbol of a lower-case letter, a digit or a mark; the blank for everything else.
    @inline(__always)
    static func symbol(of octet: UInt8) -> UInt8 {
        if Octet.isLetter(octet) { return (octet | 0x20) &- 97 }
        if Octet.isDigit(octet) { return octet &- 48 + 26 }
        switch octet {
        case UInt8(ascii: "."): return 37
        case UInt8(ascii: "@"): return 38
        case UInt8(ascii: "#"): return 39
        case UInt8(ascii: "/"): return 40
        case UInt8(ascii: "="): return 41
        case UInt8(ascii: "?"): return 42
        case UInt8(ascii: ":"): return 43
        case UInt8(ascii: "-"): return 44
        case UInt8(ascii: "_"): return 45
        case UInt8(ascii: "&"): return 46
        case UInt8(ascii: "+"): return 47
        case UInt8(ascii: "%"): return 48
        default: return blank
        }
    }

    /// Whether the symbol continues a word: anything but the blank and halves of high octets.
    @inline(__always)
    static func isWord(_ symbol: UInt8) -> Bool { symbol != blank && symbol < lead }
}
