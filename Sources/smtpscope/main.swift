import ArgumentParser
import Glibc
import ScopeApp

// A file that reaches the limit of its size is a failed write, not the end of the program.
signal(SIGXFSZ, SIG_IGN)

let words = Array(CommandLine.arguments.dropFirst())
if let problem = HelpSlip.problem(in: words)
    ?? CommandSlip.problem(in: words, commands: SMTPScope.commands)
{
    complain(problem)
    exit(1)
}

// Usage errors end with 1, as `--help` says, not with ArgumentParser's 64.
do {
    var command = try SMTPScope.parseAsRoot()
    try command.run()
} catch {
    let isUsage = SMTPScope.exitCode(for: error) == .validationFailure
    guard isUsage else { SMTPScope.exit(withError: error) }
    complain(SMTPScope.fullMessage(for: UsageSlip.first(in: CommandLine.arguments, error)))
    exit(1)
}
