import ArgumentParser
import ScopeApp

struct Connect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Talk to a server, on the screen or line by line.",
        discussion: """
            A target is a host, host:port, [v6]:port, smtp://, smtps://, submission:// or \
            lmtp://, the path of a UNIX socket, or lab:NAME.

            With --plain, lines from standard input are sent one after the other, each when the \
            one before was answered; the annotated transcript goes to standard output. Lines that \
            start with a colon are for smtpscope: :starttls, :auth MECHANISM USER, :message FILE, \
            :message auto, :wait SECONDS, :close. In a lab :wait moves its clock. At the end of \
            the input QUIT is sent if it was not.
            """)

    @Argument(help: "Where to connect.") var target: String?

    @Flag(help: "No screen: lines in, annotated transcript out.") var plain = false

    @Flag(help: "No screen: lines in, one JSON object for each fact out.") var json = false

    @Flag(help: "With --plain or --json: send without waiting for each answer.")
    var pipeline = false

    @Option(
        help: ArgumentHelp(
            """
            With --plain or --json: the environment variable that holds the password of :auth; \
            without it SMTP_PASSWORD.
            """, valueName: "variable"))
    var passwordFrom: String?

    @OptionGroup var route: RouteFlags

    @OptionGroup var program: PipeFlags

    @OptionGroup var talk: TalkFlags
    @OptionGroup var session: SessionFlags
    @OptionGroup var recording: RecordFlags
    @OptionGroup var screen: ScreenFlags

    private var plan: ConnectionPlan {
        var plan = ConnectionPlan()
        route.apply(to: &plan)
        plan.pipe = program.pipe
        talk.apply(to: &plan)
        session.apply(to: &plan)
        recording.apply(to: &plan)
        return plan
    }

    private var misuse: String? {
        let isHeadless = plain || json
        if plain, json { return "--plain and --json exclude each other." }
        if isHeadless, target == nil, program.pipe == nil {
            return "--plain and --json need a target: a host, or --pipe."
        }
        if program.pipe != nil, target != nil {
            return "--pipe names what to talk to: leave the target out."
        }
        if let problem = recording.misuse { return problem }
        guard isHeadless else {
            return useless(
                names(["--pipeline": pipeline, "--password-from": passwordFrom != nil]),
                "is for --plain and --json.")
        }
        let unshown = screen.given.filter { json || $0 != "--annotations" }
        return useless(unshown, "is for the screen\(json ? "" : ", and --plain has none").")
            ?? useless(
                names(["--name": talk.name != nil && talk.tls != "starttls"]),
                "is for the EHLO that --tls starttls sends: other lines go as they are.")
    }

    func validate() throws {
        if let problem = plan.problem { throw ValidationError(problem) }
    }

    func run() throws {
        try refuse(misuse)
        let code: Int32
        if plain || json {
            code = Headless.run(
                target: target, plan: plan, annotations: screen.annotations,
                form: json ? .json : .plain, isPipelined: pipeline,
                passwordFrom: passwordFrom ?? "SMTP_PASSWORD")
        } else {
            code = Screen.run(target: target, connection: plan, screen: screen.plan)
        }
        throw ExitCode(code)
    }
}
