import Testing

@testable import SMTPScript

/// Lines that cannot hold together, and orders of which only one counts.
@Suite struct ContradictionTests {
    private static func problems(
        _ text: String, files: [String: String] = [:]
    ) -> [ScriptProblem] {
        ScriptProgram.load(Array(text.utf8), file: "x.smtp") { files[$0].map { Array($0.utf8) } }
            .problems
    }

    @Test(arguments: [
        "NOOP\n< 250\n< 550", "NOOP\n< 2xx\n< 550 5.1.1", "NOOP\n< 250 2.1.0\n< 250 2.1.5",
        "NOOP\n< 250 or 251\n< 252 or 4xx", "NOOP\n< 250\n< silence 1s", "NOOP\n< any\n< closed",
        "NOOP\n< 250\n<? 251", "NOOP\n< 550\n< not 5xx", "NOOP\n< not 250\n< closed",
        "NOOP\n< 250\n< nothing", "QUIT\n<+ closed\n< 250", "NOOP\n< silence 1s\n< closed",
        "@connect\n< 220\n< fails refused", "@connect\n< fails dns\n< fails refused",
        "@starttls\n< 220\n< 454", "@wait 1s\n< 421\n< fails any",
        "@pipeline\nNOOP\n< 250\n< 550\n@end", "NOOP\n< 250-SIZE\n< closed",
    ])
    func linesThatCannotHoldTogetherAreTold(text: String) throws {
        let problems = Self.problems(text)

        #expect(problems.count == 1, "\(problems)")
        let problem = try #require(problems.first)
        let second = text.split(separator: "\n").lastIndex { $0.hasPrefix("<") } ?? 0
        #expect(problem.severity == .lint)
        #expect(problem.place.line == second + 1)
        #expect(problem.message == "this and line \(second) can never both hold")
        #expect(problem.help == "`or` joins them to one line; `<+` opens the next event")
    }

    @Test(arguments: [
        "NOOP\n< 250\n<+ 550", "NOOP\n< 250 2.1.x\n< 25x 2.x.5", "NOOP\n< 250\n< 250 \"ok\"",
        "NOOP\n< 250 or 251\n< 251 or 252", "NOOP\n< 250\n< has SIZE\n< within 1s",
        "NOOP\n< 250-a\n< 250 b", "NOOP\n< 5xx\n< not 550", "NOOP\n< not 250\n< not 251",
        "NOOP\n< silence 1s or 5xx\n< silence 2s or closed", "NOOP\n< 250\n< not 250 \"no\"",
        // The reply, and the handshake behind it.
        "@starttls\n< 220\n< fails tls", "@connect tls=implicit\n< 220\n< fails tls",
        "@tls\n< silence 1s\n< fails tls", "@connect tls=implicit\n< nothing\n< tls verified",
        "QUIT\n< 221\n<+ closed\n< fails closed", "@starttls\n< nothing\n< 220",
    ])
    func linesThatCanHoldTogetherAreNot(text: String) {
        #expect(Self.problems(text).isEmpty)
    }

    /// Script, the line, and what is said.
    @Test(arguments: [
        ("@lab healthy\n@lab greylisting\nNOOP", 1, "the @lab at line 2 takes its place"),
        ("@lab healthy\n@lab healthy seed=7\nNOOP", 1, "the @lab at line 2 takes its place"),
        ("@server a.test\n\n@server b.test\nNOOP", 1, "the @server at line 3 takes its place"),
        ("@lab healthy\n@server a.test\nNOOP", 1, "the @server at line 2 takes its place"),
        ("@server a.test\n@lab healthy\nNOOP", 2, "the @server at line 1 takes its place"),
    ])
    func ofTwoServersTheOneThatHoldsIsTold(text: String, line: Int, message: String) {
        let problems = Self.problems(text)

        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.place.line) == [line])
        #expect(problems.map(\.severity) == [.lint])
        #expect(problems.map(\.help) == ["take one out; --to names another for a run"])
    }

    @Test func aServerOfAnIncludeIsNamedWithItsFile() {
        let problems = Self.problems(
            "@server a.test\n@include \"b.smtp\"\nNOOP", files: ["b.smtp": "\n@server b.test"])

        #expect(problems.map(\.message) == ["the @server at b.smtp:2 takes its place"])
    }

    @Test(arguments: ["@lab healthy\n@lab healthy\nNOOP", "@server a.test\n@server a.test\nNOOP"])
    func theSameServerTwiceIsNot(text: String) {
        #expect(Self.problems(text).isEmpty)
    }
}
