import TestSupport
import Testing

@Suite("Scripts on the screen")
struct ScreenScriptTests {
    private static let text = """
        ## We say who we are.
        EHLO client.example
        < has PIPELINING
        MAIL FROM:<ann@example.org>
        < 550

        """

    @Test(arguments: 0..<3)
    func runWithStepOpensTheScreenAndReports(size: Int) throws {
        let folder = try Folder()
        let script = try folder.file("t.smtp", Self.text)
        let report = "\(folder.path)/report.tap"
        let session = try ScreenSession(
            "run \(script) --step --to lab:healthy --report tap=\(report)",
            size: ScreenSession.sizes[size], readyWhen: "F5 line 2: EHLO")

        session.tmux.press("F5")
        session.expect("F5 line 4: MAIL")
        session.tmux.press("F9")
        session.expect("expected 550, but got 250", "^^^^^")
        session.tmux.press("Escape")
        session.expectGone("^^^^^")
        session.quit()
        session.expect("recording: ")

        #expect(FileText.read(report).contains("not ok 1"))
    }

    @Test func stepWithoutATerminalSaysSo() throws {
        let folder = try Folder()
        let script = try folder.file("t.smtp", Self.text)

        let outcome = try Scope.run(["run", script, "--step", "--to", "lab:healthy"])

        #expect(outcome.status == .exited(2), "\(outcome)")
        #expect(outcome.errorText.contains("--step opens the screen and needs a terminal"))
    }

    @Test func twoConnectionsTakeTurnsOnTheScreen() throws {
        let folder = try Folder()
        let script = try folder.file(
            "two.smtp",
            """
            @lab healthy
            @connect as a
            @connect as b
            @pace 200 bytes/s
            EHLO b.example
            @pace off
            @use a
            EHLO a.example
            @use b
            QUIT
            @use a
            QUIT

            """)
        let session = try ScreenSession(
            "run \(script) --step", readyWhen: "F5 line 2: @connect as a")

        session.tmux.press("F9")
        session.expect("two.smtp passed")
        session.quit()
        session.expect("PASS")
    }

    @Test(arguments: 0..<3)
    func aScriptIsSteppedAndTheSessionSaved(size: Int) throws {
        let folder = try Folder()
        let script = try folder.file("t.smtp", Self.text)
        let session = try ScreenSession(size: ScreenSession.sizes[size])
        session.expect("220 lab.test")

        session.send(":script load \(script)")
        session.expect("F5 line 2: EHLO")
        session.tmux.press("F5")
        session.expect("F5 line 4: MAIL")
        session.tmux.press("F5")
        session.expect("expected 550, but got 250", "^^^^^")
        session.tmux.press("Escape")
        session.expectGone("^^^^^")
        session.send("< 250 sender")
        session.expect("does not hold")
        session.send("< 250 \"letter begins\"")
        session.expect("it holds", "and got 250 2.1.0")
        session.send("@section \"the end\"")
        session.expect("section: the end")
        session.send("@mark \"here\"")
        session.expect("mark: here")
        session.send("QUIT")
        session.expect("221 2.0.0")
        session.send(":save \(folder.path)/s.smtp")
        session.expect("saved")
        session.quit()

        let outcome = try Scope.run(["run", "\(folder.path)/s.smtp", "--to", "lab:healthy"])
        #expect(outcome.status == .exited(0), "\(outcome)")
        let saved = FileText.read("\(folder.path)/s.smtp")
        #expect(saved.contains("MAIL FROM:<ann@example.org>"))
        #expect(saved.contains("\n< 250 2.1.0\n< 250 \"letter begins\"\n"), "\(saved)")
        #expect(saved.contains("\n@section \"the end\"\n@mark \"here\"\nQUIT\n"), "\(saved)")
    }

    /// What a script cannot keep for certain is said when it is saved.
    @Test func aSecretThatWasTypedIsSavedByItsName() throws {
        let folder = try Folder()
        let session = try ScreenSession(environment: ["PW=wonderland"], readyWhen: "220 lab.test")
        session.send("@secret pw from env PW")
        session.send("NOOP ${pw}")
        session.expect("NOOP [pw]", "250 2.0.0")
        session.send(":save \(folder.path)/s.smtp")
        session.expect("1 thing in it may differ")
        session.quit()

        let saved = FileText.read("\(folder.path)/s.smtp")
        #expect(saved.contains("\n@secret pw from env SMTP_PW, prompt\n"), "\(saved)")
        #expect(saved.contains("in base64\nNOOP ${pw}\n< 250 2.0.0\n"), "\(saved)")
        let outcome = try Scope.run(
            ["run", "\(folder.path)/s.smtp"], environment: ["SMTP_PW=wonderland"])
        #expect(outcome.status == .exited(0), "\(outcome)")
    }
}
