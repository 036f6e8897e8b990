import SMTPCore

extension Transcript {
    /// Facts other than octets: they change the link and leave one row in words.
    mutating func noteEvent(_ event: TraceEvent, _ link: inout Link) {
        follow(event, &link)
        let row = append(kind(of: event.fact), event.fact.sentence.utf8, event)
        if let detail = detail(of: event.fact) { details[row] = detail }
    }

    private func follow(_ event: TraceEvent, _ link: inout Link) {
        switch event.fact {
        case .resolving(let name):
            link.target = name
            link.waiting = (.lookup, event.at)
        case .connecting(let to, let attempt, let count):
            link.attemptsLeft = count - attempt
            if link.target.isEmpty { link.target = to }
            if attempt == 1 { link.attemptStart = event.at }
            link.state = .connecting
            link.waiting = (.connect, event.at)
        case .connected(let local, let peer, let dialect):
            link.local = local
            link.peer = peer
            link.speaks = dialect
            if dialect != .smtp { link.conversation = Conversation(dialect: dialect) }
            link.state = .open
            link.connectTime = event.at - link.attemptStart
            link.waiting = (.greeting, event.at)
        case .connectFailed(_, let failure):
            if link.attemptsLeft <= 0 { link.state = .failed(failure) }
            link.waiting = nil
        case .handshaking:
            link.state = .handshaking
            link.waiting = (.handshake, event.at)
        case .secured(let report):
            secure(report, event, &link)
        case .tlsFailed(_, let report):
            link.tls = report
            link.state = .open
            link.waiting = nil
        case .overdue:
            link.isOverdue = true
        case .halfClosed: link.isHalfClosed = true
        case .ended(let ending):
            _ = link.conversation.ended()
            link.state = .ended(ending)
            link.waiting = nil
        case .resolved, .injected, .flooded, .diagnostics, .clockMoved, .note, .script, .sent,
            .received:
            break
        }
    }

    private func secure(_ report: TLSReport, _ event: TraceEvent, _ link: inout Link) {
        link.tls = report
        link.state = .open
        link.conversation.secured()
        link.waiting = nil
        startWaiting(event.at, &link)
    }

    func kind(of fact: Fact) -> TranscriptRow.Kind {
        switch fact {
        case .sent: .client
        case .received: .server
        case .resolving, .resolved, .connecting, .connected, .halfClosed, .clockMoved: .event
        case .handshaking: .tls
        case .secured(let report):
            report.isVerified && !report.isOutdated ? .tls : .problem
        case .connectFailed, .tlsFailed, .injected, .overdue, .flooded: .problem
        case .ended(let ending): ending.isOrderly ? .event : .problem
        case .diagnostics: .diagnostics
        case .script(.check(let check)) where !check.holds && !check.isWish: .problem
        case .script(.section): .section
        case .note, .script: .note
        }
    }

    private func detail(of fact: Fact) -> Detail? {
        switch fact {
        case .secured(let report): .tls(report)
        case .tlsFailed(let failure, _): .tlsFailure(failure)
        case .connectFailed(_, let failure): .connectFailure(failure)
        case .ended(let ending): .ending(ending)
        case .overdue(let wait, let after): .overdue(wait, after: after)
        case .injected(let octets, _): .injected(octets: octets)
        case .halfClosed: .halfClosed
        case .sent, .received, .resolving, .resolved, .connecting, .connected, .handshaking,
            .flooded, .diagnostics, .clockMoved, .note, .script:
            nil
        }
    }
}

extension Ending {
    /// Whether the end was expected: nothing was cut off and nobody was thrown out.
    package var isOrderly: Bool {
        switch how {
        case .closedByUs, .resetByUs: true
        case .closedByServer: !midCommand
        case .exited(let status): status == 0 && !midCommand
        case .reset, .timedOut, .failed: false
        }
    }
}
