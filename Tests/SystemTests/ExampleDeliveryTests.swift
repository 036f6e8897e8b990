import TestSupport
import Testing

@Suite(
    "Examples on Postfix", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct ExamplePostfixTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func theFirstMinuteIsTheSame() throws {
        let outcome = try Scope.run(
            ["run", "\(Scope.root)/examples/01-hello.smtp", "--to", "\(servers.plain)"])

        #expect(outcome.status == .exited(0), "\(outcome)")
    }

    @Test func aLetterTypedByHandIsTaken() throws {
        let outcome = try Scope.run(
            [
                "run", "\(Scope.root)/examples/02-first-message.smtp", "--to",
                "\(servers.plain)", "--var", "to=ann@example.test",
            ])

        #expect(outcome.status == .exited(0), "\(outcome)")
    }

    @Test func aScriptThatMayNotDeliverDeliversNothing() throws {
        let outcome = try Scope.run(
            [
                "run", "\(Scope.root)/examples/02-first-message.smtp", "--to",
                "\(servers.plain)", "--var", "to=ann@example.test", "--no-deliver",
            ])

        #expect(outcome.text.contains("nothing was delivered"), "\(outcome)")
    }
}
