import SMTPCore

/// What a word looks like, before anything is known about its meaning.
enum WordShape {
    case plain
    /// Has `://`, or starts with `www.`.
    case url
    /// Has something on both sides of an `@`.
    case address
    /// An IPv4 or IPv6 address, with a port or masked as `x.x.x.x` too.
    case ip

    init(of word: ArraySlice<UInt8>) {
        var dots = 0
        var colons = 0
        var isNumeric = true
        var isMasked = false
        var hasDigit = false
        for (offset, octet) in word.enumerated() {
            switch octet {
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: ":"):
                colons += 1
                if Self.hasSlashes(word, behind: word.startIndex + offset) {
                    self = .url
                    return
                }
            case UInt8(ascii: "@") where offset > 0 && offset + 1 < word.count:
                self = .address
                return
            case UInt8(ascii: "x"), UInt8(ascii: "X"): isMasked = true
            default:
                if ASCII.isDigit(octet) { hasDigit = true } else { isNumeric = false }
            }
        }
        let isIPv4 = dots >= 3 && isNumeric && (hasDigit || isMasked)
        let isIPv6 = colons >= 2 && dots == 0 && Self.isHex(word)
        self = isIPv4 || isIPv6 ? .ip : Self.startsWithWWW(word) ? .url : .plain
    }

    private static func hasSlashes(_ word: ArraySlice<UInt8>, behind index: Int) -> Bool {
        index + 2 < word.endIndex && word[index + 1] == UInt8(ascii: "/")
            && word[index + 2] == UInt8(ascii: "/")
    }

    private static func startsWithWWW(_ word: ArraySlice<UInt8>) -> Bool {
        word.count > 4 && ASCII.equalIgnoringCase(word.prefix(4), "www.".utf8.map { $0 })
    }

    private static func isHex(_ word: ArraySlice<UInt8>) -> Bool {
        word.allSatisfy { octet in
            ASCII.isDigit(octet) || octet == UInt8(ascii: ":") || (octet | 0x20) &- 97 < 6
        }
    }
}
