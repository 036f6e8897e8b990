import Glibc
import TestSupport
import Testing

/// Scripts from the shell: what is printed when, and how a run is ended.
@Suite("Runs of scripts")
struct ScriptRunTests {
    private static let silent: [ScriptedServer.Step] = [.send("220 hi\r\n"), .line, .silence]

    @Test func resultsAreToldInTheOrderOfTheFiles() throws {
        let folder = try Folder()
        _ = try folder.file(
            "a.smtp", "@pace 100 bytes/s\nEHLO a-name-that-takes-a-while.example\n")
        for name in ["b", "c", "d"] { _ = try folder.file("\(name).smtp", "EHLO a.example\n") }

        let outcome = try Scope.run(["run", folder.path, "--jobs", "4", "--to", "lab:healthy"])

        #expect(outcome.status == .exited(0), "\(outcome)")
        let files = outcome.text.split(separator: "\n").compactMap { line -> Substring? in
            guard line.hasPrefix("PASS ") else { return nil }
            return line.split(separator: " ")[1].split(separator: "/").last
        }
        #expect(files == ["a.smtp", "b.smtp", "c.smtp", "d.smtp"])
    }

    @Test func whatWasNotBegunIsCounted() throws {
        let folder = try Folder()
        for name in ["a", "b", "c"] { _ = try folder.file("\(name).smtp", "NOOP\n< 550\n") }

        let outcome = try Scope.run(["run", folder.path, "--to", "lab:healthy"])

        #expect(outcome.status == .exited(4), "\(outcome)")
        #expect(outcome.text.contains("\n2 not run: one failed"))
    }

    @Test func oneRunIsRecordedWhereItIsWanted() throws {
        let folder = try Folder()
        let script = try folder.file("a.smtp", "NOOP\n")
        let file = folder.path + "/x.smtprec"
        let order = ["run", script, "--to", "lab:healthy", "--record", file]

        let one = try Scope.run(order)
        let two = try Scope.run(order + [script])

        #expect(one.status == .exited(0), "\(one)")
        #expect(try Scope.run(["rec", "verify", file]).status == .exited(0))
        #expect(two.status == .exited(1))
        #expect(two.errorText.contains("--record keeps one script"))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aRunThatIsStoppedReportsWhatItReached(signal: Int32) throws {
        let server = try ScriptedServer(Self.silent)
        let folder = try Folder()
        let script = try folder.file("a.smtp", "@section \"greets\"\n@connect\n< 220\nEHLO a\n")
        let report = folder.path + "/report.tap"
        let program = try PtyProgram(
            [
                Scope.path, "run", script, script, "--to", server.address, "--report",
                "tap=\(report)",
            ], environment: Scope.environment(home: folder.path, ["TERM=xterm"]))

        #expect(program.wait { $0.text.contains("0 of 2 done, running: ") })
        #expect(program.wait { _ in server.report.text.contains("EHLO") })
        kill(program.process, signal)

        #expect(program.finish() == .exited(128 + signal))
        #expect(program.text.contains("the run was stopped"))
        #expect(program.text.contains("1 not run: stopped"))
        #expect(FileText.read(report).contains("not ok 1"))
    }

    @Test func theTerminalIsItsOwnAgainBehindASecret() throws {
        let folder = try Folder()
        let script = try folder.file("a.smtp", "@secret word\nNOOP ${word}\n")
        let program = try PtyProgram(
            [Scope.path, "run", script, "--to", "lab:healthy"],
            environment: Scope.environment(home: folder.path, ["TERM=xterm"]))

        #expect(program.wait { $0.text.contains("The value of word") && !$0.isCooked })
        program.press("\u{03}")

        #expect(program.finish() == .exited(130))
        #expect(program.isCooked)
    }
}
