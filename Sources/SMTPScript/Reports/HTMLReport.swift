/// One file without links to anything: it can be mailed and opened anywhere.
enum HTMLReport {
    private static let head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'">
        <title>SMTP scripts</title>
        <style>
        body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; \
        color: #1a1a1a; background: #fff }
        table { border-collapse: collapse } th, td { text-align: left; padding: .2em .8em .2em 0 }
        pre { background: #f4f4f4; padding: 1em; overflow-x: auto }
        .passed { color: #14632a } .failed, .broken { color: #a3161d } .skipped { color: #5a5a5a }
        @media (prefers-color-scheme: dark) {
        body { color: #e6e6e6; background: #161616 } pre { background: #242424 }
        .passed { color: #7fd698 } .failed, .broken { color: #ff9a94 } .skipped { color: #a8a8a8 } }
        </style>
        </head>
        <body>
        <h1>SMTP scripts</h1>

        """

    static func text(of results: [RunResult]) -> String {
        head + results.map(script).joined() + "</body>\n</html>\n"
    }

    private static func script(_ result: RunResult) -> String {
        var text = "<h2>\(word(result.outcome)) \(escaped(result.title))</h2>\n"
        text += "<p>\(escaped(result.file)): \(result.checkCount) checks, "
        text += "\(result.warningCount) warnings, \(escaped(result.took.exact))</p>\n"
        if let refusal = result.refusal { text += "<p>\(escaped(refusal))</p>\n" }
        for section in result.sections { text += self.section(section) }
        return text
    }

    private static func section(_ section: RunResult.Section) -> String {
        var text = "<h3>\(word(section.outcome)) \(escaped(section.name))</h3>\n"
        if !section.reason.isEmpty { text += "<p>\(escaped(section.reason))</p>\n" }
        for warning in section.warnings { text += "<p>Warning: \(escaped(warning))</p>\n" }
        for failure in section.failures { text += "<pre>\(escaped(failure.picture))</pre>\n" }
        guard !section.timings.isEmpty else { return text }
        text += "<details><summary>\(section.timings.count) steps</summary>\n<table>\n"
        text += "<tr><th>Line</th><th>Step</th><th>Answer</th><th>Time</th></tr>\n"
        for timing in section.timings {
            text += "<tr><td>\(timing.place.line)</td><td><code>\(escaped(timing.step))</code></td>"
            text +=
                "<td>\(escaped(timing.answer))</td><td>\(escaped(timing.took.exact))</td></tr>\n"
        }
        return text + "</table>\n</details>\n"
    }

    private static func word(_ outcome: RunResult.Outcome) -> String {
        "<span class=\"\(outcome.rawValue)\">\(PlainReport.word(outcome))</span>"
    }

    private static func escaped(_ text: String) -> String { JUnitReport.escaped(text) }
}
