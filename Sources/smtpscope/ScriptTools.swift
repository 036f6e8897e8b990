import ArgumentParser
import ScopeApp

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look for errors and slips in scripts; nothing is sent.")

    @Argument(help: "Scripts or folders; '-' is standard input.") var files: [String]

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp("A variable that will be given.", valueName: "name"))
    var variables: [String] = []

    func run() throws {
        let names = variables.map { $0.prefix { $0 != "=" } }.map(String.init)
        throw ExitCode(ScriptCommands.check(files, variables: names))
    }
}

struct Fmt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Rewrite scripts in their one form.",
        discussion: "Names the files that change. '-' goes from standard input to standard output.")

    @Argument(help: "Scripts or folders.") var files: [String]

    @Flag(help: "Change nothing; end with 2 if a file would change.") var check = false

    func run() throws {
        throw ExitCode(ScriptCommands.format(files, dry: check))
    }
}
