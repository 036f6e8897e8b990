import Testing

@testable import SMTPScript

/// The grammar, production by production: what it takes and what it refuses.
@Suite struct ParserTests {
    private static func parse(_ text: String) -> ScriptParser.Outcome {
        ScriptParser.parse(Array(text.utf8), file: "x.smtp")
    }

    @Test(arguments: Grammar.taken)
    func theGrammarTakes(text: String) {
        let outcome = Self.parse(text)

        #expect(outcome.problems.isEmpty, "\(outcome.problems)")
    }

    @Test(arguments: Grammar.claims)
    func everyExpectationIsRead(claim: String) {
        for mark in ["<", "<+", "<?", "<+?"] {
            let outcome = Self.parse("NOOP\n\(mark) \(claim)")

            #expect(outcome.problems.isEmpty, "\(outcome.problems)")
        }
    }

    @Test(arguments: Grammar.refused)
    func theGrammarRefuses(text: String, place: String, message: String, help: String?) throws {
        let outcome = Self.parse(text)

        let problem = try #require(outcome.problems.first)
        #expect("\(problem.place.line):\(problem.place.column)" == place)
        #expect(problem.message.hasPrefix(message), "\(problem.message)")
        if let help { #expect(problem.help == help) }
    }

    /// `@tag` takes any words, and the ends of blocks are refused where they end none.
    @Test(arguments: ScriptParser.orderWords)
    func everyOrderIsTakenAndRefusedInSomeForm(word: String) {
        func mentions(_ text: String) -> Bool {
            text.split(separator: "\n").contains { line in
                line.hasPrefix("@" + word) && line.dropFirst(word.utf8.count + 1).first != "-"
            }
        }

        #expect(Grammar.taken.contains(where: mentions))
        #expect(word == "tag" || Grammar.refused.contains { mentions($0.text) })
    }

    @Test func aMistakeInABlocksFirstLineIsToldOnce() {
        for text in [
            "@optional x\nNOOP\n@end", "@if has\nNOOP\n@else\nNOOP\n@end", "@repeat\n@end",
        ] {
            #expect(Self.parse(text).problems.count == 1, "\(text)")
        }
    }

    @Test func allErrorsAreReportedNotOnlyTheFirst() {
        let text = (1...10).map { "@nonsense\($0)" }.joined(separator: "\n")

        #expect(Self.parse(text).problems.map(\.place.line) == Array(1...10))
    }

    /// What belongs to a misspelt order is read as its own, and each mistake in it told once.
    @Test(arguments: [
        ("@retri 3 every 60s\n  NOOP\n  < 25z\n@end", [1, 3]),
        ("@eech\n| a |\n| b | c |\n  NOOP ${a}\n@end", [1, 3]),
        ("@messag <<END\n< no expectation\n@no order\nEND\n@frob", [1, 5]),
        ("@conect tls=maybe\n< 250\n< has", [1, 3]),
        ("@iff tls\nNOOP\n@else\nNOOP\n< bad\n@end\n@repeat 0\n@end", [1, 5, 7]),
    ])
    func mistakesBelowAMisspeltOrderAreTold(text: String, lines: [Int]) {
        #expect(Self.parse(text).problems.map(\.place.line) == lines)
    }

    @Test(arguments: [
        ([0xFF, 0xFE, 0x4E, 0, 0x4F, 0], "this is UTF-16"),
        ([0xFE, 0xFF, 0, 0x4E, 0, 0x4F], "this is UTF-16"),
        ([0x7F, 0x45, 0x4C, 0x46, 0, 10, 0xFF, 10], "this is no text"),
    ])
    func aFileThatIsNoTextIsToldInOneSentence(octets: [UInt8], message: String) {
        let problems = ScriptParser.parse(octets, file: "x.smtp").problems

        #expect(problems.count == 1)
        #expect(problems.first?.message.hasPrefix(message) == true)
    }

    /// Text, and where its first NUL stands.
    @Test(arguments: [
        ("\0", "1:1"), ("NOOP\n< 25\00\n\0", "2:5"), ("a\r\n\r\n\u{E9}\u{20AC}\0", "3:3"),
        ("\u{FEFF}ab\0", "1:3"), ("\u{FEFF}\n\0", "2:1"),
    ])
    func aNULIsToldWhereItStands(text: String, place: String) {
        let problems = Self.parse(text).problems

        #expect(problems.map { "\($0.place.line):\($0.place.column)" } == [place])
    }

    @Test(arguments: [1, 40, 5_000, 9_000])
    func aLongLineIsCutAroundTheMistake(start: Int) throws {
        let line = "@note \"" + String(repeating: "\u{20AC}", count: start) + "\\q\""
        let outcome = Self.parse(line + String(repeating: "x", count: 20_000))

        let lines = try #require(outcome.problems.first).picture(in: outcome.source)
            .split(separator: "\n")
        let shown = Array(lines[3].unicodeScalars)
        let carets = Array(lines[4].unicodeScalars)
        #expect(shown.count < 220)
        #expect(carets.firstIndex(of: "^").map { shown[$0] } == "\\")
    }

    @Test func octetsThatAreNoUTF8AreFound() {
        let outcome = ScriptParser.parse(Array("ab".utf8) + [0xFF, 10], file: "x.smtp")

        #expect(outcome.problems.first?.message == "this is no UTF-8")
        #expect(outcome.problems.first?.place.column == 3)
    }

    @Test func aPictureShowsTheLineAndAHelp() throws {
        let outcome = Self.parse("\n\n@startls\n")

        let picture = try #require(outcome.problems.first).picture(in: outcome.source)
        #expect(
            picture == """
                error: unknown directive @startls
                  --> x.smtp:3:1
                   |
                  3| @startls
                   | ^
                   = help: did you mean @starttls?
                """)
    }

