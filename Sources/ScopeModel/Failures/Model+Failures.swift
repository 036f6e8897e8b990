import SMTPCore
import SMTPDiagnosis
import TerminalCore

extension Model {
    /// Rows of failures that fit: one is taken by the names of the columns where there is room.
    package var failureRows: Int { max(height - (hasFailureHead ? 1 : 0), 1) }

    /// What the Diagnosis pane wants while failures are shown.
    var failureDrawerRows: Int { screen.columns < 80 || screen.rows < 20 ? 3 : 6 }

    package var hasFailureHead: Bool { layout.kind != .tiny }

    /// More of a log was read; its first piece opens the list.
    mutating func receive(_ report: ExplainReport, _ progress: LogProgress) {
        if failures != nil, failures?.progress.isComplete == false {
            failures?.receive(report, progress)
        } else {
            failures = FailureList(report, progress)
            focus = .failures
        }
        bringFailureIntoView()
    }

    mutating func performFailures(_ id: ActionID, _ argument: String) -> [Effect] {
        if id == .failures, !argument.isEmpty { return [.open(path: argument)] }
        guard failures != nil else {
            say("no log is open; :failures FILE opens one", .error)
            return []
        }
        focus = .failures
        if id == .sort { sort(argument) }
        bringFailureIntoView()
        return []
    }

    /// Without an argument the next order in turn.
    private mutating func sort(_ argument: String) {
        let all = FailureOrder.allCases
        let current = all.firstIndex(of: failures?.order ?? .worst) ?? 0
        let wanted =
            argument.isEmpty
            ? all[(current + 1) % all.count] : FailureOrder(rawValue: argument.lowercased())
        guard let wanted else {
            say("sort by what? \(all.map(\.rawValue).joined(separator: ", "))", .error)
            return
        }
        failures?.sort(by: wanted)
        say("sorted \(wanted.words)")
    }

    mutating func bringFailureIntoView() {
        let rows = failureRows
        failures?.bringIntoView(rows: rows)
    }

    mutating func selectFailure(_ row: Int) {
        failures?.select(row)
        bringFailureIntoView()
    }

    mutating func performMoveInFailures(_ id: ActionID) -> [Effect] {
        switch id {
        case .up: moveInFailures(by: -1)
        case .down: moveInFailures(by: 1)
        case .pageUp: moveInFailures(by: -max(failureRows - 1, 1))
        case .pageDown: moveInFailures(by: max(failureRows - 1, 1))
        case .halfUp: moveInFailures(by: -max(failureRows / 2, 1))
        case .halfDown: moveInFailures(by: max(failureRows / 2, 1))
        case .top: selectFailure(0)
        case .bottom: selectFailure(.max)
        case .input: focus = .prompt
        case .back: leaveFailures()
        default: focus = focus == .failures && id != .browse ? .prompt : .failures
        }
        return []
    }

    mutating func moveInFailures(by steps: Int) {
        guard let failures else { return }
        selectFailure(failures.selection + steps)
    }

    mutating func clickFailure(_ position: Position) {
        guard position.row != layout.promptRow else {
            focus = .prompt
            return
        }
        let row = position.row - layout.transcript.row - (hasFailureHead ? 1 : 0)
        guard layout.transcript.contains(position), row >= 0, let failures else { return }
        focus = .failures
        selectFailure(failures.top + row)
    }

    /// Closes the list where a session waits behind it.
    mutating func leaveFailures() {
        if !transcript.rows.isEmpty { isShowingFailures = false }
        focus = .prompt
    }

    mutating func searchFailures(_ pattern: [UInt8], step: Int) {
        guard !pattern.isEmpty, let list = failures else { return }
        failures?.pattern = pattern
        focus = .failures
        if let row = list.row(holding: pattern, step: step) {
            selectFailure(row)
        } else {
            say(
                "\"\(Visible.text(of: pattern, columns: 40))\" is in none of the failures", .warning
            )
        }
    }

    /// What a key copies: the place in the log, or the reply.
    func failureCopy(_ what: String) -> [UInt8]? {
        guard let failure = failures?.selected else { return nil }
        return what == "line" ? failure.evidence.first?.text ?? failure.sample : failure.sample
    }

    /// The report as a file of the form its name ends with: `.json`, `.tsv`, or text.
    func failureReport(for path: String) -> [UInt8] {
        guard let report = failures?.report else { return [] }
        if path.hasSuffix(".json") { return report.json() }
        return path.hasSuffix(".tsv") ? report.tsv() : report.text(details: true)
    }
}
