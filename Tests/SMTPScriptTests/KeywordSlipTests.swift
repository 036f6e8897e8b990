import Testing

@testable import SMTPScript

/// A keyword with a letter wrong is never offered: what is asked of it always fails, or always
/// holds.
@Suite struct KeywordSlipTests {
    private static func problems(_ text: String) -> [ScriptProblem] {
        let known = KnownNames(keywords: { ["STARTTLS", "PIPELINING", "SIZE", "AUTH", "DSN"] })
        return ScriptProgram.load(Array(text.utf8), file: "x.smtp", known: known) { _ in nil }
            .problems
    }

    @Test(arguments: [
        ("EHLO a\n< lacks STARTLS", "STARTLS is no known EHLO keyword", "STARTTLS"),
        ("EHLO a\n< has PIPELINIG", "PIPELINIG is no known EHLO keyword", "PIPELINING"),
        ("EHLO a\n< has siz >= 10M", "siz is no known EHLO keyword", "SIZE"),
        ("EHLO a\n< not has DNS", "DNS is no known EHLO keyword", "DSN"),
        ("@if has STARTLS\nNOOP\n@end", "STARTLS is no known EHLO keyword", "STARTTLS"),
        ("@if open and lacks SIZ\nNOOP\n@end", "SIZ is no known EHLO keyword", "SIZE"),
        ("NOOP ${ehlo.SIZ}", "SIZ is no known EHLO keyword", "SIZE"),
        ("EHLO a\n< has AUTH PLIAN", "PLIAN is no known mechanism", "PLAIN"),
        ("@if has AUTH LOGIN PLIAN\nNOOP\n@end", "PLIAN is no known mechanism", "PLAIN"),
        ("AUTH PLIAN", "PLIAN is no known mechanism", "PLAIN"),
    ])
    func aSlipIsTold(script: String, message: String, near: String) {
        let problems = Self.problems(script)

        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.help) == ["did you mean \(near)?"])
        #expect(problems.map(\.severity) == [.lint])
    }

    @Test(arguments: [
        "EHLO a\n< has XFOO", "EHLO a\n< lacks starttls", "EHLO a\n< has AUTH CRAM-MD5 X-OWN",
        "EHLO a\n< has SIZE 1000", "EHLO a\n< has DKIM", "NOOP ${ehlo.SIZE} ${ehlo.XYZ}",
        "@var m = \"PLIAN\"\nEHLO a\n< has AUTH ${m}",
    ])
    func whatIsKnownOrNearNothingIsNot(script: String) {
        #expect(Self.problems(script).isEmpty)
    }
}
