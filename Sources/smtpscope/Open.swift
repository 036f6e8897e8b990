import ArgumentParser
import ScopeApp

struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read a recording on the screen.")

    @Argument(help: "The recording (.smtprec), or '-' for standard input.") var file: String

    @OptionGroup var screen: ScreenFlags

    func run() throws {
        throw ExitCode(Screen.open(file, screen: screen.plan))
    }
}
