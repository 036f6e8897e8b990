import TestSupport
import Testing

/// What a run that fails says, and where.
@Suite("Failures of scripts")
struct ScriptFailureTests {
    private func run(
        _ script: String, to target: String, _ flags: [String] = []
    ) throws -> Outcome {
        let folder = try Folder()
        let path = try folder.file("a.smtp", script)
        return try Scope.run(["run", path, "--to", target] + flags)
    }

    /// Everybody can read a report that is piped.
    @Test(arguments: [
        ("json", "{\"smtpscope\":1"), ("tap", "TAP version 13\n"), ("junit", "<?xml"),
        ("html", "<!DOCTYPE html>"), ("md", "# SMTP scripts"),
    ])
    func aReportHasStandardOutputToItself(kind: String, start: String) throws {
        let outcome = try run(
            "## Hello\nNOOP\n< 550\n", to: "lab:healthy", ["--report", "\(kind)=-"])

        #expect(outcome.status == .exited(4), "\(outcome)")
        #expect(outcome.text.hasPrefix(start))
        #expect(!outcome.text.contains("## Hello") && !outcome.text.contains("recording: "))
        #expect(outcome.errorText.hasPrefix("## Hello\nFAIL "), "\(outcome.errorText)")
    }

    @Test func onlyOneReportHasIt() throws {
        let outcome = try run(
            "NOOP\n", to: "lab:healthy", ["--report", "json=-", "--report", "tap=-"])

        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test func aRunOfNothingIsNotGreen() throws {
        let outcome = try run(
            "@tag slow\nNOOP\n", to: "lab:healthy",
            ["--tag", "nosuch", "--report", "junit=-"])

        #expect(outcome.status == .exited(2), "\(outcome)")
        #expect(outcome.errorText.contains("no script has the tag \"nosuch\""))
        #expect(outcome.text.contains("errors=\"1\""))
    }

    /// Target, script, and what is said.
    @Test(arguments: [
        ("lab:silent", "@timeout 1s\n@connect\n", "no-greeting"),
        ("lab:tarpit", "@timeout 1s\nEHLO a.example\n", "timeout"),
        (
            "lab:relay-denied", "EHLO a.example\nMAIL FROM:<a@b.test>\nRCPT TO:<x@e.test>\n",
            "relay-denied"
        ),
        ("lab:too-many-connections", "EHLO a.example\nEHLO a.example\n", "too-many-connections"),
        ("127.0.0.1:1", "@connect\n", "connect-refused"),
        ("lab:healthy", "@connect tls=implicit\n", "plain-port-spoken-tls"),
    ])
    func aFailureHasADiagnosisAndSomethingToTry(
        target: String, script: String, name: String
    ) throws {
        let outcome = try run(script, to: target)

        #expect(outcome.text.contains("= diagnosis: \(name) ("), "\(outcome.text)")
        #expect(outcome.text.contains("= try: "), "\(outcome.text)")
    }

    @Test(arguments: [
        "@connect\n< fails timeout\n< diagnosis no-greeting\n",
        "@connect\n< silence 1s\n< diagnosis no-greeting\n",
    ])
    func aSilentServerIsDiagnosedAsOnTheScreen(script: String) throws {
        let folder = try Folder()
        let recording = folder.path + "/x.smtprec"
        let outcome = try run(
            "@timeout 1s\n" + script, to: "lab:silent", ["--record", recording])

        #expect(outcome.status == .exited(0), "\(outcome)")
        let told = try Scope.run(["explain", recording])
        #expect(told.text.contains("The server does not greet"), "\(told.text)")
    }

    @Test func whatCameOfAGreetingWithoutAnEndIsShown() throws {
        let server = try ScriptedServer([.send("220 wait for it"), .silence])
        let outcome = try run("@timeout 1s\n@connect\n< 220\n", to: server.address)

        #expect(outcome.status == .exited(3), "\(outcome)")
        #expect(outcome.text.contains("|   220 wait for it\n"), "\(outcome.text)")
        #expect(outcome.text.contains("(the line was begun and not ended)"))
    }

    /// The line is younger than what shows one by itself.
    @Test func halfALineIsNoSilence() throws {
        let server = try ScriptedServer([
            .send("220 hi\r\n"), .line, .send("250 ok\r\n421-half"), .silence,
        ])
        let outcome = try run(
            "@timeout 2s\nNOOP\n< 250\n@wait 300ms\n< silence 300ms\n", to: server.address)

        #expect(outcome.status == .exited(4), "\(outcome)")
        #expect(outcome.text.contains("expected silence 300ms, but only half a line came\n"))
        #expect(outcome.text.contains("|   421-half\n"), "\(outcome.text)")
    }

    @Test(arguments: ["json", "junit", "tap", "html", "md", "plain"])
    func aLoginTypedByHandIsInNoReport(kind: String) throws {
        let response = "AGFubgB3b25kZXJsYW5k"
        let outcome = try run(
            """
            EHLO a.example
            AUTH PLAIN \(response)
            < 299
            @section "login"
            RSET
            AUTH LOGIN
            YW5u
            d29uZGVybGFuZA==
            < 299
            """, to: "lab:healthy", ["--report", "\(kind)=-"])

        #expect(outcome.status == .exited(4), "\(outcome)")
        for form in [response, "wonderland", "d29uZGVybGFuZA"] {
            #expect(!outcome.text.contains(form), "\(outcome.text)")
            #expect(!outcome.errorText.contains(form), "\(outcome.errorText)")
        }
        #expect(outcome.errorText.contains("AUTH PLAIN [auth1]"))
    }

    @Test func aVariableThatIsNotSetIsNamed() throws {
        let outcome = try run(
            "@secret p from env SMTPSCOPE_NO_SUCH\nNOOP ${p}\n", to: "lab:healthy")

        #expect(outcome.status == .exited(2), "\(outcome)")
        #expect(outcome.text.contains("a.smtp:1: "))
        #expect(outcome.text.contains("the environment variable SMTPSCOPE_NO_SUCH is not set"))
    }
}
