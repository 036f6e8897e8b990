import ArgumentParser
import ScopeApp

/// How the screen looks; overrides the configuration file.
struct ScreenFlags: ParsableArguments {
    @Option(help: ArgumentHelp("A theme's name; see 'smtpscope theme list'.", valueName: "name"))
    var theme: String?

    @Option(help: ArgumentHelp("Explanations: off, brief or full.", valueName: "level"))
    var annotations: String?

    @Flag(help: "Use no colour at all; NO_COLOR does the same.")
    var mono = false

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    @Option(
        help: ArgumentHelp(
            "Play this file of keys and expectations on a screen that nobody sees.",
            valueName: "file", visibility: .hidden))
    var uiScript: String?

    var plan: ScreenPlan {
        ScreenPlan(
            theme: theme, annotations: annotations, usesColour: !mono, isASCII: ascii,
            usesMouse: !noMouse, uiScript: uiScript)
    }

    /// Those that were given, as typed.
    var given: [String] {
        names([
            "--theme": theme != nil, "--annotations": annotations != nil, "--mono": mono,
            "--ascii": ascii, "--no-mouse": noMouse, "--ui-script": uiScript != nil,
        ])
    }

    func validate() throws {
        if let problem = plan.problem { throw ValidationError(problem) }
    }
}
