import SMTPCore

extension ServedSession {
    mutating func command(_ command: Command) {
        switch command.verb {
        case .ehlo, .helo, .lhlo: hello(command)
        case .mail: mail(command)
        case .rcpt:
            guard hasSender else { return refuse(.outOfOrder, command, "503 5.5.1 MAIL first") }
            if answer(command, fallback: "250 2.1.5 Ok") { recipients += 1 }
        case .data:
            guard recipients > 0 else {
                return refuse(.outOfOrder, command, "503 5.5.1 RCPT first")
            }
            if answer(command, fallback: "354 End data with <CR><LF>.<CR><LF>") { beginContent() }
        case .bdat:
            guard let chunk = command.chunk else { return unknown(command) }
            // Its answer comes behind the octets, in any case.
            beginChunk(chunk.octets, isLast: chunk.isLast)
        case .starttls: startTLS(command)
        case .auth: authenticate(command)
        case .rset:
            (hasSender, recipients) = (false, 0)
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

    private mutating func refuse(_ why: ServedDecision, _ command: Command, _ reply: String) {
        actions.append(.decided(why, command: Self.shown(command), like: ""))
        write(Array((reply + "\r\n").utf8))
    }

    /// The recorded name of the client becomes the real one. HELO gets the first line of what EHLO
    /// got, as its only one.
    private mutating func hello(_ command: Command) {
        (hasSender, recipients) = (false, 0)
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
        if hasSender {
            return refuse(.outOfOrder, command, "503 5.5.1 Nested MAIL command")
        }
        let size = command.path?.parameters.first { $0.name == "SIZE" }?.value.flatMap { Int($0) }
        if let size, let limit = sizeLimit, size > limit {
            return refuse(.tooLarge, command, "552 5.3.4 Larger than the recorded server takes")
        }
        hasSender = answer(command, fallback: "250 2.1.0 Ok")
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

    /// Any credentials get the recorded verdict; the n-th attempt that of the n-th.
    private mutating func authenticate(_ command: Command) {
        let mechanism = command.words.first?.map(ASCII.upper).text ?? ""
        guard let match = find(.auth, key: "AUTH " + mechanism) else {
            return refuse(.unknown, command, "504 5.5.4 No AUTH in the recording")
        }
        if mechanism.hasPrefix("SCRAM") {
            return refuse(
                .unknown, command,
                "454 4.7.0 A recording cannot prove that it knows the password, as SCRAM demands")
        }
        use(match, Self.shown(command))
        var answers = [talk.steps[match.step].answers.first ?? []].filter { !$0.isEmpty }
        for step in talk.steps[(match.step + 1)...] {
            guard step.kind == .authentication, let answer = step.answers.first else { break }
            answers.append(answer)
        }
        let asksFirst = answers.first.flatMap { ReplyLine($0).code } == 334
        let hasResponse = command.words.count > 1
        if hasResponse, asksFirst, answers.count > 1 { answers.removeFirst() }
        if !hasResponse, !asksFirst { answers.insert(Array("334 \r\n".utf8), at: 0) }
        guard let first = answers.first else { return }
        write(first)
        beginAuthentication(ReplyLine(first).code == 334 ? Array(answers.dropFirst()) : [])
    }
}
