import SMTPCore

extension ScriptText {
    /// A `<` line without its remark.
    static func expectation(_ expectation: Expectation) -> String {
        let marks = (expectation.opensNext ? "+" : "") + (expectation.isWish ? "?" : "")
        return "<\(marks) \(claim(expectation.claim))"
    }

    static func claim(_ claim: Expectation.Claim) -> String {
        switch claim {
        case .events(let events): events.map(event).joined(separator: " or ")
        case .property(let property): self.property(property)
        case .late(let template): bare(template).text
        }
    }

    static func event(_ event: EventClaim) -> String {
        switch event {
        case .reply(let claim): return reply(claim)
        case .line(let code, let text): return "\(code)-\(bare(text).text)"
        case .any: return "any"
        case .nothing: return "nothing"
        case .silence(let duration): return "silence \(duration)"
        case .closed(let duration): return duration.map { "closed within \($0)" } ?? "closed"
        case .fails(let cause, let pattern):
            return "fails \(cause.rawValue)" + (pattern.map { " " + self.pattern($0) } ?? "")
        }
    }

    private static func reply(_ claim: ReplyClaim) -> String {
        let enhanced = claim.enhanced.map { " \($0)" } ?? ""
        return claim.code.description + enhanced + claim.matches.map { " " + match($0) }.joined()
    }

    private static func match(_ match: TextMatch) -> String {
        switch match {
        case .string(let template): quoted(template)
        case .pattern(let pattern): self.pattern(pattern)
        case .bare(let template): bare(template).text
        }
    }

    static func property(_ property: PropertyClaim) -> String {
        switch property {
        case .has(let keyword, let words, let comparison, let size):
            let list = ([keyword] + words.map { bare($0).text }).joined(separator: " ")
            guard let comparison, let size else { return "has \(list)" }
            return "has \(list) \(comparison.rawValue) \(size)"
        case .lacks(let keyword, let words):
            return "lacks " + ([keyword] + words.map { bare($0).text }).joined(separator: " ")
        case .within(let duration): return "within \(duration)"
        case .after(let duration): return "after \(duration)"
        case .lines(let comparison, let number):
            return comparison == .equal
                ? "lines \(number)" : "lines \(comparison.rawValue) \(number)"
        case .text(let match): return "text \(self.match(match))"
        case .bytes(let match): return "bytes \(self.match(match))"
        case .not(.reply(let claim)): return "not \(reply(claim))"
        case .not(.property(let inner)): return "not \(self.property(inner))"
        case .tls(let field, let comparison, let value):
            let isWord = field == .version || field == .expires
            return [
                "tls", field.rawValue, comparison?.rawValue, isWord ? word(value) : quoted(value),
            ]
            .compactMap { $0 }.joined(separator: " ")
        case .tlsVerified(let verified): return verified ? "tls verified" : "tls unverified"
        case .diagnosis(let id): return "diagnosis \(id)"
        }
    }
}
