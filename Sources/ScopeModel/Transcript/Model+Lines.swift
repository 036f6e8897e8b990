import SMTPCore
import SMTPTrace
import TerminalCore

extension Model {
    /// Lines one row may take before it is cut; Enter shows all of it.
    private static let mostLines = 6

    package var columns: TranscriptColumns {
        let layout = layout
        let hasMarker = layout.kind == .wide || layout.kind == .stacked
        let time =
            !hasMarker || settings.time == .off ? 0 : settings.time == .clock ? 12 : 8
        return TranscriptColumns(
            total: layout.transcript.size.columns, hasMarker: hasMarker, time: time)
    }

    /// Rows a reply may have and still stay open by itself.
    var foldLimit: Int { max(3, layout.transcript.size.rows / 2) }

    package func isFolded(head: Int) -> Bool {
        let count = Int(transcript.rows[head].groupCount)
        if count > 1, transcript.rows[head].kind == .content, case .content = conversation.phase,
            head + count == transcript.rows.count
        {
            return folds.chosen[head] ?? false
        }
        return folds.isFolded(head: head, count: count, limit: foldLimit)
    }

    /// Whether a row is hidden in a folded group.
    func isHidden(_ row: Int) -> Bool {
        transcript.rows[row].behindHead > 0 && isFolded(head: transcript.head(of: row))
    }

    /// The screen lines of a row, annotations included; none for a row inside a fold.
    package func lines(of row: Int) -> [TranscriptLine] {
        guard !isHidden(row) else { return [] }
        let entry = transcript.rows[row]
        let columns = columns
        let (mark, role) = mark(of: row)
        var trailing: [Span] = []
        if entry.groupCount > 1, entry.behindHead == 0 {
            let unit = Self.unit(of: entry.kind)
            let sign = isFolded(head: row) ? "[+]" : "[-]"
            trailing = [Span("\(sign) \(entry.groupCount) \(unit)", .hint)]
        }
        if entry.kind == .server, entry.behindHead == 0, trailing.isEmpty || columns.hasMarker,
            let latency = transcript.latency(ofReplyAt: row)
        {
            trailing.append(Span((trailing.isEmpty ? "" : "  ") + latency.brief, .lineTime))
        }
        var spans = place(ofNote: row).map { [Span($0, .info)] } ?? spans(of: row)
        if let note = keywordNote(of: row) { spans = Self.noted(spans, note, columns) }
        let wrapped = Wrapping.wrap(
            spans, columns: columns.textColumns, indent: columns.hasMarker ? 2 : 3,
            limit: Self.mostLines)
        var lines: [TranscriptLine] = []
        for (index, part) in wrapped.lines.enumerated() {
            var text = StyledLine(part)
            if index == 0 { text.trailing = trailing }
            if wrapped.isCut, index == wrapped.lines.count - 1 {
                text.trailing = [Span("... Enter: all", .hint)]
            }
            if index > 0 {
                text.spans.insert(
                    Span(String(repeating: " ", count: columns.hasMarker ? 2 : 3), .uiText), at: 0)
            }
            lines.append(
                TranscriptLine(
                    row: row, part: index == 0 ? .first : .continuation,
                    time: index == 0 ? time(of: row) : "", mark: index == 0 ? mark : "  ",
                    markRole: role, isSecure: entry.isSecure && index == 0, text: text))
        }
        if let first = lines.indices.first { lines[first].marker = marker(of: row) }
        return lines + annotationLines(of: row) + noteLines(of: row)
    }

    /// What the rows of a group are.
    private static func unit(of kind: TranscriptRow.Kind) -> String {
        switch kind {
        case .client: "pieces of a line"
        case .content: "lines of message"
        case .server, .event, .tls, .diagnostics, .note, .section, .problem: "lines"
        }
    }

    /// A keyword's explanation beside it, where there is room.
    private static func noted(
        _ spans: [Span], _ note: String, _ columns: TranscriptColumns
    ) -> [Span] {
        let width = spans.reduce(0) { $0 + $1.columns }
        let pad = max(26 - width, 2)
        let room = columns.textColumns - width - pad - 3
        guard columns.hasMarker, room >= 16 else { return spans }
        let text =
            note.utf8.count > room
            ? Wrapping.lines(of: note, columns: room - 3)[0] + "..." : note
        return spans + [
            Span(String(repeating: " ", count: pad), .uiText), Span("| " + text, .annotation),
        ]
    }

    private func marker(of row: Int) -> Character {
        let isSelected =
            row == viewport.selection && (focus != .prompt || !viewport.isFollowing)
        if isSelected { return ">" }
        return diagnosis.cards[row] != nil ? "!" : " "
    }

