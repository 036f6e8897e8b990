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

    private mutating func play(_ text: [UInt8]) -> [Effect] {
        let outcome = ScriptParser.parse(line: text)
        if case .step(let step)? = outcome.script.nodes.first { return perform(step) }
        let (program, problems) = ScriptProgram.load(text, file: "block") { _ in nil }
        let errors = problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            refuseScript("the block", errors.map { program.picture(of: $0) })
            return []
        }
        var options = RunOptions()
        options.date = dateText
        options.seed = UInt64(bitPattern: self.options.startedAt &+ now.components.seconds)
        options.investigation = SessionInvestigation()
        options.isInteractive = true
        options.provides.insert("lab")
        options.connectionsBefore = transcript.newest
        if !program.namesServer { options.target = lastRequest?.target ?? transcript.link?.target }
        var runner = ScriptRunner(program: program, options: options)
        if isSessionOpen, let link = transcript.link {
            runner.adopt(open(link))
        } else if !runner.beginsWithConnect {
            guard isLive() else { return [] }
        }
        script = ScriptState(runner: runner, name: "block", isTyped: true)
        return drive { $0.start(at: $1) }
    }

    private func open(_ link: SMTPTrace.Link) -> OpenConnection {
        var row = transcript.rows.count - 1
        while row >= 0,
            transcript.rows[row].kind != .server
                || Int(transcript.rows[row].connection) != transcript.current
        {
            row -= 1
        }
        return OpenConnection(
            number: transcript.current, target: lastRequest?.target ?? link.target,
            conversation: link.conversation, report: link.tls,
            lastReply: row < 0 ? nil : transcript.reply(at: transcript.head(of: row)),
            sender: senders.first, recipient: recipients.first)
    }
}
