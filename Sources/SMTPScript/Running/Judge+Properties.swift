import SMTPCore

/// What may be said about an event besides what it is.
extension Judge {
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
                return Finding(false)
            }
            let count = reply.lines.count + reply.omittedLines
            return Finding(
                comparison.holds(count, number),
                "the reply has \(count) \(count == 1 ? "line" : "lines")")
        case .text(let match):
            guard case .reply(let reply) = observed else {
                return Finding(false)
            }
            return try judge(match, in: reply.plainText)
        case .bytes(let match):
            guard case .reply(let reply) = observed else {
                return Finding(false)
            }
            return try judge(bytes: match, in: Array(reply.octets.prefix(BytePattern.textLimit)))
        case .not(.reply(let claim)):
            guard case .reply = observed else { return Finding(false) }
            let finding = try judge(.reply(claim))
            return Finding(!finding.holds, finding.found)
        case .not(.property(let inner)):
            // What is not there is neither so nor otherwise.
            if report == nil, Expectation.Claim.property(inner).speaksOfTLS {
                return Finding(false, "there is no TLS")
            }
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

    private var isLate: Bool {
        switch observed {
        case .timeout, .unfinished: true
        case .reply, .silence, .nothing, .closed, .failed, .secured: false
        }
    }

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
        guard let offered = capabilities.parameters(of: keyword.uppercased()) else {
            return Finding(false, capabilities.summary)
        }
        let found = "the server offers \(([keyword.uppercased()] + offered).joined(separator: " "))"
        let upper = offered.map { $0.uppercased() }
        for word in words {
            let wanted = try values.expand(word).map(ASCII.upper).text
            guard upper.contains(wanted) else { return Finding(false, VisibleText.of(found)) }
        }
        guard let comparison, let size else { return Finding(true, VisibleText.of(found)) }
        let written = offered.first.flatMap { Int($0) }
        if comparison.isOrder, keyword.uppercased() == "SIZE", offered.isEmpty || written == 0 {
            return Finding(
                comparison.holds(Int.max, size.octets),
                VisibleText.of(found) + ", which is no limit (RFC 1870 §4)")
        }
        guard let number = written else {
            return Finding(false, VisibleText.of(found) + ", without a number")
        }
        return Finding(comparison.holds(number, size.octets), VisibleText.of(found))
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
