import SMTPLab
import Testing

@testable import SMTPScript

@Suite struct ExampleTests {
    private static var options: RunOptions {
        var options = RunOptions()
        options.secrets = ["password": Array("wonderland".utf8)]
        options.investigation = FewWords()
        return options
    }

    private static func run(_ name: String, lab: String? = nil) throws -> RunResult {
        let (program, problems) = Examples.load(name)
        #expect(problems.isEmpty, "\(problems.map(program.picture).joined(separator: "\n"))")
        let scenario = try #require(LabScenario.named(lab ?? program.lab ?? "healthy"))
        var bench = LabBench(program, lab: scenario, options: options)
        return bench.run()
    }

    @Test func thereAreExamples() {
        #expect(Examples.names.count >= 17)
    }

    @Test(arguments: Examples.names)
    func everyExamplePassesAgainstItsLab(name: String) throws {
        let result = try Self.run(name)

        #expect(
            result.outcome == .passed,
            "\(result.refusal ?? "") \(result.failures.map(\.picture).joined(separator: "\n"))")
    }

    @Test(arguments: Examples.names)
    func everyExampleIsFormatted(name: String) throws {
        let octets = try #require(Examples.octets(name))
        let outcome = ScriptParser.parse(octets, file: name)

        let printed = ScriptPrinter.print(outcome.script)

        #expect(String(decoding: printed, as: UTF8.self) == String(decoding: octets, as: UTF8.self))
    }

    @Test func anOpenRelayIsCaughtAtTheAnswer() throws {
        let result = try Self.run("04-open-relay.smtp", lab: "open-relay")

        #expect(result.outcome == .failed)
        #expect(Set(result.failures.map(\.place.line)) == [20])
        #expect(result.failures.count >= 2)
        #expect(
            result.failures.allSatisfy { $0.picture.contains("expected 5xx, but got 250 2.1.5") })
    }

    @Test func carriedOverTextIsCaughtAtTheSilence() throws {
        let result = try Self.run("08-starttls-injection.smtp", lab: "starttls-injection")

        #expect(result.failures.map(\.place.line) == [13])
        let picture = try #require(result.failures.first).picture
        #expect(picture.contains("expected silence 1s, but got 250 2.0.0"))
    }

    @Test func smugglingIsCaughtForEachEnding() throws {
        let result = try Self.run("09-smuggling.smtp", lab: "smuggling")

        #expect(result.failures.allSatisfy { $0.place.line == 20 })
        #expect(
            result.sections.filter { $0.outcome == .failed }.map(\.title)
                == ["LF.LF", "LF.CRLF", "CRLF.LF"].map { "\($0) does not end the message" })
    }

    @Test func slownessIsAWishAndWarns() throws {
        let result = try Self.run("11-slow-server.smtp", lab: "tarpit")

        #expect(result.outcome == .passed)
        #expect(result.warningCount > 0)
    }
}
