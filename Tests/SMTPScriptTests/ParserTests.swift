import Testing

@testable import SMTPScript

@Suite struct ParserTests {
    @Test func aBareLineIsSent() {
        let outcome = ScriptParser.parse(Array("EHLO x\n".utf8), file: "x.smtp")
        #expect(outcome.problems.isEmpty)
        #expect(outcome.script.nodes.count == 1)
    }
}
