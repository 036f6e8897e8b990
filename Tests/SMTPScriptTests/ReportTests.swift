import Testing

@testable import SMTPScript

@Suite struct ReportTests {
    private static let hostile = "<script>\"'&]]>`|*#</script>"

    private static var results: [RunResult] {
        let place = ScriptPlace(file: "a.smtp", line: 6)
        var passed = RunResult(file: "a.smtp", title: hostile)
        var section = RunResult.Section(title: hostile, place: place, startedAt: .zero)
        section.outcome = .failed
        section.warnings = [hostile]
        section.checks = [
            .init(
                outcome: .failed, place: place, wanted: "250", found: hostile,
                picture: "error: \(hostile)\n  ```", at: .milliseconds(1_402))
        ]
        section.timings = [
            .init(place: place, step: hostile, answer: "450", took: .milliseconds(12))
        ]
        var skipped = RunResult.Section(title: "later", place: place, startedAt: .zero)
        skipped.outcome = .skipped
        skipped.reason = "no # connection"
        passed.sections = [section, skipped]
        var refused = RunResult(file: "b.smtp", title: "b.smtp")
        refused.refusal = "no server is named"
        return [passed, refused, RunResult(file: "c.smtp", title: "c.smtp")]
    }

    private static func text(_ report: RunReport) -> String {
        String(decoding: report.render(results), as: UTF8.self)
    }

    @Test(arguments: [RunReport.html, .junit])
    func markupIsEscaped(report: RunReport) {
        let text = Self.text(report)

        #expect(!text.contains("<script>"))
        #expect(text.contains("&lt;script&gt;&quot;&#39;&amp;"))
    }

    @Test func junitCountsCasesFailuresAndErrors() {
        let text = Self.text(.junit)

        #expect(text.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""))
        #expect(text.contains("<skipped message=\"no # connection\"/>"))
        #expect(text.contains("<error message=\"no server is named\"/>"))
    }

    @Test func tapPlansAndEscapesNumberSigns() {
        let lines = Self.text(.tap).split(separator: "\n")

        #expect(lines[1] == "1..4")
        #expect(
            lines.contains { $0.hasPrefix("not ok 1 - a.smtp: <script>") && $0.contains("\\#") })
        #expect(lines.contains { $0.hasSuffix("later # SKIP no # connection") })
        #expect(lines.contains("not ok 3 - b.smtp"))
        #expect(lines.contains("ok 4 - c.smtp"))
    }

    @Test func jsonQuotesAndCarriesTheExitCode() {
        let text = Self.text(.json)

        #expect(text.hasPrefix("{\"smtpscope\":1,\"exit\":4,\"scripts\":["))
        #expect(text.contains("\\\"'&]]>"))
        #expect(text.contains("error: <script>"))
        #expect(text.contains("\\n  ```"))
    }

    @Test func aMarkdownFenceIsLongerThanWhatItHolds() {
        let text = Self.text(.md)

        #expect(text.contains("\n````\nerror: "))
        #expect(text.contains("\\<script\\>"))
    }

    @Test func plainTextNamesWhatFailed() {
        let text = Self.text(.plain)

        #expect(text.contains("FAIL a.smtp"))
        #expect(text.contains("BROKEN b.smtp"))
        #expect(text.hasSuffix("3 scripts, 1 passed, 2 failed\n"))
    }

    /// Nothing was judged, so nothing passed.
    @Test(arguments: [
        (RunReport.plain, "SKIP x.smtp ("), (.md, "| x.smtp | SKIP |"),
        (.html, "<h2><span class=\"skipped\">SKIP</span> x.smtp</h2>"),
        (.json, "\"title\":\"x.smtp\",\"outcome\":\"skipped\""),
        (.junit, "tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\""),
        (.tap, "ok 1 - x.smtp: a # SKIP no time"),
    ])
    func aRunOfSkippedSectionsIsSkipped(report: RunReport, words: String) {
        let server = ScriptedServer(
            "@section \"a\"\n@skip \"no time\"\nNOOP\n@section \"b\"\n@skip \"nor here\"\nNOOP")

        #expect(server.result.outcome == .skipped)
        #expect(server.result.exitCode == 0)
        #expect(String(decoding: report.render([server.result]), as: UTF8.self).contains(words))
        #expect(RunReport.summary(of: [server.result]) == "1 script, 0 passed, 0 failed, 1 skipped")
    }

    @Test func oneSectionThatPassedMakesThePass() {
        var server = ScriptedServer("NOOP\n@section \"a\"\n@skip \"no time\"\nNOOP")

        server.greet()
        server.say("250 ok")

        #expect(server.result.sections.map(\.outcome) == [.passed, .skipped])
        #expect(server.result.outcome == .passed)
    }

    @Test func theWorstOutcomeIsTheExitCode() {
        let results = Self.results

        #expect(RunReport.exitCode(of: results) == 4)
        #expect(RunReport.exitCode(of: [results[1], results[2]]) == 2)
        #expect(RunReport.exitCode(of: [results[2]]) == 0)
    }
}
