import SMTPCore

/// Words of the servers' own logs and what they mean, all looked for in one pass; and whether a
/// reply stands behind `: `, or in quotes behind `=`.
struct LogSigns: Sendable {
    struct Found {
        /// The finding's id of the first sign of the table that is there.
        var id: String?
        /// Where the first reply that failed begins.
        var reply: Int?
    }

    private static let replyMarks = [": 4", ": 5", "='4", "='5", "=\"4", "=\"5"]

    private let names: [(sign: [UInt8], id: String)]
    /// For each octet the signs that have it as their first and as their second, a bit each.
    private let first: [UInt64]
    private let second: [UInt64]

    /// At most 58 signs of two octets or more; the earlier one counts.
    init(_ names: [(sign: String, id: String)]) {
        let all =
            names.map { (Array($0.sign.utf8), $0.id) }
            + Self.replyMarks.map { (Array($0.utf8), "") }
        var first = [UInt64](repeating: 0, count: 256)
        var second = first
        for (bit, name) in all.enumerated() {
            first[Int(name.0[0])] |= 1 << UInt64(bit)
            second[Int(name.0[1])] |= 1 << UInt64(bit)
        }
        self.names = all.map { (sign: $0.0, id: $0.1) }
        self.first = first
        self.second = second
    }

    func search(_ text: ArraySlice<UInt8>) -> Found {
        var best = names.count
        var reply: Int?
        let base = text.startIndex
        text.withUnsafeBufferPointer { octets in
            first.withUnsafeBufferPointer { first in
                second.withUnsafeBufferPointer { second in
                    var index = 0
                    while index + 1 < octets.count {
                        var mask = first[Int(octets[index])] & second[Int(octets[index + 1])]
                        while mask != 0 {
                            let bit = mask.trailingZeroBitCount
                            mask &= mask - 1
                            guard Self.matches(names[bit].sign, octets, at: index) else { continue }
                            if names[bit].id.isEmpty {
                                let start = base + index + 2
                                if reply == nil, Self.isFailure(at: start, in: text) {
                                    reply = start
                                }
                            } else {
                                best = min(best, bit)
                            }
                        }
                        index += 1
                    }
                }
            }
        }
        return Found(id: best < names.count ? names[best].id : nil, reply: reply)
    }

    private static func matches(
        _ sign: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> Bool {
        guard text.count - index >= sign.count else { return false }
        for offset in 0..<sign.count where text[index + offset] != sign[offset] { return false }
        return true
    }

    /// Whether a failing reply begins here beyond doubt, and not some number: 450 bytes.
    static func isFailure(at start: Int, in text: ArraySlice<UInt8>) -> Bool {
        guard start + 4 < text.endIndex, text[start] == 52 || text[start] == 53,
            text[start + 1] < 54, ReplyHead.code(at: start, in: text) != nil
        else { return false }
        if text[start + 3] == ASCII.hyphen { return true }
        let words = text[(start + 4)...]
        if ReplyHead.enhanced(at: words.startIndex, in: words) != nil { return true }
        return words.first.map { $0 &- 65 < 26 || $0 == UInt8(ascii: "<") } ?? false
    }

    /// The first failing reply behind a mark; nil without one.
    static func reply(
        behind marks: [StaticString], in text: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8>? {
        for mark in marks {
            var from = text.startIndex
            while let at = text.find(mark, from: from) {
                from = at + mark.utf8CodeUnitCount
                if isFailure(at: from, in: text) { return text[from...] }
            }
        }
        return nil
    }
}
