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

        @OptionGroup var route: RouteFlags

        @Option(
            help: ArgumentHelp(
                """
                How TLS begins, in place of how it did: none, implicit, or starttls behind the \
                first EHLO.
                """, valueName: "mode"))
        var tls: String?

        @Option(
            help: ArgumentHelp(
                """
                What must hold, or a connection ends: off, chain, full, or dane. Without it a \
                password goes only where what held then holds again.
                """, valueName: "demand"))
        var tlsVerify: String?

        @Option(help: ArgumentHelp("Say EHLO with this name.", valueName: "host"))
        var name: String?

        @OptionGroup var session: SessionFlags
        @OptionGroup var recording: RecordFlags

        private var plan: ConnectionPlan {
            var plan = ConnectionPlan()
            route.apply(to: &plan)
            plan.tls = tls
            plan.verify = tlsVerify
            plan.hostName = name
            session.apply(to: &plan)
            recording.apply(to: &plan)
            return plan
        }

        func validate() throws {
            if let problem = plan.problem { throw ValidationError(problem) }
            for text in secret where !text.isAssignment {
                throw ValidationError("--secret needs name=value.")
            }
            for address in rcpt {
                guard address.isWord, !address.utf8.contains(where: { "<>".utf8.contains($0) })
                else {
                    throw ValidationError(
                        "--rcpt needs one address without brackets and blanks.")
                }
            }
        }

        func run() throws {
            try refuse(recording.misuse)
            var resend = Resend(path: file, target: to, plan: plan)
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
