/// A line that is an AUTH command or was meant to be one (RFC 4954 §4). Made for hiding
/// secrets, so it would rather see one command too many: `AUHT PLAIN …`, `AUTHPLAIN …`,
/// `PLAIN …` and a mechanism that does not exist are all found.
package struct AuthenticationCommand: Hashable, Sendable {
    /// As far as it could be read; `.other("")` where none is named.
    package let mechanism: SASLMechanism
    /// Where the initial response stands: indices into the line given, from the first octet
    /// behind the mechanism's blanks to the end of the text. Nil where there is none.
    package let response: Range<Int>?
    /// Whether this is not the command as the RFC spells it.
    package let isMistyped: Bool

    /// Nil where the line has nothing to do with authentication.
    package init?(_ line: ArraySlice<UInt8>) {
        let text = line.dropLast(ASCII.endingLength(of: line))
        let words = text.split(maxSplits: 7, whereSeparator: Self.isBlank)
        guard let first = words.first else { return nil }
        let end = (text.lastIndex { !Self.isBlank($0) } ?? text.startIndex) + 1
        func response(from word: Int) -> Range<Int>? {
            word < words.count ? words[word].startIndex..<end : nil
        }

        if ASCII.equalIgnoringCase(first, "AUTH".utf8) {
            let name = words.dropFirst().first
            let isName = name.map(Self.isMechanism) ?? false
            mechanism = isName ? SASLMechanism(name ?? []) : .other("")
            self.response = response(from: isName ? 2 : 1)
            isMistyped = !isName || words.count > 3
            return
        }
        guard let place = Self.secretPlace(in: words) else { return nil }
        mechanism = SASLMechanism(place == 0 ? [] : words[place - 1])
        self.response = response(from: place)
        isMistyped = true
    }

    /// The number of the first word to hide in a line that does not start with AUTH; it may be
    /// one too far, where there is nothing to hide. Nil where nothing points to authentication.
    private static func secretPlace(in words: [ArraySlice<UInt8>]) -> Int? {
        for index in words.indices.dropLast(2)
        where ASCII.equalIgnoringCase(words[index], "AUTH".utf8) && isKnown(words[index + 1]) {
            return index + 2
        }
        guard case .other(let word) = Verb(words[0]) else { return nil }
        if isWrongDoor(word) { return 1 }
        let secondIsMechanism = words.count > 1 && isNearlyKnown(words[1])
        if Spelling.slips(from: word, to: Array("AUTH".utf8)) <= (secondIsMechanism ? 2 : 1)
            || word.ends(with: "AUTH")
            || word.starts(with: "AUTHENTICATE".utf8)
        {
            return words.count > 1 && isMechanism(words[1]) ? 2 : 1
        }
        if word.starts(with: "AUTH".utf8) {
            return isMechanism(words[0].dropFirst(4).drop { !ASCII.isLetter($0) }) ? 1 : 0
        }
        if isKnown(words[0]) { return 1 }
        if secondIsMechanism { return 2 }
        if words.count > 1, ASCII.equalIgnoringCase(words[1], "AUTHENTICATE".utf8) {
            return words.count > 2 && isMechanism(words[2]) ? 3 : 2
        }
        return words.count == 1 && looksLikeCredentials(words[0]) ? 0 : nil
    }

    /// POP3's way to log in, typed at SMTP's door.
    private static func isWrongDoor(_ word: [UInt8]) -> Bool {
        word.elementsEqual("PASS".utf8) || word.elementsEqual("APOP".utf8)
    }

    /// Whether a word behind AUTH may be shown as a mechanism: one we know, a slip of the pen
    /// of one, or the grammar of RFC 4422 §3.1. A response in Base64 is almost never that.
    private static func isMechanism(_ word: ArraySlice<UInt8>) -> Bool {
        isKnown(word) || isNearlyKnown(word)
            || word.count <= 20
                && word.allSatisfy {
                    $0 &- 65 < 26 || ASCII.isDigit($0) || $0 == ASCII.hyphen
                        || $0 == UInt8(ascii: "_")
                }
    }

    private static func isKnown(_ word: ArraySlice<UInt8>) -> Bool {
        SASLMechanism.knownNames.contains { ASCII.equalIgnoringCase(word, $0.utf8) }
    }

    /// One slip for short names, two for those of six letters and more.
    private static func isNearlyKnown(_ word: ArraySlice<UInt8>) -> Bool {
        let upper = word.prefix(32).map(ASCII.upper)
        guard upper.count > 2, upper.count < 32 else { return false }
        return SASLMechanism.knownNames.contains {
            Spelling.slips(from: upper, to: Array($0.utf8))
                <= ($0.utf8.count < 5 ? 0 : $0.utf8.count < 6 ? 1 : 2)
        }
    }

    /// A lone word that decodes to what PLAIN or the OAuth mechanisms send.
    private static func looksLikeCredentials(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= 8, word.count <= SASLExchange.lineLimit,
            let decoded = Base64.decode(word)
        else { return false }
        return decoded.count { $0 == 0 } == 2 || decoded.suffix(2).elementsEqual([1, 1])
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet <= ASCII.space }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
