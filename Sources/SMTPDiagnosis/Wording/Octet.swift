/// The tests of the innermost loops. `SMTPCore.ASCII` has the same, but a call into another
/// module costs more than the test itself.
enum Octet {
    /// What may stand around a text that is quoted: blanks, quotes, brackets, `>` and `*`; of
    /// typographic quotes their three octets, which begin no letter of a reply.
    static func isWrapping(_ octet: UInt8) -> Bool {
        switch octet {
        case 9, 32, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ">"),
            UInt8(ascii: "*"), 0xE2, 0x80, 0x98...0x9E, 0xC2, 0xAB, 0xBB:
            true
        default: false
        }
    }

    @inline(__always)
    static func isDigit(_ octet: UInt8) -> Bool { octet &- 48 < 10 }

    @inline(__always)
    static func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) &- 97 < 26 }

    @inline(__always)
    static func isWord(_ octet: UInt8) -> Bool { isDigit(octet) || isLetter(octet) }
}
