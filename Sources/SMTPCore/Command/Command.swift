/// One line from the client, whatever it holds (RFC 5321 §4.1). A command is never refused:
/// what is wrong with it is the server's to say, and ours to explain.
package struct Command: Hashable, Sendable {
    /// The line as sent, with its line ending, if it has one.
    package let octets: [UInt8]
    package let verb: Verb
    private let argumentStart: Int
    private let textEnd: Int

    package init(_ octets: [UInt8]) {
        self.octets = octets
        textEnd = octets.count - ASCII.endingLength(of: octets)
        let text = octets[..<textEnd]
        let wordEnd = text.firstIndex { $0 == ASCII.space || $0 == 9 } ?? textEnd
        verb = Verb(octets[..<wordEnd])
        argumentStart = text[wordEnd...].firstIndex { $0 != ASCII.space && $0 != 9 } ?? textEnd
    }

    /// A command from text, with CR LF added.
    package init(_ text: String) {
        self.init(Array(text.utf8) + ASCII.crlf)
    }

    /// What follows the verb and its blanks, without the line ending. May be empty.
    package var argument: ArraySlice<UInt8> { octets[argumentStart..<textEnd] }

    /// The whole line without its ending.
    package var text: ArraySlice<UInt8> { octets[..<textEnd] }

    /// The words of the argument, split at blanks. May be empty.
    package var words: [ArraySlice<UInt8>] {
        argument.split { $0 == ASCII.space || $0 == 9 }
    }

    /// Path and parameters of MAIL and RCPT; nil for other verbs and where there is no path.
    package var path: PathArgument? {
        switch verb {
        case .mail: PathArgument(argument, keyword: "FROM:")
        case .rcpt: PathArgument(argument, keyword: "TO:")
        default: nil
        }
    }

    /// The chunk size BDAT announces and whether it is the last (RFC 3030 §2); nil where the
    /// argument has another form.
    package var chunk: (octets: Int, isLast: Bool)? {
        guard verb == .bdat else { return nil }
        let words = words
        guard let first = words.first, first.allSatisfy(ASCII.isDigit),
            let size = Int(first.text)
        else { return nil }
        if words.count == 1 { return (size, false) }
        guard words.count == 2, ASCII.equalIgnoringCase(words[1], "LAST".utf8) else { return nil }
        return (size, true)
    }
}
