import SMTPCore

extension LabSession {
    /// One command line.
    mutating func obey(_ line: LineReader.Line, _ world: inout LabWorld, at now: Duration) {
        let command = Command(line.octets)
        let limit = command.verb == .auth ? LineReader.limit : Self.commandLimit
        if line.isTooLong || line.octets.count > limit {
            let text = "Line too long: \(limit) octets are the limit"
            perform([.reply(Answer(500, "5.5.2", text))], world, now)
            return
        }
        if isTurnedAway, command.verb != .quit {
            let text = "This server does not serve you; only QUIT is left"
            perform([.reply(Answer(503, "5.5.1", text))], world, now)
            return
        }
        switch command.verb {
        case .auth: beginAuth(command, &world, at: now)
        case .bdat: beginChunk(command, &world, at: now)
        default:
            answer(Occasion(command), &world, at: now) { session, world, isForced in
                session.correct(command, world, isForced)
            }
        }
    }

    /// The correct server's answer to a command, and its effect.
    private mutating func correct(
        _ command: Command, _ world: LabWorld, _ isForced: Bool
    ) -> [Part] {
        let scenario = world.scenario
        switch command.verb {
        case .ehlo, .lhlo, .helo: return [.reply(hello(command, scenario))]
        case .mail: return [.reply(mail(command, scenario, isForced))]
        case .rcpt: return [.reply(recipient(command, scenario, isForced))]
        case .data: return [.reply(data(command, scenario))]
        case .rset: return [.reply(reset(command))]
        case .vrfy, .help:
            guard scenario.knows(command.verb.name) else { return [.reply(Self.missing(command))] }
            return [
                .reply(
                    command.verb == .help
                        ? HelpText.answer(to: command, scenario) : verify(command, scenario))
            ]
        case .noop: return [.reply(Answer(250, "2.0.0", "Ok"))]
        case .quit: return quit(command)
        case .starttls: return startTLS(command, scenario)
        case .expn:
            return [.reply(Answer(502, "5.5.1", "Mailing lists are not shown to strangers"))]
        case .auth, .bdat, .etrn, .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml:
            return [.reply(Self.missing(command))]
        case .other: return [.reply(HelpText.unknown(command))]
        }
    }

    private mutating func hello(_ command: Command, _ scenario: LabScenario) -> Answer {
        let verb = command.verb
        if scenario.isLMTP != (verb == .lhlo) {
            let text =
                scenario.isLMTP
                ? "This server speaks LMTP: say LHLO" : "This server speaks SMTP: say EHLO"
            return Answer(500, "5.5.1", text)
        }
        guard let name = command.words.first else {
            return Answer(501, "5.5.4", "Syntax: \(verb.name) your.host.name")
        }
        forgetLetter()
        helloName = Array(name)
        let isPlain = name.count <= 255 && name.allSatisfy { (33...126).contains($0) }
        let greeting = Array("lab.test greets ".utf8) + (isPlain ? Array(name) : Array("you".utf8))
        guard verb != .helo else { return Answer(code: 250, enhanced: nil, lines: [greeting]) }
        let keywords = scenario.capabilities(isSecure: isSecure).map { Array($0.utf8) }
        return Answer(code: 250, enhanced: nil, lines: [greeting] + keywords)
    }

    private mutating func reset(_ command: Command) -> Answer {
        if let refusal = Self.refusalOfArgument(command) { return refusal }
        forgetLetter()
        return Answer(250, "2.0.0", "Ok, the letter is forgotten")
    }

    private func quit(_ command: Command) -> [Part] {
        if let refusal = Self.refusalOfArgument(command) { return [.reply(refusal)] }
        return [.reply(Answer(221, "2.0.0", "lab.test Goodbye")), .close]
    }

    private mutating func startTLS(_ command: Command, _ scenario: LabScenario) -> [Part] {
        guard scenario.knows("STARTTLS"), !scenario.tls.isImplicit else {
            return [.reply(Self.missing(command))]
        }
        if let refusal = Self.refusalOfArgument(command) { return [.reply(refusal)] }
        if isSecure { return [.reply(Answer(503, "5.5.1", "TLS is already on"))] }
        if helloName == nil { return [.reply(Self.helloFirst(scenario))] }
        phase = .handshaking
        return [.reply(Answer(220, "2.0.0", "Ready to start TLS")), .startTLS]
    }

    private func verify(_ command: Command, _ scenario: LabScenario) -> Answer {
        let text = command.argument
        guard !text.isEmpty else { return Answer(501, "5.5.4", "Syntax: VRFY mailbox") }
        let inner = text.first == UInt8(ascii: "<") ? text.dropFirst().dropLast() : text
        let at = inner.lastIndex(of: UInt8(ascii: "@"))
        if let at, !ASCII.equalIgnoringCase(inner[(at + 1)...], "lab.test".utf8) {
            return Answer(252, "2.5.2", "Not one of our mailboxes; ask that domain's server")
        }
        guard let name = scenario.mailbox(of: inner[..<(at ?? inner.endIndex)]) else {
            return Answer(550, "5.1.1", "No such mailbox at lab.test")
        }
        return Answer(250, "2.1.5", "<\(name)@lab.test>")
    }

    static func helloFirst(_ scenario: LabScenario) -> Answer {
        Answer(503, "5.5.1", "Say \(scenario.isLMTP ? "LHLO" : "EHLO") first")
    }

    static func missing(_ command: Command) -> Answer {
        Answer(502, "5.5.1", "\(command.verb.name) is not implemented here")
    }

    static func refusalOfArgument(_ command: Command) -> Answer? {
        guard !command.argument.isEmpty else { return nil }
        return Answer(501, "5.5.4", "\(command.verb.name) takes no argument")
    }
}
