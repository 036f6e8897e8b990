import SMTPCore
import SMTPScript
import SMTPTrace

/// Blocks and texts that are typed over several lines.
extension Model {
    /// One more line of what was begun.
    mutating func continueTyped(_ line: [UInt8]) -> [Effect] {
        guard var typed else { return [] }
        switch typed.add(line) {
        case .taken: self.typed = typed
        case .refused(let reason):
            say(reason, .error)
            prompt.fill(line)
            return []
        case .complete(let text):
            guard mayPlay(line) else { return [] }
            self.typed = nil
            return play(text)
        }
        return []
    }

    /// What was typed is dropped; nothing of it was done.
    mutating func dropTyped() {
        typed = nil
        queue = nil
        say("dropped; nothing of it was sent")
    }

    /// Whether something can be played now; says so if not, and keeps the last line to try again.
    private mutating func mayPlay(_ line: [UInt8]) -> Bool {
        guard script?.isOver == false || transcript.link?.waiting != nil else { return true }
        let name = script?.isOver == false ? script?.name ?? "" : ""
        say(
            name.isEmpty
                ? "an answer is outstanding: press Enter again when it is there"
                : "\(name) is not over: :script stop ends it, then press Enter again", .warning)
        prompt.fill(line)
        return false
    }

    /// Plays lines that are complete, or one order. What needs files is read outside first.
    mutating func play(_ text: [UInt8]) -> [Effect] {
        if case .step(let step)? = ScriptParser.parse(line: text).script.nodes.first {
            return perform(step)
        }
        var needsFiles = false
        let variables = names.all
        let connections = Set(openConnections.map(\.name))
        let (program, problems) = ScriptProgram.load(
            text, file: "block", variables: variables, connections: connections
        ) { _ in
            needsFiles = true
            return nil
        }
        guard !needsFiles, program.secrets.allSatisfy(\.sources.isEmpty) else {
            return [.loadBlock(text, variables: variables, connections: connections)]
        }
        let errors = problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            if !text.contains(ASCII.lf), let error = errors.first {
                say(error.sentence, .error)
                prompt.fill(text)
                return []
            }
            refuseScript("the block", errors.map { program.picture(of: $0) })
            return []
        }
        return begin(block: program, promptOptions)
    }

    /// Lines that were typed and can run, with what the outside gives them.
    mutating func begin(block program: ScriptProgram, _ outside: RunOptions) -> [Effect] {
        var options = outside
        options.investigation = SessionInvestigation()
        options.isInteractive = true
        options.provides.insert("lab")
        options.connectionsBefore = transcript.newest
        // An order says nothing of where to connect, and a secret is for the host in use.
        let main = connections.request(of: PromptConnections.main) ?? lastRequest
        let target = program.stepCount > 0 ? main?.target : nil
        options.target = program.namesServer ? nil : target ?? transcript.link?.target
        var runner = ScriptRunner(program: program, options: options)
        if isSessionOpen {
            runner.adopt(openConnections)
        } else if program.stepCount > 0, !runner.beginsWithConnect {
            guard isLive() else { return [] }
        }
        runner.adopt(names)
        guard program.stepCount > 0 else { return carryOut(ordersOf: runner) }
        script = ScriptState(runner: runner, name: "block", isTyped: true)
        return drive { $0.start(at: $1) }
    }

    /// Orders alone are done at once, also while a script waits for its user. Only what asks the
    /// user takes a script's place.
    private mutating func carryOut(ordersOf runner: ScriptRunner) -> [Effect] {
        var runner = runner
        let intents = runner.start(at: now).filter(\.isOfOrder)
        if runner.isDone {
            tellNames(of: runner)
        } else if let script, !script.isOver {
            say("\(script.name) is not over: :script stop ends it, then ask again", .warning)
            return []
        } else {
            script = ScriptState(runner: runner, name: "prompt", isTyped: true)
        }
        return intents.flatMap { carryOut($0) }
    }

    /// What orders came to: the names they gave a value to, or why they did not.
    mutating func tellNames(of runner: ScriptRunner) {
        if let reason = runner.result.refusal ?? runner.result.failures.first?.found {
            say(reason, .error)
            return
        }
        let names = runner.names
        keep(names)
        let given = runner.program.namesGiven
        if let short = given.first(where: names.isTooShort) {
            say(
                "\(short) has less than 4 octets: where it stands among others it is shown",
                .warning)
            return
        }
        let told = given.map { name in
            names.shown(name).map { "\(name) = \($0)" } ?? "\(name) is a secret now: never shown"
        }
        if !told.isEmpty { say(told.joined(separator: ", ")) }
    }
}

extension ScriptIntent {
    /// Whether an order alone is meant by it, and not the run around it.
    fileprivate var isOfOrder: Bool {
        switch self {
        case .adopt, .use, .done: false
        default: true
        }
    }
}
