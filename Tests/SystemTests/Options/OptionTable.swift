import ArgumentParser

@testable import smtpscope

/// What every option of every command does.
enum OptionTable {
    /// By the command's words.
    static let effects: [String: [OptionEffect]] = [
        "connect": connect,
        "lab": lab,
        "run": run,
        "check": [
            OptionEffect("--var", "who", OptionRun(["check", "%/unknown.smtp"])) { $0.code == 0 }
        ],
        "fmt": [
            OptionEffect(
                "--check", nil,
                OptionRun(["fmt", "&/loose.smtp"]).with {
                    $0.copies = ["loose.smtp": "%/loose.smtp"]
                }
            ) { $0.code == 2 && $0.file("loose.smtp").contains("<   250") }
        ],
        "explain": explain,
        "open": screen(OptionRun(["open", "%/plain.smtprec"]))
            + [annotations(OptionRun(["open", "%/plain.smtprec"]), after: "key Esc g g")],
        "rec list": [], "rec verify": [],
        "rec show": [
            OptionEffect("--stable", nil, OptionRun(["rec", "show", "%/plain.smtprec"])) {
                $0.text.contains("S< 220 lab.test") && !$0.text.contains("0.000")
            }
        ],
        "rec diff": diff,
        "rec again": again,
        "rec redact": redact,
        "rec share": [output(OptionRun(["rec", "share", "%/plain.smtprec"]))],
        "rec export": export,
        "rec import": importing,
        "serve": serve,
        "theme list": [], "theme show": [], "theme check": [],
    ]

    static var commands: [String] { effects.keys.sorted() }

    /// The options of every command that has no commands below it, as the parser declares them;
    /// those that help does not show are among them.
    static let declared: [String: Set<String>] = {
        var result: [String: Set<String>] = [:]
        var left: [(path: [String], command: any ParsableCommand.Type)] = [([], SMTPScope.self)]
        while let (path, command) = left.popLast() {
            let below = command.configuration.subcommands
            left += below.map { (path + [$0._commandName], $0) }
            if below.isEmpty { result[path.joined(separator: " ")] = options(of: command) }
        }
        return result
    }()

    /// Those that every command has.
    private static let common: Set<String> = ["--help", "--version"]

    private static func options(of command: any ParsableCommand.Type) -> Set<String> {
        let help = SMTPScope.helpMessage(for: command, includeHidden: true, columns: 1_000)
        let names = help.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("  -") else { return nil }
            let words = line.split(separator: " ")
            let names = words.prefix { $0.hasPrefix("-") }.map { name in
                String(name.filter { $0 != "," })
            }
            return names.last
        }
        return Set(names).subtracting(common)
    }

    /// What is given to show the option in use; nil for one that is not in the table.
    static func words(for option: String, of command: String) -> [String]? {
        effects[command]?.first { $0.option == option }?.words
    }

    /// `--output`, of a command that writes a file.
    static func output(_ run: OptionRun) -> OptionEffect {
        OptionEffect("--output", "&/made", run) { !$0.file("made").isEmpty }
    }
}
