import SMTPScript
import SMTPTrace
import TerminalCore

extension Model {
    /// A script that was read: everything is settled, and its first step is shown.
    mutating func begin(_ program: ScriptProgram, _ outside: RunOptions) -> [Effect] {
        var options = outside
        options.isInteractive = true
        options.isStepping = true
        options.provides.insert("lab")
        options.investigation = SessionInvestigation()
        if !program.namesServer, options.target == nil {
            options.target = lastRequest?.target ?? transcript.link?.target
        }
        script = ScriptState(
            runner: ScriptRunner(program: program, options: options),
            name: Self.fileName(program.file))
        return drive { $0.start(at: $1) }
    }

    mutating func refuseScript(_ path: String, _ pictures: [String]) {
        say("\(path) cannot run: \(pictures.count.counted("mistake"))", .error)
        show("Script", pictures.flatMap { Self.items(of: $0) + [.blank] })
    }

    /// The answer to what the script asked; nil if the user would rather not.
    mutating func answerScript(_ value: [UInt8]?) -> [Effect] {
        drive { runner, _ in runner.answer(value) }
    }

    // MARK: Facts and time

    mutating func continueScript(_ events: [TraceEvent]) -> [Effect] {
        guard let isOver = script?.isOver else { return [] }
        guard !isOver else { return handshakeByHand(events) }
        let hands = script?.runner.isLent == true ? handshakeByHand(events) : []
        let effects = drive { runner, _ in
            events.flatMap { runner.receive($0) }
        }
        return hands + effects + sayHeld()
    }

    /// What was typed while a script waits is answered to the user, not to the script.
    mutating func lendScript(_ effects: [Effect]) -> [Effect] {
        guard script?.runner.waitsForUser == true else { return effects }
        let speaks = effects.contains { effect in
            switch effect {
            case .submit(.send), .submit(.message), .submit(.authenticate), .submit(.startTLS):
                true
            default: false
            }
        }
        if speaks { script?.runner.lend() }
        return effects
    }

    /// A connection that a script opened shakes hands when it is told to only; where the user
    /// speaks, a STARTTLS that was granted tells it.
    private func handshakeByHand(_ events: [TraceEvent]) -> [Effect] {
        guard let last = events.last, case .received = last.fact,
            let link = transcript.link, link.state == .open,
            case .handshaking = link.conversation.phase
        else { return [] }
        return [.submit(.handshake)]
    }

    mutating func tickScript(_ now: Duration) -> [Effect] {
        self.now = max(self.now, now)
        guard script?.isOver == false else { return [] }
        return drive { $0.tick(at: $1) }
    }

    /// When the script has something to do, on the clock of the facts; nil where it waits for
    /// nothing but facts or the user.
    package var scriptDeadline: Duration? { script?.runner.nextDeadline }

    /// What became of the script, stopped where it stands; nil without one.
    package var scriptResult: RunResult? {
        guard var runner = script?.runner else { return nil }
        _ = runner.cancel()
        return runner.result
    }

    private mutating func sayHeld() -> [Effect] {
        guard let unsaid = script?.unsaid, !unsaid.isEmpty, transcript.link != nil else {
            return []
        }
        script?.unsaid = []
        return unsaid.map { .remark($0, connection: transcript.current) }
    }

    /// Gives the runner something, in place and without a copy, and does what it wants.
    mutating func drive(
        _ stimulus: (inout ScriptRunner, Duration) -> [ScriptIntent]
    ) -> [Effect] {
        guard script != nil else { return [] }
        let intents = stimulus(&script!.runner, now)
        tellFailures()
        return intents.flatMap { carryOut($0) }
    }

    mutating func carryOut(_ intent: ScriptIntent) -> [Effect] {
        switch intent {
        case .say(let text): return note("## " + text)
        case .note(let text): return note("note: " + text)
        case .standing(let place, let next):
            script?.next = next
            script?.place = place
        case .pause(let text): stand(text ?? "the script pauses")
        case .breakpoint: stand("the script hands over to you")
        case .ask(let name, let question, let isSecret):
            var editor = LineEditor()
            if isSecret { editor = LineEditor(display: Self.mask) }
            overlay = .secret(.script(name: name, question: question), editor)
        // Connections stay: they are the user's now.
        case .done: return tellEnd()
        case .know(let secret, _):
            secrets.add(secret)
            return [.play(intent)]
        case .connect(let connection):
            script?.next = nil
            connections.use(connection.name)
            return [.play(intent)]
        case .use(let name):
            script?.next = nil
            return use(name)
        case .adopt, .send, .authenticate, .handshake, .close, .halfClose, .abort,
            .overdue, .tellUnfinished, .wait:
            script?.next = nil
            return [.play(intent)]
        case .record: return [.play(intent)]
        }
        return []
    }

    private mutating func note(_ text: String) -> [Effect] {
        guard transcript.link != nil else {
            script?.unsaid.append(text)
            return []
        }
        return [.remark(text, connection: transcript.current)]
    }

    private mutating func stand(_ text: String) {
        script?.next = nil
        say("\(text); F5 or F9 goes on")
    }

    /// New failures as a page with the lines they speak of.
    private mutating func tellFailures() {
        guard let script, !script.isQuestion else { return }
        let failures = script.runner.result.failures
        guard failures.count > script.told else { return }
        self.script?.told = failures.count
        let new = failures.dropFirst(script.told)
        show(
            "\(script.name): not as expected",
            new.flatMap { Self.items(of: $0.picture) + [.blank] })
    }

    private mutating func tellEnd() -> [Effect] {
        guard let script else { return [] }
        self.script?.next = nil
        if script.isQuestion {
            tellNames(of: script.runner)
            return []
        }
        keep(script.runner.names)
        let result = script.runner.result
        if let refusal = result.refusal {
            say("\(script.name) did not run: \(refusal)", .error)
            return []
        }
        let checks = result.checkCount.counted("check")
        let failed = result.failures.count
        let isSkipped = result.outcome == .skipped
        let verdict =
            failed > 0
            ? "\(script.name) FAILED: \(failed) of \(checks)"
            : isSkipped ? "\(script.name) was skipped" : "\(script.name) passed: \(checks)"
        say(verdict, failed > 0 ? .error : .info)
        return transcript.link == nil
            ? [] : [.remark(verdict, connection: transcript.current)]
    }

    private static func items(of picture: String) -> [Page.Item] {
        picture.split(separator: "\n").enumerated().map { index, line in
            .verbatim(String(line), index == 0 ? .error : .uiText)
        }
    }

    // MARK: What is shown

    /// For the Session pane: where the script stands; nil without one.
    package var scriptText: String? {
        guard let script, !(script.isTyped && script.isOver) else { return nil }
        guard !script.isOver else {
            return script.name + (script.told > 0 ? " failed" : " is over")
        }
        guard let next = script.next, let place = script.place else {
            return script.name + (script.runner.waitsForUser ? " paused" : " waits for the server")
        }
        return "\(Self.fileName(place.file)):\(place.line)  next: \(next)"
    }

    /// For the row at the prompt: what F5 would do; nil while there is nothing to step.
    package var scriptHint: String? {
        guard let script, !script.isOver, let next = script.next, let place = script.place else {
            return nil
        }
        let name = Self.fileName(place.file)
        let line = name == script.name ? "line \(place.line)" : "\(name):\(place.line)"
        let said = script.unsaid.last.map { "   " + $0 } ?? ""
        return "F5 \(line): \(next)\(said)"
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension Int {
    /// "1 check", "3 checks".
    fileprivate func counted(_ noun: String) -> String {
        "\(self) \(noun)\(self == 1 ? "" : "s")"
    }
}
