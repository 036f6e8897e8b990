import SMTPCore

/// Results as files for people and for machines. Every text in a result is visible already;
/// here it is escaped for the format.
package enum RunReport: String, Sendable, CaseIterable {
    case plain, junit, tap, json, md, html

    /// The whole file, LF line endings, one at its end.
    package func render(_ results: [RunResult]) -> [UInt8] {
        let text =
            switch self {
            case .plain: PlainReport.text(of: results)
            case .junit: JUnitReport.text(of: results)
            case .tap: TAPReport.text(of: results)
            case .json: JSONReport.text(of: results)
            case .md: MarkdownReport.text(of: results)
            case .html: HTMLReport.text(of: results)
            }
        return Array(text.utf8)
    }

    /// One result as a terminal or a log shows it, several lines.
    package static func plainText(of result: RunResult) -> String { PlainReport.text(of: result) }

    /// How many there are, passed and failed, one line without its ending.
    package static func summary(of results: [RunResult]) -> String {
        PlainReport.summary(of: results)
    }

    /// 0 passed, 2 refused or wrong in itself, 3 broken, 4 failed: the worst of all, failures before the rest.
    package static func exitCode(of results: [RunResult]) -> Int32 {
        let codes = results.map(\.exitCode)
        return [4, 3, 2].first { codes.contains($0) } ?? 0
    }
}

extension RunResult.Section {
    /// The title, or what stands for it in front of the first section.
    var name: String { title.isEmpty ? "(beginning)" : title }
}

extension Duration {
    /// Seconds with three digits behind the point: "1.402".
    var seconds: String {
        let (seconds, attoseconds) = components
        let milli = max(0, attoseconds / 1_000_000_000_000_000)
        return "\(max(0, seconds)).\(String(1_000 + milli).dropFirst())"
    }
}

extension String {
    /// Each line with something in front.
    func indented(by margin: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    }
}
