import SMTPCore
import SMTPTrace

/// Holds one claim against what happened. It changes nothing but the values it captures.
struct Judge {
    /// What a claim comes to.
    struct Finding {
        var holds: Bool
        /// For this kind of claim: "the server offers SIZE 20000", "it took 1.4 s".
        var found: String
        /// One thing to try. Usually nil.
        var help: String?

        init(_ holds: Bool, _ found: String, help: String? = nil) {
            self.holds = holds
            self.found = found
            self.help = help
        }
    }

    let observed: Observed
    let took: Duration
    let link: Link
    let diagnoses: [String]
    var values: Values
    var patterns: PatternCache
    /// What named groups of matching patterns found.
    var captures: [(name: String, value: [UInt8])] = []

    mutating func judge(_ events: [EventClaim]) throws(RunFault) -> Finding {
        var texts: [String] = []
        for event in events {
            let finding = try judge(event)
            if finding.holds { return finding }
            texts.append(finding.found)
        }
        return Finding(false, texts.count == 1 ? texts[0] : observed.sentence)
    }

    private mutating func judge(_ event: EventClaim) throws(RunFault) -> Finding {
        switch event {
        case .reply(let claim):
            guard case .reply(let reply) = observed else {
                return Finding(false, observed.sentence)
            }
            return try judge(claim, reply)
        case .line(let code, let text): return try judge(line: text, code)
        case .any:
            if case .reply = observed { return Finding(true, observed.sentence) }
            return Finding(false, observed.sentence)
        case .nothing: return Finding(true, observed.sentence)
        case .silence:
            if case .silence = observed { return Finding(true, observed.sentence) }
            return Finding(false, observed.sentence)
        case .closed:
            if case .closed = observed { return Finding(true, observed.sentence) }
            return Finding(false, observed.sentence)
        case .fails(let cause, let pattern): return try judge(cause, pattern)
        }
    }

    private mutating func judge(_ claim: ReplyClaim, _ reply: Reply) throws(RunFault) -> Finding {
        guard claim.code.matches(reply.code) else { return Finding(false, observed.sentence) }
        if let pattern = claim.enhanced {
            guard let status = reply.enhanced,
                pattern.matches([status.class, status.subject, status.detail])
            else { return Finding(false, observed.sentence) }
        }
        let text = claim.matches.isEmpty ? [] : reply.plainText
        for match in claim.matches {
            let finding = try judge(match, in: text)
            guard finding.holds else { return finding }
        }
        return Finding(true, observed.sentence)
    }

    private mutating func judge(_ match: TextMatch, in text: [UInt8]) throws(RunFault) -> Finding {
        switch match {
        case .string(let template), .bare(let template):
            let wanted = try values.expand(template)
            return Finding(
                text.containsIgnoringCase(wanted),
                "the text is \"\(VisibleText.of(text.prefix(400)))\"")
        case .pattern(let pattern): return try judge(pattern, in: text)
        }
    }

