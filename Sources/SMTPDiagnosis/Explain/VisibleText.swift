/// Octets of the other side made harmless for a terminal or a report.
enum VisibleText {
    /// On one line: line ends become ` / `, other control characters and what turns the direction
    /// of writing become U+FFFD. Cut after `limit` characters, with `...`.
    static func line(_ octets: some Sequence<UInt8>, limit: Int = 2_000) -> String {
        var result = ""
        var count = 0
        var isBreak = false
        for character in String(decoding: Array(octets), as: UTF8.self).unicodeScalars {
            if character == "\n" || character == "\r" {
                isBreak = true
                continue
            }
            if isBreak, count > 0 { result += " / " }
            isBreak = false
            if count == limit { return result + "..." }
            result.unicodeScalars.append(isHarmful(character) ? "\u{FFFD}" : character)
            count += 1
        }
        return result
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<32, 127..<160, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
        default: false
        }
    }
}
