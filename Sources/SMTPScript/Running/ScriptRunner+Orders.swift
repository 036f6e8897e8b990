import SMTPCore

extension ScriptRunner {
    mutating func play(_ action: Order.Action, at place: ScriptPlace) throws(RunFault) {
        switch action {
        case .format, .title, .tag, .requires, .server, .lab, .secret, .include: break
        case .variable(let name, let value):
            if options.variables[name] == nil { try set(name, value) }
        case .set(let name, let value): try set(name, value)
        case .timeout(let limit): timeout = limit.duration
        case .pace(let rate): self.rate = rate
        case .use(let name): try use(name)
        case .early(let isAllowed): allowsEarly = isAllowed
        case .section(let title):
            let text = VisibleText.of(try values.expand(title))
            if isEnd(text) { return end() }
            openSection(text, at: place)
        case .note(let text): intents.append(.note(try shown(text)))
        case .mark(let text): record(.mark(try shown(text)))
        case .pause(let text):
            guard options.isInteractive else { return warn("@pause was passed over", at: place) }
            intents.append(
                .pause(try text.map { template throws(RunFault) in try shown(template) }))
            state = .paused
        case .breakpoint:
            guard options.isInteractive else { return warn("@break was passed over", at: place) }
            intents.append(.breakpoint)
            state = .paused
        case .ask(let name, let question): try ask(for: name, question)
        case .stop: end()
        case .skip(let reason): skip(try shown(reason), at: place)
        case .fail(let reason): fail(saying: try shown(reason), at: place)
        }
    }

    /// The rest is not played.
    private mutating func end() { position = program.instructions.count }

    private mutating func set(_ name: String, _ value: Expression) throws(RunFault) {
        if let secret = try values.set(name, value) { hide(secret, as: name) }
    }

    private mutating func use(_ name: String) throws(RunFault) {
        guard let index = links.firstIndex(where: { $0.name == name }) else {
            throw RunFault("no connection is called `\(name)`", help: "@connect as \(name)")
        }
        current = index
        intents.append(.use(name: name))
    }

    private mutating func ask(for name: String, _ question: Template) throws(RunFault) {
        guard options.variables[name] == nil else { return }
        guard options.isInteractive else {
            throw RunFault("nobody is there to answer", help: "give it with --var \(name)=...")
        }
        intents.append(.ask(name: name, question: try shown(question), isSecret: false))
        state = .asking(name: name, isSecret: false)
    }

    /// The rest of the section is left out.
    private mutating func skip(_ reason: String, at place: ScriptPlace) {
        let section = result.sections.count - 1
        if result.sections[section].failures.isEmpty {
            result.sections[section].outcome = .skipped
        }
        result.sections[section].reason = reason
        recordSkip(reason, at: place)
        isSkipping = true
    }

    private mutating func fail(saying text: String, at place: ScriptPlace) {
        record(place, wanted: "", found: "the script says: \(text)")
        note(
            .init(
                outcome: .failed, place: place, wanted: "@fail", found: text,
                picture: picture("the script says: \(text)", at: place), at: now - startedAt))
        leave()
    }

    /// What is for people; a secret is its name, however short it is.
    mutating func shown(_ template: Template) throws(RunFault) -> String {
        var octets: [UInt8] = []
        for piece in template.pieces {
            switch piece {
            case .text(let text): octets += text
            case .variable(let name, _):
                octets +=
                    values.isSecret(name)
                    ? Array("[\(name)]".utf8) : try values.value(of: name)
            }
        }
        return mask(VisibleText.of(octets))
    }

    // MARK: Sections

    mutating func openSection(_ title: String, at place: ScriptPlace) {
        closeSection()
        let title = mask(title)
        result.sections.append(.init(title: title, place: place, startedAt: now - startedAt))
        if !title.isEmpty { record(.section(title)) }
    }

    /// A section in which nothing happened is left out, unless it was skipped.
    mutating func closeSection() {
        guard let last = result.sections.indices.last else { return }
        let section = result.sections[last]
        result.sections[last].took = now - startedAt - section.startedAt
        let isEmpty =
            section.title.isEmpty && section.steps == 0 && section.checks.isEmpty
            && section.warnings.isEmpty && section.outcome == .passed
        if isEmpty { result.sections.removeLast() }
    }

    mutating func warn(_ text: String, at place: ScriptPlace) {
        guard let last = result.sections.indices.last else { return }
        result.sections[last].warnings.append("\(place.file):\(place.line): \(text)")
    }

    /// Whether the section has so many checks that of those that pass only the number is kept.
    var countsOnly: Bool { result.sections.last?.checks.count ?? 0 >= 2_000 }

    /// Keeps the number of one that passed.
    mutating func countPass() {
        result.sections[result.sections.count - 1].uncountedPasses += 1
    }

    /// Keeps a check, in the section at hand or in another.
    mutating func note(_ check: RunResult.Check, in section: Int? = nil) {
        guard let last = section ?? result.sections.indices.last else { return }
        result.sections[last].checks.append(check)
        switch check.outcome {
        case .passed: break
        case .warned:
            result.sections[last].warnings.append(
                "\(check.place.file):\(check.place.line): \(check.found)")
        case .broken:
            if result.sections[last].outcome == .passed { result.sections[last].outcome = .broken }
        case .failed: result.sections[last].outcome = .failed
        }
    }

    /// Works the section's outcome out again, after checks were taken back.
    mutating func updateOutcome() {
        guard let last = result.sections.indices.last else { return }
        let failures = result.sections[last].failures
        result.sections[last].outcome =
            failures.contains { $0.outcome == .failed }
            ? .failed : failures.isEmpty ? .passed : .broken
    }

    // MARK: Conditions

    mutating func holds(_ condition: Condition) throws(RunFault) -> Bool {
        for group in condition.groups {
            var all = true
            for term in group where all {
                all = try holds(term.question) != term.isNegated
            }
            if all { return true }
        }
        return false
    }

    private mutating func holds(_ question: Condition.Question) throws(RunFault) -> Bool {
        let link = current.map { links[$0] }
        switch question {
        case .has(let keyword, let words): return link?.offers(keyword, words) ?? false
        case .lacks(let keyword, let words): return !(link?.offers(keyword, words) ?? false)
        case .tls: return link?.isSecure ?? false
        case .open: return link.map { $0.state == .open || $0.state == .halfClosed } ?? false
        case .silent: return link?.isSilent ?? false
        case .reply(let code): return code.matches(link?.lastReply?.code)
        case .compare(let one, let comparison, let other):
            return try values.compare(one, comparison, other)
        }
    }
}

extension Link {
    fileprivate func offers(_ keyword: String, _ words: [String]) -> Bool {
        guard let offered = capabilities.parameters(of: keyword.uppercased()) else { return false }
        let upper = offered.map { $0.uppercased() }
        return words.allSatisfy { upper.contains($0.uppercased()) }
    }
}
