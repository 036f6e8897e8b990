import SMTPCore
import SMTPDiagnosis
import SMTPTrace
import TerminalCore

extension Model {
    /// The row whose meaning is shown while there is no trouble: the selected one, or the newest
    /// that has something to explain.
    private var explainedRow: Int? {
        guard !transcript.rows.isEmpty else { return nil }
        let row = min(viewport.selection, transcript.rows.count - 1)
        return transcript.head(of: row)
    }

    package var diagnosisTitle: String {
        if isShowingFailures { return failures?.selected?.title ?? "Diagnosis" }
        guard let card else {
            return transcript.rows.isEmpty ? "Welcome" : "What it means"
        }
        let count = diagnosis.rows.count
        let number = count > 1 ? " \(diagnosis.number(of: card.row))/\(count)" : ""
        return layout.kind == .wide ? "Diagnosis\(number)" : "Diagnosis\(number): \(card.title)"
    }

    /// How to see all of it, for the pane's title; empty where there is no more.
    package var diagnosisKeys: String {
        if isShowingFailures { return failures?.selected == nil ? "" : "Enter: all" }
        guard card != nil else { return "" }
        switch focus {
        case .diagnosis: return "Enter: all"
        case .prompt: return "F6 Enter: all"
        case .transcript: return layout.kind == .stacked ? "S-F6 Enter: all" : ""
        case .session, .failures: return ""
        }
    }

    /// What the pane says, without a limit on rows.
    package func diagnosisLines(columns: Int) -> [StyledLine] {
        if isShowingFailures { return failureLines(columns: columns) }
        if let card {
            return layout.kind == .wide
                ? lines(of: card, columns: columns) : shortLines(of: card, columns: columns)
        }
        if transcript.rows.isEmpty { return welcomeLines(columns: columns) }
        guard let row = explainedRow else { return [] }
        return meaningLines(of: row, columns: columns)
    }

    private func head(of card: Card) -> [Span] {
        let role: Role =
            switch card.severity {
            case .note: .diagSeverityInfo
            case .temporary, .warning: .diagSeverityWarning
            case .permanent: .diagSeverityError
            }
        let code = card.code.isEmpty ? "" : card.code + "  "
        return [Span(code, .diagTitle), Span(card.severity.rawValue, role, .bold)]
    }

    private func lines(of card: Card, columns: Int) -> [StyledLine] {
        var lines = [StyledLine(head(of: card))]
        if let sequel = diagnosis.sequels[card.row] {
            lines += Wrapping.lines(of: sequel.sentence, columns: columns)
                .map { StyledLine($0, .success) }
        }
        lines += Wrapping.lines(of: card.title, columns: columns).map { StyledLine($0, .diagTitle) }
        lines.append(StyledLine())
        lines += Wrapping.lines(of: card.summary, columns: columns).map { StyledLine($0, .uiText) }
        if !card.causes.isEmpty {
            lines += [StyledLine(), StyledLine("Likely cause", .diagTitle)]
            for (index, cause) in card.causes.prefix(3).enumerated() {
                lines += Self.item(
                    "\(index + 1) ", cause.text + Self.evidence(cause), columns: columns,
                    role: .diagCause)
            }
        }
        if !card.fixes.isEmpty {
            lines += [StyledLine(), StyledLine("Try", .diagTitle)]
            for (index, fix) in card.fixes.prefix(4).enumerated() {
                lines += Self.item(
                    card.label(ofFix: index), fix.text, columns: columns, role: .diagFix)
            }
        }
        if !card.sources.isEmpty {
            lines += Wrapping.lines(of: card.sources, columns: columns)
                .map { StyledLine($0, .rfc) }
        }
        return lines
    }

