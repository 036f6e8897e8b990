import ArgumentParser

/// A program in place of a server.
struct PipeFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Talk to a program instead of a server, as in --pipe 'exim -bh 192.0.2.1'.",
            valueName: "command"))
    var pipe: String?
}
