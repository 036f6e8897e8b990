/// SHA-256 (FIPS 180-4 §6.2), fed in pieces. Our own, because the reader that checks a recording
/// is pure and may not call OpenSSL.
package struct SHA256: Sendable {
    private static let blockSize = 64

    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
        0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    private var pending: [UInt8] = []
    private var count: UInt64 = 0

    package init() { pending.reserveCapacity(Self.blockSize) }

    package mutating func update(_ octets: ArraySlice<UInt8>) {
        count &+= UInt64(octets.count)
        var rest = octets
        if !pending.isEmpty {
            let taken = rest.prefix(Self.blockSize - pending.count)
            pending += taken
            rest = rest.dropFirst(taken.count)
            guard pending.count == Self.blockSize else { return }
            compress(pending[...])
            pending.removeAll(keepingCapacity: true)
        }
        let whole = rest.count / Self.blockSize * Self.blockSize
        if whole > 0 { compress(rest.prefix(whole)) }
        pending += rest.dropFirst(whole)
    }

    /// The digest of all octets so far; more may follow. 64 lower-case hex digits.
    package var hex: [UInt8] {
        var copy = self
        let bits = count &* 8
        var padding: [UInt8] = [0x80]
        padding += repeatElement(0, count: (119 - pending.count) % Self.blockSize)
        padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        copy.update(padding[...])
        let digits = Array("0123456789abcdef".utf8)
        var hex: [UInt8] = []
        hex.reserveCapacity(64)
        for index in copy.state.indices {
            for shift in stride(from: UInt32(28), through: 0, by: -4) {
                hex.append(digits[Int(copy.state[index] >> shift & 15)])
            }
        }
        return hex
    }

    /// The digest of one text.
    package static func hex(of octets: [UInt8]) -> String {
        var digest = SHA256()
        digest.update(octets[...])
        return String(decoding: digest.hex, as: UTF8.self)
    }

    /// Folds whole blocks.
    private mutating func compress(_ blocks: ArraySlice<UInt8>) {
        blocks.withUnsafeBytes { octets in
            Self.constants.withUnsafeBufferPointer { constants in
                var words = InlineArray<64, UInt32>(repeating: 0)
                for start in stride(from: 0, to: octets.count, by: Self.blockSize) {
                    for index in 0..<16 {
                        words[index] = UInt32(
                            bigEndian: octets.loadUnaligned(
                                fromByteOffset: start + 4 * index, as: UInt32.self))
                    }
                    for index in 16..<64 {
                        let early = words[index &- 15]
                        let late = words[index &- 2]
                        let first = Self.rotate(early, 7) ^ Self.rotate(early, 18) ^ early &>> 3
                        let second = Self.rotate(late, 17) ^ Self.rotate(late, 19) ^ late &>> 10
                        words[index] =
                            words[index &- 16] &+ first &+ words[index &- 7] &+ second
                    }
                    mix(words, constants)
                }
            }
        }
    }

    private mutating func mix(
        _ words: borrowing InlineArray<64, UInt32>, _ constants: UnsafeBufferPointer<UInt32>
    ) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for round in stride(from: 0, to: 64, by: 8) {
            Self.step(a, b, c, &d, e, f, g, &h, words[round &+ 0] &+ constants[round &+ 0])
            Self.step(h, a, b, &c, d, e, f, &g, words[round &+ 1] &+ constants[round &+ 1])
            Self.step(g, h, a, &b, c, d, e, &f, words[round &+ 2] &+ constants[round &+ 2])
            Self.step(f, g, h, &a, b, c, d, &e, words[round &+ 3] &+ constants[round &+ 3])
            Self.step(e, f, g, &h, a, b, c, &d, words[round &+ 4] &+ constants[round &+ 4])
            Self.step(d, e, f, &g, h, a, b, &c, words[round &+ 5] &+ constants[round &+ 5])
            Self.step(c, d, e, &f, g, h, a, &b, words[round &+ 6] &+ constants[round &+ 6])
            Self.step(b, c, d, &e, f, g, h, &a, words[round &+ 7] &+ constants[round &+ 7])
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    /// One round. The caller turns the variables instead of moving their values.
    @inline(__always)
    private static func step(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
        _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
    ) {
        let high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let choice = (e & f) ^ (~e & g)
        let first = h &+ high &+ choice &+ word
        let low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        d = d &+ first
        h = first &+ low &+ majority
    }

    @inline(__always)
    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &>> count | word &<< (32 &- count)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
        0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
        0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
        0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
        0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
        0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
        0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]
}
