import ArgumentParser
import ScopeApp

struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme",
        abstract: "List, show and check themes.",
        subcommands: [List.self, Show.self, Check.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Name all themes.")

        func run() throws { try finish(ThemeCommands.list()) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print a theme's file.")

        @Argument(help: "The theme's name.") var name: String

        func run() throws { try finish(ThemeCommands.show(name)) }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Check a theme: unknown keys, contrast, colour vision.")

        @Argument(help: "The theme's file, or the name of one that is known.") var file: String

        func run() throws { try finish(ThemeCommands.check(file)) }
    }
}

/// Prints an answer and ends with its code.
private func finish(_ answer: ThemeCommands.Answer) throws {
    print(answer.text, terminator: answer.text.hasSuffix("\n") ? "" : "\n")
    throw ExitCode(answer.exitCode)
}
