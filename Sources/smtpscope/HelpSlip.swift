import ArgumentParser
import ScopeApp

/// ArgumentParser answers `help nonsense` with the help of the whole program.
enum HelpSlip {
    /// What is wrong with the words behind `help`, as one sentence; nil if nothing is, or the
    /// command is another. `arguments` begin behind the program's name.
    static func problem(in arguments: [String]) -> String? {
        guard arguments.first == "help" else { return nil }
        var known: [ParsableCommand.Type] = SMTPScope.configuration.subcommands
        for word in arguments.dropFirst() where !word.hasPrefix("-") && word != "help" {
            guard let command = known.first(where: { $0._commandName == word }) else {
                return CommandSlip.noHelp(on: word, commands: known.map { $0._commandName })
            }
            known = command.configuration.subcommands
        }
        return nil
    }
}
