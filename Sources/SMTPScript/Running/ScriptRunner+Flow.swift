import SMTPCore

extension ScriptRunner {
    /// Carries out one instruction, or passes over it.
    mutating func execute(_ instruction: Instruction) {
        if isSkipping { return passOver(instruction) }
        let start = position
        do throws(RunFault) {
            try play(instruction)
        } catch {
            // It may have been left already.
            if position == start { position += 1 }
            fail(error, at: instruction.place)
        }
    }

    private mutating func play(_ instruction: Instruction) throws(RunFault) {
        switch instruction.operation {
        case .step(let step):
            guard stand(at: instruction.place, [step]) else { return }
            if try connectFirst(step.step) || readFirst(step.step) { return }
            position += 1
            try perform(step)
        case .batch(let steps):
            guard let first = steps.first, stand(at: instruction.place, steps) else { return }
            if try connectFirst(first.step) || readFirst(first.step) { return }
            position += 1
            try perform(batch: steps, at: instruction.place)
        case .order(let action):
            position += 1
            try play(action, at: instruction.place)
        case .say(let template):
            position += 1
            intents.append(.say(try shown(template)))
        case .branch(let condition, let otherwise, _):
            position = try holds(condition) ? position + 1 : otherwise
        case .jump(let target): position = target
        case .eachBegin(_, let source, let end):
            guard source.count > 0 else {
                position = end
                return
            }
            frames.append(.each(begin: position, index: 0))
            try enter(row: 0, of: instruction)
            position += 1
        case .repeatBegin(let count, _):
            frames.append(.repeated(begin: position, left: count - 1))
            position += 1
        case .loopEnd: try loop()
        case .retryBegin(let count, _, _):
            frames.append(.retry(begin: position, left: count - 1, checks: checkCount))
            position += 1
        case .optionalBegin:
            frames.append(.optional(begin: position, checks: checkCount))
            position += 1
        case .retryEnd, .optionalEnd:
            frames.removeLast()
            position += 1
        }
    }

    private var checkCount: Int { result.sections.last?.checks.count ?? 0 }

    /// Gives the names of a table's row their values.
    private mutating func enter(row: Int, of instruction: Instruction) throws(RunFault) {
        guard case .eachBegin(let names, let source, _) = instruction.operation else { return }
        var cells: [[UInt8]] = []
        switch source {
        case .rows(let rows):
            for cell in rows[row] { cells.append(try values.expand(cell)) }
        case .values(let expressions): cells = [try values.evaluate(expressions[row])]
        }
        for (name, cell) in zip(names, cells) { values.names.variables[name] = cell }
    }

    /// The end of a loop's body: the next round, or on behind it.
    private mutating func loop() throws(RunFault) {
        switch frames.last {
        case .each(let begin, let index)?:
            let instruction = program.instructions[begin]
            guard case .eachBegin(_, let source, _) = instruction.operation,
                index + 1 < source.count
            else { break }
            frames[frames.count - 1] = .each(begin: begin, index: index + 1)
            position = begin + 1
            try enter(row: index + 1, of: instruction)
            return
        case .repeated(let begin, let left)? where left > 0:
            frames[frames.count - 1] = .repeated(begin: begin, left: left - 1)
            position = begin + 1
            return
        case .repeated?, .retry?, .optional?, nil: break
        }
        if !frames.isEmpty { frames.removeLast() }
        position += 1
    }

    // MARK: After a failure

    /// Looks for the next section: loops that hold one go on, all else is left out.
    private mutating func passOver(_ instruction: Instruction) {
        switch instruction.operation {
        case .order(.section(let title)):
            position += 1
            resume(at: title, instruction.place)
        case .eachBegin(_, _, let end), .repeatBegin(_, let end):
            guard hasSection(position..<end) else {
                position = end
                return
            }
            isSkipping = false
            execute(instruction)
            isSkipping = true
        case .branch(_, _, let end), .retryBegin(_, _, let end), .optionalBegin(_, let end):
            position = end
        case .jump(let target): position = target
        case .loopEnd: passLoopEnd()
        case .retryEnd, .optionalEnd:
            frames.removeLast()
            position += 1
        case .step, .batch, .order, .say: position += 1
        }
    }

