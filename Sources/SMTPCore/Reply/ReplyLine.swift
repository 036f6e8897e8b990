/// One line of a reply, exactly as it came (RFC 5321 §4.2).
package struct ReplyLine: Hashable, Sendable {
    /// What stands between the code and the text.
    package enum Separator: Hashable, Sendable {
        /// A blank, or nothing behind the code: this is the reply's last line.
        case last
        /// A hyphen: more lines follow.
        case more
        /// Neither, as in `250OK`. Read as the last line, and listed as an oddity.
        case missing
        /// There is no code at all.
        case none
    }

    /// The line with its line ending, if it had one. Never empty.
    package let octets: [UInt8]
    /// Octets of an overlong line that were counted and dropped behind `octets`.
    package var omittedOctets = 0
    /// The three digits the line starts with, 0 to 999; nil where there are none.
    package let code: Int?
    package let separator: Separator
    private let textStart: Int
    private let textEnd: Int

    package init(_ octets: [UInt8]) {
        self.octets = octets
        textEnd = octets.count - ASCII.endingLength(of: octets)
        guard textEnd >= 3, octets[..<3].allSatisfy(ASCII.isDigit) else {
            code = nil
            separator = .none
            textStart = 0
            return
        }
        code = octets[..<3].reduce(0) { $0 * 10 + Int($1 - 48) }
        switch textEnd > 3 ? octets[3] : ASCII.space {
        case ASCII.space: separator = .last
        case ASCII.hyphen: separator = .more
        default: separator = .missing
        }
        textStart = separator == .missing ? 3 : min(4, textEnd)
    }

    /// What follows code and separator, without the line ending. May be empty.
    package var text: ArraySlice<UInt8> { octets[textStart..<textEnd] }

    /// CR LF, LF, CR or nothing.
    package var ending: ArraySlice<UInt8> { octets[textEnd...] }

    /// The enhanced status code at the start of the text (RFC 2034 §4).
    package var enhanced: EnhancedStatus? { EnhancedStatus(startOf: text) }

    /// The text without the enhanced status code and the blanks behind it.
    package var words: ArraySlice<UInt8> {
        guard enhanced != nil else { return text }
        return text.drop { !Self.isBlank($0) }.drop(while: Self.isBlank)
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == ASCII.space || octet == 9 }
}
