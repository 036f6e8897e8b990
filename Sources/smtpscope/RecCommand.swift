import ArgumentParser
import ScopeApp

struct RecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rec",
        abstract: "Read, check, compare and convert recordings.",
        discussion: """
            Every session is recorded, without secrets; 'smtpscope rec list' names the last 200. \
            'smtpscope open FILE' shows one on the screen. FILE may be '-' for standard input, and \
            may be packed with gzip.
            """,
        subcommands: [
            List.self, Show.self, Verify.self, Diff.self, Again.self, Redact.self, Share.self,
            ExportRecording.self, ImportTranscript.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Name the recordings that are kept, oldest first.")

        func run() throws { try finish(RecordingCommands.list()) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print a recording as text.")

        @Argument(help: "The recording.") var file: String
        @Flag(help: "Without times and addresses, ids renamed: for diff and git.")
        var stable = false

        func run() throws { try finish(RecordingCommands.show(file, isStable: stable)) }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Say whether a recording is complete, cut or changed.",
            discussion: "Ends with 0 if it is complete, else with 1. It shows accidents, not fraud."
        )

        @Argument(help: "The recording.") var file: String

        func run() throws { try finish(RecordingCommands.verify(file)) }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "Say what differs between two recordings.",
            discussion: """
                BREAKING: another first digit, a step more or less, TLS failing, an early end. \
                CHANGED: another code of the same class, another capability or TLS session. \
                Ends with 4 if there is any of these, with 0 if only words, times, ids and dates \
                differ.
                """)

        @Argument(help: "The recording of before.") var before: String
        @Argument(help: "The recording of after.") var after: String
        @Flag(help: "Other words count as a change too.") var strict = false
        @Flag(help: "Show differing dates, ids and addresses too.") var noise = false
        @Flag(name: .customLong("screen"), help: "Show both side by side on the screen.")
        var showsScreen = false
        @OptionGroup var screen: ScreenFlags

        private var misuse: String? {
            guard showsScreen else { return useless(screen.given, "is for --screen.") }
            return useless(
                names(["--strict": strict, "--noise": noise]),
                "is for the report, and --screen shows everything.")
        }

        func run() throws {
            try refuse(misuse)
            if showsScreen {
                throw ExitCode(
                    Screen.open(before, comparedWith: after, screen: screen.plan))
            }
            try finish(
                RecordingCommands.diff(before, after, isStrict: strict, showsNoise: noise))
        }
    }

    struct Redact: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "redact",
            abstract: "Write a copy that hides more.",
            discussion: """
                addresses: mail addresses and domains are renamed, one to one. body: also message \
                content, but for header names, size and SHA-256. share: also IP addresses and \
                host names.
                """)

        @Argument(help: "The recording.") var file: String
        @Option(help: ArgumentHelp("addresses, body or share.", valueName: "level"))
        var level = "share"
        @Option(name: .shortAndLong, help: ArgumentHelp("The copy.", valueName: "file"))
        var output: String

        func run() throws {
            try finish(RecordingCommands.redact(file, level: level, to: output))
        }
    }

    struct Share: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "share",
            abstract: "Write a copy that may be attached to an issue, and say what it hides.")

        @Argument(help: "The recording.") var file: String
        @Option(name: .shortAndLong, help: ArgumentHelp("The copy.", valueName: "file"))
        var output: String?

        func run() throws { try finish(RecordingCommands.share(file, to: output)) }
    }

    struct ExportRecording: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write a recording in another form.",
            discussion: """
                swaks: text as swaks prints it. json: turns with parsed replies. markdown, html: \
                to be read. eml: the messages that were sent. pcap: packets made up from what was \
                said (pcapng), for Wireshark. script: says the same again with 'smtpscope run'. \
                asciicast: what the screen showed, for asciinema 3 and its web player; \
                asciicast2: the same for asciinema 2.
                """)

        @Argument(help: "The recording.") var file: String
        @Option(
            name: .customLong("as"),
            help: ArgumentHelp(
                "swaks, json, markdown, html, eml, pcap, script, asciicast or asciicast2.",
                valueName: "form"))
        var form: String
        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("The file; standard output without it.", valueName: "file"))
        var output: String?

        func run() throws {
            try finish(RecordingCommands.export(file, as: form, to: output))
        }
    }

    struct ImportTranscript: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make a recording of another program's transcript.",
            discussion: """
                Reads what swaks, curl -v, msmtp --debug, openssl s_client, Postfix and Exim \
                print, and packet captures (pcap and pcapng): each SMTP connection in them \
                becomes one of the recording. The kind is found out unless --from names it. What \
                follows AUTH is hidden; of what TLS protects only the octets are counted.
                """)

        @Argument(help: "The transcript or capture, or '-' for standard input.") var file: String
        @Option(
            help: ArgumentHelp(
                "swaks, curl, msmtp, openssl, postfix, exim or pcap.", valueName: "program"))
        var from: String?
        @Option(
            help: ArgumentHelp("Only this connection of a capture, from 1.", valueName: "number"))
        var stream: Int?
        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("The recording; standard output without it.", valueName: "file"))
        var output: String?

        func run() throws {
            try finish(
                RecordingCommands.importTranscript(file, from: from, stream: stream, to: output))
        }
    }
}

/// Prints an answer and ends with its code.
private func finish(_ answer: RecordingCommands.Answer) throws {
    Files.writeAll(answer.output, to: 1)
    if !answer.remark.isEmpty { complain(answer.remark) }
    throw ExitCode(answer.exitCode)
}
