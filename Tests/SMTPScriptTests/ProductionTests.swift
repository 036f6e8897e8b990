import Testing

@testable import SMTPScript

/// The grammar, production by production.
@Suite struct ProductionTests {
    /// Every production of the language, in the grammar's own order.
    private static let names = [
        "script", "line", "comment", "note", "send", "sendchar", "exact", "row", "expectation",
        "event", "reply", "replyline", "code", "enhanced", "part", "match", "cause", "property",
        "compare", "order", "step", "body", "heretext", "declare", "source", "talk", "flow",
        "cond", "term", "expr", "product", "atom", "call", "option", "string", "pattern",
        "duration", "size", "remark",
    ]

    @Test func everyProductionHasBoth() {
        #expect(Production.all.map(\.name) == Self.names)
        for production in Production.all {
            #expect(!production.taken.isEmpty && !production.refused.isEmpty, "\(production.name)")
        }
    }

    @Test(arguments: Production.all)
    func itIsTakenAndPrintedAsItWas(production: Production) {
        for text in production.taken {
            let outcome = ScriptParser.parse(Array(text.utf8), file: "x.smtp")

            #expect(outcome.problems.isEmpty, "\(text): \(outcome.problems.map(\.message))")
            #expect(RoundTripTests.check(Array(text.utf8)) == nil)
        }
    }

    @Test(arguments: Production.all)
    func itIsRefusedWithAPlaceAndAPicture(production: Production) {
        for text in production.refused {
            let (program, problems) = ScriptProgram.load(Array(text.utf8), file: "x.smtp") { _ in
                nil
            }

            let errors = problems.filter { $0.severity == .error }
            #expect(!errors.isEmpty, "taken: \(text)")
            for error in errors {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
                #expect((1...lines).contains(error.place.line), "\(text): \(error)")
                #expect(program.picture(of: error).contains("^"), "\(text)")
            }
        }
    }

    /// What the grammar can make is read, and is the same value once printed.
    @Test(arguments: 0..<8)
    func whatTheGrammarMakesIsTakenAndStable(seed: UInt64) {
        for number in 0..<250 {
            let text = ScriptMaker.script(seed: seed << 32 | UInt64(number))
            let outcome = ScriptParser.parse(Array(text.utf8), file: "x.smtp")

            #expect(
                outcome.problems.isEmpty,
                "\(outcome.problems.map { $0.picture(in: outcome.source) }.joined())\n\(text)")
            #expect(RoundTripTests.check(Array(text.utf8)) == nil, "\(text)")
        }
    }

    /// The maker leaves nothing out: every word of the language is in what it makes.
    @Test func theMakerKnowsTheWholeLanguage() {
        let text = (0..<2_000).map { ScriptMaker.script(seed: UInt64($0)) }.joined()
        let lines = text.split { $0 == "\n" || $0 == "\r\n" }
        let orders = Set(
            lines.compactMap { line -> Substring? in
                let line = line.drop { $0 == " " || $0 == "\t" }
                guard line.first == "@" else { return nil }
                return line.dropFirst().prefix { $0.isLetter || $0 == "-" }
            })
        let claims = Set(
            lines.compactMap { line -> Substring? in
                let line = line.drop { $0 == " " || $0 == "\t" }
                guard line.first == "<" else { return nil }
                return line.split(separator: " ").dropFirst().first
            })

        #expect(Set(ScriptParser.orderWords.map { Substring($0) }).isSubset(of: orders))
        for word in [
            "has", "lacks", "within", "after", "lines", "text", "bytes", "not", "tls", "diagnosis",
            "any", "nothing", "silence", "closed", "fails",
        ] { #expect(claims.contains(Substring(word)), "\(word)") }
    }

    /// One octet of a right script changed, lost or doubled: whatever comes of it has a place.
    @Test(arguments: 0..<4)
    func slightlyWrongScriptsNeverTrap(seed: UInt64) {
        var random = ScriptRandom(seed: seed)
        for number in 0..<400 {
            var octets = Array(ScriptMaker.script(seed: seed << 32 | UInt64(number)).utf8)
            for _ in 0..<3 where !octets.isEmpty {
                let index = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: octets[index] = UInt8.random(in: 0...255, using: &random)
                case 1: octets.remove(at: index)
                default: octets.insert(octets[index], at: index)
                }
            }
            let fault = RoundTripTests.check(octets)
            #expect(fault == nil, "\(fault ?? "")\n\(String(decoding: octets, as: UTF8.self))")
            let (program, problems) = ScriptProgram.load(octets, file: "x") { _ in nil }
            for problem in problems { #expect(!program.picture(of: problem).isEmpty) }
            _ = ScriptExplainer.explain(ScriptParser.parse(octets, file: "x").script)
        }
    }
}
