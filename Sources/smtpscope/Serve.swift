import ArgumentParser
import ScopeApp

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Play the server's side of a recording to a real client.",
        discussion: """
            The n-th connection gets the n-th recorded one, later ones the last. A command gets \
            the answer it got then; another argument that of the same verb; one that is not in \
            the recording the usual answer. Every choice is told with its reason. Any password \
            gets the recorded verdict.
            """)

    @Argument(help: "The recording.") var file: String

    @Option(help: ArgumentHelp("Where to listen.", valueName: "address"))
    var listen = "127.0.0.1:2525"

    @Option(
        help: ArgumentHelp(
            "fast answers at once; recorded takes the time it took then.", valueName: "pace"))
    var pace = "fast"

    func validate() throws {
        guard ["fast", "recorded"].contains(pace) else {
            throw ValidationError("--pace \(pace) is unknown: use fast or recorded.")
        }
    }

    func run() throws {
        throw ExitCode(
            RecordingServer.serve(file, on: listen, keepsPace: pace == "recorded"))
    }
}
