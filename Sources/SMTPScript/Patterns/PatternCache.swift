/// Patterns compiled once, by their text. A value: each runner has its own.
struct PatternCache: Sendable {
    private struct Key: Hashable {
        var text: [UInt8]
        var ignoresCase: Bool
    }

    private static let limit = 256
    private var patterns: [Key: BytePattern] = [:]

    mutating func pattern(
        _ text: [UInt8], ignoresCase: Bool
    ) throws(BytePattern.Refusal) -> BytePattern {
        let key = Key(text: text, ignoresCase: ignoresCase)
        if let known = patterns[key] { return known }
        let pattern = try BytePattern(text, ignoresCase: ignoresCase)
        if patterns.count >= Self.limit { patterns = [:] }
        patterns[key] = pattern
        return pattern
    }
}
