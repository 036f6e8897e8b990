import SMTPCore

/// Lines of a queue's listing: `mailq`, `postqueue -p`.
enum QueueLine {
    /// The text of a line that is one reason in parentheses; nil for any other line.
    static func reason(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let text = line.trimmed
        guard text.count > 12, text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")"),
            !text.starts(with: "(in reply to")
        else { return nil }
        let reason = text.dropFirst().dropLast()
        guard Octet.isLetter(reason[reason.startIndex]) else { return nil }
        return reason.starts(with: "Deferred: ") ? reason.dropFirst(10) : reason
    }

    /// The name of the message that a line begins with: `4F1A2B3C4D*   1234 Tue Nov 24 …`; nil for
    /// any other line.
    static func message(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = line.prefix(while: Octet.isWord)
        guard name.count >= 10, name.count <= 24 else { return nil }
        let rest = line[name.endIndex...].drop { $0 == 42 || $0 == 33 }
        guard rest.first == ASCII.space, let size = rest.first(where: { $0 != 32 }),
            Octet.isDigit(size)
        else { return nil }
        return name
    }
}
