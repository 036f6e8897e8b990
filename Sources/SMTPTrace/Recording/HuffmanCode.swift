/// A prefix code, by how many codes of each length there are (RFC 1951 §3.2.2).
struct HuffmanCode {
    /// A base and how many bits are added to it (RFC 1951 §3.2.5).
    struct Extra {
        var base: Int
        var bits: UInt32
    }

    /// By length, 0 to 15.
    var counts: [UInt16]
    /// In the order of their codes.
    var symbols: [UInt16]

    /// Nil where more codes are asked for than there can be.
    init?(_ lengths: [UInt8]) {
        counts = [UInt16](repeating: 0, count: 16)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var left = 1
        var starts = [0, 0]
        for length in 1...15 {
            left = left << 1 - Int(counts[length])
            if left < 0 { return nil }
            starts.append(starts[length] + Int(counts[length]))
        }
        symbols = [UInt16](repeating: 0, count: starts[16])
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[starts[Int(length)]] = UInt16(symbol)
            starts[Int(length)] += 1
        }
    }

    private init(valid lengths: [UInt8]) {
        guard let code = HuffmanCode(lengths) else { preconditionFailure("fixed code") }
        self = code
    }

    static let fixedLiterals = HuffmanCode(
        valid: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode(valid: [UInt8](repeating: 5, count: 30))

    static let lengthOrder = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]

    static let lengths: [Extra] = {
        var extras: [Extra] = []
        var base = 3
        for code in 0..<28 {
            let bits = UInt32(code < 8 ? 0 : code / 4 - 1)
            extras.append(.init(base: base, bits: bits))
            base += 1 << bits
        }
        return extras + [.init(base: 258, bits: 0)]
    }()

    static let distances: [Extra] = {
        var base = 1
        return (0..<30).map { code in
            let bits = UInt32(code < 4 ? 0 : code / 2 - 1)
            defer { base += 1 << bits }
            return .init(base: base, bits: bits)
        }
    }()
}
