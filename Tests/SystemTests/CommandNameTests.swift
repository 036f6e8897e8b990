import ArgumentParser
import Testing

@testable import smtpscope

/// The parser makes a name of a type's name where none is given, which takes longer than all else
/// a start without a screen does.
@Suite("Names of commands")
struct CommandNameTests {
    @Test func everyCommandSaysItsName() {
        var left: [any ParsableCommand.Type] = [SMTPScope.self]
        while let command = left.popLast() {
            #expect(command.configuration.commandName != nil, "\(command)")
            left += command.configuration.subcommands
        }
    }
}
