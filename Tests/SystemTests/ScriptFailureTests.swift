import TestSupport
import Testing

/// What a run that fails says, and where.
@Suite("Failures of scripts")
struct ScriptFailureTests {
    private func run(
        _ script: String, to target: String, _ flags: [String] = []
    ) throws -> Outcome {
        let folder = try Folder()
        let path = try folder.file("a.smtp", script)
        return try Scope.run(["run", path, "--to", target] + flags)
    }

    /// Everybody can read a report that is piped.
    @Test(arguments: [
        ("json", "{\"smtpscope\":1"), ("tap", "TAP version 13\n"), ("junit", "<?xml"),
        ("html", "<!DOCTYPE html>"), ("md", "# SMTP scripts"),
    ])
    func aReportHasStandardOutputToItself(kind: String, start: String) throws {
        let outcome = try run(
            "## Hello\nNOOP\n< 550\n", to: "lab:healthy", ["--report", "\(kind)=-"])

        #expect(outcome.status == .exited(4), "\(outcome)")
        #expect(outcome.text.hasPrefix(start))
        #expect(!outcome.text.contains("## Hello") && !outcome.text.contains("recording: "))
        #expect(outcome.errorText.hasPrefix("## Hello\nFAIL "), "\(outcome.errorText)")
    }

    @Test func onlyOneReportHasIt() throws {
        let outcome = try run(
            "NOOP\n", to: "lab:healthy", ["--report", "json=-", "--report", "tap=-"])

        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test func aRunOfNothingIsNotGreen() throws {
        let outcome = try run(
            "@tag slow\nNOOP\n", to: "lab:healthy",
            ["--tag", "nosuch", "--report", "junit=-"])

        #expect(outcome.status == .exited(2), "\(outcome)")
        #expect(outcome.errorText.contains("no script has the tag \"nosuch\""))
        #expect(outcome.text.contains("errors=\"1\""))
    }
}
