/// The argument of MAIL or RCPT: a path and parameters (RFC 5321 §4.1.1.2, §4.1.1.3, §4.1.2).
package struct PathArgument: Hashable, Sendable {
    /// One `KEYWORD` or `KEYWORD=value`.
    package struct Parameter: Hashable, Sendable {
        /// In upper case.
        package var name: String
        /// As written; nil where there is no `=`.
        package var value: String?

        package init(name: String, value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    /// What departs from the grammar, though most servers read it.
    package enum Slip: Hashable, Sendable {
        /// A blank behind the colon, as in `MAIL FROM: <a@b>`.
        case blankBehindColon
        /// An address without angle brackets.
        case noBrackets
        /// An opening bracket that is never closed.
        case unclosed
    }

    /// The address between the brackets, without a source route; empty for `<>`.
    package var address: ArraySlice<UInt8>
    /// In the order written. May be empty.
    package var parameters: [Parameter]
    package var slips: [Slip]

    /// Reads `FROM:<…> …` or `TO:<…> …`; nil if the keyword is missing.
    package init?(_ argument: ArraySlice<UInt8>, keyword: String) {
        let head = argument.prefix(keyword.utf8.count)
        guard ASCII.equalIgnoringCase(head, keyword.utf8) else { return nil }
        var rest = argument.dropFirst(head.count)
        var slips: [Slip] = []
        if rest.first.map(Self.isBlank) == true {
            slips.append(.blankBehindColon)
            rest = rest.drop(while: Self.isBlank)
        }
        let end: Int
        if rest.first == UInt8(ascii: "<") {
            rest = rest.dropFirst()
            end = Self.closingBracket(of: rest) ?? rest.endIndex
            if end == rest.endIndex { slips.append(.unclosed) }
        } else {
            slips.append(.noBrackets)
            end = rest.firstIndex(where: Self.isBlank) ?? rest.endIndex
        }
        address = Self.withoutRoute(rest[..<end])
        let tail = rest[end...].drop { $0 == UInt8(ascii: ">") }
        parameters = tail.split(whereSeparator: Self.isBlank).map(Self.parameter)
        self.slips = slips
    }

    /// The part in front of the last @; the whole address if there is none.
    package var localPart: ArraySlice<UInt8> {
        address.lastIndex(of: UInt8(ascii: "@")).map { address[..<$0] } ?? address
    }

    /// The part behind the last @; nil if there is none.
    package var domain: ArraySlice<UInt8>? {
        address.lastIndex(of: UInt8(ascii: "@")).map { address[($0 + 1)...] }
    }

    /// The value of a parameter, in any case; nil if it is missing or has no value.
    package func value(of name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// The first `>` outside a quoted local part (RFC 5321 §4.1.2 Quoted-string).
    private static func closingBracket(of text: ArraySlice<UInt8>) -> Int? {
        var quoted = false
        var escaped = false
        for index in text.indices {
            if escaped {
                escaped = false
            } else if text[index] == UInt8(ascii: "\\") {
                escaped = quoted
            } else if text[index] == UInt8(ascii: "\"") {
                quoted.toggle()
            } else if !quoted, text[index] == UInt8(ascii: ">") {
                return index
            }
        }
        return nil
    }

    /// Source routes such as `@one,@two:a@b` are ignored (RFC 5321 appendix C).
    private static func withoutRoute(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard path.first == UInt8(ascii: "@"), let colon = path.firstIndex(of: UInt8(ascii: ":"))
        else { return path }
        return path[(colon + 1)...]
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == ASCII.space || octet == 9 }

    private static func parameter(_ word: ArraySlice<UInt8>) -> Parameter {
        let equals = word.firstIndex(of: UInt8(ascii: "="))
        let name = word[..<(equals ?? word.endIndex)].map(ASCII.upper).text
        return Parameter(name: name, value: equals.map { word[($0 + 1)...].text })
    }
}
