import Glibc
import TestSupport
import Testing

/// Themes in the user's configuration folder.
@Suite("Themes of the user's own")
struct OwnThemeTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        for part in ["/smtpscope", "/smtpscope/themes"] { mkdir(folder.path + part, 0o700) }
    }

    private func add(_ name: String, _ lines: String) throws {
        _ = try folder.file(
            "smtpscope/themes/\(name).toml", "schema = 1\nname = \"\(name)\"\n\(lines)\n")
    }

    private func run(_ arguments: [String]) throws -> Outcome {
        try Scope.run(arguments, environment: ["XDG_CONFIG_HOME=\(folder.path)"])
    }

    @Test func theyAreListedAndWin() throws {
        try add("mine", "inherits = \"default-dark\"\ndescription = \"my own\"")
        try add("mono", "inherits = \"mono\"\ndescription = \"mine, too\"")

        let lines = try run(["theme", "list"]).lines

        #expect(lines.contains { $0.hasPrefix("mine") && $0.hasSuffix("my own (yours)") })
        #expect(lines.filter { $0.hasPrefix("mono") }.count == 1)
        #expect(lines.contains { $0.hasPrefix("mono") && $0.hasSuffix("mine, too (yours)") })
    }

    @Test(arguments: [["lab", "--theme", "odd"], ["lab"]])
    func aMistakeIsToldOnTheScreenAndTheRestIsUsed(arguments: [String]) throws {
        try add("odd", "inherits = \"default-dark\"\n[palette]\nbad = \"#zzz\"")
        let script = try folder.file(
            "x.ui",
            (arguments.count > 1 ? "" : "expect-text 220 lab.test\nline :theme odd\n")
                + "expect-text odd.toml:5:\nexpect-text :log\nexpect-text 220 lab.test\n"
                + "line :log\nexpect-text unknown colour\n")

        let outcome = try run(arguments + ["--ui-script", script])

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    }
}
