import SMTPCore

extension [UInt8] {
    /// Whether the octets occur in it; the empty ones do.
    func contains(_ part: [UInt8]) -> Bool { occurs(part) { $0 } }

    /// As `contains`, ASCII case ignored.
    func containsIgnoringCase(_ part: [UInt8]) -> Bool { occurs(part, ASCII.upper) }

    /// Knuth, Morris and Pratt: linear whatever the server sends.
    private func occurs(_ part: [UInt8], _ key: (UInt8) -> UInt8) -> Bool {
        guard !part.isEmpty else { return true }
        let part = part.map(key)
        var back = [Int](repeating: 0, count: part.count)
        var length = 0
        for index in part.indices.dropFirst() {
            while length > 0, part[index] != part[length] { length = back[length - 1] }
            if part[index] == part[length] { length += 1 }
            back[index] = length
        }
        length = 0
        for octet in self {
            let octet = key(octet)
            while length > 0, octet != part[length] { length = back[length - 1] }
            if octet == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }
}

extension Duration {
    /// "1.402 s", "5 s", "12 ms", "3 us".
    package var exact: String {
        let (seconds, attoseconds) = components
        let micro = attoseconds / 1_000_000_000_000
        if seconds > 0, micro == 0 { return "\(seconds) s" }
        if seconds > 0 {
            let milli = String(1_000 + micro / 1_000).dropFirst()
            return "\(seconds).\(milli) s"
        }
        return micro >= 1_000 ? "\(micro / 1_000) ms" : "\(micro) us"
    }
}
