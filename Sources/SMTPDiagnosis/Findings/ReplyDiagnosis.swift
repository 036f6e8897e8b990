import SMTPCore

/// Diagnoses replies, one after another. It keeps working memory between them, so hold on to one.
package struct ReplyDiagnosis: Sendable {
    private var matcher = ReplyMatcher(Knowledge.rules)

    package init() {}

    /// What a reply means. Its lines may carry their codes or not and end in LF or CR LF; text
    /// around a nested reply (`host x said: 550 …`) is welcome. Nil for a success, for an
    /// intermediate reply and for text without any sign of a failure.
    package mutating func classify(
        _ reply: ArraySlice<UInt8>, in situation: Situation = Situation(), evidence: [Int] = []
    ) -> Finding? {
        let text = ReplyText(reply)
        return Self.finding(matcher.match(text.reply), text, in: situation, evidence: evidence)
    }

    /// The finding of a match; nil for a success and where no rule matched.
    ///
    /// - Parameter isOpening: Whether nothing was said on the connection before, as far as is known.
    static func finding(
        _ match: ReplyMatcher.Match, _ text: ReplyText, in situation: Situation, evidence: [Int],
        isOpening: Bool = true
    ) -> Finding? {
        if let code = match.code, code < 400, code != 252 { return nil }
        guard let number = match.rule else { return nil }
        let rule = Knowledge.rules.rules[number]
        var known = Knowledge.findings[rule.id] == nil ? rule.category.rawValue : rule.id
        if known == Category.tlsFailed.rawValue {
            let isOpening = isOpening && match.code == nil
            known = TLSWords.finding(in: text.reply, isOpening: isOpening) ?? known
        }
        let field =
            known == Category.messageFormat.rawValue ? MissingHeader.name(in: text.reply) : nil
        if field != nil { known = "header-missing" }
        let code = match.code ?? match.enhanced.map { $0.class * 100 }
        var situation = situation
        if code.map({ $0 >= 500 }) == true { situation.facts.insert("refused") }
        var finding = Knowledge.findings.finding(
            known, certainty: rule.isWorded ? .stated : .inferred, in: situation,
            evidence: evidence, rule: rule.name)
        if let field {
            finding.what = "The server says that the message has no header field \(field):."
        }
        if !rule.page.isEmpty {
            finding.steps.insert(Step(text: "Look it up at \(rule.page)"), at: 0)
        }
        judge(&finding, code: code, text)
        return finding
    }

    package mutating func classify(
        _ reply: Reply, in situation: Situation = Situation(), evidence: [Int] = []
    ) -> Finding? {
        classify(reply.octets[...], in: situation, evidence: evidence)
    }

    /// The category alone; for whole logs. Nil as in `classify`.
    package mutating func category(of reply: ArraySlice<UInt8>) -> Category? {
        let match = matcher.match(ReplyText(reply).reply)
        if let code = match.code, code < 400, code != 252 { return nil }
        return match.rule.map { Knowledge.rules.rules[$0].category }
    }

    /// For `--why`: the rules that matched, best first, then those that came close: all their
    /// words are there, but something kept them out.
    package mutating func why(
        _ reply: ArraySlice<UInt8>, limit: Int = 5
    ) -> (matched: [RuleReport], close: [RuleReport]) {
        let (matched, missed) = matcher.explain(ReplyText(reply).reply)
        return (matched.prefix(limit).map(report), missed.prefix(limit).map(report))
    }

    private func report(_ number: Int) -> RuleReport {
        let rule = Knowledge.rules.rules[number]
        return RuleReport(
            name: rule.name, category: rule.category, id: rule.id, rank: rule.rank,
            pattern: rule.pattern, source: rule.source)
    }

    /// Now or for good: the code decides, and where the words say otherwise it is noted.
    private static func judge(_ finding: inout Finding, code: Int?, _ text: ReplyText) {
        let usual = finding.lasting
        switch (code ?? 0) / 100 {
        case 4:
            finding.lasting = .temporary
            if text.quotedClass == 5 {
                finding.contradiction =
                    "The code says for now, but the reply it passes on says for good."
            } else if usual == .permanent {
                finding.contradiction =
                    "The code says for now, but the words name a lasting cause: "
                    + "waiting alone will hardly help."
            }
        case 5:
            finding.lasting = .permanent
            if usual == .temporary {
                finding.contradiction =
                    "The code says for good, but the words name a passing cause: "
                    + "a later attempt may succeed."
            }
        default: break
        }
    }
}

/// A rule as `--why` shows it.
package struct RuleReport: Sendable, Hashable {
    /// Table and line, such as `providers/google:17`.
    package var name: String
    package var category: Category
    package var id: String
    package var rank: Int
    /// What it asks for; empty for a rule of codes alone.
    package var pattern: String
    package var source: String
}
