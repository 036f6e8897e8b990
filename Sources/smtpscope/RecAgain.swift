import ArgumentParser
import ScopeApp

extension RecCommand {
    struct Again: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "again",
            abstract: "Send a recorded session again and say what differs.",
            discussion: """
                TLS and AUTH are negotiated anew, lines are pipelined only if the server offers \
                it, and all stops in front of the final dot unless --deliver is given. A password \
                is asked for, or comes from SMTP_PASSWORD or --secret. The classes of differences \
                are those of 'smtpscope rec diff'.

                Exit codes: 0 nothing changed, 1 usage, 2 no connection, 4 something changed.
                """)

        @Argument(help: "The recording.") var file: String

        @Option(help: ArgumentHelp("The server; it goes to no other.", valueName: "target"))
        var to: String

        @Flag(help: "Complete messages: send the final dot too.") var deliver = false

        @Option(
            help: ArgumentHelp(
                "Write to this address instead of the recorded ones; may be repeated.",
                valueName: "address"))
        var rcpt: [String] = []

        @Flag(help: "Give messages a new Date and Message-ID.") var fresh = false

        @Flag(help: "Leave the pauses of then out.") var noWait = false

        @Option(
            help: ArgumentHelp(
                "Give a hidden secret its value, as in auth1=…; others can see it.",
                valueName: "name=value"))
        var secret: [String] = []

        @Flag(help: "Other words count as a change too.") var strict = false

        @Flag(help: "Show differing dates, ids and addresses too.") var noise = false

        @OptionGroup var connection: ConnectionFlags

        func validate() throws {
            if connection.pipe != nil {
                throw ValidationError("--pipe is not for 'rec again': name a server with --to.")
            }
            if connection.tls != nil || connection.tlsVerify != nil {
                throw ValidationError(
                    "--tls and --tls-verify are not for 'rec again': it does as was recorded.")
            }
            for text in secret where !text.isAssignment {
                throw ValidationError("--secret needs name=value.")
            }
            for address in rcpt {
                let isLine = address.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
                guard isLine, !address.isEmpty, !address.contains(where: { "<>".contains($0) })
                else {
                    throw ValidationError(
                        "--rcpt needs one address without brackets and blanks.")
                }
            }
        }

        func run() throws {
            var resend = Resend(path: file, target: to, plan: connection.plan)
            resend.delivers = deliver
            resend.recipients = rcpt
            resend.isFresh = fresh
            resend.waits = !noWait
            for text in secret {
                let parts = text.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                resend.variables[String(parts[0])] = Array(parts[1].utf8)
            }
            resend.isStrict = strict
            resend.showsNoise = noise
            throw ExitCode(resend.run())
        }
    }
}
