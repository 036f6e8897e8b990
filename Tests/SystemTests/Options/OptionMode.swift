import Testing

/// A way to use a command in which some of its options would do nothing: they are refused.
struct OptionMode: Sendable, CustomTestStringConvertible {
    let command: String
    /// The whole command line.
    let words: [String]
    /// Options that have their effect in it; those of the command line need not be named.
    let used: Set<String>

    var testDescription: String { words.joined(separator: " ") }

    private static let screen: Set<String> = [
        "--theme", "--mono", "--ascii", "--no-mouse", "--ui-script",
    ]
    private static let session: Set<String> = [
        "--tlsa", "--tls-min", "--tls-max", "--ca", "--sni", "--cert", "--key", "--timeout",
        "--record",
    ]
    private static let talk: Set<String> = ["--tls", "--tls-verify"]
    private static let report: Set<String> = [
        "--to", "--var", "--no-deliver", "--until", "--tag", "--report", "--recordings", "-4", "-6",
        "--source", "--pipe", "--tls",
    ]

    private init(_ words: [String], of command: String? = nil, used: Set<String>...) {
        self.words = words
        self.command = command ?? words[0]
        self.used = used.reduce([]) { $0.union($1) }
    }

    static let all = [
        OptionMode(
            ["connect", "mx.test"],
            used: session, talk, screen,
            ["--plain", "--json", "--annotations", "--name", "-4", "-6", "--source"]),
        OptionMode(
            ["connect", "lab:healthy", "--plain"],
            used: session, talk, ["--pipeline", "--password-from", "--annotations"]),
        OptionMode(
            ["connect", "lab:healthy", "--json"],
            used: session, talk, ["--pipeline", "--password-from"]),
        OptionMode(
            ["connect", "127.0.0.1:1", "--plain"],
            used: session, talk,
            ["--pipeline", "--password-from", "--annotations", "-4", "-6", "--source"]),
        OptionMode(["lab", "--list"], used: []),
        OptionMode(["lab", "chaos", "--about"], used: []),
        OptionMode(
            ["lab", "--listen", "127.0.0.1:0"], used: ["--list", "--about", "--ca-file", "--seed"],
            ["--record"]),
        OptionMode(
            ["lab"], used: session, talk, screen,
            ["--list", "--about", "--listen", "--seed", "--annotations", "--name"]),
        OptionMode(
            ["run", "x.smtp"], used: session, report, ["--jobs", "--keep-going", "--step"]),
        OptionMode(["run", "x.smtp", "--step"], used: session, report, screen, ["--annotations"]),
        OptionMode(["explain"], used: ["--file", "--format", "--json", "--details", "--screen"]),
        OptionMode(
            ["explain", "550 5.1.1 no"], used: ["--format", "--json", "--why", "--screen"]),
        OptionMode(["explain", "5.7.26"], used: ["--json", "--screen"]),
        OptionMode(["explain", "--json"], used: ["--file", "--screen"]),
        OptionMode(["explain", "550 5.1.1 no", "--format", "tsv"], used: []),
        OptionMode(["explain", "x.smtp"], used: ["--screen"]),
        OptionMode(["explain", "--screen"], used: screen, ["--file", "--annotations"]),
        OptionMode(
            ["rec", "diff", "a", "b"], of: "rec diff", used: ["--strict", "--noise", "--screen"]),
        OptionMode(
            ["rec", "diff", "a", "b", "--screen"], of: "rec diff", used: screen, ["--annotations"]),
        OptionMode(
            ["rec", "again", "a", "--to", "mx.test"], of: "rec again",
            used: session, talk, ["-4", "-6", "--source"],
            [
                "--deliver", "--rcpt", "--fresh", "--no-wait", "--secret", "--strict", "--noise",
                "--name",
            ]),
    ]
}
