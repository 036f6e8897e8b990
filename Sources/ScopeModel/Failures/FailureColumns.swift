import SMTPDiagnosis
import TerminalCore

/// One failure as one line of the list, and the names of its columns.
package struct FailureColumns: Hashable, Sendable {
    /// Columns of the screen that there are.
    let total: Int

    private static let countColumns = 7
    private static let stampColumns = 15

    package init(total: Int) { self.total = total }

    private var nameColumns: Int { max(min(20, total - Self.countColumns - 2), 4) }
    private var hasSide: Bool { total >= 40 }
    private var hasLasting: Bool { total >= 45 }
    private var hasFirst: Bool { total >= 61 }
    /// What is left for the time of the last; 0 where there is too little.
    private var lastColumns: Int {
        let left = total - 1 - Self.countColumns - 1 - nameColumns - 1 - 10 - 1 - 4 - 1 - 15 - 1
        return left >= 12 ? min(left, Self.stampColumns) : 0
    }

    package var head: StyledLine {
        StyledLine([
            Span(cells("COUNT", "TYPE", "FAILURE", "WHO ACTS", "FIRST", "LAST"), .uiKeyLabel)
        ])
    }

    package func line(of failure: ExplainedFailure) -> StyledLine {
        let finding = failure.finding
        let first = Self.brief(failure.first)
        var last = Self.brief(failure.last)
        if failure.last == failure.first { last = "" }
        // The day is said once.
        if last.count > lastColumns || last.prefix(7) == first.prefix(7), last.count > 8 {
            last = String(last.suffix(8))
        }
        let text = cells(
            String(failure.count), finding.lasting.brief, finding.id, failure.actor, first,
            last)
        return StyledLine(text, finding.lasting == .permanent ? .reply5xx : .reply4xx)
    }

    private func cells(
        _ count: String, _ lasting: String, _ name: String, _ side: String, _ first: String,
        _ last: String
    ) -> String {
        let pad = String(repeating: " ", count: max(0, Self.countColumns - count.utf8.count))
        var text = " " + pad + count + " "
        if hasLasting { text += lasting.padded(to: 4) + " " }
        text += name.shortened(to: nameColumns).padded(to: nameColumns)
        if hasSide { text += " " + side.padded(to: 10) }
        if hasFirst { text += " " + first.padded(to: Self.stampColumns) }
        if lastColumns > 0 { text += " " + last }
        return text
    }

    /// A time stamp in at most fifteen columns: `Nov 24 10:08:36`, or `11-24 10:08:36` of those
    /// that write the year, their zone left out.
    static func brief(_ stamp: [UInt8]) -> String {
        var text = Visible.text(of: stamp.prefix(40))
        if stamp.count >= 19, stamp[4] == 45, stamp[10] == 84 || stamp[10] == 32 {
            text = text.dropFirst(5).prefix(5) + " " + text.dropFirst(11).prefix(8)
        }
        return String(text.prefix(stampColumns))
    }
}

extension ExplainedFailure {
    /// Whose side has to do something, in one word of at most ten letters.
    fileprivate var actor: String {
        switch finding.side {
        case .senderConfig, .senderReputation:
            party == .stranger ? "client" : finding.side.brief
        case .recipient, .server, .network, .message: finding.side.brief
        }
    }
}

extension Finding.Lasting {
    /// Four letters at most.
    var brief: String {
        switch self {
        case .permanent: "perm"
        case .temporary: "temp"
        case .unknown: ""
        }
    }
}
