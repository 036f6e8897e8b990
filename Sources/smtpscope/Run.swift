import ArgumentParser
import ScopeApp

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Play scripts; without a screen, unless --step is given.",
        discussion: """
            Every script is read and checked before anything is sent. A folder stands for the \
            .smtp files in it. Without --keep-going no script is begun after one that failed. What \
            is told goes to standard output; to standard error where a report goes there.

            Exit codes: 0 all passed, 1 usage, 2 a script cannot run, or not to its \
            end, for what is wrong with it, 3 the transport failed, 4 an expectation did not hold, 130 stopped by Ctrl-C: what was reached is reported.
            """)

    @Argument(help: "Scripts or folders; '-' is standard input.") var files: [String]

    @Option(help: ArgumentHelp("The server; overrules the scripts' own.", valueName: "target"))
    var to: String?

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp("Give a variable a value.", valueName: "name=value"))
    var variables: [String] = []

    @Option(
        help: ArgumentHelp("Scripts at the same time; without it 1.", valueName: "number"))
    var jobs: Int?

    @Flag(help: "Run the remaining scripts after one that failed.") var keepGoing = false

    @Flag(help: "Go through one script on the screen: each line is shown before it is sent.")
    var step = false

    @Flag(help: "Never complete a message: reset the connection instead of the final dot.")
    var noDeliver = false

    @Option(help: ArgumentHelp("Stop where this section begins.", valueName: "section"))
    var until: String?

    @Option(help: ArgumentHelp("Only scripts with this tag.", valueName: "tag"))
    var tag: [String] = []

    @Option(
        help: ArgumentHelp(
            "Write a report: junit, tap, json, html, md or plain; '-' is standard output, for one.",
            valueName: "kind=file"))
    var report: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Keep the recordings in this folder, each named after its script: checks/mx.smtp is \
            checks+mx.smtprec. That of an earlier run is replaced.
            """, valueName: "folder"))
    var recordings: String?

    @OptionGroup var route: RouteFlags

    @OptionGroup var program: PipeFlags

    @Option(
        help: ArgumentHelp(
            """
            none or implicit: how TLS begins at the server of --to, @server or @lab; without it \
            port 465 is implicit.
            """, valueName: "mode"))
    var tls: String?

    @OptionGroup var session: SessionFlags
    @OptionGroup var recording: RecordFlags
    @OptionGroup var screen: ScreenFlags

    private var plan: ConnectionPlan {
        var plan = ConnectionPlan()
        route.apply(to: &plan)
        plan.tls = tls
        session.apply(to: &plan)
        recording.apply(to: &plan)
        return plan
    }

    private var misuse: String? {
        if program.pipe != nil, to != nil { return "--to and --pipe exclude each other." }
        if let problem = recording.misuse { return problem }
        guard step else { return useless(screen.given, "is for the screen that --step opens.") }
        return useless(
            names(["--jobs": jobs != nil, "--keep-going": keepGoing]),
            "is for several scripts, and --step goes through one.")
    }

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Name a script or a folder.") }
        guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs must be 1 to 64.") }
        for text in report where ScriptRun.Report(text) == nil {
            throw ValidationError("--report \(text) is unknown: use kind=file, as junit=out.xml.")
        }
        guard report.count(where: { $0.hasSuffix("=-") }) < 2 else {
            throw ValidationError("Only one --report can go to standard output.")
        }
        for text in variables where !text.isAssignment {
            throw ValidationError("--var \(text) is unknown: use name=value.")
        }
        if tls == "starttls" {
            throw ValidationError("--tls starttls: a script says @starttls where it wants TLS.")
        }
        if let problem = plan.problem { throw ValidationError(problem) }
    }

    func run() throws {
        try refuse(misuse)
        var run = ScriptRun(paths: files, plan: plan)
        run.target = to ?? program.pipe.map { "pipe:" + $0 }
        for text in variables {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            run.variables[String(parts[0])] = Array(parts[1].utf8)
        }
        run.jobs = jobs ?? 1
        run.keepsGoing = keepGoing
        run.delivers = !noDeliver
        run.until = until
        run.tags = Set(tag)
        run.reports = report.compactMap { ScriptRun.Report($0) }
        run.recordings = recordings
        throw ExitCode(step ? run.step(on: screen.plan) : run.run())
    }
}
