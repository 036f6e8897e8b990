/// One JSON document: a list of scripts with their sections, checks and timings. Times are
/// seconds.
enum JSONReport {
    static func text(of results: [RunResult]) -> String {
        let scripts = results.map(script).joined(separator: ",")
        return
            "{\"smtpscope\":1,\"exit\":\(RunReport.exitCode(of: results)),\"scripts\":[\(scripts)]}\n"
    }

    private static func script(_ result: RunResult) -> String {
        object([
            ("file", quoted(result.file)), ("title", quoted(result.title)),
            ("outcome", quoted(result.outcome.rawValue)),
            ("refusal", result.refusal.map(quoted) ?? "null"),
            ("seconds", result.took.seconds), ("checks", String(result.checkCount)),
            ("sections", list(result.sections.map(section))),
        ])
    }

    private static func section(_ section: RunResult.Section) -> String {
        object([
            ("title", quoted(section.title)), ("line", String(section.place.line)),
            ("outcome", quoted(section.outcome.rawValue)), ("reason", quoted(section.reason)),
            ("started", section.startedAt.seconds), ("seconds", section.took.seconds),
            ("steps", String(section.steps)), ("warnings", list(section.warnings.map(quoted))),
            ("checks", list(section.checks.map(check))),
            ("timings", list(section.timings.map(timing))),
        ])
    }

    private static func check(_ check: RunResult.Check) -> String {
        object([
            ("file", quoted(check.place.file)), ("line", String(check.place.line)),
            ("outcome", quoted(check.outcome.rawValue)), ("wanted", quoted(check.wanted)),
            ("found", quoted(check.found)), ("picture", quoted(check.picture)),
            ("at", check.at.seconds),
        ])
    }

    private static func timing(_ timing: RunResult.Timing) -> String {
        object([
            ("file", quoted(timing.place.file)), ("line", String(timing.place.line)),
            ("step", quoted(timing.step)), ("answer", quoted(timing.answer)),
            ("seconds", timing.took.seconds),
        ])
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func list(_ values: [String]) -> String {
        "[" + values.joined(separator: ",") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default:
                if scalar.value < 32 || scalar.value == 127 {
                    result += "\\u00" + VisibleText.hexadecimal(UInt8(scalar.value))
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
