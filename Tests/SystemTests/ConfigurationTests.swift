import Glibc
import TestSupport
import Testing

/// Settings of `config.toml` beside the options of the command line.
@Suite("Configuration")
struct ConfigurationTests {
    private static func run(
        _ words: [String], with settings: String, keys: String? = nil
    ) throws -> Outcome {
        let folder = try Folder()
        for name in ["/.config", "/.config/smtpscope"] { mkdir(folder.path + name, 0o700) }
        _ = try folder.file(".config/smtpscope/config.toml", settings)
        var words = words
        if let keys { words += ["--ui-script", try folder.file("keys.ui", keys)] }
        return try Scope.start(words, in: folder, input: "QUIT\n").finish()
    }

    /// The command line comes first, then the file, then the machine's own name.
    @Test(arguments: [([], "EHLO own.test"), (["--name", "other.test"], "EHLO other.test")])
    func theNameIsSaidWithoutAScreenToo(flags: [String], line: String) throws {
        let outcome = try Self.run(
            ["connect", "lab:healthy", "--plain", "--tls", "starttls"] + flags,
            with: "name = \"own.test\"\n")

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(outcome.text.contains(line), "\(outcome.text)")
    }

    /// What the program shows as its setting is what it does.
    @Test(arguments: [([], "off"), (["--no-mouse"], "on")])
    func aMouseThatIsLeftToTheTerminalIsShownAsOff(flags: [String], next: String) throws {
        let outcome = try Self.run(
            ["lab"] + flags, with: "mouse = true\n",
            keys: "expect-text 220\nline :mouse\nexpect-text mouse \(next)\n")

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    }
}
