/// An enhanced status code such as 5.7.1 (RFC 3463 §2, RFC 2034 §4).
package struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
    /// 2 success, 4 persistent transient failure, 5 permanent failure (RFC 3463 §2).
    package var `class`: Int
    /// 0 to 999.
    package var subject: Int
    /// 0 to 999.
    package var detail: Int

    package init(class: Int, subject: Int, detail: Int) {
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }

    package var description: String { "\(`class`).\(subject).\(detail)" }

    /// The code at the very start of a reply's text, followed by a blank or the end.
    /// Nil where the text starts otherwise; a class other than 2, 4 and 5 is no code.
    package init?(startOf text: ArraySlice<UInt8>) {
        var numbers = (0, 0, 0)
        var index = text.startIndex
        for part in 0..<3 {
            var value = 0
            let start = index
            while index < text.endIndex, index - start < 3, ASCII.isDigit(text[index]) {
                value = value * 10 + Int(text[index] - 48)
                index += 1
            }
            guard index > start else { return nil }
            switch part {
            case 0: numbers.0 = value
            case 1: numbers.1 = value
            default: numbers.2 = value
            }
            guard part < 2 else { break }
            guard index < text.endIndex, text[index] == ASCII.dot else { return nil }
            index += 1
        }
        guard index == text.endIndex || text[index] == ASCII.space || text[index] == 9,
            numbers.0 == 2 || numbers.0 == 4 || numbers.0 == 5
        else { return nil }
        self.init(class: numbers.0, subject: numbers.1, detail: numbers.2)
    }
}
