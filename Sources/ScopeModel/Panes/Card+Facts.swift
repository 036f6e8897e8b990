import SMTPCore
import SMTPDiagnosis
import SMTPTrace

extension Card {
    /// A finding, what else was found at the same time behind it.
    init(_ finding: Finding, at row: Int, reply: Reply?, others: ArraySlice<Finding>) {
        let severity: Severity =
            switch finding.lasting {
            case .permanent: .permanent
            case .temporary: .temporary
            case .unknown: .warning
            }
        var causes = [Cause(text: finding.why, evidence: finding.evidence.filter { $0 != row })]
        if let contradiction = finding.contradiction { causes.append(Cause(text: contradiction)) }
        causes += others.map { Cause(text: $0.title + ".", evidence: $0.evidence) }
        self.init(
            row: row, title: finding.title, code: reply.map(Self.code) ?? "", severity: severity,
            summary: finding.what, causes: causes,
            fixes: finding.steps.map { step in
                Fix(text: step.text, lines: step.prompt.map { Array($0.utf8) })
            })
    }

    private static func code(of reply: Reply) -> String {
        [reply.code.map { String($0) }, reply.enhanced?.description]
            .compactMap { $0 }.joined(separator: " ")
    }

    /// The fixes that can be put into the input, in order: the keys a and b.
    package var typeable: [Fix] { fixes.filter { !$0.lines.isEmpty } }

    /// What stands in front of a fix: its key, or a dash.
    package func label(ofFix index: Int) -> String {
        guard !fixes[index].lines.isEmpty else { return "- " }
        let number = fixes[..<index].count { !$0.lines.isEmpty }
        return number == 0 ? "a " : number == 1 ? "b " : "- "
    }

    init(reply: Reply, at row: Int, in transcript: Transcript) {
        let command = transcript.command(answeredAt: row)
        let code = reply.code ?? 0
        let entry =
            reply.enhanced.flatMap {
                Reference.enhanced(class: $0.class, subject: $0.subject, detail: $0.detail)
            } ?? Reference.reply(code: code, to: command?.verb.name ?? Reference.greeting)
        self.init(
            row: row, title: entry?.brief ?? "an answer that is no SMTP",
            code: Self.code(of: reply),
            severity: reply.outcome == .permanentFailure
                ? .permanent : reply.outcome == .transientFailure ? .temporary : .warning,
            summary: entry?.paragraph ?? "The server did not answer with an SMTP reply.",
            sources: entry?.source ?? "")
    }

    init?(fact: Fact, at row: Int) {
        switch fact {
        case .connectFailed(let to, let failure):
            self.init(
                row: row, title: "no connection", severity: .permanent,
                summary: "Nothing could be said to \(to): \(failure.text).",
                fixes: [Fix(text: "try again", lines: [Array(":reconnect".utf8)])])
        case .tlsFailed(let failure, _):
            self.init(
                row: row, title: "TLS failed", severity: .permanent,
                summary: "The TLS handshake failed: \(failure.text).",
                fixes: [Fix(text: "connect again", lines: [Array(":reconnect".utf8)])])
        case .secured(let report):
            guard !report.isVerified else { return nil }
            self.init(
                row: row, title: "certificate trouble", severity: .warning,
                summary: report.sentence + ". The session goes on; a mail server that insists on "
                    + "a valid certificate would stop here.",
                fixes: [Fix(text: "look at the certificates", lines: [Array(":cert".utf8)])],
                sources: "RFC 3207 §4.1")
        case .injected(_, let total):
            self.init(
                row: row, title: "plaintext behind STARTTLS", severity: .warning,
                summary: "\(total) octets came in the clear behind the answer to STARTTLS. They "
                    + "were dropped: carried into TLS they would look like the server's own words. "
                    + "Somebody on the path may have put them there.",
                sources: "RFC 3207 §4.2")
        case .overdue(let wait, let after):
            self.init(
                row: row, title: "no answer", severity: .warning,
                summary: "No \(wait.noun) for \(after.brief). The connection stays open until you "
                    + "act.",
                fixes: [
                    Fix(text: "wait on", lines: [Array(":keep-waiting".utf8)]),
                    Fix(text: "give up", lines: [Array(":disconnect".utf8)]),
                ], sources: "RFC 5321 §4.5.3.2")
        case .ended(let ending):
            guard !ending.isOrderly else { return nil }
            self.init(
                row: row, title: "connection lost", severity: .warning,
                summary: "It ended unexpectedly: \(ending.sentence).",
                fixes: [Fix(text: "connect again", lines: [Array(":reconnect".utf8)])],
                sources: "RFC 5321 §4.1.1.10")
        case .flooded(let count):
            self.init(
                row: row, title: "replies nobody asked for", severity: .warning,
                summary: "The server sent \(count) replies nobody asked for; reading is paused.")
        case .resolving, .resolved, .connecting, .connected, .sent, .received, .handshaking,
            .halfClosed, .diagnostics, .clockMoved, .note, .script:
            return nil
        }
    }
}
