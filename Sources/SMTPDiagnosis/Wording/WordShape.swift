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
        for index in word.indices {
            let octet = word[index]
            if Octet.isDigit(octet) {
                hasDigit = true
            } else if octet == UInt8(ascii: ".") {
                dots += 1
            } else if octet == UInt8(ascii: ":") {
                colons += 1
                if Self.hasSlashes(word, behind: index) {
                    self = .url
                    return
                }
            } else if octet == UInt8(ascii: "@"), index > word.startIndex,
                index + 1 < word.endIndex
            {
                self = .address
                return
            } else if octet | 32 == UInt8(ascii: "x") {
                isMasked = true
            } else {
                isNumeric = false
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
        let start = word.startIndex
        return word.count > 4 && word[start] | 32 == UInt8(ascii: "w")
            && word[start + 1] | 32 == UInt8(ascii: "w")
            && word[start + 2] | 32 == UInt8(ascii: "w") && word[start + 3] == UInt8(ascii: ".")
    }

    private static func isHex(_ word: ArraySlice<UInt8>) -> Bool {
        word.allSatisfy { octet in
            Octet.isDigit(octet) || octet == UInt8(ascii: ":") || (octet | 0x20) &- 97 < 6
        }
    }
}
