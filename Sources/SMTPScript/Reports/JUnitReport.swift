/// JUnit's XML as CI servers read it: a file is a suite, a section a case.
enum JUnitReport {
    static func text(of results: [RunResult]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let cases = results.map { max(1, $0.sections.count) }.reduce(0, +)
        let failures = results.map { count($0, .failed) }.reduce(0, +)
        let errors = results.map { errorCount($0) }.reduce(0, +)
        let skipped = results.map { skippedCount($0) }.reduce(0, +)
        let time = results.map(\.took).reduce(.zero, +)
        text += "<testsuites name=\"smtpscope\" tests=\"\(cases)\" failures=\"\(failures)\""
        text += " errors=\"\(errors)\" skipped=\"\(skipped)\" time=\"\(time.seconds)\">\n"
        for result in results { text += suite(result) }
        return text + "</testsuites>\n"
    }

    private static func count(_ result: RunResult, _ outcome: RunResult.Outcome) -> Int {
        result.sections.count { $0.outcome == outcome }
    }

    private static func errorCount(_ result: RunResult) -> Int {
        count(result, .broken) + (result.refusal != nil && !result.isSkipped ? 1 : 0)
    }

    private static func skippedCount(_ result: RunResult) -> Int {
        count(result, .skipped) + (result.isSkipped ? 1 : 0)
    }

    private static func suite(_ result: RunResult) -> String {
        var text = "  <testsuite name=\"\(escaped(result.title))\""
        text += " tests=\"\(max(1, result.sections.count))\" failures=\"\(count(result, .failed))\""
        text += " errors=\"\(errorCount(result))\" skipped=\"\(skippedCount(result))\""
        text += " time=\"\(result.took.seconds)\" file=\"\(escaped(result.file))\">\n"
        let name = escaped(result.file)
        if result.sections.isEmpty {
            text +=
                "    <testcase name=\"\(escaped(result.title))\" classname=\"\(name)\" time=\"0.000\">\n"
            if let refusal = result.refusal {
                let element = result.isSkipped ? "skipped" : "error"
                text += "      <\(element) message=\"\(escaped(refusal))\"/>\n"
            }
            text += "    </testcase>\n"
        }
        for section in result.sections { text += testCase(section, name) }
        return text + "  </testsuite>\n"
    }

    private static func testCase(_ section: RunResult.Section, _ file: String) -> String {
        var text = "    <testcase name=\"\(escaped(section.name))\" classname=\"\(file)\""
        text += " time=\"\(section.took.seconds)\">\n"
        if section.outcome == .skipped {
            text += "      <skipped message=\"\(escaped(section.reason))\"/>\n"
        } else if !section.failures.isEmpty {
            let element = section.outcome == .failed ? "failure" : "error"
            let first = section.failures.first?.picture.prefix { $0 != "\n" } ?? ""
            let pictures = section.failures.map(\.picture).joined(separator: "\n\n")
            text += "      <\(element) message=\"\(escaped(String(first)))\">"
            text += "\(escaped(pictures))</\(element)>\n"
        }
        if !section.warnings.isEmpty {
            text += "      <system-out>\(escaped(section.warnings.joined(separator: "\n")))"
            text += "</system-out>\n"
        }
        return text + "    </testcase>\n"
    }

    /// For text and attributes. What XML 1.0 cannot hold does not occur: it was made visible.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += "\n"
            default:
                let isLegal = scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                result.unicodeScalars.append(isLegal ? scalar : "?")
            }
        }
        return result
    }
}
