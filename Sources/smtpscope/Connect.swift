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
            "The environment variable that holds the password of :auth.", valueName: "variable"))
    var passwordFrom = "SMTP_PASSWORD"

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var screen: ScreenFlags

    func run() throws {
        // Not in `validate`, which comes before options that do not exist are named.
        guard !plain && !json || target != nil || connection.pipe != nil else {
            complain(
                "Error: --plain and --json need a target: a host, or --pipe.\n"
                    + "  See 'smtpscope connect --help' for more information.")
            throw ExitCode(1)
        }
        let code: Int32
        if plain || json {
            code = Headless.run(
                target: target, plan: connection.plan, annotations: screen.annotations,
                form: json ? .json : .plain, isPipelined: pipeline, passwordFrom: passwordFrom)
        } else {
            code = Screen.run(target: target, connection: connection.plan, screen: screen.plan)
        }
        throw ExitCode(code)
    }
}
