import SMTPCore

/// Two sections of a notice of Sendmail: the addresses with the reason for each, and the session,
/// which only tells the same again.
struct SendmailNotice: Sendable {
    enum Told {
        case reason(recipient: [UInt8], words: ArraySlice<UInt8>)
        /// A line that tells nothing new.
        case nothing
    }

    private enum Section {
        case other
        case addresses(last: [UInt8])
        /// Behind addresses with reasons.
        case repetition
    }

    private var section = Section.other
    private var hasReason = false

    /// What a line of the notice tells; nil for a line of any other section.
    mutating func receive(_ line: ArraySlice<UInt8>) -> Told? {
        if Self.isHeading(line) { return enter(line) }
        switch section {
        case .other: return nil
        case .addresses(let last):
            if let words = Self.reason(line) {
                hasReason = true
                return .reason(recipient: last, words: words)
            }
            guard line.contains(UInt8(ascii: "@")) else { return nil }
            if line.first != ASCII.space { section = .addresses(last: Self.address(line)) }
            return .nothing
        case .repetition:
            if !line.isEmpty { return .nothing }
            section = .other
            return nil
        }
    }

    private mutating func enter(_ heading: ArraySlice<UInt8>) -> Told? {
        if heading.find("addresses had ") != nil {
            section = .addresses(last: [])
            return .nothing
        }
        let isTold = hasReason && heading.find("ranscript of session") != nil
        section = isTold ? .repetition : .other
        return isTold ? .nothing : nil
    }

    /// `   ----- Transcript of session follows -----`
    private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first == ASCII.space || first == ASCII.hyphen else {
            return false
        }
        return line.drop { $0 == ASCII.space }.starts(with: "----- ") && line.count < 120
    }

    /// `    (reason: 550 5.1.1 User unknown)` without what stands around the words.
    private static func reason(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let text = line.trimmed
        guard text.starts(with: "(reason: ") else { return nil }
        let words = text.dropFirst(9)
        return words.last == UInt8(ascii: ")") ? words.dropLast() : words
    }

    /// `<bob@example.net>` without its brackets.
    private static func address(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let text = line.trimmed.drop { $0 == UInt8(ascii: "<") }
        return Array(text.prefix { $0 != UInt8(ascii: ">") }.prefix(320))
    }
}
