import SMTPCore

extension TraceEvent {
    /// What nearly every line of a recording is: octets of one side, its members in the order this
    /// program writes them. Nil for everything else, which is read as any JSON; what it gives is
    /// what that would give.
    init?(dialogueLine line: ArraySlice<UInt8>) {
        let event = line.withUnsafeBufferPointer { octets in
            var scanner = DialogueScanner(octets: octets)
            return scanner.event()
        }
        guard let event else { return nil }
        self = event
    }
}

/// Walks once over a line such as `{"t":1,"c":1,"e":"C","k":1,"tls":1,"m":1,"d":"NOOP\r\n"}`.
private struct DialogueScanner {
    let octets: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(octets: UnsafeBufferPointer<UInt8>) {
        self.octets = octets
    }

    mutating func event() -> TraceEvent? {
        guard skip("{\"t\":"), let at = number(), skip(",\"c\":"), let connection = number(),
            connection <= 65_535, skip(",\"e\":\""), index < octets.count
        else { return nil }
        let side = octets[index]
        index += 1
        guard side == UInt8(ascii: "C") || side == UInt8(ascii: "S"), skip("\",\"k\":"),
            let group = number()
        else { return nil }
        let isSecure = skip(",\"tls\":1")
        let isContent = side == UInt8(ascii: "C") && skip(",\"m\":1")
        guard skip(",\"d\":\""), let text = text(), !text.isEmpty, skip("}"),
            index == octets.count
        else { return nil }
        let fact: Fact =
            side == UInt8(ascii: "S")
            ? .received(ReceivedOctets(octets: text, isSecure: isSecure, read: group))
            : .sent(
                SentOctets(
                    octets: text, part: isContent ? .content : .command, isSecure: isSecure,
                    write: group))
        return TraceEvent(at: .microseconds(at), connection: connection, fact: fact)
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard octets.count - index >= count else { return false }
        for offset in 0..<count where octets[index + offset] != word.utf8Start[offset] {
            return false
        }
        index += count
        return true
    }

    /// At most 18 digits, so that it cannot overflow.
    private mutating func number() -> Int? {
        let start = index
        var value = 0
        while index < octets.count, index - start < 18, ASCII.isDigit(octets[index]) {
            value = value * 10 + Int(octets[index] - 48)
            index += 1
        }
        return index > start ? value : nil
    }

    /// A string up to its closing quote; nil where it has other escapes than one octet gives.
    private mutating func text() -> [UInt8]? {
        let start = index
        guard let end = closingQuote() else { return nil }
        var isWhole = true
        let text = [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
            var from = start
            while from < end {
                var octet = octets[from]
                from += 1
                if octet == UInt8(ascii: "\\") {
                    guard let meant = Self.meaning(ofEscape: octets[from]) else {
                        isWhole = false
                        return
                    }
                    octet = meant
                    from += 1
                }
                buffer[count] = octet
                count += 1
            }
        }
        index = end + 1
        return isWhole ? text : nil
    }

    /// The quote that ends the string begun at `index`. What an escape covers is passed over.
    private func closingQuote() -> Int? {
        var end = index
        while end < octets.count {
            if octets[end] == UInt8(ascii: "\"") { return end }
            end += octets[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private static func meaning(ofEscape octet: UInt8) -> UInt8? {
        switch octet {
        case UInt8(ascii: "r"): ASCII.cr
        case UInt8(ascii: "n"): ASCII.lf
        case UInt8(ascii: "t"): 9
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): octet
        default: nil
        }
    }
}
