import SMTPCore
import SMTPTrace

/// TLS that begins otherwise than it did.
extension Resending {
    /// What of a recorded connection decides how its TLS is moved.
    fileprivate struct Standing {
        /// The handshake that succeeded last.
        var report: TLSReport?
        var hasUpgrade = false
        var hasHello = false
    }

    /// The turns with TLS where it is wanted. What is left out or put in is noted.
    mutating func secured(_ turns: [SessionTurn], by tls: ResendTLS) -> [SessionTurn] {
        var standings: [Int: Standing] = [:]
        for turn in turns { standings[turn.connection, default: Standing()].note(turn) }
        note(standings.values, tls)
        var result: [SessionTurn] = []
        for turn in turns {
            let standing = standings[turn.connection] ?? Standing()
            switch turn.kind {
            case .connect:
                var turn = turn
                turn.report = tls == .implicit ? standing.report : nil
                turn.hasHandshakeFailed = false
                result.append(turn)
            case .startTLS where tls != .starttls: break
            case .handshake: break
            case .command where turn.isHello && tls == .starttls && !standing.hasUpgrade:
                standings[turn.connection]?.hasUpgrade = true
                result += upgraded(turn, standing.report)
            case .command, .authentication, .startTLS, .message, .silence, .chunk, .halfClose,
                .close, .abort:
                result.append(turn)
            }
        }
        return result
    }

    /// STARTTLS behind EHLO, and EHLO again (RFC 3207 §4.2).
    private func upgraded(_ hello: SessionTurn, _ report: TLSReport?) -> [SessionTurn] {
        var upgrade = SessionTurn(kind: .startTLS, connection: hello.connection)
        upgrade.report = report
        return [hello, upgrade, hello]
    }

    private mutating func note(_ standings: some Collection<Standing>, _ tls: ResendTLS) {
        let isLeftOut = standings.contains(where: \.hasUpgrade)
        let wasSecure = standings.contains { $0.report != nil }
        switch tls {
        case .none:
            if isLeftOut { omissions.append("STARTTLS is left out.") }
            if wasSecure { omissions.append("What was said inside TLS is said in clear text.") }
        case .implicit:
            if isLeftOut { omissions.append("STARTTLS is left out: TLS comes first.") }
        case .starttls:
            connectionsWithoutHello = standings.count { !$0.hasUpgrade && !$0.hasHello }
            guard standings.contains(where: { !$0.hasUpgrade }) else { return }
            omissions.append("STARTTLS and EHLO are put behind the first EHLO.")
        }
    }
}

extension Resending.Standing {
    fileprivate mutating func note(_ turn: SessionTurn) {
        report = turn.report ?? report
        switch turn.kind {
        case .startTLS: hasUpgrade = true
        case .command: hasHello = hasHello || turn.isHello
        case .connect, .handshake, .authentication, .message, .silence, .chunk, .halfClose,
            .close, .abort:
            break
        }
    }
}
