import SMTPCore

extension ScriptChecker {
    /// Blanks at the end of lines that keep theirs nowhere: here-texts and `>` do.
    mutating func lintBlanks(_ source: ScriptSource) {
        for index in 0..<source.lineCount {
            let line = source.line(at: index)
            guard let last = line.last, LineScanner.isBlank(last),
                let first = line.first(where: { !LineScanner.isBlank($0) }),
                "<@|#".utf8.contains(first)
            else { continue }
            let scanner = LineScanner(line, file: source.file, number: index + 1)
            let end = LineScanner.trimmedEnd(line).endIndex
            report(
                "blanks at the end of the line", at: scanner.place(from: end),
                help: "fmt takes them off", severity: .lint)
        }
    }

    /// Blanks behind a line that is sent: they stay at home (`>` sends them).
    private mutating func lintBlanks(behind place: ScriptPlace) {
        guard let line = program.line(at: place), let last = line.last, LineScanner.isBlank(last)
        else { return }
        let scanner = LineScanner(line, file: place.file, number: place.line)
        let end = LineScanner.trimmedEnd(line).endIndex
        report(
            "blanks at the end of the line are not sent", at: scanner.place(from: end),
            help: "> sends a line as it stands", severity: .lint)
    }

    /// A script without a step always passes. Only for one that was read as a whole.
    mutating func lintEmptiness() {
        guard program.stepCount == 0 else { return }
        report(
            "this script does nothing", at: ScriptPlace(file: program.file, line: 1),
            help: "a line that is sent, or an order such as @connect", severity: .lint)
    }

    /// Sections in which nothing is judged.
    mutating func lintSections() {
        var open: ScriptPlace?
        for instruction in program.instructions {
            switch instruction.operation {
            case .order(.section):
                if let open { reportUnchecked(open) }
                open = instruction.place
            case .step(let step): if step.awaitsReply || !step.groups.isEmpty { open = nil }
            case .batch, .order(.fail), .order(.skip): open = nil
            case .order, .say, .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
                .retryEnd, .optionalBegin, .optionalEnd:
                break
            }
        }
        if let open { reportUnchecked(open) }
    }

    private mutating func reportUnchecked(_ place: ScriptPlace) {
        report(
            "this section checks nothing", at: place, help: "add a line that is answered, or a `<`",
            severity: .lint)
    }

    mutating func lint(_ instruction: Instruction) {
        switch instruction.operation {
        case .step(let step): lint(step)
        case .batch(let steps): for step in steps { lint(step) }
        case .order(.use), .order(.section): isBehindData = false
        case .order, .say, .branch, .jump, .eachBegin, .repeatBegin, .loopEnd, .retryBegin,
            .retryEnd, .optionalBegin, .optionalEnd:
            break
        }
    }

    private mutating func lint(_ step: ExpectedStep) {
        if case .send(let template) = step.step.action {
            lint(line: template, of: step)
            lintBlanks(behind: step.step.place)
        } else {
            isBehindData = false
        }
        if case .authenticate(_, let options) = step.step.action {
            for option in options where ["password", "token"].contains(option.name) {
                lintSecret(option, in: step)
            }
        }
        lintGroups(step)
        checkLogin(step.step)
        for expectation in step.groups.joined() { lintImpossible(expectation) }
        for expectation in step.worded {
            for pattern in expectation.claim.patterns { check(pattern) }
            lintBareText(expectation)
            lintOctets(expectation)
        }
    }

    /// What stands behind DATA, up to the dot, is no command.
    private mutating func lint(line: Template, of step: ExpectedStep) {
        guard !isBehindData else {
            isBehindData = line.literal != [ASCII.dot]
            return
        }
        let command = Command(ScriptText.bare(line))
        isBehindData = command.verb == .data && !step.expectsRefusal
        lintLine(command, of: step)
        if command.verb == .auth, command.words.count > 1, line.literal != nil {
            report(
                "a secret stands in the script", at: step.step.place,
                help: "use @secret and @auth, or ${name}", severity: .lint)
        }
    }

    /// A wrong password on purpose is fine where a refusal is expected.
    private mutating func lintSecret(_ option: Option, in step: ExpectedStep) {
        guard option.value.literal?.isEmpty == false, !step.expectsRefusal else { return }
        report(
            "a secret stands in the script", at: option.place,
            help: "use @secret and ${name}", severity: .lint)
    }

    /// Whether a pattern compiles; names in it stand for any text.
    private mutating func check(_ pattern: PatternText) {
        let text = pattern.template.pieces.flatMap { piece -> [UInt8] in
            switch piece {
            case .text(let text): text
            case .variable: Array("x".utf8)
            }
        }
        do throws(BytePattern.Refusal) {
            let compiled = try BytePattern(text, ignoresCase: pattern.ignoresCase)
            if compiled.matchesEmptyText {
                report(
                    "this pattern matches the empty text, so it always holds", at: pattern.place,
                    help: "ask for at least one character", severity: .lint)
            }
        } catch {
            report(
                "this pattern is refused: \(error.message)", at: pattern.place,
                help: "patterns are matched within limits, so that no server can stall the run")
        }
    }
}
