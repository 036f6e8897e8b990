import SMTPCore

/// One `<` line: what is expected of the event that follows the step above it.
package struct Expectation: Sendable, Hashable {
    /// `<+`: this line speaks of the next event.
    package var opensNext = false
    /// `<?`: a wish; if it fails the run stays green.
    package var isWish = false
    package var claim: Claim
    /// What follows `#`, as written; nil without.
    package var remark: String?
    package var place: ScriptPlace

    package enum Claim: Sendable, Hashable {
        /// The event is one of these. Never empty.
        case events([EventClaim])
        case property(PropertyClaim)
        /// Its first word is a variable: it can be read only when its value is known.
        case late(Template)
    }
}

/// What may happen after a step.
package enum EventClaim: Sendable, Hashable {
    case reply(ReplyClaim)
    /// The reply has exactly this line, anywhere.
    case line(CodePattern, Template)
    /// Any reply at all.
    case any
    /// Nothing is waited for.
    case nothing
    /// No octet comes for so long.
    case silence(ScriptDuration)
    case closed(within: ScriptDuration?)
    case fails(Cause, PatternText?)

    package enum Cause: String, Sendable, Hashable, CaseIterable {
        case dns, refused, timeout, tls, closed, any
    }
}

package struct ReplyClaim: Sendable, Hashable {
    package var code: CodePattern
    package var enhanced: EnhancedPattern?
    /// All must be found.
    package var matches: [TextMatch] = []
}

package enum TextMatch: Sendable, Hashable {
    /// The text contains it, ASCII case ignored.
    case string(Template)
    case pattern(PatternText)
    /// As `string`, written without quotes to the end of the line.
    case bare(Template)
}

/// What may be said about an event, besides what it is.
package indirect enum PropertyClaim: Sendable, Hashable {
    case has(keyword: String, words: [Template], Comparison?, ScriptSize?)
    case lacks(keyword: String, words: [Template])
    case within(ScriptDuration)
    case after(ScriptDuration)
    case lines(Comparison, Int)
    case text(TextMatch)
    /// Looks at the reply as it came, codes and line endings included.
    case bytes(TextMatch)
    case not(NegatedClaim)
    case tls(TLSField, Comparison?, Template)
    case tlsVerified(Bool)
    case diagnosis(String)

    package enum TLSField: String, Sendable, Hashable, CaseIterable {
        case version, name, issuer, cipher, expires, alpn, tlsa
    }

    package enum NegatedClaim: Sendable, Hashable {
        case reply(ReplyClaim)
        case property(PropertyClaim)
    }
}

/// Three digits, `x` for any: `250`, `25x`, `5xx`.
package struct CodePattern: Sendable, Hashable, CustomStringConvertible {
    /// Characters from the left: a digit or a lower-case `x`.
    private let first, second, third: UInt8

    /// Nil where it is no such pattern.
    package init?(_ text: some Collection<UInt8>) {
        guard text.count == 3,
            text.allSatisfy({ $0 &- 48 < 10 || $0 | 0x20 == UInt8(ascii: "x") })
        else { return nil }
        let middle = text.index(after: text.startIndex)
        // Digits have this bit as they are.
        first = text[text.startIndex] | 0x20
        second = text[middle] | 0x20
        third = text[text.index(after: middle)] | 0x20
    }

    /// Lower case, three characters.
    package var description: String { digits.text }

    package func matches(_ code: Int?) -> Bool {
        guard let code else { return false }
        return Self.fits(first, code / 100) && Self.fits(second, code / 10 % 10)
            && Self.fits(third, code % 10)
    }

    /// Whether no code fits both.
    func excludes(_ other: CodePattern) -> Bool {
        zip(digits, other.digits).contains { $0 != $1 && $0 != Self.any && $1 != Self.any }
    }

    /// Whether each code that fits the other one fits this one.
    func covers(_ other: CodePattern) -> Bool {
        zip(digits, other.digits).allSatisfy { $0 == $1 || $0 == Self.any }
    }

    private static let any = UInt8(ascii: "x")

    private var digits: [UInt8] { [first, second, third] }

    private static func fits(_ pattern: UInt8, _ digit: Int) -> Bool {
        pattern == any || Int(pattern) - 48 == digit
    }
}

/// An enhanced status code, `x` for any part: `5.7.1`, `5.x.x`.
package struct EnhancedPattern: Sendable, Hashable, CustomStringConvertible {
    /// Lower case, two dots.
    package let description: String
    private let parts: [Int?]

    /// Nil where it is no such pattern.
    package init?(_ text: some Collection<UInt8>) {
        guard (5...9).contains(text.count) else { return nil }
        let words = text.split(separator: 46, maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 3 else { return nil }
        var parts: [Int?] = []
        for word in words {
            if word.count == 1, word.first.map({ $0 | 0x20 == 120 }) == true {
                parts.append(nil)
            } else if (1...3).contains(word.count), word.allSatisfy({ $0 &- 48 < 10 }) {
                parts.append(word.reduce(0) { $0 * 10 + Int($1 - 48) })
            } else {
                return nil
            }
        }
        if let kind = parts[0], kind != 2, kind != 4, kind != 5 { return nil }
        self.parts = parts
        description = parts.map { $0.map(String.init) ?? "x" }.joined(separator: ".")
    }

    func matches(_ numbers: [Int]) -> Bool {
        zip(parts, numbers).allSatisfy { $0 == nil || $0 == $1 }
    }

    /// Whether no code fits both.
    func excludes(_ other: EnhancedPattern) -> Bool {
        zip(parts, other.parts).contains { $0 != nil && $1 != nil && $0 != $1 }
    }
}

/// A pattern between slashes; names in it are replaced by their values, taken literally.
package struct PatternText: Sendable, Hashable {
    /// Without slashes; `\/` stands for a slash.
    package var template: Template
    package var ignoresCase: Bool
    package var place: ScriptPlace
}
