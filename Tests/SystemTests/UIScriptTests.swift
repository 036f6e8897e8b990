import TestSupport
import Testing

/// What a person does and sees, as files, on the real program without a terminal. The first line of
/// each names its command, as in `# smtpscope lab`.
@Suite("Scripts for the screen")
struct UIScriptTests {
    private static let folder = Scope.root + "/Tests/SystemTests/Screens"
    static let names = FileText.names(in: folder).filter { $0.hasSuffix(".ui") }.sorted()

    @Test(arguments: names)
    func everyScriptIsPlayedToItsEnd(name: String) throws {
        let path = Self.folder + "/" + name
        let first = FileText.read(path).prefix { $0 != "\n" }
        let command = try #require(
            first.hasPrefix("# smtpscope") ? first.dropFirst(11).split(separator: " ") : nil)
        let outcome = try Scope.run(
            command.map(String.init) + ["--ui-script", path])

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(outcome.text.isEmpty)
    }

    @Test func thereAreScripts() { #expect(Self.names.count >= 60) }

    private func play(
        _ script: String, _ arguments: [String] = ["lab"], environment: [String] = []
    ) throws -> Outcome {
        let folder = try Folder()
        let path = try folder.file("x.ui", script)
        return try Scope.run(arguments + ["--ui-script", path], environment: environment)
    }

    private static let upToDATA =
        "expect-text 220 lab.test\n"
        + ["EHLO me.test", "MAIL FROM:<a@lab.test>", "RCPT TO:<bob@lab.test>", "DATA"]
        .map { "line \($0)\nwait-idle\n" }.joined()

    @Test(arguments: [
        ("false", "the editor 'false' failed, so nothing was taken over"),
        ("/nonexistent/vi", "the editor '/nonexistent/vi' failed"), ("true", "nothing sent"),
    ])
    func anEditorThatGivesNothingSendsNothing(editor: String, words: String) throws {
        let outcome = try play(
            Self.upToDATA + "key F4\nexpect-text \(words)\nexpect-text data>\n",
            environment: ["EDITOR=\(editor)"])

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    }

    @Test func anAttemptThatGoesNowhereIsCancelled() throws {
        let door = try FullListener()
        let outcome = try play(
            "expect-status waiting for\nkey C-c\nexpect-text cancelled\nwait-idle\n"
                + "expect-status OFFLINE\nline :cancel\nkey C-c\nexpect-text Quit smtpscope?\n",
            ["connect", "127.0.0.1:\(door.port)"])

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    }

    @Test func whatDoesNotComeIsToldWithTheScreen() throws {
        let outcome = try play("expect-text 220 lab.test\npatience 0.01\nexpect-text 221 bye\n")

        #expect(outcome.status == .exited(4))
        #expect(outcome.errorText.contains("x.ui:3: expect-text 221 bye: "))
        #expect(outcome.errorText.contains("S< 220 lab.test"))
    }

    @Test func aProgramThatLeavesEarlyIsTold() throws {
        let outcome = try play("key C-q y\nexpect-text 220\n")

        #expect(outcome.status == .exited(4))
        #expect(outcome.errorText.contains("x.ui:2: expect-text 220: the program ended"))
    }

    @Test func whatIsNoStepIsAUsageError() throws {
        let outcome = try play("expect-text 220\npress Enter\n")

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("x.ui:2: \"press Enter\" is no step: use key"))
    }

    @Test func aScriptThatIsMissingIsASentence() throws {
        let outcome = try Scope.run(["lab", "--ui-script", "/nonexistent.ui"])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("cannot read /nonexistent.ui"))
        #expect(outcome.errorText.split(separator: "\n").count == 1)
    }

    @Test func aRecordedSessionIsShownTheSameEachTime() throws {
        let folder = try Folder()
        let path = folder.path + "/x.smtprec"
        let run = try Scope.run(
            ["connect", "lab:healthy", "--json", "--record", path],
            input: "EHLO me.test\nMAIL FROM:<a@lab.test>\nRCPT TO:<b@far.test>\n")
        #expect(run.status == .exited(24))
        let script = """
            wait-idle
            save-frame
            resize 120x36
            save-frame
            key Esc g g
            save-frame
            resize 40x12
            save-frame
            """

        let frames = try (0..<2).map { _ in try play(script, ["open", path]).text }

        #expect(frames[0].contains("S! 554 5.7.1"))
        #expect(frames[0].split(separator: "\n").count == 2 * (24 + 36 + 36 + 12) + 4)
        #expect(frames[0] == frames[1])
    }
}
