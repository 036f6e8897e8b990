/// What a log, a transcript, a bounce message or a reply came down to.
package struct ExplainReport: Sendable, Hashable {
    /// Distinct failures, worst first: lasting before passing, then the frequent ones.
    package var failures: [ExplainedFailure] = []
    /// Failures beyond the first 4,000 kinds, by category.
    package var overflow: [Category: Int] = [:]
    package var lines = 0
    /// Lines of a log, of any mail server.
    package var logLines = 0
    /// Successful deliveries that the log tells of.
    package var deliveries = 0
    /// Lines longer than 64 KiB, of which the rest was left out.
    package var cutLines = 0
    /// Lines of programs that are not known here that say `fatal` or `panic`.
    package var severeLines = 0
    /// Lines with NUL octets, left out.
    package var binaryLines = 0

    /// What was left out, one sentence each. Usually empty.
    package var remarks: [String] {
        var remarks: [String] = []
        if binaryLines > 0 {
            remarks.append("\(Self.count(binaryLines, "line")) of binary data left out.")
        }
        if cutLines > 0 { remarks.append("\(Self.count(cutLines, "line")) over 64 KiB cut short.") }
        if severeLines > 0 {
            remarks.append(
                "\(Self.count(severeLines, "line")) with fatal or panic not understood.")
        }
        let more = overflow.values.reduce(0, +)
        if more > 0 {
            remarks.append("\(Self.count(more, "failure")) of further kinds not listed.")
        }
        if failures.isEmpty {
            remarks.append(
                lines == 0
                    ? "There was nothing to read."
                    : "No failure was found in \(Self.count(lines, "line")).")
        }
        return remarks
    }

    /// `1 line`, `2 lines`.
    package static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
