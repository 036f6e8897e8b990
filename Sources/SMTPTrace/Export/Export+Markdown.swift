import SMTPCore

extension Export {
    /// A heading, then the talk in a fence no line of it can close.
    var markdown: String {
        var lines: [String] = []
        for event in events {
            lines += Self.plainLines(of: event)
        }
        let fence = String(
            repeating: "`", count: max(3, (lines.map(Self.longestFence).max() ?? 0) + 1))
        let title = Self.escaped(transcript.link?.target ?? "")
        let date = header.map { Self.escaped(ExportText.visible($0.created)) } ?? ""
        return "# SMTP session" + (title.isEmpty ? "" : " with \(title)") + "\n\n"
            + (date.isEmpty ? "" : "Recorded \(date).\n\n")
            + "\(fence)text\n" + lines.joined(separator: "\n") + "\n\(fence)\n"
    }

    /// Wide enough for a day in seconds.
    static let timeColumns = 9

    /// Time, direction and text; `=` marks what TLS protected.
    static func plainLines(of event: TraceEvent) -> [String] {
        let time = ExportText.seconds(event.at)
        let gap =
            String(repeating: " ", count: max(0, timeColumns - time.utf8.count)) + time
        switch event.fact {
        case .sent(let sent):
            return ExportText.lines(of: sent.octets).map {
                gap + (sent.isSecure ? "=C> " : " C> ") + ExportText.visible($0)
            }
        case .received(let received):
            let mark = received.isSecure ? "=S< " : " S< "
            return [gap + mark + ExportText.visible(received.octets)]
        default: return [gap + " *  " + ExportText.visible(event.fact.sentence)]
        }
    }

    private static func longestFence(_ line: String) -> Int {
        var longest = 0
        var run = 0
        for octet in line.utf8 {
            run = octet == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    private static func escaped(_ text: String) -> String {
        String(
            ExportText.visible(text).flatMap {
                "\\`*_{}[]<>#|&!".contains($0) ? "\\\($0)" : "\($0)"
            })
    }
}
