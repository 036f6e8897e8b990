import SMTPCore

extension ScriptRunner {
    /// Stops in front of a step where that is wanted; false if it has to wait.
    mutating func stand(
        at place: ScriptPlace, _ steps: @autoclosure () -> [ExpectedStep]
    ) -> Bool {
        guard isStepping || isBreakpoint(place), !isReleased else {
            isReleased = false
            return true
        }
        let steps = steps()
        isReleased = true
        state = .paused
        let first = steps.first.map { preview($0.step) } ?? ""
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
            send([Array("STARTTLS\r\n".utf8)], on: link)
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
            if !options.deliversMessages, links[link].delivery.completes(octets) {
                return holdBack(link)
            }
            let shown = disguise(octets, step.step, on: link)
            let isContent = links[link].isInContent
            let lines = send([octets], on: link)
            // A line of a message is not answered, but for the one that ends it.
            if isContent, links[link].isInContent, step.groups.isEmpty { return }
            expect(
                step, .event, link, command: firstLine(octets), shown: shown, lastLine: lines.last)
        case .close, .halfClose, .abort: try end(step)
        }
    }

    /// Lines that leave in one write; their events are judged in order.
    mutating func perform(batch steps: [ExpectedStep], at place: ScriptPlace) throws(RunFault) {
        countStep()
        values.usedSecrets = []
        let link = try openLink(steps[0].step)
        var all: [[UInt8]] = []
        var judgements: [(step: ExpectedStep, command: [UInt8], shown: String?)] = []
        var delivery = links[link].delivery
        for step in steps {
            let octets = try wire(step.step)
            if !options.deliversMessages {
                guard !delivery.completes(octets) else { return holdBack(link) }
                delivery.note(octets)
            }
            all.append(octets)
            judgements.append(
                (step, firstLine(octets), disguise(octets, step.step, on: link)))
        }
        try checkSecrets(link)
        let lines = send(all, on: link)
        for ((step, command, shown), line) in zip(judgements, lines) {
            expect(
                step, .event, link, command: command, shown: shown, lastLine: line, isInBatch: true)
        }
    }

    mutating func countStep() {
        result.sections[result.sections.count - 1].steps += 1
    }

    /// The connection in use, ready to be written to.
    mutating func openLink(
        _ step: Step, allowsUnread: Bool = false
    ) throws(RunFault) -> Int {
        guard let current else {
            throw RunFault("there is no connection", help: "@connect first", isOfScript: false)
        }
        let state = links[current].state
        if !allowsEarly, !allowsUnread, state == .open || state == .closed {
            try refuseUnread(on: current)
        }
        guard state == .open else {
            throw RunFault(
                state == .halfClosed
                    ? "our side of the connection is closed" : "the connection is closed",
                help: "@connect opens another", isOfScript: false)
        }
        return current
    }

    private func refuseUnread(on index: Int) throws(RunFault) {
        let link = links[index]
        let owed = link.state == .open ? link.conversation.nextOwed : nil
        guard link.isMidReply || !link.events.isEmpty || owed != nil else { return }
        let help = "read it with a `<` line above; with @early ok it waits for the next one"
        if let reply = link.unreadReply {
            throw RunFault(
                "unread data: the server said \(reply.head) and nobody read it", help: help,
                isOfScript: false)
        }
        if link.isMidReply {
            throw RunFault(
                "unread data: the server has begun a reply and not ended it", help: help,
                isOfScript: false)
        }
        if let owed {
            throw RunFault("unread data: \(owed.absence)", help: help, isOfScript: false)
        }
    }

    /// One write. Gives the number of the last line of each piece.
    @discardableResult
    mutating func send(_ pieces: [[UInt8]], on link: Int) -> [Int] {
        let lines = pieces.map { octets in
            links[link].conversation.note(sent: octets)
            return links[link].conversation.submitted
        }
        let octets = pieces.count == 1 ? pieces[0] : Array(pieces.joined())
        guard !octets.isEmpty else { return lines }
        if rate == nil {
            intents.append(.send(octets))
        } else {
            paced = Paced(rest: octets[...], link: link, nextAt: now)
        }
        links[link].sentAt = now
        links[link].isSilent = false
        if !options.deliversMessages { links[link].delivery.note(octets) }
        noteEnvelope(octets)
        return lines
    }

    /// Remembers who writes to whom, for `@message auto`.
    mutating func noteEnvelope(_ octets: [UInt8]) {
        guard octets.count < 4_096 else { return }
        var start = 0
        while start < octets.count {
            let end = octets[start...].firstIndex(of: ASCII.lf) ?? octets.count
            if Self.mayNameAddress(octets[start]) { noteAddress(Array(octets[start..<end])) }
            start = end + 1
        }
    }

    private mutating func noteAddress(_ line: [UInt8]) {
        let command = Command(line)
        guard let address = command.path?.address, !address.isEmpty else { return }
        if command.verb == .mail { sender = Array(address) } else { recipient = Array(address) }
    }

    /// Whether a line that begins so may: only MAIL and RCPT do.
    private static func mayNameAddress(_ first: UInt8) -> Bool {
        let first = ASCII.upper(first)
        return first == UInt8(ascii: "M") || first == UInt8(ascii: "R")
    }

    /// Whether what the step sends depends on values that may change before it is judged.
    private func hasNames(_ step: Step) -> Bool {
        program.line(at: step.place)?.contains(UInt8(ascii: "$")) ?? true
    }

    func firstLine(_ octets: [UInt8]) -> [UInt8] {
        guard let end = octets.firstIndex(of: ASCII.lf), end + 1 < octets.count else {
            return octets
        }
        return Array(octets[...end])
    }

    /// Puts the step's events on the agenda. `shown` is given where the step holds a secret.
    mutating func expect(
        _ step: ExpectedStep, _ kind: Judgement.Kind, _ link: Int, command: [UInt8] = [],
        shown: String? = nil, lastLine: Int? = nil, isInBatch: Bool = false,
        patience: Duration? = nil
    ) {
        guard !step.groups.isEmpty || step.awaitsReply else {
            if let lastLine { noteUnasked(step, shown, lastLine, on: link) }
            return
        }
        let groups = step.groups.isEmpty ? [[]] : step.groups
        let text = shown ?? (hasNames(step.step) ? self.shown(step.step) : nil)
        for (index, group) in groups.enumerated() {
            agenda.append(
                Judgement(
                    kind: index == 0 ? kind : .event, asked: step, shown: text,
                    command: command, expectations: group, hasDefault: step.awaitsReply,
                    link: link, isFirst: index == 0, isInBatch: isInBatch,
                    lastLine: index == groups.count - 1 ? lastLine : nil, patience: patience))
        }
    }
}

extension Exchange {
    /// What has not come, one clause.
    fileprivate var absence: String {
        switch request {
        case .connection: "the server has still to greet"
        case .endOfMessage: "the server has still to answer the message"
        case .command, .authentication:
            "the server has still to answer \(VisibleText.of(Array(name.utf8)))"
        }
    }
}
