import Testing

@testable import SMTPScript

/// Where a run goes is known, or the run is refused.
@Suite struct NamedServerTests {
    @Test(arguments: ["@connect ${host}\nNOOP", "@connect ${host}\n@pipeline\nNOOP\n@end"])
    func aServerWithAnotherNameIsOne(script: String) {
        let server = ScriptedServer("@var host = \"mx.example:25\"\n" + script, target: nil)

        #expect(server.result.refusal == nil)
        #expect(server.intents.contains { if case .connect = $0 { true } else { false } })
    }

    @Test func withoutAServerNothingIsRun() {
        let server = ScriptedServer(
            "@var host = \"mx.example\"\nNOOP\n@connect ${host}", target: nil)

        #expect(server.result.exitCode == 2)
    }
}
