import ArgumentParser
import TestSupport
import Testing

@testable import smtpscope

/// What makes a start slow without changing anything that can be seen.
@Suite("Start")
struct StartTests {
    /// The parser makes a name of a type's name where none is given, which takes longer than all
    /// else a start without a screen does.
    @Test func everyCommandSaysItsName() {
        var left: [any ParsableCommand.Type] = [SMTPScope.self]
        while let command = left.popLast() {
            #expect(command.configuration.commandName != nil, "\(command)")
            left += command.configuration.subcommands
        }
    }

    /// A dependency makes Foundation's methods visible everywhere; one call, such as
    /// `contains("=")`, links all of it, 44 MB of the installed program.
    @Test func nothingOfFoundationIsCalled() throws {
        let symbols = try Child(["nm", "-D", "-u", Scope.path], input: []).finish()

        #expect(symbols.status == .exited(0))
        let called = symbols.lines.filter { $0.firstRange(of: "10Foundation") != nil }
        #expect(called.isEmpty, "\(called)")
    }
}
