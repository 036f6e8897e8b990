import SMTPCore
import SMTPTrace

/// Holds one claim against what happened. It changes nothing but the values it captures.
struct Judge {
    /// What a claim comes to.
    struct Finding {
        var holds: Bool
        /// For this kind of claim: "the server offers SIZE 20000", "it took 1.4 s"; nil where the
        /// event itself is all there is to say.
        var found: String?
        /// One thing to try. Usually nil.
        var help: String?

        init(_ holds: Bool, _ found: String? = nil, help: String? = nil) {
            self.holds = holds
            self.found = found
            self.help = help
        }
    }

    let observed: Observed
    let took: Duration
    let capabilities: Capabilities
    /// Of TLS on the connection; nil without.
    let report: TLSReport?
    let diagnoses: [String]
    var values: Values
    var patterns: PatternCache
    /// What named groups of matching patterns found.
    var captures: [(name: String, value: [UInt8])] = []

    mutating func judge(_ claim: Expectation.Claim) throws(RunFault) -> Finding {
        switch claim {
        case .events(let events): try judge(events)
        case .property(let property): try judge(property)
        case .late: throw RunFault("this line cannot be read")
        }
    }

    mutating func judge(_ events: [EventClaim]) throws(RunFault) -> Finding {
        var texts: [String?] = []
        for event in events {
            let finding = try judge(event)
            if finding.holds { return finding }
            texts.append(finding.found)
        }
        return Finding(false, texts.count == 1 ? texts[0] : nil)
    }

    mutating func judge(_ event: EventClaim) throws(RunFault) -> Finding {
        switch event {
        case .reply(let claim):
            guard case .reply(let reply) = observed else {
                return Finding(false)
            }
            return try judge(claim, reply)
        case .line(let code, let text): return try judge(line: text, code)
        case .any:
            if case .reply = observed { return Finding(true) }
            return Finding(false)
        case .nothing: return Finding(true)
        case .silence:
            if case .silence = observed { return Finding(true) }
            return Finding(false)
        case .closed:
            if case .closed = observed { return Finding(true) }
            return Finding(false)
        case .fails(let cause, let pattern): return try judge(cause, pattern)
        }
    }

    mutating func judge(_ claim: ReplyClaim, _ reply: Reply) throws(RunFault) -> Finding {
        guard claim.code.matches(reply.code) else { return Finding(false) }
        if let pattern = claim.enhanced {
            guard let status = reply.enhanced,
                pattern.matches([status.class, status.subject, status.detail])
            else { return Finding(false) }
        }
        let text = claim.matches.isEmpty ? [] : reply.plainText
        for match in claim.matches {
            let finding = try judge(match, in: text)
            guard finding.holds else { return finding }
        }
        return Finding(true)
    }

    mutating func judge(_ match: TextMatch, in text: [UInt8]) throws(RunFault) -> Finding {
        switch match {
        case .string(let template), .bare(let template):
            let wanted = try values.expand(template)
            return Finding(
                text.containsIgnoringCase(wanted),
                "the text is \"\(VisibleText.of(text.prefix(400)))\"")
        case .pattern(let pattern): return try judge(pattern, in: text)
        }
    }

    mutating func judge(
        _ pattern: PatternText, in text: [UInt8]
    ) throws(RunFault) -> Finding {
        let source = try values.expand(pattern: pattern.template)
        let compiled: BytePattern
        do throws(BytePattern.Refusal) {
            compiled = try patterns.pattern(source, ignoresCase: pattern.ignoresCase)
        } catch {
            throw RunFault("the pattern is refused: \(error.message)")
        }
        switch compiled.match(text) {
        case .found(let match):
            captures += match.captures
            return Finding(true, "the text fits")
        case .notFound:
            return Finding(false, "the text is \"\(VisibleText.of(text.prefix(400)))\"")
        case .gaveUp:
            return Finding(
                false, "the pattern takes too long on this text",
                help: "avoid repetitions inside repetitions, such as (a+)+")
        }
    }

    mutating func judge(
        line text: Template, _ code: CodePattern
    ) throws(RunFault) -> Finding {
        guard case .reply(let reply) = observed else { return Finding(false) }
        let wanted = try values.expand(text)
        let holds = reply.lines.contains { line in
            code.matches(line.code) && LineScanner.trimmedEnd(line.text).elementsEqual(wanted)
        }
        return Finding(holds, holds ? nil : "no line of the reply is that")
    }

    mutating func judge(
        _ cause: EventClaim.Cause, _ pattern: PatternText?
    ) throws(RunFault) -> Finding {
        let actual: EventClaim.Cause
        let text: String
        switch observed {
        case .failed(let found, let words): (actual, text) = (found, words)
        case .closed(let ending): (actual, text) = (.closed, ending.sentence)
        case .timeout, .unfinished: (actual, text) = (.timeout, observed.sentence)
        case .reply, .silence, .nothing, .secured: return Finding(false)
        }
        guard cause == .any || cause == actual else { return Finding(false) }
        guard let pattern else { return Finding(true) }
        return try judge(pattern, in: Array(text.utf8))
    }
}
