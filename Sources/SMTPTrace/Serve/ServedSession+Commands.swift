import SMTPCore

extension ServedSession {
    mutating func command(_ command: Command) {
        switch command.verb {
        case .ehlo, .helo, .lhlo: hello(command)
        case .mail: mail(command)
        case .rcpt:
            guard sender != nil else { return refuse(.outOfOrder, command, "503 5.5.1 MAIL first") }
            if answer(command, fallback: "250 2.1.5 Ok") { note(accepted: command) }
        case .data:
            guard recipient != nil else {
                return refuse(.outOfOrder, command, "503 5.5.1 RCPT first")
            }
            if answer(command, fallback: "354 End data with <CR><LF>.<CR><LF>") { beginContent() }
        case .bdat:
            guard let chunk = command.chunk else { return unknown(command) }
            beginChunk(command, chunk.octets)
        case .starttls: startTLS(command)
        case .auth: authenticate(command)
        case .rset:
            forgetLetter()
            answer(command, fallback: "250 2.0.0 Ok")
        case .noop: answer(command, fallback: "250 2.0.0 Ok")
        case .help: answer(command, fallback: "214 2.0.0 A recording is served here")
        case .quit:
            answer(command, fallback: "221 2.0.0 Bye")
            end()
        case .vrfy, .expn, .etrn, .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml,
            .other:
            answer(command, fallback: "502 5.5.1 Not in the recording")
        }
    }

    /// The command for the log. Of AUTH only the mechanism is told, of an unknown word nothing: it
    /// may be a secret that came too late.
    static func shown(_ command: Command) -> String {
        switch command.verb {
        case .auth:
            "AUTH " + (command.words.first.map { ExportText.visible($0.map(ASCII.upper)) } ?? "")
        case .other: "unknown command"
        case .ehlo, .helo, .lhlo, .mail, .rcpt, .data, .bdat, .rset, .noop, .quit, .help, .vrfy,
            .expn, .starttls, .etrn, .atrn, .burl, .xclient, .xforward, .turn, .send, .soml, .saml:
            ExportText.visible(command.text)
        }
    }

    private mutating func unknown(_ command: Command) {
        refuse(.unknown, command, "501 5.5.4 Syntax")
    }

    mutating func refuse(_ why: ServedDecision, _ command: Command, _ reply: String) {
        actions.append(.decided(why, command: Self.shown(command), like: ""))
        write(Array((reply + "\r\n").utf8))
    }

    /// The recorded name of the client becomes the real one. HELO gets the first line of what EHLO
    /// got, as its only one.
    private mutating func hello(_ command: Command) {
        forgetLetter()
        helloName = Array(command.words.first ?? [])
        let verbs: [Verb] = command.verb == .helo ? [.helo, .ehlo] : [command.verb, .ehlo, .lhlo]
        let known = verbs.first { find($0, key: $0.name) != nil }
        guard let verb = known, let match = find(verb, key: verb.name) else {
            answer(command, fallback: "250 recording.example")
            return
        }
        let step = talk.steps[match.step]
        if let recorded = step.argument.split(separator: ASCII.space).first,
            let actual = command.words.first
        {
            bind(Array(recorded), to: Array(actual))
        }
        if command.verb == .helo, verb == .ehlo, let line = step.answers.first {
            use(match, Self.shown(command))
            let first = ReplyLine(Array(line.prefix { $0 != ASCII.lf }) + [ASCII.lf])
            write(line.prefix(3) + [ASCII.space] + first.text + ASCII.crlf, after: step.latency)
        } else {
            give(match, to: Self.shown(command))
        }
    }

    private mutating func mail(_ command: Command) {
        if sender != nil {
            return refuse(.outOfOrder, command, "503 5.5.1 Nested MAIL command")
        }
        let size = command.path?.parameters.first { $0.name == "SIZE" }?.value.flatMap { Int($0) }
        if let size, let limit = sizeLimit, size > limit {
            return refuse(.tooLarge, command, "552 5.3.4 Larger than the recorded server takes")
        }
        if answer(command, fallback: "250 2.1.0 Ok") { note(accepted: command) }
    }

    /// What the recorded server said about SIZE in this phase.
    private var sizeLimit: Int? {
        let hello = talk.steps.last { $0.verb?.isHello == true && $0.isSecure == isSecure }
        guard let octets = hello?.answers.first else { return nil }
        let lines = ExportText.lines(of: octets).map { ReplyLine(Array($0)) }
        return Capabilities(Reply(lines: lines)).sizeLimit
    }

    private mutating func startTLS(_ command: Command) {
        guard talk.hasTLS, !isSecure, let match = find(.starttls, key: "STARTTLS") else {
            return refuse(.unknown, command, "502 5.5.1 No STARTTLS in the recording")
        }
        if give(match, to: Self.shown(command)) { beginTLS() }
    }
}
