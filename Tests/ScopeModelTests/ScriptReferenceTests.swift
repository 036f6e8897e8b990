import SMTPDiagnosis
import SMTPScript
import TerminalCore
import Testing

@testable import ScopeModel

/// What the reference says of the script language holds for the parser.
struct ScriptReferenceTests {
    private static let entries = Reference.entries(in: .script)

    private func mistakes(in script: String) -> [String] {
        ScriptParser.parse(Array(script.utf8), file: "x.smtp").mistakes.map(\.message)
    }

    /// The example as a script: what it needs around it.
    private func script(_ entry: ReferenceEntry) throws -> String {
        let line = try #require(entry.example)
        switch entry.name {
        case "@elif", "@else": return "@if tls\nNOOP\n\(line)\nNOOP\n@end"
        case "@end": return "@optional \"x\"\nNOOP\n\(line)"
        case "@each", "@if", "@optional", "@pipeline", "@repeat", "@retry":
            return "\(line)\nNOOP\n@end"
        case _ where line.hasPrefix("<"): return "NOOP\n\(line)"
        default: return line
        }
    }

    @Test(arguments: entries)
    func everyExampleIsReadByTheParser(entry: ReferenceEntry) throws {
        let script = try script(entry)

        #expect(mistakes(in: script) == [], "\(script)")
        #expect(entry.example?.hasPrefix(String(entry.name.prefix(4))) == true, "\(entry.name)")
        #expect(entry.syntax?.hasPrefix(String(entry.name.prefix(1))) == true, "\(entry.name)")
    }

    @Test func everyOrderOfTheParserIsThereAndNoOther() {
        let orders = Self.entries.map(\.name).filter { $0.hasPrefix("@") }

        #expect(orders.map { String($0.dropFirst()) } == ScriptParser.orderWords)
    }

    /// The parser itself tells what may be expected.
    @Test func everyExpectationOfTheParserIsThereAndNoOther() throws {
        let outcome = ScriptParser.parse(Array("NOOP\n< zzzzzzzz".utf8), file: "x.smtp")
        let help = try #require(outcome.mistakes.first?.help)
        let start = try #require(help.firstRange(of: "one of "))
        let known = Set(help[start.upperBound...].split(separator: ", ").map { "< \($0)" })
        let told = Set(Self.entries.map(\.name).filter { $0.hasPrefix("< ") })

        #expect(known.count > 10)
        #expect(told.subtracting(["< 250", "< 250-"]) == known)
    }

    @Test func theHelpOfTheScreenHasThem() {
        var model = Model(screen: Size(columns: 100, rows: 40))
        _ = model.run("help @retry")
        #expect(model.popup?.page?.title == "@retry")

        _ = model.run("help scripts")
        let commands = model.popup?.page?.items.compactMap { item in
            if case .entry(_, _, _, let command) = item { command } else { nil }
        }
        #expect(commands?.contains("help < has") == true)
        let page = model.popup?.page
        _ = model.run("explain script")
        #expect(model.popup?.page?.items == page?.items)
    }
}
