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

    func validate() throws {
        if isOnScreen, words.count > (file == nil ? 1 : 0) {
            throw ValidationError("--screen reads one file: name one, or none for standard input.")
        }
        guard let format, ExplainRun.Form(rawValue: format) == nil else { return }
        throw ValidationError("--format \(format) is unknown: use text, tsv or json.")
    }

    func run() throws {
        if isOnScreen {
            throw ExitCode(Screen.open(file ?? words.first ?? "-", screen: screen.plan))
        }
        let form = json ? .json : format.flatMap { ExplainRun.Form(rawValue: $0) } ?? .text
        if words.isEmpty {
            throw ExitCode(ExplainRun.explain(files: [file ?? "-"], form: form, details: details))
        }
        if words.count == 1, words[0].hasSuffix(".smtp") {
            throw ExitCode(ScriptCommands.explain(words[0]))
        }
        if let refusal = ExplainRun.refusal(of: words) {
            complain(refusal)
            throw ExitCode(1)
        }
        if words.allSatisfy(ExplainRun.isFile) {
            throw ExitCode(ExplainRun.explain(files: words, form: form, details: details))
        }
        throw ExitCode(ExplainRun.explain(words.joined(separator: " "), form: form, isWhy: why))
    }
}
