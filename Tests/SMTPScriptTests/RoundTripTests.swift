import Testing

@testable import SMTPScript

@Suite struct RoundTripTests {
    /// Parsed, printed and parsed again is the same value; printed again the same text.
    static func check(_ octets: [UInt8]) -> String? {
        let first = ScriptParser.parse(octets, file: "x.smtp")
        guard first.problems.isEmpty else { return nil }
        let printed = ScriptPrinter.print(first.script)
        let second = ScriptParser.parse(printed, file: "x.smtp")
        let text = String(decoding: printed, as: UTF8.self)
        guard second.problems.isEmpty else { return "not read back: \(second.problems)\n\(text)" }
        let again = ScriptPrinter.print(second.script)
        guard again == printed else {
            return "\(text)\n--- again ---\n\(String(decoding: again, as: UTF8.self))"
        }
        let third = ScriptParser.parse(again, file: "x.smtp")
        guard third.script == second.script else { return "another value: \(text)" }
        return first.script.withoutSpareBlanks == second.script.withoutSpareBlanks
            ? nil : "another value than at first: \(text)"
    }

    @Test(arguments: [
        "@set a = 1 - (2 - 3)", "@set a = (1 + 2) * 3", "@set a = 1 + 2 + 3",
        "@set a = 8 / (4 / 2)",
        "@raw \"\\x00\\xff\\u{202e}\\$${x} $${y} $ {z}\\\"\\\\\"", "A $${b} $c ${d}", "> ${x}  ",
        ">", ">  two", "@note \"\\$\"", "@each\n| a |\n| \"\" |\n| \\| |\n| \" x\" |\n@end",
        "@each\n| a |\n| x\\y |\n| \"a\\\\|b\" |\n@end", "@message <<E\n a\n\nE",
        "@message <<'E'\n${x}\nE",
        "@optional\n@message <<.\n.x\n  .\n.\n@end",
        "@connect  a.example:25   as  b   tls=none # hi ",
        "NOOP\n<   250   2.0.0   fine   thing   # r  ", "NOOP\n< 250-AUTH PLAIN ${x}",
        "#no blank\n##  two",
        "\n\n\nNOOP\n\n\n\nNOOP\n\n",
        "@if a==1 and not b!=c or has X Y\nNOOP\n@elif tls\n@else # e\n@end",
        "@auth plain user=\"a b\" password=\"\" token=x\"y", "@raw hex 0D 0a",
        "NOOP\n< text /a\\/b${x}/i",
    ])
    func printingKeepsTheMeaning(text: String) {
        #expect(Self.check(Array(text.utf8)) == nil)
        #expect(ScriptParser.parse(Array(text.utf8), file: "x").problems.isEmpty)
    }

    @Test(arguments: Examples.names)
    func examplesSurvive(name: String) throws {
        #expect(Self.check(try #require(Examples.octets(name))) == nil)
    }

    /// Bounded: some thousand scripts made of pieces of the examples and of noise.
    @Test(arguments: 0..<4)
    func whateverIsReadIsPrintedAndReadAgain(seed: Int) {
        var random = ScriptRandom(seed: UInt64(seed))
        let lines = Examples.names.flatMap { (Examples.octets($0) ?? []).split(separator: 10) }
        let noise = Array("<@#>|\"\\/${}() =0x.,-+*\u{e9}\tab\r\n".utf8)
        for _ in 0..<700 {
            var octets: [UInt8] = []
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                var line = Array(lines.randomElement(using: &random) ?? [])
                for _ in 0..<Int.random(in: 0...3, using: &random) where !line.isEmpty {
                    let index = Int.random(in: 0..<line.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: line[index] = noise.randomElement(using: &random) ?? 0
                    case 1: line.insert(noise.randomElement(using: &random) ?? 0, at: index)
                    default: line.remove(at: index)
                    }
                }
                octets += line + [10]
            }
            let fault = Self.check(octets)
            #expect(
                fault == nil,
                "\(fault ?? "")\n--- from ---\n\(String(decoding: octets, as: UTF8.self))")
            let (program, problems) = ScriptProgram.load(octets, file: "x") { _ in nil }
            for problem in problems { #expect(!program.picture(of: problem).isEmpty) }
        }
    }
}

extension Script {
    /// As printing leaves it: blank lines once, none at the ends.
    fileprivate var withoutSpareBlanks: [ScriptNode] {
        nodes.filter { $0 != .blank }.map(\.withoutSpareBlanks)
    }
}

extension ScriptNode {
    fileprivate var withoutSpareBlanks: ScriptNode {
        guard case .block(var block) = self else { return self }
        block.body = Script(nodes: block.body).withoutSpareBlanks
        if case .condition(let condition, var arms) = block.kind {
            for index in arms.indices {
                arms[index].body = Script(nodes: arms[index].body).withoutSpareBlanks
            }
            block.kind = .condition(condition, arms: arms)
        }
        return .block(block)
    }
}
