import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    /// The status row, the weightiest first: what does not fit is dropped from the end.
    package var statusParts: [Span] {
        if isShowingFailures { return failureStatus }
        var parts: [Span] = []
        let link = transcript.link
        if let player {
            parts += statusParts(of: player)
        } else if let link {
            let isLive = link.isLive
            let target = Visible.text(of: link.target, columns: 40)
            parts.append(
                Span(
                    (isLive ? "ONLINE " : link.waiting != nil ? "" : "OFFLINE ") + target,
                    isLive ? .stateConnected : .stateClosed))
        } else {
            parts.append(Span("OFFLINE", .stateClosed))
        }
        if let code = lastCode { parts.append(Span("last \(code)", Self.role(ofCode: code))) }
        if let waiting = waitingText {
            parts.append(
                Span(
                    "waiting for " + waiting,
                    link?.isOverdue == true ? .uiStatusError : .stateWaiting))
        }
        if !viewport.isFollowing {
            let unread = viewport.unread > 0 ? ", \(viewport.unread) new" : ""
            parts.append(Span("PAUSED\(unread), G", .statePaused))
        }
        parts.append(Span(phaseWord, .uiStatus))
        if let link, link.conversation.isSecure, let tls = link.tls {
            parts.append(
                Span(
                    tls.isVerified ? tls.version : tls.version + " unverified",
                    tls.isVerified ? .tlsOn : .tlsWarning))
        }
        if transcript.failures > 0 {
            parts.append(
                Span(
                    transcript.failures == 1 ? "1 error" : "\(transcript.failures) errors",
                    .uiStatusError))
        }
        if settings.isWireView { parts.append(Span("WIRE", .uiStatus)) }
        if search.isRunning { parts.append(Span("searching", .stateWaiting)) }
        if viewport.isFollowing, !transcript.rows.isEmpty {
            parts.append(Span("FOLLOW", .uiStatus))
        }
        if let latency = link?.lastLatency { parts.append(Span(latency.brief, .uiStatus)) }
        return parts
    }

    /// The chosen line, counted from 1, and how many there are.
    package var place: (row: Int, count: Int) {
        if isShowingFailures {
            let count = failures?.failures.count ?? 0
            return (min((failures?.selection ?? 0) + 1, count), count)
        }
        let count = transcript.rows.count
        return (viewport.isFollowing ? count : min(viewport.selection + 1, count), count)
    }

    /// The code of the newest reply on this connection; nil before the first.
    package var lastCode: Int? {
        var row = transcript.rows.count - 1
        var steps = 0
        while row >= 0, steps < 200 {
            if transcript.rows[row].kind == .server {
                return transcript.rows[row].code > 0 ? Int(transcript.rows[row].code) : nil
            }
            row = transcript.head(of: row) - 1
            steps += 1
        }
        return nil
    }

    /// How long something is waited for, as `12 s`; nil while nothing is.
    package var waitingTime: String? {
        guard let link = transcript.link, let waiting = link.waiting else { return nil }
        let late = link.isOverdue ? " OVERDUE" : ""
        return "\(max(now - waiting.since, .zero).components.seconds) s\(late)"
    }
}
