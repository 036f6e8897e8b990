import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    private static let labelColumns = 8

    package var sessionTitle: String { isShowingFailures ? "Log" : "Session" }

    /// What is known about the connection, without a limit on rows.
    package func sessionLines(columns: Int) -> [StyledLine] {
        if isShowingFailures { return logLines(columns: columns) }
        var fields: [(String, String, Role)] = []
        if let text = scriptText { fields.append(("script", text, .uiKeyLabel)) }
        guard let link = transcript.link else {
            return fields.flatMap { label, text, role in
                Wrapping.field(
                    label, text, labelColumns: Self.labelColumns, columns: columns, role: role)
            }
                + Wrapping.lines(of: "Not connected. " + nextStep, columns: columns)
                .map { StyledLine($0, .uiText) }
        }
        let conversation = link.conversation
        fields.append(("phase", phaseText, .uiText))
        if let waiting = waitingText { fields.append(("waits", waiting, .stateWaiting)) }
        fields.append(("peer", peerText(link), .uiText))
        fields.append(("tls", tlsText(link), tlsRole(link)))
        if link.isLive {
            fields.append(("auth", authText(link), .uiText))
            if let limit = conversation.capabilities.sizeLimit {
                fields.append(("size", "\(limit.octetsText) at most", .uiText))
            }
            let extensions = conversation.capabilities.keywords.map(\.name)
                .filter { !["AUTH", "SIZE", "STARTTLS"].contains($0) }
            if !extensions.isEmpty {
                fields.append(("ext", extensions.joined(separator: " "), .uiText))
            }
            if !link.isHalfClosed { fields += legality(conversation) }
        }
        var lines = fields.flatMap { label, text, role in
            Wrapping.field(
                label, text, labelColumns: Self.labelColumns, columns: columns, role: role)
        }
        if conversation.hello == nil || !link.isLive || link.isHalfClosed {
            lines += Wrapping.field(
                "next", nextStep, labelColumns: Self.labelColumns, columns: columns, role: .hint)
        }
        return lines
    }

    /// One row for the stacked layout, the phase and what is legal next before all else.
    package func sessionSummary(columns: Int) -> [Span] {
        if isShowingFailures { return logSummary(columns: columns) }
        guard let link = transcript.link else { return [Span("not connected", .stateClosed)] }
        var spans = [Span(phaseText, .uiTitle)]
        var room = columns - spans[0].columns
        let legal = link.isLive && !link.isHalfClosed ? legalVerbs(link.conversation) : []
        let next = "next: " + legal.prefix(columns < 90 ? 3 : 5).joined(separator: " ")
        if !legal.isEmpty { room -= next.utf8.count + 3 }
        let parts = [
            Span(shortTLSText(link), tlsRole(link)), Span("AUTH " + authText(link), .uiText),
        ]
        for part in parts.prefix(link.isLive ? 2 : 1) where part.columns + 3 <= room {
            spans += [Span(" | ", .uiBorder), part]
            room -= part.columns + 3
        }
        if !legal.isEmpty { spans += [Span(" | ", .uiBorder), Span(next, .stateLegal)] }
        return spans
    }

    package var phaseText: String {
        guard let link = transcript.link else { return "not connected" }
        switch link.state {
        case .resolving: return "looking up \(link.target)"
        case .connecting: return "connecting"
        case .handshaking: return "TLS handshake"
        case .ended(let ending): return ending.isOrderly ? "closed" : "connection lost"
        case .failed: return "no connection"
        case .open where link.isHalfClosed: return "our side is closed, listening"
        case .open: break
        }
        switch link.conversation.phase {
        case .awaitingGreeting: return "connected, no greeting yet"
        case .greeted: return "greeted, \(link.conversation.helloVerb.name) is next"
        case .refusedAtGreeting: return "refused at the greeting"
        case .ready: return "ready for MAIL"
        case .transaction(let accepted, let refused):
            let refusals = refused > 0 ? ", \(refused) refused" : ""
            return "MAIL accepted, \(accepted) rcpt\(refusals)"
        case .content: return "message: end with a dot alone"
        case .chunk(let remaining): return "chunk: \(remaining) octets missing"
        case .authenticating(let mechanism): return "AUTH \(mechanism)"
        case .handshaking: return "TLS handshake"
        case .closing: return "the server is closing"
        case .ended: return "closed"
        }
    }

    /// The phase in one word, for the status row.
    package var phaseWord: String {
        guard let link = transcript.link else { return "IDLE" }
        switch link.state {
        case .resolving: return "LOOKUP"
        case .connecting: return "CONNECT"
        case .handshaking: return "TLS"
        case .ended, .failed: return "CLOSED"
        case .open where link.isHalfClosed: return "LISTENING"
        case .open: break
        }
        switch link.conversation.phase {
        case .awaitingGreeting: return "GREETING"
        case .greeted: return link.conversation.helloVerb.name
        case .refusedAtGreeting: return "REFUSED"
        case .ready: return "READY"
        case .transaction(let accepted, _): return accepted > 0 ? "RCPT" : "MAIL"
        case .content, .chunk: return "DATA"
        case .authenticating: return "AUTH"
        case .handshaking: return "TLS"
        case .closing: return "QUIT"
        case .ended: return "CLOSED"
        }
    }

    /// `reply to DATA, 12 s`; nil while nothing is waited for.
    package var waitingText: String? {
        guard let link = transcript.link, let waiting = link.waiting else { return nil }
        let elapsed = max(now - waiting.since, .zero)
        let seconds = elapsed.components.seconds
        let late = link.isOverdue ? ", OVERDUE" : ""
        return "\(waiting.wait.noun), \(seconds) s\(late)"
    }

    private func peerText(_ link: Link) -> String {
        let peer = Visible.text(of: link.peer.isEmpty ? link.target : link.peer, columns: 80)
        let time = link.connectTime.map { ", connected in \($0.brief)" } ?? ""
        return peer + time
    }

    private func tlsText(_ link: Link) -> String {
        guard let report = link.tls else {
            if link.state == .handshaking { return "handshake in progress" }
            return link.conversation.capabilities.contains("STARTTLS")
                ? "off, STARTTLS offered" : "off"
        }
        guard link.conversation.isSecure || !link.isLive else { return "failed" }
        guard let leaf = report.chain.first else { return "\(report.version), no certificate" }
        if let problem = report.chainProblem {
            let word =
                switch problem.kind {
                case .expired: "expired"
                case .notYetValid: "not yet valid"
                case .selfSigned: "self-signed"
                case .untrustedRoot: "unknown issuer"
                case .missingIssuer: "chain incomplete"
                case .revoked: "revoked"
                case .weak: "weak"
                case .other: "not trusted"
                }
            return "\(report.version) NOT verified: \(word)"
        }
        guard report.nameMatches || report.dane?.isOfServer == true else {
            return "\(report.version) NOT verified: wrong name"
        }
        let version = report.version + (report.isOutdated ? " is OUT OF DATE," : "")
        return "\(version) verified, \(leaf.daysLeft(at: report.checkedAt)) days left"
    }

    private func shortTLSText(_ link: Link) -> String {
        guard let report = link.tls else { return "no TLS" }
        let good = report.isOutdated ? " OUT OF DATE" : " ok"
        return report.version + (report.isVerified ? good : " NOT verified")
    }

    private func tlsRole(_ link: Link) -> Role {
        guard let report = link.tls else { return .tlsOff }
        return report.isVerified && !report.isOutdated ? .tlsOn : .tlsWarning
    }

    private func authText(_ link: Link) -> String {
        if let mechanism = link.conversation.authenticated {
            let user = link.user.map { " as \($0)" } ?? ""
            return "\(mechanism)\(user)"
        }
        let offered = link.conversation.capabilities.mechanisms
        return offered.isEmpty ? "none" : "none of \(offered.joined(separator: " "))"
    }

    private static let common: [Verb] = [
        .starttls, .auth, .mail, .rcpt, .data, .rset, .noop, .vrfy, .help, .quit,
    ]

    /// Verbs that are legal now, the likeliest next first.
    private func legalVerbs(_ conversation: Conversation) -> [String] {
        let hello = conversation.helloVerb
        let order: [Verb] =
            switch conversation.phase {
            case .transaction: [.rcpt, .data, .bdat, .rset, .noop, .quit, .vrfy]
            case .greeted: [hello, .helo, .noop, .quit, .help]
            case .awaitingGreeting, .refusedAtGreeting, .ready, .content, .chunk, .authenticating,
                .handshaking, .closing, .ended:
                [.starttls, .auth, .mail, .rset, .vrfy, .noop, .help, hello, .quit]
            }
        return order.filter { conversation.objection(to: $0) == nil }.map(\.name)
    }

    private func legality(_ conversation: Conversation) -> [(String, String, Role)] {
        let legal = legalVerbs(conversation)
        var fields: [(String, String, Role)] = [
            (
                "legal", legal.isEmpty ? "nothing: wait" : legal.joined(separator: " "),
                .stateLegal
            )
        ]
        switch conversation.phase {
        case .content:
            fields[0].1 = "message lines, then . alone"
            return fields
        case .authenticating:
            fields[0].1 = "the response, or * to cancel"
            return fields
        case .awaitingGreeting, .greeted, .refusedAtGreeting, .ready, .transaction, .chunk,
            .handshaking, .closing, .ended:
            break
        }
        var reasons: [(String, [String])] = []
        for verb in [conversation.helloVerb] + Self.common {
            guard let objection = conversation.objection(to: verb) else { continue }
            if let index = reasons.firstIndex(where: { $0.0 == objection.reason }) {
                reasons[index].1.append(verb.name)
            } else {
                reasons.append((objection.reason, [verb.name]))
            }
        }
        for (index, (reason, verbs)) in reasons.enumerated() {
            fields.append(
                (
                    index == 0 ? "not yet" : "",
                    "\(verbs.joined(separator: " ")): \(reason)", .stateIllegal
                ))
        }
        return fields
    }
}
