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

    @Option(
        help: ArgumentHelp("The lab's source of chance; without it 1.", valueName: "number"))
    var seed: UInt64?

    /// Options of `connect`, known here to say so.
    @Flag(help: .hidden) var plain = false
    @Flag(help: .hidden) var json = false

    @OptionGroup var talk: TalkFlags
    @OptionGroup var session: SessionFlags
    @OptionGroup var recording: RecordFlags
    @OptionGroup var screen: ScreenFlags

    private var plan: ConnectionPlan {
        var plan = ConnectionPlan()
        talk.apply(to: &plan)
        session.apply(to: &plan)
        recording.apply(to: &plan)
        plan.labSeed = seed ?? 1
        return plan
    }

    private var misuse: String? {
        let served = names(["--listen": listen != nil, "--ca-file": caFile != nil])
        let ours = talk.given + session.given + screen.given
        if list || about {
            let all = served + names(["--seed": seed != nil]) + ours + recording.given
            return list && about
                ? "--list and --about exclude each other."
                : useless(
                    all, "is for a lab that is opened: \(list ? "--list" : "--about") opens none.")
        }
        if let problem = recording.misuse { return problem }
        guard listen == nil else {
            return useless(ours, "is for who talks to the lab, and --listen leaves that to others.")
        }
        return useless(served, "needs --listen.")
    }

    func validate() throws {
        if let problem = plan.problem { throw ValidationError(problem) }
        guard plain || json else { return }
        throw ValidationError(
            "a lab without a screen is: smtpscope connect lab:\(scenario) "
                + (plain ? "--plain" : "--json"))
    }

    func run() throws {
        try refuse(misuse)
        if list {
            print(LabRuns.list(), terminator: "")
        } else if about {
            throw ExitCode(LabRuns.tellAbout(scenario))
        } else if let listen {
            throw ExitCode(
                LabRuns.serve(scenario, on: listen, authorityFile: caFile, connection: plan))
        } else {
            throw ExitCode(
                Screen.run(target: "lab:" + scenario, connection: plan, screen: screen.plan))
        }
    }
}
