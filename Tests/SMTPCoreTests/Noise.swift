/// A small generator of repeatable noise (xorshift): equal seeds, equal octets.
struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// 0 to `limit` - 1; `limit` is above 0.
    mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }

    /// At most `limit` octets, most of them out of `favourites`.
    mutating func octets(upTo limit: Int, from favourites: [UInt8]) -> [UInt8] {
        let count = next(below: limit + 1)
        return (0..<count).map { _ in
            next(below: 8) == 0
                ? UInt8(next(below: 256)) : favourites[next(below: favourites.count)]
        }
    }
}
