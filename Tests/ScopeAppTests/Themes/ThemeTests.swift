import TerminalCore
import Testing

@testable import ScopeApp

@Suite struct ThemeTests {
    private let shelf = ThemeShelf(folder: "/nonexistent")

    private func document(_ text: String, file: String = "x.toml") throws -> ThemeDocument {
        try ThemeFile.document(from: Array(text.utf8), file: file)
    }

    @Test(arguments: ThemeShelf.shippedNames)
    func everyShippedThemePassesItsOwnCheck(name: String) throws {
        let theme = try shelf.theme(named: name)

        #expect(theme.name == name)
        #expect(theme.problems.isEmpty)
        #expect(theme.findings().isEmpty)
        #expect(!theme.description.isEmpty)
        #expect(
            ThemeCommands.check(name, shelf) == .init(text: "\(name): no problems\n", exitCode: 0))
    }

    @Test(arguments: ThemeShelf.shippedNames)
    func everyShippedThemeResolvesAtEveryDepth(name: String) throws {
        let theme = try shelf.theme(named: name)
        for depth in Depth.allCases {
            let resolved = ResolvedTheme(theme, depth: depth)
            for role in Role.allCases {
                for paint in [resolved[role].foreground, resolved[role].background] {
                    switch paint {
                    case .terminal: break
                    case .index(let number):
                        #expect(depth != .mono && (depth != .c16 || number < 16))
                    case .rgb: #expect(depth == .truecolor)
                    }
                }
            }
        }
    }

    @Test func nineThemesAreShippedAndTheDefaultComesFirst() {
        #expect(
            ThemeShelf.shippedNames == [
                "default-dark", "default-light", "terminal", "high-contrast-dark",
                "high-contrast-light", "mono", "cvd-safe-dark", "cvd-safe-light", "projector",
            ])
        let list = ThemeCommands.list(shelf)
        #expect(list.text.split(separator: "\n").count == 9)
    }

    @Test func problemsNameTheFileAndTheLine() throws {
        let theme = Theme(documents: [
            try document(
                """
                schema = 1
                name = "x"
                variant = "grey"
                colour = 3

                [palette]
                ok = { rgb = "#12345", c256 = 300, c16 = "pink" }
                a = "b"
                b = "a"

                [base]
                fg = "nosuch"
                foo = "ok"

                [style]
                "reply.6xx" = "ok"
                "reply.5xx" = { fg = "ok", attr = ["blink"], shade = 3 }
                """)
        ])

        let problems = theme.problems.map(\.description)

        #expect(problems.contains("x.toml:3: variant must be \"dark\", \"light\" or \"any\""))
        #expect(problems.contains("x.toml:4: unknown key \"colour\""))
        #expect(problems.contains("x.toml:7: rgb must be written as #rrggbb"))
        #expect(problems.contains("x.toml:7: c256 must be a number from 0 to 255"))
        #expect(problems.contains { $0.hasPrefix("x.toml:7: c16 must be one of black, red") })
        #expect(problems.contains("x.toml:8: \"a\" leads back to itself"))
        #expect(problems.contains { $0.hasPrefix("x.toml:12: unknown colour \"nosuch\"") })
        #expect(problems.contains { $0.hasPrefix("x.toml:13: unknown key \"foo\" in [base]") })
        #expect(problems.contains { $0.hasPrefix("x.toml:16: unknown role \"reply.6xx\"") })
        #expect(problems.contains { $0.hasPrefix("x.toml:17: unknown attribute") })
        #expect(problems.contains("x.toml:17: unknown key \"shade\" in a style"))
    }

    @Test func syntaxErrorsNameTheLine() {
        #expect {
            try document("schema = 1\nname = \n")
        } throws: { error in
            "\(error)".hasPrefix("x.toml:2: ") && (error as? ThemeError)?.code == .syntax
        }
        #expect(throws: ThemeError.self) {
            try ThemeFile.document(from: [0xFF, 0x00], file: "x.toml")
        }
    }

    @Test func aRoleTakesWhatItLacksFromShorterNamesThenBaseThenTheParent() throws {
        let theme = Theme(documents: [
            try document(
                """
                name = "child"
                inherits = "parent"
                [palette]
                red = "#ff0000"
                [base]
                error = "#110000"
                [style]
                "line.client" = { fg = "#000001", attr = ["italic"] }
                line.client.verb = { bg = "#000002" }
                """),
            try document(
                """
                name = "parent"
                [palette]
                red = "#aa0000"
                [style]
                "reply.4xx" = { fg = "red", attr = ["underline"] }
                "reply.5xx" = { fg = "red", attr = ["underline"] }
                """, file: "parent.toml"),
        ])

        let verb = theme.style(of: .lineClientVerb)
        #expect(verb.foreground?.rgb == RGB(0, 0, 1))
        #expect(verb.background?.rgb == RGB(0, 0, 2))
        #expect(verb.attributes == .italic)
        #expect(theme.style(of: .reply4xx).foreground?.rgb == RGB(255, 0, 0))
        #expect(theme.style(of: .reply5xx).foreground?.rgb == RGB(0x11, 0, 0))
        #expect(theme.style(of: .reply5xx).attributes == .underline)
        #expect(theme.problems.isEmpty)
    }

    @Test func unknownNamesAreAnsweredWithTheKnownOnes() {
        for name in ["nosuch", "../etc/passwd", ""] {
            let answer = ThemeCommands.show(name, shelf)
            #expect(answer.exitCode == 2)
            #expect(answer.text.contains("default-dark, default-light"))
        }
        #expect(ThemeCommands.check("/nonexistent/x.toml", shelf).exitCode == 2)
    }

    @Test func showHasALineForEveryRole() {
        let text = ThemeCommands.show("default-dark", shelf).text

        #expect(text.split(separator: "\n").count == Role.allCases.count + 1)
        #expect(text.contains("reply.5xx"))
    }
}
