import Testing

@testable import SMTPScript

/// Names that nobody defines are told before anything is sent.
@Suite struct NameCheckTests {
    private static let known = KnownNames(
        labs: { ["healthy", "greylisting"] }, isDiagnosis: { $0 == "greylisted" },
        diagnoses: { ["greylisted"] })

    private func problems(_ text: String) -> [ScriptProblem] {
        ScriptProgram.load(Array(text.utf8), file: "x.smtp", known: Self.known) { _ in nil }
            .problems
    }

    @Test(arguments: [
        ("@connect\n@use nobody\nNOOP", "no connection is called `nobody`", "@connect as nobody"),
        ("@connect as one\n@use onne\nNOOP", "no connection is called `onne`", "did you mean one?"),
        ("@lab graylisting\nNOOP", "there is no lab `graylisting`", "did you mean greylisting?"),
        ("@lab xyz\nNOOP", "there is no lab `xyz`", "smtpscope lab --list names them"),
        (
            "NOOP\n< diagnosis greylistet", "there is no diagnosis `greylistet`",
            "did you mean greylisted?"
        ),
        (
            "NOOP\n< not diagnosis bananas", "there is no diagnosis `bananas`",
            "a category or finding, such as greylisted"
        ),
        (
            "@pipeline\nNOOP\n< diagnosis bananas\n@end", "there is no diagnosis `bananas`",
            "a category or finding, such as greylisted"
        ),
    ])
    func aSlipIsAnError(text: String, message: String, help: String) {
        let problems = problems(text)

        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.help) == [help])
        #expect(problems.map(\.severity) == [.error])
    }

    /// What stands below a line that cannot be read is read all the same.
    @Test func tenMistakesAreTenWhateverStandsAbove() {
        let text = """
            @nonsense
            < diagnosis bananas
            < 250 /(/
            < text "${nobody}"
            @conect
            < diagnosis bananas
            @auth nonsense
            < text "${nobody}"
            @retri 3 every 1s
              NOOP ${nobody}
              < 25z
            @end
            """

        let problems = problems(text)

        #expect(problems.map(\.place.line) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
        #expect(problems.allSatisfy { $0.severity == .error })
    }

    /// A `<` line that stands alone sends nothing.
    @Test func nothingIsMadeOfALoneExpectation() {
        let (program, _) = ScriptProgram.load(Array("< 250".utf8), file: "x.smtp") { _ in nil }

        #expect(program.stepCount == 0)
    }

    @Test(arguments: [
        "@connect as b\n@connect\n@use b\nNOOP\n@use main\nNOOP",
        "@lab healthy\nNOOP\n< not 5xx\n< diagnosis greylisted",
    ])
    func definedNamesAreNot(text: String) {
        #expect(problems("@var x = \"greylisted\"\n" + text).isEmpty)
    }

    @Test(arguments: ["repeat x", "retry", "each x in", "each x", "if has", "optional foo"])
    func aFaultyBlockKeepsItsName(opening: String) {
        let word = opening.prefix { $0 != " " }

        #expect(problems("@\(opening)\nNOOP").contains { $0.message == "@\(word) is never ended" })
    }

    @Test func blanksBehindALineThatIsSentAreTold() {
        let text = "NOOP  \n> NOOP  \n@message <<.\ntext  \n.\n"
        let problems = problems(text)

        #expect(problems.map(\.message) == ["blanks at the end of the line are not sent"])
        #expect(problems.map(\.place.line) == [1])
        #expect(problems.map(\.severity) == [.lint])
    }
}
