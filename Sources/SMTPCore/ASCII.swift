/// The octets SMTP gives a meaning to, and the few ASCII rules the protocol needs.
/// The wire stays in octets: `"\r\n"` is one `Character` in Swift and would hide a bare LF.
package enum ASCII {
    package static let nul = UInt8(0)
    package static let lf = UInt8(ascii: "\n")
    package static let cr = UInt8(ascii: "\r")
    package static let space = UInt8(ascii: " ")
    package static let dot = UInt8(ascii: ".")
    package static let hyphen = UInt8(ascii: "-")

    package static let crlf: [UInt8] = [cr, lf]

    package static func isDigit(_ octet: UInt8) -> Bool { octet &- 48 < 10 }

    package static func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) &- 97 < 26 }

    /// ASCII letters in upper case, everything else as it is (RFC 5321 §2.4).
    @inlinable package static func upper(_ octet: UInt8) -> UInt8 {
        octet &- 97 < 26 ? octet &- 32 : octet
    }

    /// Whether two stretches are equal but for the case of ASCII letters.
    @inlinable package static func equalIgnoringCase(
        _ one: some Collection<UInt8>, _ other: some Collection<UInt8>
    ) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { upper($0) == upper($1) }
    }

    /// The number of octets its line ending takes: CR LF 2, bare LF or bare CR 1, none 0.
    package static func endingLength(of line: some BidirectionalCollection<UInt8>) -> Int {
        guard !line.isEmpty else { return 0 }
        let last = line.index(before: line.endIndex)
        if line[last] == cr { return 1 }
        guard line[last] == lf else { return 0 }
        return last != line.startIndex && line[line.index(before: last)] == cr ? 2 : 1
    }
}

extension Collection<UInt8> {
    /// The octets as text; what is not UTF-8 becomes U+FFFD, so never compare the result.
    package var text: String { String(decoding: self, as: UTF8.self) }
}