    private mutating func judge(
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

    private mutating func judge(
        line text: Template, _ code: CodePattern
    ) throws(RunFault) -> Finding {
        guard case .reply(let reply) = observed else { return Finding(false, observed.sentence) }
        let wanted = try values.expand(text)
        let holds = reply.lines.contains { line in
            code.matches(line.code) && LineScanner.trimmedEnd(line.text).elementsEqual(wanted)
        }
        return Finding(holds, holds ? observed.sentence : "no line of the reply is that")
    }

    private mutating func judge(
        _ cause: EventClaim.Cause, _ pattern: PatternText?
    ) throws(RunFault) -> Finding {
        let actual: EventClaim.Cause
        let text: String
        switch observed {
        case .failed(let found, let words): (actual, text) = (found, words)
        case .closed(let ending): (actual, text) = (.closed, ending.sentence)
        case .timeout: (actual, text) = (.timeout, observed.sentence)
        case .reply, .silence, .nothing, .secured: return Finding(false, observed.sentence)
        }
        guard cause == .any || cause == actual else { return Finding(false, observed.sentence) }
        guard let pattern else { return Finding(true, observed.sentence) }
        return try judge(pattern, in: Array(text.utf8))
    }

    // MARK: Properties

    mutating func judge(_ property: PropertyClaim) throws(RunFault) -> Finding {
        switch property {
        case .has(let keyword, let words, let comparison, let size):
            return try has(keyword, words, comparison, size)
        case .lacks(let keyword, let words):
            let finding = try has(keyword, words, nil, nil)
            return Finding(!finding.holds, finding.found)
        case .within(let limit):
            return Finding(!isLate && took <= limit.duration, tookText)
        case .after(let limit): return Finding(!isLate && took >= limit.duration, tookText)
        case .lines(let comparison, let number):
            guard case .reply(let reply) = observed else {
                return Finding(false, observed.sentence)
            }
            let count = reply.lines.count + reply.omittedLines
            return Finding(
                comparison.holds(count, number),
                "the reply has \(count) \(count == 1 ? "line" : "lines")")
        case .text(let match):
            guard case .reply(let reply) = observed else {
                return Finding(false, observed.sentence)
            }
            return try judge(match, in: reply.plainText)
        case .bytes(let match):
            guard case .reply(let reply) = observed else {
                return Finding(false, observed.sentence)
            }
            return try judge(bytes: match, in: Array(reply.octets.prefix(BytePattern.textLimit)))
        case .not(.reply(let claim)):
            let finding = try judge(.reply(claim))
            return Finding(!finding.holds, finding.found)
        case .not(.property(let inner)):
            let finding = try judge(inner)
            return Finding(!finding.holds, finding.found)
        case .tls(let field, let comparison, let value):
            return try judge(field, comparison, value)
        case .tlsVerified(let wanted): return judge(verified: wanted)
        case .diagnosis(let id):
            return Finding(
                diagnoses.contains(id),
                diagnoses.isEmpty
                    ? "there is no diagnosis"
                    : "the diagnosis is \(diagnoses.joined(separator: ", "))")
        }
    }

    private var isLate: Bool { if case .timeout = observed { true } else { false } }

    private var tookText: String { isLate ? observed.sentence : "it took \(took.exact)" }

    private mutating func judge(bytes match: TextMatch, in octets: [UInt8]) throws(RunFault)
        -> Finding
    {
        guard case .string(let template) = match else { return try judge(match, in: octets) }
        let wanted = try values.expand(template)
        return Finding(
            octets.contains(wanted), "the octets are \"\(VisibleText.of(octets.prefix(400)))\"")
    }

    private mutating func has(
        _ keyword: String, _ words: [Template], _ comparison: Comparison?, _ size: ScriptSize?
    ) throws(RunFault) -> Finding {
        guard let offered = link.capabilities.parameters(of: keyword.uppercased()) else {
            return Finding(false, link.capabilities.summary)
        }
        let found = "the server offers \(([keyword.uppercased()] + offered).joined(separator: " "))"
        let upper = offered.map { $0.uppercased() }
        for word in words {
            let wanted = try values.expand(word).map(ASCII.upper).text
            guard upper.contains(wanted) else { return Finding(false, VisibleText.of(found)) }
        }
        guard let comparison, let size else { return Finding(true, VisibleText.of(found)) }
        guard let number = offered.first.flatMap({ Int($0) }) else {
            return Finding(false, VisibleText.of(found) + ", without a number")
        }
        return Finding(comparison.holds(number, size.octets), VisibleText.of(found))
    }

    // MARK: TLS

    private func judge(verified wanted: Bool) -> Finding {
        guard let report = link.report else { return Finding(false, "there is no TLS") }
        return Finding(report.isVerified == wanted, VisibleText.of(report.sentence))
    }

    private mutating func judge(
        _ field: PropertyClaim.TLSField, _ comparison: Comparison?, _ value: Template
    ) throws(RunFault) -> Finding {
        guard let report = link.report else { return Finding(false, "there is no TLS") }
        let wanted = try values.expand(value).text
        switch field {
        case .version:
            let found = Finding(true, "the version is \(report.version)")
            guard let wantedRank = Self.rank(wanted), let rank = Self.rank(report.version) else {
                throw RunFault("`\(VisibleText.of(wanted))` is no TLS version", help: "such as 1.2")
            }
            return Finding((comparison ?? .equal).holds(rank, wantedRank), found.found)
        case .name:
            let names = report.chain.first?.names ?? []
            let covers = names.contains { Self.covers($0, wanted) }
            let list = names.isEmpty ? "no names" : names.joined(separator: ", ")
            return Finding(
                comparison == .unequal ? !covers : covers,
                VisibleText.of("the certificate is for \(list)"))
        case .issuer: return compare(report.chain.first?.issuer ?? "", comparison, wanted, "issuer")
        case .cipher: return compare(report.cipher, comparison, wanted, "cipher")
        case .expires: return try judge(expires: wanted, comparison, report)
        }
    }

    private func compare(
        _ actual: String, _ comparison: Comparison?, _ wanted: String, _ what: String
    ) -> Finding {
        let found = VisibleText.of("the \(what) is \(actual)")
        switch comparison {
        case nil: return Finding(Array(actual.utf8).containsIgnoringCase(Array(wanted.utf8)), found)
        case .equal?: return Finding(actual == wanted, found)
        case .unequal?: return Finding(actual != wanted, found)
        case .atLeast?, .atMost?, .greater?, .less?:
            return Finding(false, found, help: "compare it with == or !=")
        }
    }

    private func judge(
        expires wanted: String, _ comparison: Comparison?, _ report: TLSReport
    ) throws(RunFault) -> Finding {
        var scanner = LineScanner(Array(wanted.utf8), file: "", number: 1)
        let limit: ScriptDuration
        do throws(LineError) {
            limit = try scanner.duration()
        } catch {
            throw RunFault("`\(VisibleText.of(wanted))` is no duration", help: "such as 14d")
        }
        guard let certificate = report.chain.first else {
            return Finding(false, "there is no certificate")
        }
        let left = certificate.notAfter - report.checkedAt
        let text =
            left < 0
            ? "it expired \(-left / 86_400) days ago" : "it expires in \(left / 86_400) days"
        return Finding(
            (comparison ?? .greater).holds(left, limit.duration.components.seconds), text)
    }

    /// 10 for TLS 1.0 to 13; below for SSL.
    private static func rank(_ version: String) -> Int? {
        let text = version.hasPrefix("TLSv") ? String(version.dropFirst(4)) : version
        return switch text {
        case "SSLv3": 3
        case "1", "1.0": 10
        case "1.1": 11
        case "1.2": 12
        case "1.3": 13
        default: nil
        }
    }

    /// A star stands for one label, at the start only (RFC 6125 §6.4.3).
    private static func covers(_ name: String, _ host: String) -> Bool {
        let name = name.lowercased()
        let host = host.lowercased()
        guard name.hasPrefix("*.") else { return name == host }
        return name == host
            || host.firstIndex(of: ".").map { host[$0...] == name.dropFirst() } ?? false
    }
}

extension Capabilities {
    /// What is offered, for pictures.
    fileprivate var summary: String {
        let names = keywords.prefix(40).map(\.name)
        guard !names.isEmpty else { return "the server offers nothing" }
        return VisibleText.of("the server offers \(names.joined(separator: ", "))")
    }
}
