/// Walks over octets that may end anywhere: beyond the end every reading is nil.
struct OctetCursor {
    private(set) var rest: ArraySlice<UInt8>
    var isBigEndian: Bool

    init(_ octets: ArraySlice<UInt8>, isBigEndian: Bool = true) {
        rest = octets
        self.isBigEndian = isBigEndian
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func byte() -> UInt8? { take(1)?.first }

    mutating func half() -> UInt16? { number(2).map { UInt16(truncatingIfNeeded: $0) } }

    mutating func word() -> UInt32? { number(4) }

    private mutating func number(_ width: Int) -> UInt32? {
        guard let octets = take(width) else { return nil }
        return isBigEndian
            ? octets.reduce(0) { $0 << 8 | UInt32($1) }
            : octets.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
