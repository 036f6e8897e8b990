import SMTPCore

extension Export {
    /// `->` and `<-`, inside TLS `~>` and `<~`, `<**` and `<~*` for a refusal, `===` for what
    /// happened, `***` for what failed.
    var swaks: String {
        var text = ""
        for event in events {
            switch event.fact {
            case .sent(let sent):
                let mark = sent.isSecure ? " ~> " : " -> "
                for line in ExportText.lines(of: sent.octets) {
                    text += mark + ExportText.visible(line) + "\n"
                }
            case .received(let received):
                let isRefusal = (ReplyLine(received.octets).code ?? 0) >= 400
                let mark =
                    isRefusal
                    ? (received.isSecure ? "<~* " : "<** ")
                    : (received.isSecure ? "<~  " : "<-  ")
                text += mark + ExportText.visible(received.octets) + "\n"
            case .connectFailed, .tlsFailed, .injected, .overdue, .flooded:
                text += "*** " + ExportText.visible(event.fact.sentence) + "\n"
            case .connecting(let to, _, _): text += "=== Trying \(ExportText.visible(to))...\n"
            case .connected(_, let peer, _):
                text += "=== Connected to \(ExportText.visible(peer)).\n"
            case .secured(let report): text += swaks(report)
            case .ended(let ending):
                text +=
                    ending.isOrderly
                    ? "=== Connection closed with remote host.\n"
                    : "*** \(ExportText.visible(ending.sentence))\n"
            case .resolving, .resolved, .handshaking, .halfClosed, .diagnostics, .clockMoved,
                .note, .script:
                text += "=== " + ExportText.visible(event.fact.sentence) + "\n"
            }
        }
        return text
    }

    private func swaks(_ report: TLSReport) -> String {
        let cipher = [report.version, report.cipher, String(report.cipherBits)]
        var text = "=== TLS started with cipher \(cipher.joined(separator: ":"))\n"
        if let subject = report.chain.first?.subject, !subject.isEmpty {
            text += "=== TLS peer[0]   subject=[\(subject)]\n"
        }
        text += report.isVerified ? "" : "=== " + report.sentence + "\n"
        return ExportText.lines(of: Array(text.utf8)).map {
            ExportText.visible($0.dropLast()) + "\n"
        }
        .joined()
    }
}