    @Test func picturesNeverPrintControlsRaw() throws {
        let outcome = Self.parse("@close \u{1B}[2J\u{202E}x")

        let picture = try #require(outcome.problems.first).picture(in: outcome.source)
        #expect(picture.utf8.allSatisfy { $0 >= 32 || $0 == 10 })
        #expect(picture.contains("\\x1b[2J\\u{202e}x"))
    }

    @Test func crLfFilesAndAShebangAreRead() {
        let outcome = Self.parse("#!/usr/bin/env -S smtpscope run\r\nEHLO x\r\n< 250\r\n")

        #expect(outcome.problems.isEmpty)
        #expect(outcome.script.nodes.count == 3)
    }

    @Test func hereTextLosesTheOrdersOwnIndentation() throws {
        let outcome = Self.parse("  @message <<END\n    two more\n  none\n\n one less\n  END\n")

        guard case .step(let step)? = outcome.script.nodes.first,
            case .message(_, .here(let text)) = step.action
        else {
            Issue.record("no message")
            return
        }
        #expect(
            text.lines.compactMap(\.literal).map { String(decoding: $0, as: UTF8.self) }
                == ["  two more", "none", "", "one less"])
    }

    @Test func longScriptsAreReadInLinearTime() {
        let text = String(
            repeating: "MAIL FROM:<${x}>\n< 250 2.1.0 /q (?<a>.)/\n@note \"x\"\n", count: 3_000)
        let clock = ContinuousClock()

        let time = clock.measure { #expect(Self.parse(text).problems.isEmpty) }

        #expect(time < .seconds(10))
    }

    @Test func deepNestingIsRefusedNotFollowed() {
        let text = String(repeating: "@optional\n", count: 10_000)
        let sum = "@set x = " + String(repeating: "(", count: 100_000)

        #expect(!Self.parse(text).problems.isEmpty)
        #expect(!Self.parse(sum).problems.isEmpty)
    }

    /// What a prompt must ask for.
    @Test(arguments: [
        ("@if tls", ScriptParser.Unfinished.block("if")), ("@each", .table),
        ("@each\n| a |", .table), ("@each\n| a |\n| b |", .block("each")),
        ("@message <<END\n@end\n", .hereText(word: "END")),
        ("@repeat 2\n@optional\nNOOP\n@end", .block("repeat")),
        ("@repeat 2\n@raw <<.\nx", .hereText(word: ".")),
    ])
    func whatIsNotEndedIsTold(text: String, unfinished: ScriptParser.Unfinished) {
        let outcome = ScriptParser.parse(line: Array(text.utf8))

        #expect(outcome.unfinished == unfinished)
        #expect(outcome.mistakes.isEmpty)
        #expect(!outcome.problems.isEmpty)
    }

    @Test(arguments: ["NOOP", "@if tls\nNOOP\n@end", "@raw <<.\nx\n.", "@frob", "@end"])
    func whatIsEndedWaitsForNothing(text: String) {
        let outcome = ScriptParser.parse(line: Array(text.utf8))

        #expect(outcome.unfinished == nil)
        #expect(outcome.mistakes.count == outcome.problems.count)
    }

    @Test func noTimeBetweenTriesIsRefused() {
        let outcome = ScriptParser.parse(Array("@retry 3 every 0s\nNOOP\n@end".utf8), file: "x")

        #expect(outcome.problems.map(\.message) == ["no time between tries is none"])
    }

    @Test func aLineOfNumberSignsIsAComment() {
        let text = "###\n##########\n##\n## ###\n### said\n"

        let nodes = ScriptParser.parse(Array(text.utf8), file: "x").script.nodes

        let said = nodes.compactMap { if case .say(let text, _) = $0 { text.plain } else { nil } }
        #expect(said == ["", "###", "# said"])
    }
}
