import ArgumentParser
import Glibc
import ScopeApp

// Usage errors end with 1, as `--help` says, not with ArgumentParser's 64.
do {
    var command = try SMTPScope.parseAsRoot()
    try command.run()
} catch {
    let isUsage = SMTPScope.exitCode(for: error) == .validationFailure
    guard isUsage else { SMTPScope.exit(withError: error) }
    complain(SMTPScope.fullMessage(for: error))
    exit(1)
}
