import SMTPCore

extension Fact {
    /// The fact in words, one line without a full stop. Texts of the other side are in it as they
    /// came: make them visible before they reach a terminal.
    package var sentence: String {
        switch self {
        case .resolving(let name): "looking up \(name)"
        case .resolved(let name, let addresses):
            "\(name) has \(addresses.count == 1 ? "one address" : "\(addresses.count) addresses"): "
                + addresses.joined(separator: ", ")
        case .connecting(let to, let attempt, let count):
            count > 1 ? "connecting to \(to) (\(attempt) of \(count))" : "connecting to \(to)"
        case .connected(let local, let peer, let dialect):
            (local.isEmpty ? "connected to \(peer)" : "connected to \(peer) from \(local)")
                + (dialect == .lmtp ? ", to speak LMTP" : "")
        case .connectFailed(let to, let failure): "cannot connect to \(to): \(failure.text)"
        case .sent(let sent): sent.octets.text
        case .received(let received): received.octets.text
        case .handshaking(let name):
            name.map { "TLS handshake begins, asking for \($0)" }
                ?? "TLS handshake begins, without a server name"
        case .secured(let report): report.sentence
        case .tlsFailed(let failure, _): "TLS handshake failed: \(failure.text)"
        case .injected(_, let total):
            "\(total) octets of plaintext stood behind the answer to STARTTLS: dropped"
        case .overdue(let wait, let after): "no \(wait.noun) for \(after.brief): still waiting"
        case .flooded(let count):
            "the server sent \(count) replies nobody asked for: reading is paused"
        case .halfClosed: "we closed our side and can only listen now"
        case .ended(let ending): ending.sentence
        case .diagnostics(let line): line.text
        case .clockMoved(let step): "the lab's clock was moved forward by \(step.brief)"
        case .note(let text): text
        case .script(let fact): fact.sentence
        }
    }
}

extension TLSReport {
    /// One line: version, cipher, whose certificate, and whether it holds.
    package var sentence: String {
        var parts = ["\(version) \(cipher)"]
        if let certificate = chain.first { parts.append("certificate \(certificate.subject)") }
        if let chainProblem {
            parts.append("NOT TRUSTED: \(chainProblem.text)")
        } else if let dane, dane.isOfServer {
            parts.append("verified by DANE")
        } else if !nameMatches {
            parts.append("WRONG NAME: not valid for \(checkedName)")
        } else {
            parts.append(dane == nil ? "verified" : "verified by DANE")
        }
        return parts.joined(separator: ", ")
    }
}

extension Wait {
    /// "greeting", "reply to MAIL" and so on.
    package var noun: String {
        switch self {
        case .lookup: "answer from the name servers"
        case .connect: "answer to the connection attempt"
        case .greeting: "greeting"
        case .handshake: "answer in the TLS handshake"
        case .reply(let verb):
            verb == "." ? "reply to the end of the message" : "reply to \(verb)"
        }
    }
}

extension Ending {
    /// How the connection ended, with what was left open.
    package var sentence: String {
        let open = midCommand ? " while a command was unanswered" : ""
        switch how {
        case .closedByServer: return "the server closed the connection\(open)"
        case .reset: return "the connection was reset\(open)"
        case .closedByUs: return "connection closed"
        case .resetByUs: return "connection reset by us"
        case .timedOut(let wait): return "gave up: no \(wait.noun)"
        case .exited(let status): return "the program ended with status \(status)\(open)"
        case .failed(let text): return "the connection failed: \(text)"
        }
    }
}

extension Duration {
    /// A short form for people: "12 ms", "4.2 s", "3 min".
    package var brief: String {
        let micro = microseconds
        if micro < 1_000 { return "\(micro) us" }
        if micro < 1_000_000 { return "\(micro / 1_000) ms" }
        if micro < 10_000_000 { return "\(micro / 1_000_000).\(micro / 100_000 % 10) s" }
        if micro < 120_000_000 { return "\(micro / 1_000_000) s" }
        return "\(micro / 60_000_000) min"
    }
}
