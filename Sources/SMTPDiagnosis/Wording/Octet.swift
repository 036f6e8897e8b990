/// The tests of the innermost loops. `SMTPCore.ASCII` has the same, but a call into another
/// module costs more than the test itself.
enum Octet {
    @inline(__always)
    static func isDigit(_ octet: UInt8) -> Bool { octet &- 48 < 10 }

    @inline(__always)
    static func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) &- 97 < 26 }

    @inline(__always)
    static func isWord(_ octet: UInt8) -> Bool { isDigit(octet) || isLetter(octet) }
}
