import SMTPCore
import SMTPTrace

extension Diagnostician {
    /// An address could not be reached. Only the last attempt is judged: others may succeed.
    func examine(
        _ failure: ConnectFailure, at row: Int, _ state: inout SessionState
    ) -> [Finding] {
        state.failedAttempts.append(row)
        guard state.isLastAttempt || failure.kind == .nameNotFound else { return [] }
        let rows = state.failedAttempts
        switch failure.kind {
        case .refused: return [finding("connect-refused", rows, state)]
        case .unreachable: return [finding("connect-unreachable", rows, state)]
        case .timedOut:
            return state.port == 25
                ? [finding("port-25-blocked", rows, state, certainty: .inferred)]
                : [finding("connect-timed-out", rows, state)]
        case .reset: return [finding("connect-reset", rows, state)]
        case .nameNotFound: return [finding("name-not-found", rows, state)]
        case .lookupFailed: return [finding("lookup-failed", rows, state)]
        case .noSuchFile, .permissionDenied: return [finding("no-such-socket", rows, state)]
        // Its sentence says all.
        case .impossible: return []
        case .other: return [finding("network-failure", rows, state)]
        }
    }

    /// The handshake succeeded: what about the certificate and the version?
    func examine(
        _ report: TLSReport, at row: Int, _ state: inout SessionState
    ) -> [Finding] {
        state.conversation.secured()
        var found = certificate(report, at: row, &state)
        if report.isOutdated {
            var outdated = finding("tls-version-outdated", [row], state)
            outdated.what =
                "The connection is encrypted with \(report.version), which must no longer be used."
            found.append(outdated)
        }
        return found
    }

    private func certificate(
        _ report: TLSReport, at row: Int, _ state: inout SessionState
    ) -> [Finding] {
        state.certificateNames = report.chain.first?.names ?? []
        var found: [Finding] = []
        if let problem = report.chainProblem {
            var finding = finding(id(of: problem), [row], state)
            finding.what = Self.weakness(problem, of: report.chain) ?? finding.what
            found.append(finding)
        }
        if !report.nameMatches, report.dane?.isOfServer != true {
            found.append(finding("tls-cert-name", [row], state))
        }
        return found
    }

    private func id(of problem: VerifyProblem) -> String {
        switch problem.kind {
        case .expired: "tls-cert-expired"
        case .notYetValid: "tls-cert-not-yet"
        case .selfSigned: "tls-cert-self-signed"
        case .untrustedRoot, .missingIssuer: "tls-cert-untrusted"
        case .revoked: "tls-cert-revoked"
        case .weak: "tls-cert-weak"
        case .other: "tls-cert-untrusted"
        }
    }

    /// What is too weak, one sentence; nil where OpenSSL has another complaint, or shows no
    /// certificate.
    private static func weakness(_ problem: VerifyProblem, of chain: [Certificate]) -> String? {
        guard problem.kind == .weak, chain.indices.contains(problem.depth) else { return nil }
        let certificate = chain[problem.depth]
        let whose =
            problem.depth == 0
            ? "the server's certificate" : "certificate \(problem.depth) of the chain"
        // X509_V_ERR_CA_MD_TOO_WEAK
        return problem.code == 68
            ? "The signature of \(whose) is \(certificate.signature), which is no longer safe."
            : "The key of \(whose) is \(certificate.key), which is too short."
    }

    func examine(
        _ failure: TLSFailure, _ report: TLSReport?, at row: Int, _ state: inout SessionState
    ) -> [Finding] {
        // The end that follows is part of it, no finding of its own.
        state.isClosing = true
        switch failure.kind {
        case .notTLS:
            state.isWrongService = true
            // The greeting came in the clear: it was STARTTLS that was accepted and not done.
            if state.sawAnything { return [finding("tls-unavailable", [row], state)] }
            if ReplyHead.code(at: 0, in: failure.peerOctets[...]) != nil {
                state.isWrongService = false
                return [finding("plain-port-spoken-tls", [row], state)]
            }
            let service = WrongService(failure.peerOctets)
            return [finding(service?.finding ?? "tls-failed", [row], state)]
        case .version: return [finding("tls-version-too-old", [row], state)]
        case .parameters: return [finding("tls-no-cipher", [row], state)]
        case .certificate:
            let found = report.map { certificate($0, at: row, &state) } ?? []
            return found.isEmpty ? [finding("tls-cert-untrusted", [row], state)] : found
        case .timedOut: return [finding("timeout", [row], state)]
        case .alert, .closed, .other: return [finding("tls-failed", [row], state)]
        }
    }

    /// A clock ran out; the connection is still there.
    func examine(overdue wait: Wait, at row: Int, _ state: inout SessionState) -> [Finding] {
        if state.unfinishedSince != nil {
            return [finding("unfinished-reply", state.replyRows.suffix(1) + [row], state)]
        }
        switch wait {
        case .lookup: return [finding("lookup-failed", [row], state)]
        case .connect:
            return state.port == 25
                ? [finding("port-25-blocked", [row], state, certainty: .inferred)]
                : [finding("connect-timed-out", [row], state)]
        case .greeting where state.conversation.isMidReply:
            return [finding("timeout", [row], state)]
        case .greeting:
            return state.port == 465 && !state.conversation.isSecure && !state.sawAnything
                ? [finding("implicit-tls-expected", [row], state, certainty: .inferred)]
                : [finding("no-greeting", [row], state)]
        case .handshake: return [finding("timeout", [row], state)]
        case .reply(let verb):
            let asked = state.questions.first.map { [$0.row] } ?? []
            return [finding(verb == "." ? "slow-data" : "timeout", asked + [row], state)]
        }
    }

    func examine(_ ending: Ending, at row: Int, _ state: inout SessionState) -> [Finding] {
        let awaited = state.conversation.awaited
        let asked = state.questions.first.map { [$0.row] } ?? []
        let sawAnything = state.sawAnything
        let isSecure = state.conversation.isSecure
        _ = state.conversation.ended()
        state.isOver = true
        switch ending.how {
        case .closedByUs, .resetByUs: return []
        case .timedOut(let wait):
            if wait == .reply(to: ".") { return [finding("lost-after-data", asked + [row], state)] }
            return examine(overdue: wait, at: row, &state)
        case .closedByServer, .reset, .failed, .exited:
            guard let awaited, !state.isClosing, !state.isWrongService else { return [] }
            switch awaited.request {
            case .endOfMessage: return [finding("lost-after-data", asked + [row], state)]
            case .connection:
                if sawAnything { return [] }
                return state.port == 465 && !isSecure
                    ? [finding("implicit-tls-expected", [row], state, certainty: .inferred)]
                    : [finding("refused-without-words", [row], state)]
            case .command(let command) where command.verb == .quit: return []
            case .command, .authentication:
                return [finding("connection-lost", asked + [row], state)]
            }
        }
    }
}
