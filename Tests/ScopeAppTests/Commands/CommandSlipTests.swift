import ScopeApp
import Testing

struct CommandSlipTests {
    private static let commands = ["connect", "lab", "run", "check", "serve", "help"]

    private func problem(_ words: String...) -> String? {
        CommandSlip.problem(in: words, commands: Self.commands)
    }

    @Test func aMistypedCommandIsNoHost() {
        #expect(
            problem("chekc", "x.smtp")
                == "there is no command \"chekc\", did you mean \"check\"? A host of that name is "
                + "reached with: smtpscope connect chekc")
        #expect(problem("Check") != nil)
        #expect(problem("server", "--plain") != nil)
        #expect(problem("rnu", "x.smtp") != nil)
    }

    @Test(arguments: [
        ["check", "x"], ["smtp"], ["localhost"], ["mail"], ["mx"], ["serve.example"],
        ["serve:25"], ["[::1]"], ["/run/lmtp"], ["lab:healthy"], ["rub"], ["rub", "--plain"],
        ["--plain"], [], [""],
    ])
    func anythingElseMayBeOne(words: [String]) {
        #expect(CommandSlip.problem(in: words, commands: Self.commands) == nil)
    }

    @Test func whatIsNoCommandHasNoHelp() {
        #expect(
            CommandSlip.noHelp(on: "chekc", commands: Self.commands)
                == "there is no command \"chekc\", did you mean \"check\"?")
        #expect(
            CommandSlip.noHelp(on: "nonsense", commands: ["show", "list"])
                == "there is no command \"nonsense\": there are show, list")
    }
}
