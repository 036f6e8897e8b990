import SMTPCore

extension ScriptRunner {
    /// Stops in front of a step where that is wanted; false if it has to wait.
    mutating func stand(at place: ScriptPlace, _ step: ExpectedStep) -> Bool {
        let isAtBreakpoint = place.file == program.file && breakpoints.contains(place.line)
        guard isStepping || isAtBreakpoint, !isReleased else {
            isReleased = false
            return true
        }
        isReleased = true
        state = .paused
        intents.append(.standing(place, next: shown(step.step)))
        return false
    }

    /// Connects if no connection was ever asked for; true if that comes first.
    mutating func connectFirst(_ step: Step) throws(RunFault) -> Bool {
        guard links.isEmpty, step.action.needsConnection else { return false }
        isReleased = true
        let connect = Step(
            action: .connect(target: nil, name: nil, []), remark: nil, place: step.place)
        try perform(ExpectedStep(step: connect, groups: []))
        return true
    }

    mutating func perform(_ step: ExpectedStep) throws(RunFault) {
        countStep()
        values.usedSecrets = []
        switch step.step.action {
        case .connect(let target, let name, let options):
            try connect(step, target, name ?? "main", options)
        case .wait(let time): wait(step, time.duration)
        case .startTLS(let options):
            let link = try openLink(step.step)
            let tls = try self.tls(options)
            send(Array("STARTTLS\r\n".utf8), on: link)
            expect(step, .startTLS(tls), link, command: Array("STARTTLS\r\n".utf8))
        case .tls(let options):
            let link = try openLink(step.step, allowsUnread: true)
            let tls = try self.tls(options)
            intents.append(.handshake(tls))
            expect(step, .handshake(tls, greets: false), link)
        case .authenticate(let mechanism, let options): try authenticate(step, mechanism, options)
        case .send, .exact, .message, .raw, .chunk:
            let link = try openLink(step.step)
            let octets = try wire(step.step)
            try checkSecrets(link)
            if !options.deliversMessages, completesMessage(octets, step.step, on: link) {
                return holdBack(link)
            }
            send(octets, on: link)
            expect(step, .event, link, command: firstLine(octets))
        case .close, .halfClose, .abort: try end(step)
        }
    }

    /// Lines that leave in one write; their events are judged in order.
    mutating func perform(batch steps: [ExpectedStep], at place: ScriptPlace) throws(RunFault) {
        countStep()
        values.usedSecrets = []
        let link = try openLink(steps[0].step)
        var all: [UInt8] = []
        var judgements: [(ExpectedStep, [UInt8])] = []
        for step in steps {
            let octets = try wire(step.step)
            if !options.deliversMessages, finishesMessage(octets, step.step) {
                return holdBack(link)
            }
            all += octets
            judgements.append((step, firstLine(octets)))
        }
        try checkSecrets(link)
        send(all, on: link)
        for (step, command) in judgements {
            expect(step, .event, link, command: command, isInBatch: true)
        }
    }

    private mutating func countStep() {
        result.sections[result.sections.count - 1].steps += 1
    }

    /// The connection in use, ready to be written to.
    private mutating func openLink(
        _ step: Step, allowsUnread: Bool = false
    ) throws(RunFault) -> Int {
        guard let current else { throw RunFault("there is no connection", help: "@connect first") }
        let link = links[current]
        if !allowsEarly, !allowsUnread, link.state == .open || link.state == .closed {
            if let reply = link.unreadReply {
                throw RunFault(
                    "unread data: the server said \(reply.head) and nobody read it",
                    help: "expect it with a `<` line above, or let it pass with @early ok")
            }
            if link.isMidReply {
                throw RunFault(
                    "unread data: the server has begun a reply and not ended it",
                    help: "expect it with a `<` line above, or let it pass with @early ok")
            }
        }
        guard link.state == .open else {
            throw RunFault("the connection is closed", help: "@connect opens another")
        }
        return current
    }

    private mutating func send(_ octets: [UInt8], on link: Int) {
        guard !octets.isEmpty else { return }
        intents.append(.send(octets))
        links[link].sentAt = now
        links[link].isSilent = false
        if links[link].isInContent { links[link].contentTail = octets.suffix(2) }
        noteEnvelope(octets)
    }

    /// Remembers who writes to whom, for `@message auto`.
    private mutating func noteEnvelope(_ octets: [UInt8]) {
        guard octets.count < 4_096 else { return }
        for line in octets.split(separator: ASCII.lf) {
            let command = Command(Array(line))
            guard let address = command.path?.address, !address.isEmpty else { continue }
            if command.verb == .mail { sender = Array(address) } else { recipient = Array(address) }
        }
    }

    private func firstLine(_ octets: [UInt8]) -> [UInt8] {
        octets.firstIndex(of: ASCII.lf).map { Array(octets[...$0]) } ?? octets
    }

