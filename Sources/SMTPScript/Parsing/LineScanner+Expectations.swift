import SMTPCore

extension LineScanner {
    private static let propertyWords = [
        "has", "lacks", "within", "after", "lines", "text", "bytes", "not", "tls", "diagnosis",
    ]
    private static let eventWords = ["any", "nothing", "silence", "closed", "fails"]

    /// What follows `<` and its marks.
    mutating func claim() throws(LineError) -> Expectation.Claim {
        skipBlanks()
        let start = index
        if octets[index...].starts(with: "${".utf8), case let late = lateClaim(),
            case .variable? = late.pieces.first
        {
            return .late(late)
        }
        let word = nextWord
        guard !word.isEmpty else {
            throw error(
                "nothing is expected here", from: start, help: "such as < 250 or < has STARTTLS")
        }
        if let first = word.first, !ASCII.isDigit(first),
            Self.propertyWords.contains(where: { Self.isWord(word, $0) })
        {
            return .property(try property())
        }
        var events = [try event()]
        while takeWord("or") {
            events.append(try event())
            guard events.count < 64 else { throw error("too many alternatives", from: start) }
        }
        if events.count > 1, events.contains(where: \.hasBareText) {
            throw error(
                "text without quotes cannot stand beside `or`", from: start,
                help: "put the text in quotes")
        }
        return .events(events)
    }

    /// All up to the remark.
    private mutating func lateClaim() -> Template {
        let start = index
        while !isAtEnd { index += 1 }
        return template(start..<Self.trimmedEnd(octets[start..<index]).endIndex)
    }

    private mutating func event() throws(LineError) -> EventClaim {
        skipBlanks()
        let start = index
        let next = nextWord
        if let code = CodePattern(next.prefix(3)) {
            if next.count == 3 { return .reply(try reply()) }
            if next.dropFirst(3).first == ASCII.hyphen {
                index += 4
                let from = index
                while !isAtEnd { index += 1 }
                return .line(code, template(from..<Self.trimmedEnd(octets[from..<index]).endIndex))
            }
        }
        if takeWord("any") { return .any }
        if takeWord("nothing") { return .nothing }
        if takeWord("silence") { return .silence(try duration()) }
        if takeWord("closed") {
            return .closed(within: takeWord("within") ? try duration() : nil)
        }
        if takeWord("fails") { return try failure() }
        _ = word()
        let known = Self.propertyWords + Self.eventWords
        throw error(
            "`\(VisibleText.of(next.prefix(40)))` is nothing to expect", from: start,
            help: Spelling.nearest(to: next.text, among: known).map { "did you mean \($0)?" }
                ?? "a code such as 250 or 5xx, or one of \(known.joined(separator: ", "))")
    }

    private mutating func failure() throws(LineError) -> EventClaim {
        let start = index
        let word = word().text
        let known = EventClaim.Cause.allCases.map(\.rawValue)
        guard let cause = EventClaim.Cause(rawValue: word) else {
            throw error(
                "a cause is missing here", from: start,
                help: Spelling.nearest(to: word, among: known).map { "did you mean \($0)?" }
                    ?? "one of \(known.joined(separator: ", "))")
        }
        skipBlanks()
        return .fails(cause, peek == UInt8(ascii: "/") ? try pattern() : nil)
    }

    private mutating func reply() throws(LineError) -> ReplyClaim {
        let start = index
        guard let code = CodePattern(word()) else {
            throw error("a reply code is missing here", from: start, help: "such as 250 or 5xx")
        }
        var claim = ReplyClaim(code: code)
        if let enhanced = EnhancedPattern(nextWord) {
            _ = word()
            claim.enhanced = enhanced
        }
        while true {
            skipBlanks()
            guard !isAtEnd, claim.matches.count < 64 else { return claim }
            if peek == UInt8(ascii: "\"") {
                claim.matches.append(.string(try string()))
            } else if peek == UInt8(ascii: "/") {
                claim.matches.append(.pattern(try pattern()))
            } else if Self.isWord(nextWord, "or") {
                return claim
            } else {
                let from = index
                while !isAtEnd { index += 1 }
                let text = Self.trimmedEnd(octets[from..<index])
                claim.matches.append(.bare(template(from..<text.endIndex)))
                return claim
            }
        }
    }

