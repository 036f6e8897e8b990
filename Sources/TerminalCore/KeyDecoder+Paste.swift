extension KeyDecoder {
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// The next octet of a paste. Its end begins with ESC and has no other, so a mismatch never
    /// needs a second look at what matched before.
    mutating func paste(_ byte: UInt8, matched: Int, into inputs: inout [Input]) {
        if byte == KeyDecoder.pasteEnd[matched] {
            if matched + 1 < KeyDecoder.pasteEnd.count {
                state = .paste(matched: matched + 1)
            } else {
                inputs.append(.paste(pasted, dropped: dropped))
                pasted = []
                dropped = 0
                state = .ground
            }
            return
        }
        for octet in KeyDecoder.pasteEnd[..<matched] { keep(octet) }
        if byte == KeyDecoder.pasteEnd[0] {
            state = .paste(matched: 1)
        } else {
            keep(byte)
            state = .paste(matched: 0)
        }
    }

    private mutating func keep(_ byte: UInt8) {
        if pasted.count < KeyDecoder.pasteLimit { pasted.append(byte) } else { dropped += 1 }
    }
}
