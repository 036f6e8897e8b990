import SMTPCore
import SMTPLab
import SMTPTrace
import Testing

@testable import SMTPScript

/// Sessions with every server of the lab, saved, played again and saved again.
@Suite struct SavedLabTests {
    /// What somebody types who takes any answer.
    private static let talks = [
        [
            "EHLO client.example", "MAIL FROM:<ann@example.org>", "RCPT TO:<bob@lab.test>",
            "RCPT TO:<nobody@lab.test>", "DATA",
            "@message <<.\nSubject: kept ${pw}\n\n.a dot\n  @no order\n.", "RSET",
            "NOOP ${pw} $${x}", "NONSENSE", "> ", "@raw \"NOOP a\\n\"", "QUIT",
        ],
        [
            "EHLO client.example", "@starttls verify=none", "EHLO client.example",
            "@auth plain user=ann password=${pw} initial=no as=ann",
            "@auth cram-md5 user=ann password=${pw}",
            "@pipeline\nMAIL FROM:<ann@example.org>\n< any\nRCPT TO:<bob@lab.test>\n< any\n@end",
            "@bdat \"Subject: chunks\\r\\n\\r\\n\"", "@bdat last \"the end ${pw}\\r\\n.\\r\\n\"",
            "@auth login user=ann password=wrong", "QUIT",
        ],
        [
            "@connect", "EHLO client.example", "MAIL FROM:<ann@example.org>",
            "RCPT TO:<grey@lab.test>", "QUIT", "@wait 400s", "@connect", "EHLO client.example",
            "MAIL FROM:<ann@example.org>", "RCPT TO:<grey@lab.test>", "@connect as b",
            "EHLO b.example", "@wait 15m\n< 421", "@use main", "NOOP",
        ],
    ]

    private static func play(
        _ text: [UInt8], _ lab: LabScenario, _ files: [ScriptExport.File] = []
    ) -> (bench: LabBench, result: RunResult) {
        let (program, problems) = ScriptProgram.load(text, file: "x.smtp") { path in
            files.first { $0.name == path }?.octets
        }
        let errors = problems.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(program.picture))")
        var options = RunOptions()
        options.secrets["pw"] = Array("wonderland".utf8)
        for name in program.secrets.map(\.name) where options.secrets[name] == nil {
            options.secrets[name] = Array("wrong".utf8)
        }
        var bench = LabBench(program, lab: lab, options: options)
        let result = bench.run()
        return (bench, result)
    }

    @Test(arguments: LabScenario.ids, talks.indices)
    func whatIsSavedSaysTheSameAgain(id: String, talk: Int) throws {
        let lab = try #require(LabScenario.named(id))
        // Whatever an answer is, the next line is said.
        let script = Self.talks[talk].enumerated().map { index, line in
            let answer = line.contains("<") || line.hasPrefix("@wait") ? "" : "\n< any"
            return "@section \"\(index)\"\n\(line)\(line.hasPrefix("@use") ? "" : answer)\n"
        }
        let text = "@secret pw from prompt\n@early ok\n" + script.joined()
        let first = Self.play(Array(text.utf8), lab).bench

        let saved = ScriptExport.script(from: first.history, name: "saved")
        let again = Self.play(saved.text, lab, saved.files)
        let second = ScriptExport.script(from: again.bench.history, name: "saved")

        let shown = String(decoding: saved.text, as: UTF8.self)
        #expect(
            again.result.outcome == .passed,
            "\(again.result.failures.map(\.picture).joined())\n\(shown)")
        #expect(String(decoding: second.text, as: UTF8.self) == shown)
        #expect(second.files == saved.files)
        #expect(!shown.contains("wonderland"))
    }
}
