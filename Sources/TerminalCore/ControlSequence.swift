/// The octets of a control sequence between its opening and its last octet.
struct ControlSequence: Sendable {
    /// Digits, signs and a leading `<`, `=`, `>` or `?`, in the order they came; never longer than
    /// `KeyDecoder.sequenceLimit`.
    private(set) var octets: [UInt8] = []
    /// Octets were lost, so that the sequence means nothing.
    private(set) var isTooLong = false
    /// Held by an ESC in front of the whole sequence.
    let modifiers: Key.Modifiers

    init(modifiers: Key.Modifiers) { self.modifiers = modifiers }

    mutating func append(_ byte: UInt8) {
        if octets.count < KeyDecoder.sequenceLimit { octets.append(byte) } else { isTooLong = true }
    }

    /// The numbers between semicolons; a missing one is nil. Nil if there is anything else, as in a
    /// reply that begins with `?`.
    var numbers: [Int?]? { ControlSequence.numbers(in: octets[...]) }

    /// The numbers of a mouse report, which begins with `<`.
    var mouseNumbers: [Int?]? {
        octets.first == UInt8(ascii: "<") ? ControlSequence.numbers(in: octets.dropFirst()) : nil
    }

    private static func numbers(in octets: ArraySlice<UInt8>) -> [Int?]? {
        var numbers: [Int?] = [nil]
        var last = 0
        for byte in octets {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int(byte - UInt8(ascii: "0"))
                numbers[last] = min((numbers[last] ?? 0) * 10 + digit, 1 << 21)
            case UInt8(ascii: ";"):
                numbers.append(nil)
                last += 1
            default: return nil
            }
        }
        return numbers
    }
}