    private mutating func passLoopEnd() {
        let begin: Int?
        switch frames.last {
        case .each(let start, _)?: begin = start
        case .repeated(let start, _)?: begin = start
        case .retry?, .optional?, nil: begin = nil
        }
        guard let begin, hasSection(begin..<position) else {
            if !frames.isEmpty { frames.removeLast() }
            position += 1
            return
        }
        do throws(RunFault) {
            try loop()
        } catch {
            fail(error, at: program.instructions[begin].place)
        }
    }

    private func hasSection(_ range: Range<Int>) -> Bool {
        !sectionsBefore.isEmpty
            && sectionsBefore[range.lowerBound] < sectionsBefore[range.upperBound]
    }

    /// A section behind one that failed: on the same connection if we are still in step, else
    /// only if it starts with `@connect`.
    private mutating func resume(at title: Template, _ place: ScriptPlace) {
        let text: String
        do throws(RunFault) {
            text = VisibleText.of(try values.expand(title))
        } catch {
            text = title.plain
        }
        if isEnd(text) { return finish() }
        openSection(text, at: place)
        let isInStep = current.map { links[$0].isInStep } ?? links.isEmpty
        guard isInStep || beginsWithConnect(position) else {
            result.sections[result.sections.count - 1].outcome = .skipped
            let reason = "the section before left the connection in an unknown state"
            result.sections[result.sections.count - 1].reason = reason
            recordSkip(reason, at: place)
            return
        }
        isSkipping = false
    }

    func isEnd(_ title: String) -> Bool { options.until.map { $0 == title } ?? false }

    /// Whether the first step from here on, pauses aside, is `@connect`.
    func beginsWithConnect(_ start: Int) -> Bool {
        for instruction in program.instructions[start...] {
            switch instruction.operation {
            case .step(let step):
                switch step.step.action {
                case .connect: return true
                case .wait where step.groups.isEmpty: continue
                case .wait, .send, .exact, .startTLS, .tls, .authenticate, .message, .chunk, .raw,
                    .close, .abort, .halfClose:
                    return false
                }
            case .order(.section), .batch, .jump, .branch, .loopEnd, .eachBegin, .repeatBegin,
                .retryEnd, .optionalEnd:
                return false
            case .order, .say, .retryBegin, .optionalBegin: continue
            }
        }
        return false
    }

    /// What a failure leads to: another try, a warning, or the end of the section.
    mutating func leave() {
        agenda = []
        hasBatchFailed = false
        isReleased = false
        for index in frames.indices.reversed() {
            switch frames[index] {
            case .retry(let begin, let left, let checks) where left > 0:
                retry(frame: index, begin: begin, left: left, checks: checks)
                return
            case .optional(let begin, let checks):
                excuse(checksFrom: checks)
                frames.removeSubrange(index...)
                if case .optionalBegin(_, let end) = program.instructions[begin].operation {
                    position = end
                }
                return
            case .each, .repeated, .retry: continue
            }
        }
        isSkipping = true
    }

    private mutating func retry(frame index: Int, begin: Int, left: Int, checks: Int) {
        frames.removeSubrange((index + 1)...)
        frames[index] = .retry(begin: begin, left: left - 1, checks: checks)
        let section = result.sections.count - 1
        let lost = result.sections[section].checks.count - checks
        if lost > 0 { result.sections[section].checks.removeLast(lost) }
        updateOutcome()
        position = begin + 1
        if case .retryBegin(_, let every?, _) = program.instructions[begin].operation {
            state = .sleeping(until: now + every.duration)
            intents.append(.wait(until: now - skipped + every.duration))
        }
    }

    /// Turns the failures of an `@optional` block into warnings.
    private mutating func excuse(checksFrom first: Int) {
        let section = result.sections.count - 1
        for index in result.sections[section].checks.indices.dropFirst(first) {
            let check = result.sections[section].checks[index]
            guard check.outcome == .failed || check.outcome == .broken else { continue }
            result.sections[section].checks[index].outcome = .warned
            result.sections[section].warnings.append(
                "\(check.place.file):\(check.place.line): \(check.found)")
        }
        updateOutcome()
    }
}

extension EachSource {
    var count: Int {
        switch self {
        case .rows(let rows): rows.count
        case .values(let values): values.count
        }
    }
}
