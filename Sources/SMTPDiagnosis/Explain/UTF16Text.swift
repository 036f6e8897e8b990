/// Turns UTF-16 into UTF-8, however the stream is cut: what PowerShell writes with `>`.
struct UTF16Text: Sendable {
    private let isLittleEndian: Bool
    /// The first octet of a unit that was cut.
    private var odd: UInt8?
    /// The first half of a character that takes two units.
    private var high: UInt16?
    private var isFirst = true

    /// Octets that tell whether it is UTF-16, also without a byte order mark.
    static let signLength = 64

    /// Nil where the beginning does not look like UTF-16: no byte order mark, nor a NUL beside
    /// nearly each of the first characters.
    init?(startingLike start: ArraySlice<UInt8>) {
        let head = Array(start.prefix(Self.signLength))
        if head.starts(with: [0xFF, 0xFE]) || Self.hasNULs(at: 1, of: head) {
            isLittleEndian = true
        } else if head.starts(with: [0xFE, 0xFF]) || Self.hasNULs(at: 0, of: head) {
            isLittleEndian = false
        } else {
            return nil
        }
    }

    /// Whether of each two octets the one at this place is nearly always NUL, and the other never.
    private static func hasNULs(at place: Int, of head: [UInt8]) -> Bool {
        let pairs = head.count / 2
        guard pairs >= 8 else { return false }
        let zeros = (0..<pairs).count { head[2 * $0 + place] == 0 }
        return zeros * 8 >= pairs * 7 && (0..<pairs).allSatisfy { head[2 * $0 + 1 - place] != 0 }
    }

    /// The next stretch as UTF-8. Halves of characters that stand alone become U+FFFD.
    mutating func utf8(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count / 2 + 4)
        for octet in octets {
            guard let first = odd else {
                odd = octet
                continue
            }
            odd = nil
            let (low, high) = isLittleEndian ? (first, octet) : (octet, first)
            append(UInt16(high) << 8 | UInt16(low), to: &result)
        }
        return result
    }

    private mutating func append(_ unit: UInt16, to result: inout [UInt8]) {
        defer { isFirst = false }
        if isFirst, unit == 0xFEFF { return }
        switch (high, UTF16.isLeadSurrogate(unit), UTF16.isTrailSurrogate(unit)) {
        case (let lead?, _, true):
            high = nil
            let value = 0x1_0000 + (UInt32(lead) & 0x3FF) << 10 + UInt32(unit) & 0x3FF
            append(Unicode.Scalar(value), to: &result)
        case (let lead, let isLead, let isTrail):
            if lead != nil { append(nil, to: &result) }
            high = isLead ? unit : nil
            if !isLead { append(isTrail ? nil : Unicode.Scalar(unit), to: &result) }
        }
    }

    private func append(_ scalar: Unicode.Scalar?, to result: inout [UInt8]) {
        result += Array(String(scalar ?? "\u{FFFD}").utf8)
    }
}
