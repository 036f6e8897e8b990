import ArgumentParser
import ScopeApp

struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Play a recording, or read the failures of a log, on the screen.")

    @Argument(
        help:
            "A recording, a log, a transcript or a bounce message, packed or not; '-' is standard input."
    ) var file: String

    @OptionGroup var screen: ScreenFlags

    func run() throws {
        throw ExitCode(Screen.open(file, screen: screen.plan))
    }
}
