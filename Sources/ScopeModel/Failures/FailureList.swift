import SMTPCore
import SMTPDiagnosis

/// The failures of a log, as a list to choose from. It may still be growing.
package struct FailureList: Sendable {
    /// Worst first; what the list is made from.
    package private(set) var report: ExplainReport
    package private(set) var progress: LogProgress
    package private(set) var order = FailureOrder.worst
    /// In the chosen order.
    package private(set) var failures: [ExplainedFailure]
    /// Occurrences of all kinds.
    package private(set) var total = 0
    /// The chosen row; 0 in an empty list.
    package private(set) var selection = 0
    /// The first row shown.
    package private(set) var top = 0
    /// Whether somebody chose the row: then the choice stays with its failure when others come.
    private var isChosen = false
    /// What is looked for; empty if nothing is.
    var pattern: [UInt8] = []

    package init(_ report: ExplainReport, _ progress: LogProgress) {
        self.report = report
        self.progress = progress
        failures = report.failures
        total = Self.total(of: report)
    }

    package var selected: ExplainedFailure? {
        failures.indices.contains(selection) ? failures[selection] : nil
    }

    /// More was read.
    mutating func receive(_ report: ExplainReport, _ progress: LogProgress) {
        self.report = report
        self.progress = progress
        total = Self.total(of: report)
        arrange()
    }

    mutating func sort(by order: FailureOrder) {
        self.order = order
        arrange()
    }

    private mutating func arrange() {
        let chosen = isChosen ? selected?.number : nil
        failures = order.sorted(report.failures)
        if let chosen, let row = failures.firstIndex(where: { $0.number == chosen }) {
            selection = row
        }
    }

    mutating func select(_ row: Int) {
        selection = min(max(row, 0), max(failures.count - 1, 0))
        isChosen = true
    }

    /// Scrolls so that the chosen row is among so many.
    mutating func bringIntoView(rows: Int) {
        top = min(top, max(0, failures.count - rows))
        if selection < top { top = selection }
        if selection >= top + rows { top = selection - rows + 1 }
    }

    /// The next row, in a direction and around the end, that holds the pattern, ASCII letters in
    /// any case: in its names, its words, its first text or the places it was found at.
    func row(holding pattern: [UInt8], step: Int) -> Int? {
        let count = failures.count
        return (1...max(count, 1)).lazy.map { ((selection + step * $0) % count + count) % count }
            .first { Self.holds(failures[$0], pattern) }
    }

    private static func holds(_ failure: ExplainedFailure, _ pattern: [UInt8]) -> Bool {
        let finding = failure.finding
        let words = [finding.id, finding.category.rawValue, failure.title, finding.side.words]
        let texts = words.map { Array($0.utf8) } + [failure.sample] + failure.evidence.map(\.text)
        var search = Search()
        search.pattern = pattern
        return texts.contains { !search.matches(in: $0[...]).isEmpty }
    }

    private static func total(of report: ExplainReport) -> Int {
        report.failures.reduce(0) { $0 + $1.count } + report.overflow.values.reduce(0, +)
    }
}
