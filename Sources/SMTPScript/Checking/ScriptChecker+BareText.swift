import SMTPCore

/// Text without quotes that was probably meant to be something else.
extension ScriptChecker {
    mutating func lintBareText(_ expectation: Expectation) {
        for claim in expectation.claim.replies {
            guard case .bare(let template)? = claim.matches.last else { continue }
            if template.plain.lowercased().split(separator: " ").contains("or") {
                report(
                    "`or` inside text without quotes is text", at: expectation.place,
                    help: "put the text in quotes", severity: .lint)
            }
            lintCode(ScriptText.bare(template), at: expectation.place)
            if case .pattern(let pattern)? = claim.matches.dropLast().last {
                lintFlag(behind: pattern)
            }
        }
    }

    /// What is no UTF-8 is in no text: a `"\xfc"` looked for there is never found.
    mutating func lintOctets(_ expectation: Expectation) {
        for case .string(let template) in expectation.claim.texts
        where UTF8Walk.firstStray(in: ScriptText.bare(template)[...]) != nil {
            report(
                "octets that are no UTF-8 are in no text", at: expectation.place,
                help: "`< bytes` looks at a reply as it came", severity: .lint)
        }
    }

    /// What stands directly behind a pattern was meant to be a flag of it.
    private mutating func lintFlag(behind pattern: PatternText) {
        let place = pattern.place
        guard let line = program.line(at: place) else { return }
        // Places count code points.
        let starts = line.indices.filter { line[$0] & 0xC0 != 0x80 }
        let end = place.column - 1 + place.length
        guard starts.indices.contains(end), !LineScanner.isBlank(line[starts[end]]) else { return }
        var scanner = LineScanner(line, file: place.file, number: place.line)
        scanner.index = starts[end]
        let word = scanner.word()
        report(
            "`\(VisibleText.of(word))` behind the pattern is no flag: it is taken as text",
            at: scanner.place(from: word.startIndex, to: word.endIndex),
            help: "the only flag is i; quote it if it is text", severity: .lint)
    }

    private mutating func lintCode(_ text: [UInt8], at place: ScriptPlace) {
        let word = text.prefix { !LineScanner.isBlank($0) }
        guard Self.looksLikeEnhancedCode(word) else { return }
        report(
            "`\(VisibleText.of(word))` is no enhanced code here: it is taken as text", at: place,
            help: "one stands behind the code and has three parts, as in 250 2.1.x; quote it if it "
                + "is text", severity: .lint)
    }

    /// Two or three numbers with dots between them; the first has one digit. The last may be
    /// missing.
    private static func looksLikeEnhancedCode(_ word: ArraySlice<UInt8>) -> Bool {
        func isPart(_ octet: UInt8) -> Bool { ASCII.isDigit(octet) || octet | 0x20 == 120 }
        let parts = word.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts[0].count == 1
            && word.contains(where: ASCII.isDigit) && parts.joined().allSatisfy(isPart)
    }
}

extension Expectation.Claim {
    /// What is looked for in the text of replies.
    fileprivate var texts: [TextMatch] {
        switch self {
        case .property(.text(let match)), .property(.not(.property(.text(let match)))): [match]
        case .events, .property, .late: replies.flatMap(\.matches)
        }
    }

    /// What it says of replies, or of what they are not.
    var replies: [ReplyClaim] {
        switch self {
        case .events(let events):
            events.compactMap { if case .reply(let claim) = $0 { claim } else { nil } }
        case .property(.not(.reply(let claim))): [claim]
        case .property, .late: []
        }
    }
}
