import SMTPCore

extension Export {
    /// One page that plays: no outside links, everything escaped. Replies and message content can be
    /// folded.
    var html: String {
        let target = Self.escaped(transcript.link?.target ?? "")
        var page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'; script-src \(PagePlayer.source)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>SMTP session \(target)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <h1>SMTP session \(target.isEmpty ? "" : "with \(target)")</h1>
            <p>\(header.map { "Recorded \(Self.escaped($0.created)). " } ?? "")\
            \(transcript.facts) facts, \(transcript.failures) \
            \(transcript.failures == 1 ? "refusal" : "refusals").</p>
            \(PagePlayer.controls)
            <table>
            <thead><tr><th>s</th><th>TLS</th><th>who</th><th>what</th><th>took</th></tr></thead>
            <tbody>

            """
        for turn in transcript.turns { page += Self.rows(of: turn) }
        return page
            + "</tbody>\n</table>\n<script>\(PagePlayer.script)</script>\n</body>\n</html>\n"
    }

    private static let style = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; font-weight: 600; }
        td, th { padding: .1em .6em; vertical-align: top; }
        td.text, pre { font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        pre { margin: 0; }
        tr.c td.text { color: #0550ae; } tr.s td.text { color: #116329; }
        tr.bad td.text { color: #b42318; font-weight: 600; } tr.e td.text { opacity: .75; }
        form { position: sticky; top: 0; display: flex; gap: 1em; align-items: center; padding: .6em;
        background: Canvas; border-bottom: 1px solid GrayText; } form[hidden] { display: none; }
        #place { flex: 1; } summary { cursor: pointer; }
        td.n { text-align: right; font-variant-numeric: tabular-nums; }
        @media (prefers-color-scheme: dark) {
        tr.c td.text { color: #79c0ff; } tr.s td.text { color: #7ee787; } tr.bad td.text { color: #ff7b72; }
        }
        """

    private static func rows(of turn: Turn) -> String {
        var rows = ""
        switch turn.kind {
        case .event:
            rows += row(turn.isProblem ? "bad" : "e", turn.at, false, "", escaped(turn.sentence))
        case .command, .authentication:
            rows += row("c", turn.at, turn.isSecure, "client", escapedLines(turn.octets))
        case .message:
            let text =
                folded("message content, \(turn.octets.count) octets", escapedLines(turn.octets))
            rows += row("c", turn.at, turn.isSecure, "client", text)
        case .greeting: break
        }
        for answer in turn.answers {
            rows += row(
                answer.reply.isFailure ? "bad" : "s", answer.at, turn.isSecure, "server",
                reply(answer.reply.octets), answer.latency?.brief ?? "")
        }
        return rows
    }

    private static func row(
        _ style: String, _ at: Duration, _ isSecure: Bool, _ who: String, _ text: String,
        _ took: String = ""
    ) -> String {
        "<tr class=\"\(style)\" data-ms=\"\(at.microseconds / 1_000)\"><td class=\"n\">\(ExportText.seconds(at))</td>"
            + "<td>\(isSecure ? "TLS" : "")</td><td>\(who)</td>"
            + "<td class=\"text\">\(text)</td><td class=\"n\">\(took)</td></tr>\n"
    }

    /// Of several lines only the first stays when it is folded.
    private static func reply(_ octets: [UInt8]) -> String {
        let lines = ExportText.lines(of: octets)
        guard lines.count > 1 else { return escapedLines(octets) }
        return folded(
            escapedLines(Array(lines[0])), escapedLines(Array(lines[1...].joined())), isOpen: true)
    }

    private static func folded(_ summary: String, _ rest: String, isOpen: Bool = false) -> String {
        "<details\(isOpen ? " open" : "")><summary>\(summary)</summary><pre>\(rest)</pre></details>"
    }

    private static func escapedLines(_ octets: [UInt8]) -> String {
        ExportText.lines(of: octets).map { escape(ExportText.visible($0)) }.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String { escape(ExportText.visible(text)) }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
