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
            gets the recorded verdict. TLS shows a certificate with the names and dates of then; \
            dates in text are moved to now.

            Rules of the lab can be laid over it, as in --rule 'on DOT first 2: reply 451 4.3.0 \
            "later"': where one fits, it is answered so.
            """)

    @Argument(help: "The recording.") var file: String

    @Option(help: ArgumentHelp("Where to listen.", valueName: "address"))
    var listen = "127.0.0.1:2525"

    @Option(
        help: ArgumentHelp(
            "fast answers at once, recorded takes the time it took then, 4x a quarter of it.",
            valueName: "pace"))
    var pace = "fast"

    @Option(help: ArgumentHelp("Give every client this connection, from 1.", valueName: "number"))
    var each: Int?

    @Option(
        help: ArgumentHelp(
            "loose; strict: another argument is not in the recording; ask: you say what it gets.",
            valueName: "how"))
    var match = "loose"

    @Option(
        help: ArgumentHelp(
            """
            What is not in the recording gets the usual answer (default), 502, the end of the \
            connection (close), or what you say (ask; so with --match ask).
            """, valueName: "answer"))
    var unknown: String?

    @Flag(help: "Say so when a message is none of those recorded.") var matchBody = false

    @Flag(help: "Leave the dates in the server's text as they were.") var noRefresh = false

    @Option(
        help: ArgumentHelp(
            "Record what clients do, to be compared with 'rec diff'.", valueName: "file"))
    var record: String?

    @Flag(help: "Replace the recording that --record names, if it is there.")
    var replace = false

    @Option(
        help: ArgumentHelp(
            "Lay this rule of the lab over it, or those of a file; may be repeated.",
            valueName: "rule"))
    var rule: [String] = []

    @Flag(
        help:
            "Let clients log in with SCRAM: the password is in SMTP_PASSWORD, or asked for."
    )
    var password = false

    private var server: RecordingServer {
        var server = RecordingServer(path: file, address: listen)
        server.options.comparesBodies = matchBody
        server.each = each
        server.record = record
        server.replacesRecording = replace
        server.refreshesDates = !noRefresh
        server.rules = rule
        server.knowsPassword = password
        return server
    }

    func validate() throws {
        var server = server
        if let problem = server.configure(pace: pace, match: match, unknown: unknown) {
            throw ValidationError(problem)
        }
    }

    func run() throws {
        try refuse(replace && record == nil ? "--replace needs --record." : nil)
        var server = server
        _ = server.configure(pace: pace, match: match, unknown: unknown)
        throw ExitCode(server.run())
    }
}