    private func mark(of index: Int) -> (String, Role) {
        let row = transcript.rows[index]
        return switch row.kind {
        case .client: ("C>", .lineClient)
        case .content: ("C.", .lineData)
        case .server:
            (row.code >= 400 || row.code < 200) && !transcript.isPreamble(at: index)
                ? ("S!", Self.role(ofCode: Int(row.code))) : ("S<", .lineServer)
        case .event: ("*", .lineEvent)
        case .tls: ("T=", .tlsOn)
        case .diagnostics: ("E:", .lineEvent)
        case .note, .section: ("*", .info)
        case .problem: ("*!", .error)
        }
    }

    static func role(ofCode code: Int) -> Role {
        switch code / 100 {
        case 2: .reply2xx
        case 3: .reply3xx
        case 4: .reply4xx
        case 5: .reply5xx
        default: .replyUnexpected
        }
    }

    /// The text of a row with its parts told apart, in one line.
    func spans(of row: Int) -> [Span] {
        let entry = transcript.rows[row]
        let octets = transcript.text(of: row)
        switch entry.kind {
        case .client where entry.behindHead > 0: return wireSpans(octets, role: .lineClient)
        case .client: return clientSpans(octets)
        case .content: return wireSpans(octets, role: .lineData)
        case .server: return serverSpans(octets)
        case .event, .note, .section:
            return [Span(String(decoding: octets, as: UTF8.self), .lineEvent)]
        case .tls: return [Span(String(decoding: octets, as: UTF8.self), .tlsOn)]
        case .problem: return [Span(String(decoding: octets, as: UTF8.self), .warning)]
        case .diagnostics: return wireSpans(octets, role: .lineEvent, isWire: false)
        }
    }

    private func clientSpans(_ octets: ArraySlice<UInt8>) -> [Span] {
        let end = octets.firstIndex { $0 == ASCII.space || $0 < 32 } ?? octets.endIndex
        return wireSpans(octets[..<end], role: .lineClientVerb)
            + wireSpans(octets[end...], role: .lineClient)
    }

    private func serverSpans(_ octets: ArraySlice<UInt8>) -> [Span] {
        let line = ReplyLine(Array(octets))
        guard let code = line.code else { return wireSpans(octets, role: .replyUnexpected) }
        let text = line.text
        let role = Self.role(ofCode: code)
        var spans = [
            Span(String(decoding: line.octets[..<3], as: UTF8.self), role)
        ]
        spans += wireSpans(line.octets[3..<text.startIndex], role: role)
        if let enhanced = line.enhanced {
            let length = enhanced.description.utf8.count
            spans.append(
                Span(String(decoding: text.prefix(length), as: UTF8.self), .replyEnhanced))
            spans += wireSpans(line.octets[(text.startIndex + length)...], role: .lineServer)
        } else {
            spans += wireSpans(line.octets[text.startIndex...], role: .lineServer)
        }
        return spans
    }

    /// Octets made visible; the line ending is part of it in the wire view only.
    private func wireSpans(
        _ octets: ArraySlice<UInt8>, role: Role, isWire: Bool? = nil
    ) -> [Span] {
        var octets = octets
        if !(isWire ?? settings.isWireView) {
            octets = octets.dropLast(ASCII.endingLength(of: octets))
        }
        return Visible.runs(of: octets.prefix(8_192)).map {
            Span($0.text, $0.isEscape ? .lineRawEscape : role)
        }
    }

    private func time(of row: Int) -> String {
        let at = transcript.rows[row].at
        switch settings.time {
        case .off: return ""
        case .elapsed: return Self.seconds(at)
        case .delta:
            return row == 0
                ? Self.seconds(at) : "+" + Self.seconds(at - transcript.rows[row - 1].at)
        case .clock:
            let day: Int64 = 86_400
            let second = options.startedAt + Int64(options.timeZoneOffset) + at / 1_000_000
            let inDay = ((second % day) + day) % day
            return
                "\(Self.two(inDay / 3_600)):\(Self.two(inDay / 60 % 60)):\(Self.two(inDay % 60))"
                + "." + Self.three(at / 1_000 % 1_000)
        }
    }

    private static func seconds(_ microseconds: Int64) -> String {
        "\(microseconds / 1_000_000).\(three(microseconds / 1_000 % 1_000))"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func three(_ number: Int64) -> String {
        number < 10 ? "00\(number)" : number < 100 ? "0\(number)" : "\(number)"
    }
}
