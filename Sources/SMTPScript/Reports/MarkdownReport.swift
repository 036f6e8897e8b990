/// For tickets and merge requests.
enum MarkdownReport {
    static func text(of results: [RunResult]) -> String {
        var text = "# SMTP scripts\n\n"
        text += "| Script | Result | Checks | Warnings | Time |\n|---|---|---|---|---|\n"
        for result in results {
            text += "| \(escaped(result.file)) | \(PlainReport.word(result.outcome))"
            text += " | \(result.checkCount) | \(result.warningCount) | \(result.took.exact) |\n"
        }
        for result in results { text += script(result) }
        return text
    }

    private static func script(_ result: RunResult) -> String {
        var text = "\n## \(escaped(result.title))\n"
        if let refusal = result.refusal { text += "\n\(escaped(refusal))\n" }
        for section in result.sections {
            text += "\n### \(PlainReport.word(section.outcome)) \(escaped(section.name))\n"
            if !section.reason.isEmpty { text += "\n\(escaped(section.reason))\n" }
            if !section.warnings.isEmpty { text += "\n" }
            for warning in section.warnings { text += "* \(escaped(warning))\n" }
            for failure in section.failures { text += "\n" + fenced(failure.picture) }
        }
        return text
    }

    /// In a fence that is longer than any run of back-ticks inside.
    private static func fenced(_ text: String) -> String {
        var longest = 2
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\n\(text)\n\(fence)\n"
    }

    private static func escaped(_ text: String) -> String {
        text.map {
            "\\`*_{}[]<>()#+-!|~&".contains($0) && !"-()+.".contains($0) ? "\\\($0)" : String($0)
        }
        .joined().split(separator: "\n").joined(separator: " ")
    }
}
