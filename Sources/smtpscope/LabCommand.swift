import ArgumentParser
import ScopeApp

struct LabCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Practise on the built-in server: no network, no port, no harm.",
        discussion: """
            Each scenario is a correct small server with one fault. In memory by default; --listen \
            opens it to other programs, on loopback unless another address is named.
            """)

    @Argument(help: "A scenario; see --list.") var scenario = "healthy"

    @Flag(help: "List the scenarios.") var list = false

    @Flag(help: "Show what the scenario does, and when, and what mends it: for who teaches.")
    var about = false

    @Option(help: ArgumentHelp("Serve it on a port, as in 127.0.0.1:2525.", valueName: "address"))
    var listen: String?

    @Option(
        help: ArgumentHelp(
            "With --listen: write the certificate to trust to this file.", valueName: "file"))
    var caFile: String?

    @Option(help: ArgumentHelp("The lab's source of chance.", valueName: "number"))
    var seed: UInt64 = 1

    /// Options of `connect`, known here to say so.
    @Flag(help: .hidden) var plain = false
    @Flag(help: .hidden) var json = false

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var screen: ScreenFlags

    func validate() throws {
        guard plain || json else { return }
        throw ValidationError(
            "a lab without a screen is: smtpscope connect lab:\(scenario) "
                + (plain ? "--plain" : "--json"))
    }

    func run() throws {
        if list {
            print(LabRuns.list(), terminator: "")
        } else if about {
            throw ExitCode(LabRuns.tellAbout(scenario))
        } else if let listen {
            throw ExitCode(
                LabRuns.serve(
                    scenario, on: listen, authorityFile: caFile, connection: connection.plan,
                    seed: seed))
        } else {
            throw ExitCode(
                Screen.run(
                    target: "lab:" + scenario, connection: connection.plan, screen: screen.plan))
        }
    }
}
