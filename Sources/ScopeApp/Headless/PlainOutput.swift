import Glibc
import SMTPCore
import SMTPTrace
import ScopeModel
import TerminalCore

/// The transcript as plain text, row by row as it grows.
struct PlainOutput {
    /// Wide enough that no row is cut, and no line is endless.
    private static let columns = 1_000

    private var model: Model
    private var printed = 0
    /// Findings that were written, and the last one's title.
    private var findings = 0
    private var told = ""

    init(annotations: Settings.Annotations) {
        var options = ModelOptions()
        options.settings.annotations = annotations
        options.startsUnfolded = true
        model = Model(screen: Size(columns: Self.columns, rows: 50), options: options)
    }

    var transcript: Transcript { model.transcript }

    mutating func note(_ events: [TraceEvent]) { _ = model.update(.traces(events)) }

    /// Writes the rows that are complete.
    mutating func write() {
        let isGrowing = transcript.link?.conversation.isMidReply == true
        let count = transcript.rows.count
        write(upTo: isGrowing && count > 0 ? transcript.head(of: count - 1) : count)
    }

    /// Writes what is left, complete or not.
    mutating func finish() {
        if printed > 0 || transcript.rows.isEmpty { write(upTo: transcript.rows.count) }
    }

    private mutating func write(upTo end: Int) {
        var text: [UInt8] = []
        let start = printed
        while printed < end {
            for line in model.lines(of: printed) { text += line.plainText.utf8 + [ASCII.lf] }
            text += finding(at: printed)
            printed += 1
        }
        for row in model.diagnosis.rows.dropFirst(findings) where row < start {
            text += finding(at: row)
        }
        findings = model.diagnosis.rows.count
        Files.writeAll(text, to: 1)
    }

    /// What was found out at a row; replies have theirs among their annotations.
    private mutating func finding(at row: Int) -> [UInt8] {
        guard model.settings.annotations != .off, transcript.rows[row].kind != .server,
            let card = model.diagnosis.cards[row], card.title != told
        else { return [] }
        told = card.title
        var lines = ["\(card.severity.rawValue.lowercased()): \(card.title)"]
        // Another way to connect can be said where nothing can be typed.
        let way = card.fixes.first { $0.lines.first?.starts(with: ":reconnect --".utf8) == true }
        if let way { lines.append("try: \(way.text)") }
        return lines.flatMap { line in
            Array("           ! \(Visible.text(of: line, columns: 4_096))\n".utf8)
        }
    }
}

extension TranscriptLine {
    /// The line as text: time, TLS mark, direction, words. Control characters are made visible.
    fileprivate var plainText: String {
        let gap = String(repeating: " ", count: max(0, 9 - time.utf8.count))
        let words = Visible.text(of: text.text, columns: 4_096)
        return gap + time + (isSecure ? "=" : " ") + mark + " " + words
    }
}
