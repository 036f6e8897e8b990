/// For a terminal or a log: one line per script and section, pictures of what failed.
enum PlainReport {
    static func text(of results: [RunResult]) -> String {
        results.map(text).joined() + summary(of: results) + "\n"
    }

    /// One line without its ending.
    static func summary(of results: [RunResult]) -> String {
        let failed = results.count { $0.outcome == .failed || $0.outcome == .broken }
        let skipped = results.count { $0.outcome == .skipped }
        var summary = "\(results.count) \(results.count == 1 ? "script" : "scripts")"
        summary += ", \(results.count - failed - skipped) passed, \(failed) failed"
        if skipped > 0 { summary += ", \(skipped) skipped" }
        return summary
    }

    static func text(of result: RunResult) -> String {
        var text = "\(word(result.outcome)) \(result.file)"
        if result.title != result.file { text += ": \(result.title)" }
        let checks = result.checkCount
        text += " (\(checks) \(checks == 1 ? "check" : "checks"), \(result.took.exact))\n"
        if let refusal = result.refusal { text += "  \(refusal)\n" }
        for section in result.sections {
            if !section.title.isEmpty || section.outcome != .passed || !section.reason.isEmpty {
                text += "  \(word(section.outcome)) \(section.name)"
                text += section.reason.isEmpty ? "\n" : ": \(section.reason)\n"
            }
            for warning in section.warnings { text += "    warning: \(warning)\n" }
            for failure in section.failures { text += failure.picture.indented(by: "    ") + "\n" }
        }
        return text
    }

    static func word(_ outcome: RunResult.Outcome) -> String {
        switch outcome {
        case .passed: "PASS"
        case .failed: "FAIL"
        case .broken: "BROKEN"
        case .skipped: "SKIP"
        }
    }
}
