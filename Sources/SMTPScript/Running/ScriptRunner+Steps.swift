import SMTPCore

extension ScriptRunner {
    /// Stops in front of a step where that is wanted; false if it has to wait.
    mutating func stand(at place: ScriptPlace, _ steps: [ExpectedStep]) -> Bool {
        let isAtBreakpoint = place.file == program.file && breakpoints.contains(place.line)
        guard isStepping || isAtBreakpoint, !isReleased else {
            isReleased = false
            return true
        }
        isReleased = true
        state = .paused
        let first = steps.first.map { shown($0.step) } ?? ""
        let more = steps.count > 1 ? " and \(steps.count - 1) more in one write" : ""
        intents.append(.standing(place, next: first + more))
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

    mutating func countStep() {
        result.sections[result.sections.count - 1].steps += 1
    }

    /// The connection in use, ready to be written to.
    mutating func openLink(
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

    mutating func send(_ octets: [UInt8], on link: Int) {
        guard !octets.isEmpty else { return }
        if rate == nil {
            intents.append(.send(octets))
        } else {
            paced = Paced(rest: octets[...], link: link, nextAt: now)
        }
        links[link].sentAt = now
        links[link].isSilent = false
        if links[link].isInContent { links[link].contentTail = octets.suffix(2) }
        noteEnvelope(octets)
    }

    /// Remembers who writes to whom, for `@message auto`.
    mutating func noteEnvelope(_ octets: [UInt8]) {
        guard octets.count < 4_096 else { return }
        for line in octets.split(separator: ASCII.lf) where Self.mayNameAddress(line) {
            let command = Command(Array(line))
            guard let address = command.path?.address, !address.isEmpty else { continue }
            if command.verb == .mail { sender = Array(address) } else { recipient = Array(address) }
        }
    }

    /// Only MAIL and RCPT do.
    private static func mayNameAddress(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first.map(ASCII.upper) else { return false }
        return first == UInt8(ascii: "M") || first == UInt8(ascii: "R")
    }

    /// Whether what the step sends depends on values that may change before it is judged.
    private func hasNames(_ step: Step) -> Bool {
        program.line(at: step.place)?.contains(UInt8(ascii: "$")) ?? true
    }

    func firstLine(_ octets: [UInt8]) -> [UInt8] {
        octets.firstIndex(of: ASCII.lf).map { Array(octets[...$0]) } ?? octets
    }

    /// Puts the step's events on the agenda.
    mutating func expect(
        _ step: ExpectedStep, _ kind: Judgement.Kind, _ link: Int, command: [UInt8] = [],
        isInBatch: Bool = false, patience: Duration? = nil
    ) {
        guard !step.groups.isEmpty || step.awaitsReply else { return }
        let groups = step.groups.isEmpty ? [[]] : step.groups
        let text = hasNames(step.step) ? shown(step.step) : nil
        for (index, group) in groups.enumerated() {
            agenda.append(
                Judgement(
                    kind: index == 0 ? kind : .event, step: step.step, shown: text,
                    command: command, expectations: group, hasDefault: step.awaitsReply,
                    link: link, isFirst: index == 0, isInBatch: isInBatch, patience: patience))
        }
    }
}
