import TestSupport
import Testing

@Suite(
    "Examples that may not deliver",
    .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct ExampleDeliveryTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func aScriptThatMayNotDeliverDeliversNothing() throws {
        let outcome = try Scope.run(
            [
                "run", "\(Scope.root)/examples/02-first-message.smtp", "--to",
                "\(servers.plain)", "--var", "to=ann@example.test", "--no-deliver",
            ])

        #expect(outcome.text.contains("nothing was delivered"), "\(outcome)")
    }
}
