import ArgumentParser
import ScopeApp

struct LabCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Practise on the built-in server: no network, no port, no harm.",
        discussion: """
            Each scenario is a correct small server with one fault, in memory.
            """)

    @Argument(help: "A scenario; see --list.") var scenario = "healthy"

    @Flag(help: "List the scenarios.") var list = false

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var screen: ScreenFlags

    func run() throws {
        if list {
            print(LabRuns.list(), terminator: "")
        } else {
            throw ExitCode(
                Screen.run(
                    target: "lab:" + scenario, connection: connection.plan, screen: screen.plan))
        }
    }
}