    /// Puts the step's events on the agenda.
    private mutating func expect(
        _ step: ExpectedStep, _ kind: Judgement.Kind, _ link: Int, command: [UInt8] = [],
        isInBatch: Bool = false, patience: Duration? = nil
    ) {
        guard !step.groups.isEmpty || step.awaitsReply else { return }
        let groups = step.groups.isEmpty ? [[]] : step.groups
        let text = shown(step.step)
        for (index, group) in groups.enumerated() {
            agenda.append(
                Judgement(
                    kind: index == 0 ? kind : .event, step: step.step, shown: text,
                    command: command, expectations: group, hasDefault: step.awaitsReply,
                    link: link, isFirst: index == 0, isInBatch: isInBatch, patience: patience))
        }
    }

    // MARK: Connecting and leaving

    private mutating func connect(
        _ step: ExpectedStep, _ target: Template?, _ name: String, _ options: [Option]
    ) throws(RunFault) {
        guard let template = target ?? defaultTarget else {
            throw RunFault("no server is named", help: "--to HOST:PORT, @server or @lab")
        }
        let text = try values.expand(template).text
        guard !text.isEmpty,
            text.unicodeScalars.allSatisfy({ VisibleText.isPrintable($0) && $0 != " " })
        else { throw RunFault("`\(VisibleText.of(text))` is no host") }
        if target != nil, let agreed = self.options.agreedHosts,
            !agreed.contains(Link.host(of: text))
        {
            throw RunFault(
                "the script wants to talk to \(text), which nobody agreed to",
                help: "name the host on the command line")
        }
        var connection = ScriptConnection(name: name, target: text)
        for option in options {
            let value = try values.expand(option.value).text
            switch option.name {
            case "tls": connection.implicitTLS = value == "implicit" ? try tls(options) : nil
            case "family": connection.family = Int(value)
            case "source": connection.source = value
            default: break
            }
        }
        connection.laterTLS = connection.implicitTLS ?? tlsAhead()
        links.removeAll { $0.name == name }
        links.append(Link(name: name, target: text))
        current = links.count - 1
        intents.append(.connect(connection))
        expect(step, .connection(connection.implicitTLS), links.count - 1)
    }

    /// The options of the next @starttls or @tls before another @connect.
    private func tlsAhead() -> ScriptTLS? {
        for instruction in program.instructions[min(position, program.instructions.count)...] {
            guard case .step(let step) = instruction.operation else { continue }
            switch step.step.action {
            case .startTLS(let options), .tls(let options): return try? tls(options)
            case .connect: return nil
            case .send, .exact, .authenticate, .message, .chunk, .raw, .wait, .close, .abort,
                .halfClose:
                continue
            }
        }
        return nil
    }

    func tls(_ options: [Option]) throws(RunFault) -> ScriptTLS {
        var tls = ScriptTLS()
        var values = values
        for option in options {
            let value = try values.expand(option.value).text
            switch option.name {
            case "verify":
                guard let verification = ScriptTLS.Verification(rawValue: value) else {
                    throw RunFault("verify= cannot be `\(VisibleText.of(value))`")
                }
                tls.verification = verification
            case "sni": tls.serverName = value
            case "min": tls.minimum = value
            case "max": tls.maximum = value
            case "ciphers": tls.ciphers = value
            case "cert": tls.certificate = value
            case "key": tls.key = value
            case "alpn": tls.alpn = value
            default: break
            }
        }
        return tls
    }

    private mutating func end(_ step: ExpectedStep) throws(RunFault) {
        guard let current else { throw RunFault("there is no connection to end") }
        switch step.step.action {
        case .halfClose:
            guard links[current].state == .open else { throw RunFault("the connection is closed") }
            intents.append(.halfClose)
            links[current].state = .halfClosed
        case .abort:
            intents.append(.abort)
            links[current].state = .closed
        default:
            intents.append(.close)
            links[current].state = .closed
        }
        expect(step, .event, current)
    }

    private mutating func wait(_ step: ExpectedStep, _ time: Duration) {
        intents.append(.wait(until: now - skipped + time))
        guard !step.groups.isEmpty, let current else {
            state = .sleeping(until: now + time)
            return
        }
        links[current].sentAt = now
        expect(step, .event, current, patience: time)
    }

    private mutating func authenticate(
        _ step: ExpectedStep, _ mechanism: String, _ options: [Option]
    ) throws(RunFault) {
        let link = try openLink(step.step)
        var credentials = Credentials(user: [])
        var initial = SASLClient.InitialResponse.whereAllowed
        for option in options {
            let value = try values.expand(option.value)
            switch option.name {
            case "user": credentials.user = value
            case "password": credentials.password = value
            case "token": credentials.token = value
            case "as": credentials.authorizationIdentity = value
            case "initial": initial = value == Array("no".utf8) ? .never : .always
            default: break
            }
        }
        try checkSecrets(link)
        let name = SASLMechanism(mechanism)
        let client = SASLClient(
            mechanism: name, credentials: credentials, hmacMD5: { _, _ in [] })
        guard client != nil else {
            let missing = name == .xoauth2 || name == .oauthBearer ? "token=" : "password="
            throw RunFault("\(name) needs \(missing)")
        }
        intents.append(.authenticate(name, credentials, initialResponse: initial))
        links[link].sentAt = now
        links[link].isSilent = false
        expect(step, .exchange, link, command: Array("AUTH \(name)\r\n".utf8))
    }

