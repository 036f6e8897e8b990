import SMTPTrace
import TerminalCore

extension Model {
    private static let longestNote = 2_000

    /// A remark of the user: on the session as it goes, or on an event of a recording.
    mutating func takeNote(_ text: String) -> [Effect] {
        guard !text.isEmpty else { return openCommand("note ") }
        let text = String(text.prefix(Self.longestNote))
        guard let player else {
            return [.remark("note: " + text, connection: max(transcript.current, 1))]
        }
        guard player.reading == nil, player.count > 0 else {
            say("there is nothing to make a note on yet", .warning)
            return []
        }
        let row = min(viewport.selection, transcript.rows.count - 1)
        let event = row < 0 ? 0 : player.index.event(ofRow: row)
        return [.addNote(PlayerNote(event: event, text: text))]
    }

    /// The file has it: so has the screen.
    mutating func finishNote(_ note: PlayerNote, _ events: [TraceEvent]) {
        guard let player, player.reading == nil else { return }
        let isAtEnd = player.position == player.count
        var row = player.rows
        for event in events {
            self.player?.index.append(at: event.at, row: row, [])
            row += 1
            if isAtEnd { fold(event) }
        }
        let count = self.player?.count ?? 0
        self.player?.rows = row
        let frame = isAtEnd ? keyframe(at: count) : nil
        self.player?.keyframes.end = frame
        if isAtEnd {
            self.player?.position = count
            self.player?.target = count
            follow(added: events.count)
        }
        attach(note)
        say("noted, and kept in \(Visible.text(of: player.name, columns: 60))")
    }

    /// Shows a remark with the row it is on.
    mutating func attach(_ note: PlayerNote) {
        guard let player, (0..<player.count).contains(note.event) else { return }
        self.player?.notes[player.index.row(of: note.event), default: []].append(note.text)
        self.player?.index.mark(note.event, with: .note)
    }

    /// Whether a remark of somebody stands on a row, or is it.
    func hasNote(_ row: Int) -> Bool {
        player?.notes[row] != nil
            || transcript.rows[row].kind == .note
                && transcript.text(of: row).starts(with: "note: ".utf8)
    }

    /// `note on event 9`, for the row of a remark that is shown where it belongs; else nil.
    func place(ofNote row: Int) -> String? {
        guard let player, transcript.rows[row].kind == .note else { return nil }
        let text = transcript.text(of: row).text
        let parts = text.split(separator: ":", maxSplits: 1)
        guard text.hasPrefix("note on event "), let number = parts[0].split(separator: " ").last,
            let event = Int(number), (1...max(1, player.count)).contains(event),
            player.notes[player.index.row(of: event - 1)]?
                .contains(where: { text.hasSuffix($0) }) == true
        else { return nil }
        return String(parts[0])
    }

    /// The remarks on a row, and on those that are folded into it.
    func noteLines(of row: Int) -> [TranscriptLine] {
        guard let notes = player?.notes, !notes.isEmpty else { return [] }
        let rows = isFolded(head: row) ? transcript.group(at: row) : row..<row + 1
        let columns = columns
        let width = columns.textColumns - (columns.hasMarker ? 1 : 0)
        return rows.flatMap { notes[$0] ?? [] }.flatMap { text in
            Wrapping.lines(of: "note: " + Visible.text(of: text), columns: width).prefix(12).map {
                TranscriptLine(
                    row: row, part: .annotation, mark: " *", markRole: .info,
                    text: StyledLine($0, .info))
            }
        }
    }
}
