/// The Test Anything Protocol, version 13: a section is a test.
enum TAPReport {
    static func text(of results: [RunResult]) -> String {
        var lines: [String] = []
        for result in results {
            if result.sections.isEmpty {
                let reason = result.refusal ?? ""
                if result.isSkipped {
                    lines.append(line(true, lines.count + 1, result.file, "SKIP \(reason)"))
                } else {
                    let isFine = result.refusal == nil
                    lines.append(
                        line(isFine, lines.count + 1, result.file, nil)
                            + (isFine ? "" : comment(reason)))
                }
            }
            for section in result.sections {
                lines.append(test(section, of: result, number: lines.count + 1))
            }
        }
        return (["TAP version 13", "1..\(lines.count)"] + lines).joined(separator: "\n") + "\n"
    }

    private static func test(
        _ section: RunResult.Section, of result: RunResult, number: Int
    ) -> String {
        let name = "\(result.file): \(section.name)"
        if section.outcome == .skipped { return line(true, number, name, "SKIP \(section.reason)") }
        var text = line(section.outcome == .passed, number, name, nil)
        for warning in section.warnings { text += comment("warning: \(warning)") }
        for failure in section.failures { text += comment(failure.picture) }
        return text
    }

    private static func line(
        _ isFine: Bool, _ number: Int, _ name: String, _ directive: String?
    ) -> String {
        // A number sign would begin a directive.
        let name = name.map { $0 == "#" ? "\\#" : String($0) }.joined()
        return "\(isFine ? "ok" : "not ok") \(number) - \(name)"
            + (directive.map { " # " + $0 } ?? "")
    }

    private static func comment(_ text: String) -> String {
        "\n"
            + text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "# " + $0 }.joined(separator: "\n")
    }
}
