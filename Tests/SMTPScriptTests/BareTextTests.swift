import Testing

@testable import SMTPScript

/// Text without quotes that was probably meant to be something else.
@Suite struct BareTextTests {
    private static func problems(_ claim: String) -> [ScriptProblem] {
        ScriptProgram.load(Array("NOOP\n< \(claim)".utf8), file: "x.smtp") { _ in nil }.problems
    }

    @Test(arguments: [
        ("250 /x/g", 10, "`g`"), ("250 /é/g", 10, "`g`"), ("250 /x/ig", 11, "`g`"),
        ("250 /x/I # remark", 10, "`I`"), ("250 /a/ /b/m", 14, "`m`"), ("not 250 /x/s", 14, "`s`"),
    ])
    func aFlagThatIsNoneIsTold(claim: String, column: Int, flag: String) {
        let problems = Self.problems(claim)

        #expect(
            problems.map(\.message) == [
                "\(flag) behind the pattern is no flag: it is taken as text"
            ])
        #expect(problems.map(\.place.column) == [column])
        #expect(problems.map(\.severity) == [.lint])
        #expect(problems.map(\.help) == ["the only flag is i; quote it if it is text"])
    }

    @Test(arguments: [
        ("250 2.1", "2.1"), ("250 2.1.", "2.1."), ("550 5.", "5."), ("550 5.x sorry", "5.x"),
        ("5xx X.7", "X.7"), ("250 3.1.5", "3.1.5"), ("250 2.1.1234 Ok", "2.1.1234"),
        ("250 \"ok\" 2.1.5", "2.1.5"), ("not 550 5.7", "5.7"), ("250 2..5", "2..5"),
    ])
    func aCodeThatIsNoneIsTold(claim: String, word: String) {
        let problems = Self.problems(claim)

        #expect(
            problems.map(\.message) == ["`\(word)` is no enhanced code here: it is taken as text"])
        #expect(problems.map(\.place.line) == [2])
        #expect(problems.map(\.severity) == [.lint])
        #expect(
            problems.map(\.help) == [
                "one stands behind the code and has three parts, as in 250 2.1.x; quote it if it "
                    + "is text"
            ])
    }

    @Test(arguments: [
        "250 /x/ g", "250 /x/i ok", "250 /x/ # g", "250 2.1.5 ok", "250 2.1.x", "250 ok 2.1",
        "250 127.0.0.1 ok", "250 10.2 ok", "250 2 ok", "250 \"2.1\"", "250 x", "250 ...",
        "250 /x//y/",
    ])
    func textAndCodesAsTheyShouldBeAreNot(claim: String) {
        #expect(Self.problems(claim).isEmpty)
    }
}
