import SMTPCore

/// Slips in the names of what servers offer. A server may offer what nobody knows, so that only
/// what is nearly a known name is told.
extension ScriptChecker {
    mutating func lintKeywords(_ instruction: Instruction) {
        switch instruction.operation {
        case .step(let step): lintKeywords(step)
        case .batch(let steps): for step in steps { lintKeywords(step) }
        case .branch(let condition, _, _):
            for term in condition.groups.joined() {
                switch term.question {
                case .has(let keyword, let words), .lacks(let keyword, let words):
                    lint(keyword, words, at: instruction.place)
                case .tls, .open, .silent, .reply, .compare: break
                }
            }
        case .order, .say, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin, .retryEnd,
            .optionalBegin, .optionalEnd:
            break
        }
    }

    private mutating func lintKeywords(_ step: ExpectedStep) {
        for expectation in step.worded {
            guard case .property(let property) = expectation.claim,
                let (keyword, words) = property.offer
            else { continue }
            lint(keyword, words.compactMap { $0.literal?.text }, at: expectation.place)
        }
        guard case .send(let template) = step.step.action,
            case let command = Command(ScriptText.bare(template)), command.verb == .auth,
            let word = command.words.first
        else { return }
        lint(mechanism: word.text, at: step.step.place)
    }

    private mutating func lint(_ keyword: String, _ words: [String], at place: ScriptPlace) {
        lint(keyword: keyword, at: place)
        guard keyword.uppercased() == "AUTH" else { return }
        for word in words { lint(mechanism: word, at: place) }
    }

    /// The keyword may stand behind `ehlo.`, too.
    mutating func lint(keyword: String, at place: ScriptPlace) {
        let names = keywordNames ?? known.keywords()
        keywordNames = names
        lintSlip(keyword, among: names, "no known EHLO keyword", at: place)
    }

    private mutating func lint(mechanism: String, at place: ScriptPlace) {
        lintSlip(mechanism, among: SASLMechanism.knownNames, "no known mechanism", at: place)
    }

    private mutating func lintSlip(
        _ word: String, among names: [String], _ what: String, at place: ScriptPlace
    ) {
        let letters = word.utf8.map(ASCII.upper)
        guard !names.contains(letters.text), let near = Spelling.nearest(to: word, among: names),
            letters.count > 5 || Spelling.slips(from: letters, to: Array(near.utf8)) == 1
        else { return }
        report(
            "\(VisibleText.of(word)) is \(what)", at: place, help: "did you mean \(near)?",
            severity: .lint)
    }
}

extension PropertyClaim {
    /// The keyword it speaks of, with the words behind it; nil for another claim.
    fileprivate var offer: (keyword: String, words: [Template])? {
        switch self {
        case .has(let keyword, let words, _, _), .lacks(let keyword, let words): (keyword, words)
        case .not(.property(let inner)): inner.offer
        case .within, .after, .lines, .text, .bytes, .not, .tls, .tlsVerified, .diagnosis: nil
        }
    }
}
