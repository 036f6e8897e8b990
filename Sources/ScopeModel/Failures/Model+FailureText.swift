import SMTPDiagnosis
import TerminalCore

/// What the panes say while failures are shown.
extension Model {
    /// The name of the log.
    package var logTitle: String { failures?.progress.title ?? "" }

    /// What stands beside the list's title.
    package var failureNote: String {
        guard let failures else { return "" }
        return ExplainReport.count(failures.failures.count, "kind")
    }

    /// What stands at the right of the list's title.
    package var failureMode: String {
        guard let failures else { return "" }
        return failures.progress.isComplete
            ? failures.order.words : "reading, \(failures.progress.portion)"
    }

    /// The chosen failure in a pane of a width.
    func failureLines(columns: Int) -> [StyledLine] {
        guard let failure = failures?.selected else { return [] }
        switch layout.kind {
        case .wide: return fullLines(of: failure, columns: columns)
        case .stacked, .compact, .tiny, .none: return briefLines(of: failure, columns: columns)
        }
    }

    private func head(of failure: ExplainedFailure) -> [Span] {
        let role: Role =
            failure.finding.lasting == .permanent
            ? .diagSeverityError : .diagSeverityWarning
        return [
            Span(failure.codes.isEmpty ? "" : failure.codes + "  ", .diagTitle),
            Span(failure.finding.lasting.heading, role, .bold),
        ]
    }

    private func fullLines(of failure: ExplainedFailure, columns: Int) -> [StyledLine] {
        let finding = failure.finding
        func prose(_ text: String, _ role: Role) -> [StyledLine] {
            Wrapping.lines(of: text, columns: columns).map { StyledLine($0, role) }
        }
        var lines = [StyledLine(head(of: failure))] + prose(failure.title, .diagTitle)
        lines += prose(failure.occurrences, .hint) + [StyledLine()]
        if let remark = failure.party.remark { lines += prose(remark, .hint) }
        lines += prose(finding.what, .uiText) + prose(finding.why, .diagCause)
        if let contradiction = finding.contradiction { lines += prose(contradiction, .warning) }
        if !finding.steps.isEmpty { lines += [StyledLine(), StyledLine("Try", .diagTitle)] }
        for step in finding.steps {
            lines += Wrapping.field(
                "- ", step.text, labelColumns: 2, columns: columns, role: .diagFix)
        }
        if let place = failure.evidence.first {
            lines += [StyledLine(), StyledLine("Line \(place.line)", .diagTitle)]
            lines += prose(Visible.text(of: place.text.prefix(400)), .diagEvidence)
        }
        return lines
    }

    /// One line for each answer, the weightiest first.
    private func briefLines(of failure: ExplainedFailure, columns: Int) -> [StyledLine] {
        let finding = failure.finding
        let rows = layout.diagnosis?.size.rows ?? 2
        func line(_ text: String, _ role: Role) -> StyledLine {
            StyledLine(text.shortened(to: columns), role)
        }
        guard rows >= 4 else {
            return [
                line(failure.title, .diagTitle),
                line(finding.steps.first?.text ?? finding.what, .diagFix),
                line(failure.occurrences, .hint),
            ]
        }
        var lines = [
            StyledLine(head(of: failure) + [Span("  " + failure.title, .diagTitle)]),
            line(finding.what, .uiText), line("Likely: " + finding.why, .diagCause),
        ]
        lines += finding.steps.prefix(max(rows - 5, 1)).map { line("Try: " + $0.text, .diagFix) }
        lines.append(line(failure.occurrences, .hint))
        if let place = failure.evidence.first {
            let text = Visible.text(of: place.text.prefix(400))
            lines.append(line("Line \(place.line): \(text)", .diagEvidence))
        }
        return lines
    }

    /// What an empty list says.
    package func emptyFailureLines(columns: Int) -> [StyledLine] {
        guard let failures else { return [] }
        let texts =
            failures.progress.isComplete
            ? failures.report.remarks + [
                "A mail server's log, a transcript of a session, a bounce message or a plain reply "
                    + "can be read here; :failures FILE opens another file."
            ] : ["No failure so far."]
        return texts.flatMap { text in
            Wrapping.lines(of: text, columns: columns).map { StyledLine($0, .uiText) }
        }
    }

    /// What was read, without a limit on rows.
    func logLines(columns: Int) -> [StyledLine] {
        guard let failures else { return [] }
        let report = failures.report
        var fields: [(String, String)] = [
            ("file", Visible.text(of: failures.progress.name)),
            ("read", failures.progress.isComplete ? "all of it" : failures.progress.portion),
            ("lines", "\(report.lines), \(report.logLines) of a log"),
            ("failed", "\(failures.total), of \(failures.failures.count) kinds"),
            ("arrived", ExplainReport.count(report.deliveries, "message")),
        ]
        for (side, count) in sides { fields.append((side, ExplainReport.count(count, "failure"))) }
        var lines = fields.flatMap { label, text in
            Wrapping.field(label, text, labelColumns: 11, columns: columns)
        }
        for remark in report.remarks {
            lines += Wrapping.lines(of: remark, columns: columns).map { StyledLine($0, .warning) }
        }
        return lines
    }

    /// Who must act, with the number of failures, the most first.
    private var sides: [(String, Int)] {
        var counts: [Finding.Side: Int] = [:]
        for failure in failures?.failures ?? [] {
            counts[failure.finding.side, default: 0] += failure.count
        }
        return counts.map { ($0.key.brief, $0.value) }
            .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    }

    /// One row for the stacked layout.
    func logSummary(columns: Int) -> [Span] {
        guard let failures else { return [] }
        let report = failures.report
        var spans = [Span(ExplainReport.count(report.lines, "line"), .uiTitle)]
        var room = columns - spans[0].columns
        var parts = [
            Span(ExplainReport.count(failures.total, "failure"), .uiStatusError),
            Span("\(report.deliveries) delivered", .uiText),
        ]
        if let remark = report.remarks.first, !failures.failures.isEmpty {
            parts.insert(Span(remark, .warning), at: 1)
        }
        for part in parts where part.columns + 3 <= room {
            spans += [Span(" | ", .uiBorder), part]
            room -= part.columns + 3
        }
        return spans
    }

    /// The status row, the weightiest first.
    var failureStatus: [Span] {
        guard let failures else { return [] }
        let progress = failures.progress
        var parts = [Span("LOG " + Visible.text(of: progress.title, columns: 40), .stateClosed)]
        if !progress.isComplete {
            parts.append(Span("READING \(progress.portion)", .stateWaiting))
        }
        parts.append(Span(ExplainReport.count(failures.total, "failure"), .uiStatusError))
        parts.append(Span(failures.order.words, .uiStatus))
        return parts
    }

    /// What to do next, in few words.
    var failureStep: String {
        if failures?.failures.isEmpty == true { return ":failures FILE opens another file" }
        return focus == .failures
            ? "Enter explains it, / searches, s sorts" : "Esc goes to the list of failures"
    }
}

extension Finding.Lasting {
    /// As the Diagnosis pane heads a card.
    package var heading: String {
        switch self {
        case .permanent: "PERMANENT"
        case .temporary: "TEMPORARY"
        case .unknown: "WARNING"
        }
    }
}

extension String {
    /// With `...` at its end where it is wider.
    package func shortened(to columns: Int) -> String {
        guard TextWidth.columns(of: self) > columns else { return self }
        return Visible.text(of: self, columns: max(columns - 3, 0)) + "..."
    }
}
