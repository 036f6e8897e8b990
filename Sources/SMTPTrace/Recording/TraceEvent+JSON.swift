import SMTPCore

extension TraceEvent {
    /// The event as one line of a recording: a JSON object without line ending. `t` counts
    /// microseconds, `c` connections, `e` names what happened; `C` and `S` tell who spoke.
    package var json: [UInt8] {
        var line = JSONLine()
        line.add("t", at.microseconds)
        line.add("c", connection)
        fact.write(to: &line)
        return line.finished()
    }
}

extension Fact {
    fileprivate func write(to line: inout JSONLine) {
        switch self {
        case .sent(let sent): Self.write(sent, to: &line)
        case .received(let received): Self.write(received, to: &line)
        case .secured(let report):
            line.add("e", "tls")
            line.add("state", "done")
            report.write(to: &line)
        case .ended(let ending): Self.write(ending, to: &line)
        case .resolving, .resolved, .connecting, .connected, .connectFailed, .handshaking,
            .tlsFailed, .injected, .overdue, .flooded, .halfClosed, .diagnostics, .clockMoved,
            .note, .script:
            writeEvent(to: &line)
        }
    }

    private static func write(_ sent: SentOctets, to line: inout JSONLine) {
        line.add("e", "C")
        line.add("k", sent.write)
        if sent.isSecure { line.add("tls", 1) }
        if sent.part == .content { line.add("m", 1) }
        if sent.part == .authentication { line.add("a", 1) }
        if !sent.hidden.isEmpty { line.add("x", sent.hidden) }
        if let user = sent.user { line.add("user", user) }
        if let identity = sent.identity { line.add("as", identity) }
        if let origin = sent.origin { line.add("from", origin) }
        line.add(text: "d", base64: "b", sent.octets)
    }

    private static func write(_ received: ReceivedOctets, to line: inout JSONLine) {
        line.add("e", "S")
        line.add("k", received.read)
        if received.isSecure { line.add("tls", 1) }
        line.add(text: "d", base64: "b", received.octets)
        if received.omitted > 0 { line.add("n", received.omitted) }
    }

    private static func write(_ fact: ScriptFact, to line: inout JSONLine) {
        switch fact {
        case .section(let title):
            line.add("e", "mark")
            line.add("by", "section")
            line.add("text", title)
        case .mark(let text):
            line.add("e", "mark")
            line.add("text", text)
        case .check(let check):
            line.add("e", "check")
            line.add("ok", check.holds)
            if check.isWish { line.add("soft", true) }
            line.add("want", check.wanted)
            line.add("src", check.place)
            line.add("got", check.found)
        }
    }

    private static func write(_ ending: Ending, to line: inout JSONLine) {
        line.add("e", "eof")
        switch ending.how {
        case .closedByServer:
            line.add("by", "S")
            line.add("how", "fin")
        case .reset:
            line.add("by", "S")
            line.add("how", "rst")
        case .closedByUs:
            line.add("by", "C")
            line.add("how", "fin")
        case .resetByUs:
            line.add("by", "C")
            line.add("how", "rst")
        case .timedOut(let wait):
            line.add("by", "C")
            line.add("how", "timeout")
            wait.write(to: &line)
        case .exited(let status):
            line.add("by", "S")
            line.add("how", "exit")
            line.add("status", status)
        case .failed(let text):
            line.add("by", "S")
            line.add("how", "error")
            line.add("err", text)
        }
        if ending.midCommand { line.add("open", true) }
        if !ending.lastSent.isEmpty { line.add(text: "last", base64: "last_b", ending.lastSent) }
    }

    private func writeEvent(to line: inout JSONLine) {
        switch self {
        case .resolving(let name):
            line.add("e", "dns")
            line.add("q", name)
        case .resolved(let name, let addresses):
            line.add("e", "dns")
            line.add("q", name)
            line.add("ans", addresses)
        case .connecting(let to, let attempt, let count):
            line.add("e", "connect")
            line.add("to", to)
            line.add("attempt", attempt)
            line.add("of", count)
        case .connected(let local, let peer, let dialect):
            line.add("e", "connected")
            line.add("local", local)
            line.add("peer", peer)
            if dialect == .lmtp { line.add("speaks", "lmtp") }
        case .connectFailed(let to, let failure):
            line.add("e", "connect-failed")
            line.add("to", to)
            line.add("kind", failure.kind.rawValue)
            line.add("err", failure.text)
        case .handshaking(let name):
            line.add("e", "tls")
            line.add("state", "start")
            if let name { line.add("sni", name) }
        case .tlsFailed(let failure, let report):
            line.add("e", "tls")
            line.add("state", "failed")
            line.add("kind", failure.kind.rawValue)
            line.add("why", failure.text)
            if !failure.peerOctets.isEmpty {
                line.add(text: "got", base64: "got_b", failure.peerOctets)
            }
            report?.write(to: &line)
        case .injected(let octets, let total):
            line.add("e", "drop")
            line.add("why", "plaintext behind STARTTLS")
            line.add("n", total)
            line.add(text: "d", base64: "b", octets)
        case .overdue(let wait, let after):
            line.add("e", "overdue")
            wait.write(to: &line)
            line.add("us", after.microseconds)
        case .flooded(let count):
            line.add("e", "flooded")
            line.add("n", count)
        case .halfClosed:
            line.add("e", "half-close")
            line.add("by", "C")
        case .diagnostics(let text):
            line.add("e", "stderr")
            line.add(text: "d", base64: "b", text)
        case .clockMoved(let step):
            line.add("e", "clock")
            line.add("skip", step.microseconds)
        case .note(let text):
            line.add("e", "note")
            line.add("text", text)
        case .script(let fact): Self.write(fact, to: &line)
        case .sent, .received, .secured, .ended: break
        }
    }
}

extension Wait {
    fileprivate func write(to line: inout JSONLine) {
        switch self {
        case .lookup: line.add("wait", "lookup")
        case .connect: line.add("wait", "connect")
        case .greeting: line.add("wait", "greeting")
        case .handshake: line.add("wait", "handshake")
        case .reply(let verb):
            line.add("wait", "reply")
            line.add("verb", verb)
        }
    }
}
