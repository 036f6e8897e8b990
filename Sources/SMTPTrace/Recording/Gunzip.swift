/// Unpacks gzip files (RFC 1952) of deflate data (RFC 1951), for recordings that were packed.
/// Our own, since it is short and every input is hostile: it never fails, it stops.
package struct Gunzip: Sendable {
    /// Why it stopped.
    package enum Ending: Hashable, Sendable {
        case whole
        /// The file is cut or damaged; what came before is good.
        case cut
        /// More came out than was allowed.
        case tooLarge
    }

    private let input: [UInt8]
    private let limit: Int
    private var index = 0
    private var bits: UInt32 = 0
    private var bitCount: UInt32 = 0
    private var output: [UInt8] = []

    /// Whether octets begin like a gzip file.
    package static func isPacked(_ octets: ArraySlice<UInt8>) -> Bool {
        octets.starts(with: [0x1F, 0x8B])
    }

    /// What the file holds, as far as it can be read, at most `limit` octets.
    package static func unpack(
        _ file: [UInt8], limit: Int = 1 << 28
    ) -> (octets: [UInt8], ending: Ending) {
        var gunzip = Gunzip(input: file, limit: limit)
        do throws(Stop) {
            repeat { try gunzip.member() } while gunzip.index < file.count
            return (gunzip.output, .whole)
        } catch {
            return (gunzip.output, error == .cut ? .cut : .tooLarge)
        }
    }

    private enum Stop: Error { case cut, tooLarge }

    private init(input: [UInt8], limit: Int) {
        self.input = input
        self.limit = limit
    }

    /// Header, deflate blocks, CRC and size. The CRC is not checked: a recording has sums.
    private mutating func member() throws(Stop) {
        guard try octet() == 0x1F, try octet() == 0x8B, try octet() == 8 else { throw .cut }
        let flags = try octet()
        for _ in 0..<6 { _ = try octet() }
        if flags & 4 != 0 {
            let count = Int(try octet()) | Int(try octet()) << 8
            for _ in 0..<count { _ = try octet() }
        }
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            while try octet() != 0 {}
        }
        if flags & 2 != 0 { for _ in 0..<2 { _ = try octet() } }
        while try !block() {}
        (bits, bitCount) = (0, 0)
        for _ in 0..<8 { _ = try octet() }
    }

    /// One block; true if it was the last.
    private mutating func block() throws(Stop) -> Bool {
        let isLast = try take(1) == 1
        switch try take(2) {
        case 0: try stored()
        case 1: try compressed(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
        case 2:
            let codes = try dynamicCodes()
            try compressed(codes.literals, codes.distances)
        default: throw .cut
        }
        return isLast
    }

    private mutating func stored() throws(Stop) {
        (bits, bitCount) = (0, 0)
        let count = Int(try octet()) | Int(try octet()) << 8
        for _ in 0..<2 { _ = try octet() }
        guard index + count <= input.count else {
            output += input[index...]
            throw .cut
        }
        guard output.count + count <= limit else { throw .tooLarge }
        output += input[index..<(index + count)]
        index += count
    }

    private mutating func compressed(
        _ literals: HuffmanCode, _ distances: HuffmanCode
    ) throws(Stop) {
        while true {
            let symbol = try decode(literals)
            if symbol == 256 { return }
            guard output.count < limit else { throw .tooLarge }
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            guard symbol < 286 else { throw .cut }
            let length = try value(of: HuffmanCode.lengths[symbol - 257])
            let place = try decode(distances)
            guard place < 30 else { throw .cut }
            let distance = try value(of: HuffmanCode.distances[place])
            guard distance <= output.count else { throw .cut }
            guard output.count + length <= limit else { throw .tooLarge }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }

    private mutating func dynamicCodes() throws(Stop) -> (
        literals: HuffmanCode, distances: HuffmanCode
    ) {
        let literals = try take(5) + 257
        let distances = try take(5) + 1
        let count = try take(4) + 4
        var lengths = [UInt8](repeating: 0, count: 19)
        for place in HuffmanCode.lengthOrder.prefix(count) { lengths[place] = UInt8(try take(3)) }
        guard let code = HuffmanCode(lengths) else { throw .cut }
        lengths = []
        while lengths.count < literals + distances {
            let symbol = try decode(code)
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .cut }
                lengths += repeatElement(last, count: 3 + (try take(2)))
            case 17: lengths += repeatElement(0, count: 3 + (try take(3)))
            default: lengths += repeatElement(0, count: 11 + (try take(7)))
            }
        }
        guard lengths.count == literals + distances,
            let first = HuffmanCode(Array(lengths[..<literals])),
            let second = HuffmanCode(Array(lengths[literals...]))
        else { throw .cut }
        return (first, second)
    }

    private mutating func decode(_ code: HuffmanCode) throws(Stop) -> Int {
        var value = 0
        var first = 0
        var place = 0
        for length in 1...15 {
            value |= try take(1)
            let count = Int(code.counts[length])
            if value - count < first { return Int(code.symbols[place + value - first]) }
            place += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .cut
    }

    private mutating func value(of extra: HuffmanCode.Extra) throws(Stop) -> Int {
        extra.base + (extra.bits == 0 ? 0 : try take(extra.bits))
    }

    private mutating func octet() throws(Stop) -> UInt8 {
        guard index < input.count else { throw .cut }
        index += 1
        return input[index - 1]
    }

    /// Up to 13 bits, the lowest first.
    private mutating func take(_ count: UInt32) throws(Stop) -> Int {
        while bitCount < count {
            bits |= UInt32(try octet()) << bitCount
            bitCount += 8
        }
        defer {
            bits >>= count
            bitCount -= count
        }
        return Int(bits & (1 << count - 1))
    }
}
