/// Octets as code points, one after the other; what is no UTF-8 comes octet by octet.
struct UTF8Walk {
    enum Step: Hashable {
        case scalar(Unicode.Scalar)
        case stray(UInt8)
    }

    private let octets: [UInt8]
    private var index = 0

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    mutating func next() -> Step? {
        guard index < octets.count else { return nil }
        let first = octets[index]
        let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard first < 0xF5, length > 0, index + length <= octets.count else { return stray() }
        if length == 1 {
            index += 1
            return .scalar(Unicode.Scalar(first))
        }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for octet in octets[(index + 1)..<(index + length)] {
            guard octet & 0xC0 == 0x80 else { return stray() }
            value = value << 6 | UInt32(octet & 0x3F)
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= least, let scalar = Unicode.Scalar(value) else { return stray() }
        index += length
        return .scalar(scalar)
    }

    private mutating func stray() -> Step {
        defer { index += 1 }
        return .stray(octets[index])
    }

    /// Where the first octet that is no UTF-8 stands; nil if there is none.
    static func firstStray(in octets: ArraySlice<UInt8>) -> Int? {
        if octets.allSatisfy({ $0 < 128 }) { return nil }
        var walk = UTF8Walk(Array(octets))
        var start = 0
        while let step = walk.next() {
            if case .stray = step { return octets.startIndex + start }
            start = walk.index
        }
        return nil
    }
}