    // MARK: Octets

    private mutating func wire(_ step: Step) throws(RunFault) -> [UInt8] {
        switch step.action {
        case .send(let template), .exact(let template):
            return try values.expand(template) + ASCII.crlf
        case .raw(.string(let template)): return try values.expand(template)
        case .raw(.hexadecimal(let octets)): return octets
        case .raw(.here(let text)): return try content(text, ending: ASCII.crlf)
        case .message(let options, let body):
            return try messageText(options).wire(try content(body))
        case .chunk(let isLast, let options, let body):
            let text = try messageText(options).converted(try content(body))
            return Array("BDAT \(text.count)\(isLast ? " LAST" : "")\r\n".utf8) + text
        case .connect, .startTLS, .tls, .authenticate, .wait, .close, .abort, .halfClose: return []
        }
    }

    private mutating func messageText(_ options: [Option]) throws(RunFault) -> MessageText {
        var text = MessageText()
        for option in options {
            let value = try values.expand(option.value).text
            switch option.name {
            case "stuff": text.stuffs = value != "no"
            case "end": text.ends = value != "no"
            case "eol": text.endings = MessageText.Endings(rawValue: value) ?? .crlf
            default: break
            }
        }
        return text
    }

    private mutating func content(_ text: HereText, ending: [UInt8]) throws(RunFault) -> [UInt8] {
        var octets: [UInt8] = []
        for line in text.lines { octets += try values.expand(line) + ending }
        return octets
    }

    private mutating func content(_ body: Body) throws(RunFault) -> [UInt8] {
        switch body {
        case .here(let text): return try content(text, ending: [ASCII.lf])
        case .string(let template): return try values.expand(template)
        case .file(let path, _):
            guard let content = program.file(named: path) else {
                throw RunFault("cannot read \"\(path)\"")
            }
            return content
        case .auto(let options): return try automatic(options)
        }
    }

    private mutating func automatic(_ options: [Option]) throws(RunFault) -> [UInt8] {
        var subject = Array("A test message".utf8)
        var size: Int?
        for option in options {
            let value = try values.expand(option.value)
            if option.name == "subject" { subject = value }
            guard option.name == "size" else { continue }
            var scanner = LineScanner(value, file: "", number: 1)
            do throws(LineError) {
                size = try scanner.size().octets
            } catch {
                throw RunFault("size= cannot be `\(VisibleText.of(value))`", help: error.help)
            }
            guard size ?? 0 <= 256 << 20 else { throw RunFault("size= is more than 256 MiB") }
        }
        let id = try values.value(of: "uuid").text
        return MessageText.automatic(
            from: sender, to: recipient, subject: subject, date: values.date, id: id, size: size)
    }

    // MARK: Safety

    /// Whether octets on their way would complete a message, in any reading of line endings.
    private func completesMessage(_ octets: [UInt8], _ step: Step, on link: Int) -> Bool {
        if case .chunk = step.action { return true }
        guard links[link].isInContent else { return false }
        return Self.holdsDot(links[link].contentTail + octets)
    }

    /// As `completesMessage`, where DATA is on its way too.
    private func finishesMessage(_ octets: [UInt8], _ step: Step) -> Bool {
        if case .chunk = step.action { return true }
        return Self.holdsDot([ASCII.lf] + octets)
    }

    private static func holdsDot(_ octets: [UInt8]) -> Bool {
        func isBreak(_ octet: UInt8) -> Bool { octet == ASCII.lf || octet == ASCII.cr }
        return octets.indices.dropFirst().dropLast().contains { index in
            octets[index] == ASCII.dot && isBreak(octets[index - 1]) && isBreak(octets[index + 1])
        }
    }

    /// Resets the connection in place of completing a message.
    private mutating func holdBack(_ link: Int) {
        intents.append(.abort)
        links[link].state = .closed
        result.sections[result.sections.count - 1].reason =
            "stopped in front of the final dot: nothing was delivered"
        isSkipping = true
    }

    /// A secret goes only to the host it is for, or to the one the user named.
    private func checkSecrets(_ link: Int) throws(RunFault) {
        guard !values.usedSecrets.isEmpty else { return }
        let host = links[link].host
        let own = defaultTarget?.literal.map { Link.host(of: $0.text) }
        for name in values.usedSecrets {
            let secret = program.secrets.first { $0.name == name }
            let allowed = secret?.host ?? own ?? host
            guard allowed == host else {
                throw RunFault(
                    "the secret `\(name)` is for \(allowed), not for \(host)",
                    help: "write `for \(host)` behind @secret if you agree")
            }
        }
    }
}

extension ScriptProgram {
    /// A file as `@message file` names it, from any of the scripts.
    func file(named path: String) -> [UInt8]? {
        files[path] ?? files.first { $0.key.hasSuffix("/" + path) }?.value
    }
}
