import SMTPCore
import SMTPTrace

extension ScriptRunner {
    private static let timingLimit = 2_000
    /// Lines of a reply in a picture.
    private static let replyLimit = 40
    /// Octets of a line without an end in a picture.
    private static let restLimit = 200

    /// A step as it is sent, made visible, secrets masked.
    mutating func shown(_ step: Step) -> String {
        expandedText(ScriptText.step(step.action.withoutSecrets))
    }

    /// The step of a judgement as it was sent.
    mutating func shown(_ judgement: Judgement) -> String {
        judgement.shown ?? shown(judgement.step)
    }

    /// Text of a script with names replaced where they have a value.
    private mutating func expandedText(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return mask(VisibleText.of(text)) }
        let octets = Array(text.utf8)
        let template = LineScanner(octets).template(0..<octets.count)
        var result: [UInt8] = []
        for piece in template.pieces {
            switch piece {
            case .text(let text): result += text
            case .variable(let name, _): result += shownValue(of: name)
            }
        }
        return mask(VisibleText.of(result))
    }

    /// What was expected, as it reads with values in the place of names.
    private mutating func shown(_ claim: Expectation.Claim) -> String {
        let text = ScriptText.claim(claim)
        guard text.utf8.contains(UInt8(ascii: "$")), !claim.names.contains(where: isNameOnly),
            let expanded = try? claim.expanded(by: &values)
        else { return expandedText(text) }
        return mask(VisibleText.of(ScriptText.claim(expanded)))
    }

    /// Whether the value must not be shown, or would not be the same again.
    private func isNameOnly(_ use: (name: String, place: ScriptPlace)) -> Bool {
        use.name == "uuid" || values.isSecret(use.name)
    }

    /// A secret is its name, however short it is.
    private mutating func shownValue(of name: String) -> [UInt8] {
        if values.isSecret(name) { return Array("[\(name)]".utf8) }
        // A fresh one for the picture would not be the one that was sent.
        if name != "uuid", let value = try? values.value(of: name) { return value }
        return Array("${\(name)}".utf8)
    }

    mutating func noteTiming(_ judgement: Judgement, _ observed: Observed, _ took: Duration) {
        let section = result.sections.count - 1
        guard result.sections[section].timings.count < Self.timingLimit else { return }
        result.sections[section].timings.append(
            .init(
                place: judgement.step.place, step: shown(judgement), answer: observed.word,
                took: took))
    }

    /// Keeps what became of one `<` line. `isTrouble` says that no line speaks of such an event.
    mutating func report(
        _ judgement: Judgement, _ expectation: Expectation, _ claim: Expectation.Claim,
        _ finding: Judge.Finding, _ observed: Observed, isTrouble: Bool
    ) {
        if finding.holds, countsOnly { return countPass() }
        let wanted = shown(claim)
        let found = mask(finding.found ?? observed.sentence)
        let sentence = "expected \(wanted)\(claim.isEvent ? ", but " : "; ")\(found)"
        var check = RunResult.Check(
            outcome: .passed, place: expectation.place, wanted: wanted, found: found,
            at: now - startedAt)
        if !finding.holds {
            record(
                expectation.place, wanted: wanted, found: found, isWish: expectation.isWish)
            check.outcome = expectation.isWish ? .warned : isTrouble ? .broken : .failed
            if expectation.isWish { check.found = sentence }
            check.picture = picture(
                sentence, judgement, expectation, observed,
                help: finding.help ?? (claim.isEvent ? observed.help(judgement) : nil),
                isWish: expectation.isWish)
        }
        note(check)
    }

    /// Keeps what became of an expectation nobody wrote, in the section at hand or in another.
    mutating func reportDefault(
        _ judgement: Judgement, _ wanted: String, _ holds: Bool, _ observed: Observed,
        section: Int? = nil, isWish: Bool = false
    ) {
        if holds, countsOnly { return countPass() }
        var found = observed.sentence
        if !holds, case .secured(let report) = observed { found = report.verification }
        var check = RunResult.Check(
            outcome: holds ? .passed : observed.isBreakdown ? .broken : .failed,
            place: judgement.step.place, wanted: wanted, found: mask(found),
            at: now - startedAt)
        if !holds {
            record(judgement.step.place, wanted: wanted, found: check.found, isWish: isWish)
            let sentence = "expected \(wanted), but \(check.found)"
            check.picture = picture(
                sentence, judgement, nil, observed, help: observed.help(judgement), isWish: isWish)
            if isWish { (check.outcome, check.found) = (.warned, sentence) }
        }
        note(check, in: section)
    }

    mutating func record(_ fact: ScriptFact) {
        intents.append(.record(fact, connection: connection))
    }

    /// Keeps in the record what was not as expected.
    mutating func record(
        _ place: ScriptPlace, wanted: String, found: String, isWish: Bool = false
    ) {
        record(
            .check(
                ScriptCheck(
                    place: "\(place.file):\(place.line)", wanted: wanted, found: found,
                    holds: false, isWish: isWish)))
    }

    /// Keeps in the record that a section, or the rest of one, was left out.
    mutating func recordSkip(_ reason: String, at place: ScriptPlace) {
        record(
            .check(
                ScriptCheck(
                    place: "\(place.file):\(place.line)", wanted: "",
                    found: reason.isEmpty ? "skipped" : "skipped: \(reason)", holds: true)))
    }

    private mutating func picture(
        _ sentence: String, _ judgement: Judgement, _ expectation: Expectation?,
        _ observed: Observed, help: String?, isWish: Bool
    ) -> String {
        let place = expectation?.place ?? judgement.step.place
        var picture = Picture(
            headline: "\(isWish ? "warning" : "error"): \(sentence)",
            place: "\(place.file):\(place.line)")
        let text = shown(judgement)
        let step = Array(text.utf8)
        if let expectation {
            picture.add(line: judgement.step.place.line, step)
            let text = expandedText(ScriptText.expectation(expectation))
            picture.add(
                line: place.line, Array(text.utf8), from: 1, length: text.unicodeScalars.count)
        } else {
            picture.add(
                line: place.line, step, from: 1, length: text.unicodeScalars.count)
        }
        for line in details(observed, links[judgement.link]) { picture.add(detail: mask(line)) }
        add(insights(of: judgement, observed).first, help, to: &picture)
        return picture.text
    }

    /// What an event means, the best first: what the session showed with it, then what a refusal
    /// says by its own words.
    mutating func insights(of judgement: Judgement, _ observed: Observed) -> [Insight] {
        var insights =
            judgement.facts.map {
                caseFile.insights(of: links[judgement.link].number, in: $0)
            } ?? []
        if case .reply(let reply) = observed, reply.isFailure {
            insights += [caseFile.judge(reply)].compactMap { $0 }
        }
        return insights
    }

    /// What it means, and one thing to try.
    private func add(_ insight: Insight?, _ help: String?, to picture: inout Picture) {
        if let insight, let name = insight.names.first {
            picture.add(remark: "diagnosis", mask("\(name) (\(insight.title))"))
            if let advice = insight.advice { picture.add(remark: "try", mask(advice)) }
        }
        if let help { picture.add(remark: "help", help) }
    }

    /// The whole reply, or what there is in its place.
    private func details(_ observed: Observed, _ link: Link) -> [String] {
        let lines: [ReplyLine]
        switch observed {
        case .reply(let reply): lines = reply.lines
        case .timeout, .unfinished, .closed: lines = link.pendingLines
        case .silence, .nothing, .failed, .secured: lines = []
        }
        var details = lines.prefix(Self.replyLimit).map { line in
            VisibleText.of(line.octets.dropLast(line.ending.count).prefix(1_000))
        }
        if lines.count > Self.replyLimit {
            var more = lines.count - Self.replyLimit
            if case .reply(let reply) = observed {
                for case .replyCut(let omitted) in reply.oddities { more += omitted }
            }
            details.append("(\(more) more lines)")
        }
        switch observed {
        case .timeout, .unfinished: details += unfinished(link)
        case .reply, .silence, .nothing, .closed, .failed, .secured: break
        }
        return details
    }

    /// What has come of a reply that did not end in time.
    private func unfinished(_ link: Link) -> [String] {
        let rest = link.pendingOctets
        if !rest.isEmpty {
            let shown = VisibleText.of(rest.prefix(Self.restLimit))
            let more = rest.count > Self.restLimit ? "... (\(rest.count) octets so far)" : ""
            return [shown + more, "(the line was begun and not ended)"]
        }
        return link.isMidReply ? ["(the reply was begun and not ended)"] : []
    }

    /// A picture that shows a place and nothing else.
    func picture(
        _ sentence: String, at place: ScriptPlace, help: String? = nil, insight: Insight? = nil
    ) -> String {
        var picture = Picture(headline: "error: \(sentence)", place: "\(place.file):\(place.line)")
        if let line = program.line(at: place) {
            let text = mask(SecretText.line(Array(line)).text)
            picture.add(
                line: place.line, Array(text.utf8), from: place.column, length: place.length)
        }
        add(insight, help, to: &picture)
        return picture.text
    }

    /// The script cannot go on here.
    mutating func fail(_ fault: RunFault, at place: ScriptPlace, leaves: Bool = true) {
        let message = mask(fault.message)
        record(place, wanted: "", found: message)
        let insight = current.flatMap { index in
            caseFile.insights(of: links[index].number, in: links[index].unjudgedFacts).first
        }
        note(
            .init(
                outcome: .broken, place: place, wanted: "", found: message,
                picture: picture(message, at: place, help: fault.help, insight: insight),
                isOfScript: fault.isOfScript, at: now - startedAt))
        if leaves { leave() }
    }
}

extension Observed {
    /// What the script could say otherwise.
    fileprivate func help(_ judgement: Judgement) -> String? {
        switch self {
        case .timeout:
            judgement.begin?.isUsualLimit == true ? "@timeout allows more time" : nil
        case .secured: "verify=none takes any certificate; < tls unverified expects a bad one"
        case .reply where judgement.isRest: "`<+` speaks of one more reply to the same step"
        case .reply, .silence, .nothing, .closed, .failed, .unfinished: nil
        }
    }
}
