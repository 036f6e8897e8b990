import Testing

@testable import SMTPScript

/// What is nearly a command is told even where a refusal is expected: it proves nothing about the
/// command that was meant.
@Suite struct SlipTests {
    private static func problems(_ text: String) -> [ScriptProblem] {
        ScriptProgram.load(Array(text.utf8), file: "x.smtp") { _ in nil }.problems
    }

    @Test(arguments: [
        ("RCTP TO:<x@y>", "RCTP is no SMTP command", "did you mean RCPT?"),
        ("QIUT", "QIUT is no SMTP command", "did you mean QUIT?"),
        ("START TLS", "START is no SMTP command", "did you mean STARTTLS?"),
        ("MAILFROM:<a@b>", "MAILFROM:<A@B> is no SMTP command", "did you mean MAIL FROM:?"),
        ("MAIL FORM:<a@b.c>", "MAIL is not followed by FROM:", "did you mean MAIL FROM:<...>?"),
        ("RCPT TO <a@b.c>", "RCPT is not followed by TO:", "did you mean RCPT TO:<...>?"),
        ("RCPT T:<a@b.c>", "RCPT is not followed by TO:", "did you mean RCPT TO:<...>?"),
        ("RCPT FROM:<a@b.c>", "RCPT is not followed by TO:", "did you mean RCPT TO:<...>?"),
        ("RCPT TO:<x@y", "the address has < or > alone", "did you mean <...>?"),
        ("RCPT TO: x@y>", "the address has < or > alone", "did you mean <...>?"),
        ("MAIL FROM:a@b> SIZE=1", "the address has < or > alone", "did you mean <...>?"),
    ])
    func whatIsNearlyRightIsToldWhateverIsExpected(line: String, message: String, help: String) {
        for claim in ["", "\n< 5xx", "\n< not 2xx", "\n< any"] {
            let problems = Self.problems(line + claim)

            #expect(problems.map(\.message) == [message], "\(line)\(claim)")
            #expect(problems.map(\.severity) == [.lint])
            #expect(problems.first?.help == help + " `>` in front sends the line as it stands")
        }
    }
}
