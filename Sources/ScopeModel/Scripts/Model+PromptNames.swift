import SMTPCore
import SMTPScript
import SMTPTrace

/// Names at the prompt. They live from line to line; a script that hands over shares its own, and
/// leaves them behind when it is over.
extension Model {
    /// What names stand for where something is typed.
    var names: ScriptNames {
        guard let script, !script.isOver else { return ownNames }
        return script.runner.names
    }

    /// Values for the lines that follow.
    mutating func keep(_ names: ScriptNames) {
        guard script?.isOver == false else { return ownNames.add(names) }
        script?.runner.adopt(names)
    }

    /// Takes a value away, so that it is asked for again.
    mutating func forget(_ name: String) {
        ownNames.forget(name)
        script?.runner.forget(name)
    }

    /// What a typed line is worked out with.
    var promptContext: PromptContext {
        PromptContext(connection(transcript.current), names: names, promptOptions)
    }

    /// What a run that was typed is given from outside.
    var promptOptions: RunOptions {
        var options = RunOptions()
        options.date = dateText
        options.seed = UInt64(bitPattern: self.options.startedAt &+ now.components.seconds)
        options.target = transcript.link?.target
        return options
    }

    /// The other connections that are open, then the one in use, for a run to go on with.
    var openConnections: [OpenConnection] {
        connections.all.compactMap { name, number in
            guard transcript.links[number]?.isLive == true, var open = connection(number) else {
                return nil
            }
            open.name = name
            return open
        }
    }

    private func connection(_ number: Int) -> OpenConnection? {
        guard let link = transcript.links[number] else { return nil }
        return OpenConnection(
            number: number, target: link.target, conversation: link.conversation,
            report: link.tls, lastReply: link.replyRow.map { transcript.reply(at: $0) },
            lastTook: link.replyRow.flatMap { transcript.latency(ofReplyAt: $0) },
            sender: senders.first, recipient: recipients.first)
    }

    /// Whether a row tells of the connection that is in use.
    func isCurrent(_ row: Int) -> Bool {
        transcript.rows[row].connection == UInt16(truncatingIfNeeded: transcript.current)
    }

    /// What follows concerns the connection of this name.
    mutating func use(_ name: String) -> [Effect] {
        connections.use(name)
        if let number = connections.number(of: name) { transcript.use(number) }
        return [.play(.use(name: name))]
    }

    /// A bare line as it goes out, line ending included; nil, and says why, where a name in it has
    /// no value.
    mutating func wire(_ line: [UInt8]) -> [UInt8]? {
        guard takesCommands, mayHoldNames(line) else { return line + ASCII.crlf }
        switch PromptStep(bare: line, in: promptContext) {
        case .octets(let octets): return octets
        case .refused(let reason):
            let other = "; Alt-Enter sends the line as it stands"
            let isShort = reason.utf8.count + other.utf8.count < screen.columns
            say(isShort ? reason + other : reason, .error)
            return nil
        case .handshake, .startTLS, .login, .other, nil: return line + ASCII.crlf
        }
    }

    /// What a bare line sends once its names are replaced; nil where it has none.
    func namesHint(_ line: [UInt8]) -> [Span]? {
        guard mayHoldNames(line) else { return nil }
        let context = promptContext
        switch PromptStep(bare: line, in: context) {
        case .refused(let reason): return warning(reason)
        case .octets, .handshake, .startTLS, .login, .other, nil:
            return PromptStep.shown(bare: line, in: context).map {
                [Span("Enter sends \($0)", .hint)]
            }
        }
    }

    private func mayHoldNames(_ line: [UInt8]) -> Bool { line.contains(UInt8(ascii: "$")) }
}