    mutating func property() throws(LineError) -> PropertyClaim {
        if takeWord("has") { return try has() }
        if takeWord("lacks") {
            let (keyword, words) = try keywordAndTemplates()
            return .lacks(keyword: keyword, words: words)
        }
        if takeWord("within") {
            return .within(
                try duration(
                    orRefuse: "nothing comes within no time", help: "such as < within 1s"))
        }
        if takeWord("after") { return .after(try duration()) }
        if takeWord("lines") {
            return .lines(comparison() ?? .equal, try number("a number of lines"))
        }
        if takeWord("text") { return .text(try quotedMatch()) }
        if takeWord("bytes") { return .bytes(try quotedMatch()) }
        if takeWord("not") { return .not(try negated()) }
        if takeWord("tls") { return try tls() }
        let start = index
        guard takeWord("diagnosis") else {
            throw error("a property is missing here", from: start)
        }
        let id = keyword()
        guard !id.isEmpty else {
            throw error("a diagnosis is missing here", from: start, help: "such as greylisted")
        }
        return .diagnosis(id.text)
    }

    private mutating func has() throws(LineError) -> PropertyClaim {
        let (keyword, words) = try keywordAndTemplates()
        guard let comparison = comparison() else {
            return .has(keyword: keyword, words: words, nil, nil)
        }
        return .has(keyword: keyword, words: words, comparison, try size())
    }

    private mutating func keywordAndTemplates() throws(LineError) -> (String, [Template]) {
        let start = index
        let keyword = keyword().text
        guard !keyword.isEmpty else {
            throw error("a keyword is missing here", from: start, help: "such as STARTTLS")
        }
        var words: [Template] = []
        while true {
            skipBlanks()
            guard !isAtEnd, let peek, ![60, 61, 62].contains(peek), words.count < 64,
                !(peek == 33 && octets[index...].starts(with: "!=".utf8))
            else { return (keyword, words) }
            let from = index
            if Self.isWord(word(), "or") {
                throw error(
                    "`or` cannot stand behind a keyword", from: from,
                    help: "use two lines; all must hold")
            }
            words.append(template(from..<index))
        }
    }

    private mutating func quotedMatch() throws(LineError) -> TextMatch {
        skipBlanks()
        return peek == UInt8(ascii: "/") ? .pattern(try pattern()) : .string(try string())
    }

    private mutating func negated() throws(LineError) -> PropertyClaim.NegatedClaim {
        skipBlanks()
        let next = nextWord
        if CodePattern(next) != nil {
            let start = index
            let claim = try reply()
            guard isAtEnd else { throw error("only one reply can follow `not`", from: start) }
            return .reply(claim)
        }
        guard !Self.isWord(next, "not") else {
            throw error("`not not` says nothing", from: index)
        }
        guard Self.propertyWords.contains(where: { Self.isWord(next, $0) }) else {
            let start = index
            _ = word()
            throw error(
                "a code or a property must follow `not`", from: start, help: "such as < not 5xx")
        }
        return .property(try property())
    }

    private mutating func tls() throws(LineError) -> PropertyClaim {
        let start = index
        if takeWord("verified") { return .tlsVerified(true) }
        if takeWord("unverified") { return .tlsVerified(false) }
        let word = keyword().text
        let known = PropertyClaim.TLSField.allCases.map(\.rawValue)
        guard let field = PropertyClaim.TLSField(rawValue: word) else {
            throw error(
                "`\(word)` is nothing TLS has", from: start,
                help: Spelling.nearest(to: word, among: known).map { "did you mean \($0)?" }
                    ?? "one of \((known + ["verified", "unverified"]).joined(separator: ", "))")
        }
        return .tls(field, comparison(), try value())
    }
}

extension EventClaim {
    /// Whether text without quotes ends it.
    fileprivate var hasBareText: Bool {
        guard case .reply(let claim) = self else { return false }
        return claim.matches.contains { if case .bare = $0 { true } else { false } }
    }
}
