import SMTPTrace
import TestSupport

/// How the program is run to see what an option does. In all texts `%/` is the folder of things
/// that were made before, `&/` one of this run's own, PORT a free port, LISTENER a lab on a port,
/// and ASKING an OpenSSL server that wants TLS 1.2 with a client's certificate at once.
struct OptionRun: Sendable {
    var arguments: [String]
    var input = ""
    /// A script for the screen, given as `--ui-script`; nil without a screen.
    var keys: String?
    var environment: [String] = []
    /// Copies that are made in the run's own folder first, by name.
    var copies: [String: String] = [:]
    /// The user's `config.toml`; nil for none.
    var configuration: String?
    /// Whether it runs on a terminal, and is left by keys when it has drawn.
    var isOnTerminal = false
    /// What a client of ours says to it once it listens on PORT; nil where it is no server.
    var client: String?

    init(_ arguments: [String], _ input: String = "", keys: String? = nil) {
        self.arguments = arguments
        self.input = input
        self.keys = keys
    }

    func with(_ change: (inout OptionRun) -> Void) -> OptionRun {
        var copy = self
        change(&copy)
        return copy
    }

    static func + (run: OptionRun, more: [String]) -> OptionRun {
        run.with { $0.arguments += more }
    }

    static func - (run: OptionRun, fewer: [String]) -> OptionRun {
        run.with { $0.arguments.removeAll { fewer.contains($0) } }
    }
}

/// What came of a run.
struct OptionPlay {
    /// Nil on a terminal.
    var outcome: Outcome?
    /// What the client printed, where there was one.
    var talk: Outcome?
    /// All that was sent to the terminal, where there was one.
    var screen = ""
    let folder: Folder
    let port: UInt16

    var text: String { outcome?.text ?? "" }
    var errors: String { outcome?.errorText ?? "" }
    var code: Int32? { if case .exited(let code)? = outcome?.status { code } else { nil } }
    /// What `--record &/x.smtprec` left; empty without.
    var recording: String { file("x.smtprec") }

    func file(_ name: String) -> String { FileText.read(folder.path + "/" + name) }

    /// Whether it says the one and not the other.
    func isRecorded(_ words: String, not others: String) -> Bool {
        recording.contains(words) && !recording.contains(others)
    }
}

/// What an option changes: seen in a run with it, and not in the same run without it.
struct OptionEffect: Sendable {
    /// As typed; the long name where there are two.
    let option: String
    /// Nil for a flag.
    let value: String?
    /// Without the option.
    let run: OptionRun
    let isSeen: @Sendable (OptionPlay) -> Bool

    init(
        _ option: String, _ value: String? = nil, _ run: OptionRun,
        isSeen: @escaping @Sendable (OptionPlay) -> Bool
    ) {
        self.option = option
        self.value = value
        self.run = run
        self.isSeen = isSeen
    }

    var words: [String] { [option] + (value.map { [$0] } ?? []) }
}
