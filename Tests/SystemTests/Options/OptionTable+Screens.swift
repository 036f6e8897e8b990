/// Options of everything that opens the screen.
extension OptionTable {
    private static func isColoured(_ screen: String) -> Bool {
        (30..<38).contains { screen.contains("\u{1B}[\($0)m") } || screen.contains("\u{1B}[38;")
    }

    /// `ScreenFlags`, but for what is explained. The run needs no terminal of its own.
    static func screen(_ run: OptionRun) -> [OptionEffect] {
        let drawn = run.with { $0.isOnTerminal = true }
        let isDrawn: @Sendable (OptionPlay) -> Bool = { $0.screen.contains("\u{1B}[?1049h") }
        return [
            OptionEffect("--theme", "mono", drawn) { isDrawn($0) && !isColoured($0.screen) },
            OptionEffect("--mono", nil, drawn) { isDrawn($0) && !isColoured($0.screen) },
            OptionEffect("--ascii", nil, drawn) { isDrawn($0) && !$0.screen.contains("─") },
            OptionEffect(
                "--no-mouse", nil, drawn.with { $0.configuration = "mouse = true\n" }
            ) {
                isDrawn($0) && !$0.screen.contains("\u{1B}[?1002h")
            },
            OptionEffect(
                "--ui-script", "&/own.ui",
                run.with { $0.copies = ["own.ui": "%/frame.ui"] }
            ) { $0.text.contains("─") },
        ]
    }

    /// What is explained beside the dialogue, which these steps lead to.
    static func annotations(_ run: OptionRun, after steps: String = "wait-idle") -> OptionEffect {
        let keys = "wait-idle\n\(steps)\nwait-idle\nsave-frame\n"
        return OptionEffect("--annotations", "off", run.with { $0.keys = keys }) { play in
            let lines = play.text.split(separator: "\n").map { $0.drop { $0 == " " } }
            return play.text.contains("220 ") && !lines.contains { $0.hasPrefix("|  ") }
        }
    }
}
