import SMTPCore

/// Secrets that stand in a line as it is typed.
enum TypedSecret {
    /// The octets that are not to be kept: all of the response of anything that may be meant as
    /// AUTH, and a password written into `@auth`. A name, as `${password}`, is no secret.
    static func range(in line: [UInt8]) -> Range<Int>? {
        let order = line.drop { $0 == ASCII.space || $0 == UInt8(ascii: "\t") }
        if order.starts(with: "@auth ".utf8) { return value(in: order) }
        guard let response = AuthenticationCommand(line[...])?.response,
            !isName(line[response])
        else { return nil }
        return response
    }

    /// The value of the first option that is a secret, to the end of the line.
    private static func value(in order: ArraySlice<UInt8>) -> Range<Int>? {
        for word in order.split(separator: ASCII.space) {
            for option in ["password=", "token="] where word.starts(with: option.utf8) {
                let value = word.dropFirst(option.utf8.count)
                if !value.isEmpty, !isName(value) { return value.startIndex..<order.endIndex }
            }
        }
        return nil
    }

    /// Whether it is one `${name}` and nothing else, perhaps in quotes.
    private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
        var text = text
        if text.count > 1, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") {
            text = text.dropFirst().dropLast()
        }
        return text.starts(with: "${".utf8) && text.last == UInt8(ascii: "}")
            && text.dropFirst().allSatisfy { $0 != UInt8(ascii: "$") && $0 != ASCII.space }
    }
}