    /// For few rows: one paragraph each, the fixes first behind the summary.
    private func shortLines(of card: Card, columns: Int) -> [StyledLine] {
        if layout.kind == .compact || layout.kind == .tiny {
            if let sequel = diagnosis.sequels[card.row] {
                return Self.item(
                    "|  ", "\(card.title). \(sequel.sentence)", columns: columns, role: .success)
            }
            let fix = card.typeable.isEmpty ? "" : "Esc a: fix it, "
            return Self.item(
                "!  ", "\(card.title). \(fix)Esc Enter: more", columns: columns, role: .warning)
        }
        let spans = head(of: card)
        let width = spans.reduce(0) { $0 + $1.columns } + 2
        let summary = Wrapping.lines(of: card.summary, columns: columns, behind: width)
        let sequel = diagnosis.sequels[card.row]?.sentence
        let cause = sequel ?? card.causes.first.map { "Likely: \($0.text)\(Self.evidence($0))" }
        let fixes = bestFixes(of: card)
        let below = (cause == nil ? 0 : 1) + fixes.count
        let room = max(1, (layout.diagnosis?.size.rows ?? 4) - below)
        var kept = Array(summary.prefix(room))
        if kept.count < summary.count {
            let last = kept.count - 1
            kept[last] = Self.cut(
                kept[last] + " " + summary[kept.count], columns - (last == 0 ? width : 0))
        }
        var lines = [StyledLine(spans + [Span("  " + kept[0], .uiText)])]
        lines += kept.dropFirst().map { StyledLine($0, .uiText) }
        if let cause {
            lines.append(
                StyledLine(Self.cut(cause, columns), sequel == nil ? .diagCause : .success))
        }
        for (index, fix) in fixes.enumerated() {
            lines.append(
                StyledLine([
                    Span(index == 0 ? "Try: " : "     ", .diagTitle),
                    Span(Self.cut(fix, columns - 5), .diagFix),
                ]))
        }
        return lines
    }

    /// What fits few rows: those with a key first, as many as leave room for a summary.
    private func bestFixes(of card: Card) -> [String] {
        let rows = layout.diagnosis?.size.rows ?? 4
        let order =
            card.fixes.indices.filter { !card.fixes[$0].lines.isEmpty }
            + card.fixes.indices.filter { card.fixes[$0].lines.isEmpty }
        return order.prefix(max(1, rows - 3)).map { card.label(ofFix: $0) + card.fixes[$0].text }
    }

    private static func cut(_ text: String, _ columns: Int) -> String {
        guard TextWidth.columns(of: text) > columns else { return text }
        return Visible.text(of: text, columns: max(columns - 3, 0)) + "..."
    }

    private static func evidence(_ cause: Card.Cause) -> String {
        guard let first = cause.evidence.first else { return "" }
        return " (line \(first + 1))"
    }

    private static func item(
        _ label: String, _ text: String, columns: Int, role: Role
    ) -> [StyledLine] {
        Wrapping.field(label, text, labelColumns: label.utf8.count, columns: columns, role: role)
            .map { line in
                var line = line
                line.spans[0].role = role
                return line
            }
    }

    private func welcomeLines(columns: Int) -> [StyledLine] {
        let steps = [
            (":lab", "the practice server in this program; it needs no network"),
            (":connect HOST", "a real server; a port follows behind a colon"),
            ("F1", "help; it is there at every point"),
            (":quit", "leave; C-c does too"),
        ]
        var lines = Wrapping.lines(
            of: "You type SMTP, line by line. Everything the server says is explained.",
            columns: columns
        ).map { StyledLine($0, .uiText) }
        if layout.kind == .wide { lines.append(StyledLine()) }
        for (key, help) in steps {
            lines += Wrapping.field(key, help, labelColumns: 15, columns: columns).map { line in
                var line = line
                line.spans[0].role = .uiKey
                return line
            }
        }
        return lines
    }

    private func meaningLines(of row: Int, columns: Int) -> [StyledLine] {
        let items = explanation(ofRow: row)
        if items.isEmpty {
            return adviceLines(columns: columns)
        }
        let page = Page(title: "", items: Array(items.dropFirst()))
        let rows = layout.diagnosis?.size.rows ?? 4
        let lines = page.lines(columns: columns).map(\.line)
        guard lines.count > rows, rows > 0 else { return lines }
        var kept = Array(lines.prefix(rows))
        kept[rows - 1] = StyledLine("... Esc Enter: all of it", .hint)
        return kept
    }

    /// What to do next, for rows that the reference says nothing about.
    private func adviceLines(columns: Int) -> [StyledLine] {
        Wrapping.lines(of: nextStep, columns: columns).map { StyledLine($0, .hint) }
    }
}
