import SMTPCore

/// A paragraph of a notice that says of one recipient why it failed, as Postfix and qmail write it:
/// `<u@y.example>: connect to mx.y.example: Connection timed out`.
enum NoticeText {
    /// Recipient and reason; nil for other paragraphs.
    static func reason(
        in text: ArraySlice<UInt8>
    ) -> (recipient: ArraySlice<UInt8>, words: ArraySlice<UInt8>)? {
        guard text.first == UInt8(ascii: "<"), let end = text.prefix(322).find(">:") else {
            return nil
        }
        let recipient = text[..<end].dropFirst()
        guard recipient.contains(UInt8(ascii: "@")), !recipient.contains(ASCII.space) else {
            return nil
        }
        return (recipient, text[(end + 2)...].drop { $0 <= 32 })
    }
}

/// A refusal as Python shows it: `(550, b'5.1.1 …')`.
struct PythonRefusal {
    /// Three digits.
    let code: [UInt8]
    let words: ArraySlice<UInt8>

    /// Nil for a text without one. The first one counts.
    init?(_ text: ArraySlice<UInt8>) {
        guard let mark = text.find(", b'") ?? text.find(", b\""), mark - 4 >= text.startIndex,
            text[mark - 4] == UInt8(ascii: "("),
            ReplyHead.code(at: mark - 3, in: text[..<mark]) != nil
        else { return nil }
        code = Array(text[(mark - 3)..<mark])
        let quote = text[mark + 3]
        words = text[(mark + 4)...].prefix { $0 != quote }
    }
}
