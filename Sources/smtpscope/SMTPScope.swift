import ArgumentParser
import ScopeApp

/// The command line: it parses, validates and calls; nothing else.
struct SMTPScope: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smtpscope",
        abstract: "An interactive debugger for SMTP.",
        discussion: """
            smtpscope mail.example.org:587   opens the screen on a server
            smtpscope lab                    opens it on the built-in practice server
            smtpscope                        opens it with nothing yet

            Runs without a screen end with one of these codes:
            \(ExitCodes.table)
            """,
        version: Version.number,
        subcommands: [
            Connect.self, LabCommand.self, Run.self, Check.self, Fmt.self, ExplainCommand.self,
            Open.self, RecCommand.self, Serve.self, ThemeCommand.self,
        ],
        defaultSubcommand: Connect.self)

    /// The words that are commands.
    static var commands: [String] {
        configuration.subcommands.map { $0._commandName } + ["help"]
    }
}
