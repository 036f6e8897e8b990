import ArgumentParser
import ScopeApp

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a reply, a code, a log or a bounce means.",
        discussion: """
            smtpscope explain "550 5.7.1 Relaying denied"  a reply
            smtpscope explain 5.7.26                       a code, a keyword, a verb, a port
            smtpscope explain RFC 5321                     what is in it, and what rests on it
            smtpscope explain check.smtp                   a script, in plain words
            smtpscope explain /var/log/mail.log            a log, transcript or bounce
            smtpscope explain --screen /var/log/mail.log   the same as a list

            With --format tsv, lines of id, tab and reply are answered by id, tab and category; \
            \\n in a reply is a line break. A log is answered by one line for each failure.
            """)

    @Argument(
        help: "A reply, a word to look up, or files. Without it, standard input is read.")
    var words: [String] = []

    @Option(help: ArgumentHelp("Read this file instead of standard input.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("text, tsv or json.", valueName: "form"))
    var format: String?

    @Flag(help: "The same as --format json.") var json = false

    @Flag(help: "Explain every failure of a log in full.") var details = false

    @Flag(name: .customLong("screen"), help: "List the failures of a log on the screen.")
    var isOnScreen = false

    @OptionGroup var screen: ScreenFlags

    @Flag(help: "Name the rules that matched, and those that came close.") var why = false

    private var isScript: Bool { words.count == 1 && words[0].hasSuffix(".smtp") }

    /// Whether files are read, or standard input.
    private var isOfFiles: Bool { words.isEmpty || words.allSatisfy(ExplainRun.isFile) }

    private var misuse: String? {
        if json, format != nil { return "--format and --json exclude each other." }
        let isText = !json && (format ?? "text") == "text"
        let forms = names(["--format": format != nil, "--json": json])
        let extents = names(["--details": details, "--why": why])
        guard !isOnScreen else {
            return words.count > (file == nil ? 1 : 0)
                ? "--screen reads one file: name one, or none for standard input."
                : useless(forms + extents, "is for text, and --screen shows a list.")
        }
        if file != nil, !words.isEmpty {
            return "--file names what to explain: leave \"\(words[0])\" out."
        }
        if let problem = useless(screen.given, "is for --screen.") { return problem }
        if isScript {
            return useless(forms + extents, "is for replies and logs: a script is told in words.")
        }
        if !isText, let problem = useless(extents, "is for text.") { return problem }
        return isOfFiles
            ? useless(names(["--why": why]), "is for a reply that stands on the command line.")
            : useless(names(["--details": details]), "is for logs: a reply is explained in full.")
    }

    func validate() throws {
        guard let format, ExplainRun.Form(rawValue: format) == nil else { return }
        throw ValidationError("--format \(format) is unknown: use text, tsv or json.")
    }

    func run() throws {
        try refuse(misuse)
        if isOnScreen {
            throw ExitCode(Screen.open(file ?? words.first ?? "-", screen: screen.plan))
        }
        let form = json ? .json : format.flatMap { ExplainRun.Form(rawValue: $0) } ?? .text
        if words.isEmpty {
            throw ExitCode(ExplainRun.explain(files: [file ?? "-"], form: form, details: details))
        }
        if isScript {
            throw ExitCode(ScriptCommands.explain(words[0]))
        }
        if let refusal = ExplainRun.refusal(of: words) {
            complain(refusal)
            throw ExitCode(1)
        }
        if isOfFiles {
            throw ExitCode(ExplainRun.explain(files: words, form: form, details: details))
        }
        throw ExitCode(ExplainRun.explain(words.joined(separator: " "), form: form, isWhy: why))
    }
}
