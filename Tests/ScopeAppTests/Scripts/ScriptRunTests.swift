import Dispatch
import Glibc
import SMTPCore
import SMTPScript
import SMTPTrace
import TestSupport
import Testing

@testable import ScopeApp

/// Scripts through the real engine, against the lab in memory.
@Suite(.serialized) struct ScriptRunTests {
    private static let examples =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(4).joined(separator: "/") + "/examples/"

    /// A folder of its own for each test.
    private let place: Folder
    private var folder: String { place.path }

    init() throws { place = try Folder() }

    private func run(
        _ paths: [String], to target: String? = nil, _ change: (inout ScriptRun) -> Void = { _ in }
    ) async -> Int32 {
        var run = ScriptRun(paths: paths, plan: .none)
        run.target = target
        run.recordings = folder
        if paths.contains(where: Self.logsIn) {
            run.variables["password"] = Array("wonderland".utf8)
        }
        change(&run)
        return await withCheckedContinuation { [run] continuation in
            // Not in the tests' pool of few threads: whatever waits there would wait for us.
            DispatchQueue(label: "script run").async { continuation.resume(returning: run.run()) }
        }
    }

    /// Whether a script asks for the password.
    private static func logsIn(_ path: String) -> Bool {
        (try? Files.read(path)).map { $0.text.contains("@secret password") } ?? false
    }

    private func script(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try Files.write(Array(text.utf8), to: path)
        return path
    }

    /// A script that never comes to a handshake would not have said so.
    @Test func certificatesThatCannotBeReadAreNamedFirst() async throws {
        let path = try script("a.smtp", "NOOP\n")

        #expect(await run([path], to: "lab:healthy") { $0.plan.authorities = "/nonexistent" } == 1)
        #expect(access(recording(of: path), F_OK) != 0)
        #expect(await run([path], to: "lab:healthy") == 0)
    }

    /// Where it is recorded.
    private func recording(of script: String) -> String {
        folder + "/" + RecordingNames.names(of: [script])[0]
    }

    private func report(_ kind: String) throws -> (ScriptRun.Report, path: String) {
        let path = "\(folder)/report.\(kind)"
        return (try #require(ScriptRun.Report("\(kind)=\(path)")), path)
    }

    @Test(arguments: [
        "01-hello", "02-first-message", "03-submission", "05-greylisting", "07-pipelining",
        "12-lost-connection", "13-mx-check", "14-lmtp", "15-auth-mechanisms",
    ])
    func examplesPassThroughTheEngine(name: String) async {
        #expect(await run([Self.examples + name + ".smtp"]) == 0)
    }

    @Test(arguments: [
        ("04-open-relay", "open-relay"), ("08-starttls-injection", "starttls-injection"),
        ("09-smuggling", "smuggling"),
    ])
    func faultyServersAreCaught(name: String, lab: String) async {
        #expect(await run([Self.examples + name + ".smtp"], to: "lab:" + lab) == 4)
    }

    @Test func aDiagnosisKnowsTheWholeSession() async throws {
        let relay = try script(
            "relay.smtp",
            """
            EHLO client.example
            MAIL FROM:<ann@example.org>
            RCPT TO:<kim@elsewhere.example>
            < diagnosis open-relay
            RSET
            < not diagnosis open-relay

            """)
        let smuggled = try script(
            "smuggled.smtp",
            """
            EHLO client.example
            MAIL FROM:<ann@example.org>
            RCPT TO:<bob@lab.test>
            DATA
            @raw "hello\\n.\\n"
            < diagnosis smuggling

            """)

        #expect(await run([relay], to: "lab:open-relay") == 0)
        #expect(await run([relay], to: "lab:healthy") == 4)
        #expect(await run([smuggled], to: "lab:smuggling") == 0)
    }

    /// Below @starttls it is that of the certificate, or of the refusal.
    @Test func aDiagnosisOfAHandshakeIsTheCertificates() async throws {
        let expired = try script(
            "expired.smtp", "EHLO a\n@starttls verify=none\n< diagnosis tls-cert-expired\n")
        let broken = try script(
            "broken.smtp", "EHLO a\n@starttls\n< 454\n< diagnosis tls-unavailable\n")

        #expect(await run([expired], to: "lab:cert-expired") == 0)
        #expect(await run([expired], to: "lab:healthy") == 4)
        #expect(await run([broken], to: "lab:starttls-broken") == 0)
    }

    @Test func aScriptThatCannotRunStopsAllBeforeAnythingIsSent() async throws {
        let bad = try script("bad.smtp", "@startls\n")
        let good = try script("good.smtp", "NOOP\n")

        #expect(await run([good, bad], to: "lab:healthy") == 2)
        #expect(await run([folder + "/missing.smtp"]) == 2)
        #expect(access(recording(of: good), F_OK) != 0)
    }

    /// What it was to change would stay as it is.
    @Test func aVariableThatIsNearlyOneOfAScriptsIsRefused() async throws {
        let paths = try [
            script("a.smtp", "@var to = \"a@lab.test\"\nNOOP\n"),
            script("b.smtp", "NOOP ${word}\n"),
        ]

        let known = await run(paths, to: "lab:healthy") {
            $0.variables = ["to": Array("b@lab.test".utf8), "word": Array("x".utf8)]
        }
        let slip = await run(paths, to: "lab:healthy") {
            $0.variables = ["too": Array("b@lab.test".utf8), "word": Array("x".utf8)]
        }
        let unused = await run(paths, to: "lab:healthy") {
            $0.variables = ["password": Array("x".utf8), "word": Array("x".utf8)]
        }

        #expect(known == 0)
        #expect(slip == 2)
        #expect(unused == 0)
    }

    @Test(arguments: ["", "# nothing\n## to do\n", "@lab healthy\n", "@lab healthy\n@var x = 1\n"])
    func aScriptThatDoesNothingHasNotPassed(text: String) async throws {
        let path = try script("empty.smtp", text)
        let (report, file) = try report("tap")

        #expect(await run([path], to: "lab:healthy") { $0.reports = [report] } == 2)
        #expect(try Files.read(file).text.contains("there is nothing to run in it"))
    }

    /// A folder of tests holds what they include, too.
    @Test func besideOthersItIsSkipped() async throws {
        let paths = [try script("a.smtp", "@var x = 1\n"), try script("b.smtp", "NOOP\n")]
        let (report, file) = try report("tap")

        #expect(await run(paths, to: "lab:healthy") { $0.reports = [report] } == 0)
        let text = try Files.read(file).text
        #expect(text.contains("SKIP there is nothing to run in it"))
    }

    @Test(arguments: [
        ("To", "to", true), ("tO", "to", true), ("TO", "from", false), ("so", "to", false),
        ("sendr", "sender", true), ("SENDR", "sender", true), ("host", "port", false),
    ])
    func aNameOfAnotherCaseIsASlip(word: String, name: String, isSlip: Bool) {
        #expect(ScriptRun.isSlip(word, for: name) == isSlip)
    }

    @Test func theFolderOfRecordingsIsMade() async throws {
        let path = try script("a.smtp", "NOOP\n")

        let made = await run([path], to: "lab:healthy") { $0.recordings = folder + "/x/y" }
        let impossible = await run([path], to: "lab:healthy") { $0.recordings = path + "/x" }

        #expect(made == 0)
        #expect(access(folder + "/x/y/" + RecordingNames.names(of: [path])[0], F_OK) == 0)
        #expect(impossible == 1)
    }

    /// A password that is a keyword hides nothing of what the server offers.
    @Test func aPasswordMayBeAKeyword() async throws {
        let text = """
            @lab healthy
            @secret password from env NOSUCH
            EHLO a.example
            < text /STARTTLS/
            @starttls
            EHLO a.example
            < has AUTH PLAIN
            @auth plain user=ann password=${password}
            < 535
            """

        for word in ["STARTTLS", "PLAIN", "AUTH", "lab.test", "password"] {
            let code = await run([try script("\(word).smtp", text)]) {
                $0.variables["password"] = Array(word.utf8)
            }
            #expect(code == 0, "\(word)")
        }
    }

    /// Too short to be looked for in what others say, but not where it stands itself.
    @Test func aShortPasswordStandsInNoReport() async throws {
        let path = try script(
            "a.smtp",
            """
            @lab healthy
            @secret password from env NOSUCH
            EHLO a.example
            @starttls
            EHLO a.example
            ## the word is ${password}
            @auth plain user=ann password=${password}
            < 235
            """)

        for kind in ["json", "html", "junit", "md", "tap"] {
            let (report, file) = try report(kind)
            let code = await run([path]) {
                $0.variables["password"] = Array("q7z".utf8)
                $0.reports = [report]
            }
            let content = String(decoding: try Files.read(file), as: UTF8.self)
            #expect(code == 4)
            #expect(content.contains("[password]") && !content.contains("q7z"), "\(kind)")
        }
    }

    /// Who reads reports learns of scripts that cannot run, too.
    @Test func scriptsThatCannotRunAreInTheReport() async throws {
        let paths = try [script("a.smtp", "NOOP\n"), script("b.smtp", "NOOP\n@bad\n@worse\n")]
        let (junit, path) = try report("junit")

        let code = await run(paths + [folder + "/c.smtp"], to: "lab:healthy") {
            $0.reports = [junit]
        }

        #expect(code == 2)
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        #expect(text.contains("another script cannot run, so nothing was sent"))
        #expect(text.contains("2 mistakes, at \(folder)/b.smtp:2:1: unknown directive @bad"))
        #expect(text.contains("cannot read \(folder)/c.smtp: No such file or directory"))
    }

    @Test func aRefusedConnectionIsNoFailedExpectation() async throws {
        let path = try script("refused.smtp", "@connect\n")
        let wanted = try script("wanted.smtp", "@connect\n< fails refused\n")

        #expect(await run([path], to: "127.0.0.1:1") == 3)
        #expect(await run([wanted], to: "127.0.0.1:1") == 0)
    }

    @Test func aBareStartTLSOnlySendsTheWord() async throws {
        let path = try script(
            "bare.smtp",
            "EHLO a.example\n> STARTTLS\n< 220\n@tls min=1.2 max=1.2\n< tls version == 1.2\n")

        #expect(await run([path], to: "lab:healthy") == 0)
    }

    @Test func optionsOfAHandshakeMayDependOnWhatWasSaid() async throws {
        let path = try script(
            "late.smtp",
            """
            EHLO a.example
            @if has STARTTLS
              @set newest = "1.2"
            @end
            @starttls max=${newest}
            < tls version == 1.2
            QUIT
            @connect
            EHLO a.example
            @starttls
            < tls version == 1.3

            """)

        #expect(await run([path], to: "lab:healthy") == 0)
    }

    @Test func twoConnectionsToOneLabMeetTheSameMemory() async throws {
        let path = try script(
            "two-greylisted.smtp",
            """
            @connect as a
            EHLO a.example
            MAIL FROM:<ann@example.org>
            RCPT TO:<bob@lab.test>
            < 450
            @wait 2m
            @connect as b
            EHLO a.example
            MAIL FROM:<ann@example.org>
            RCPT TO:<bob@lab.test>
            < 250
            @use a
            RSET
            QUIT

            """)

        #expect(await run([path], to: "lab:greylisting") == 0)
    }

    @Test func sectionsAndWhatFailedAreInTheRecordingAtTheirPlace() async throws {
        let path = try script(
            "told.smtp",
            """
            ## Said aloud.
            @section "it greets"
            @connect
            @mark "here"
            NOOP
            < 550

            """)

        #expect(await run([path], to: "lab:healthy") == 4)

        let recording = try LoadedRecording(path: recording(of: path))
        let facts = recording.events.compactMap { event -> String? in
            switch event.fact {
            case .script, .note, .connected, .sent: event.fact.sentence
            default: nil
            }
        }
        #expect(
            facts == [
                "## Said aloud.", "section: it greets", "connected to lab:healthy", "mark: here",
                "NOOP\r\n", "\(path):6: expected 550, but got 250 2.0.0",
            ])
        #expect(recording.condition == .complete)
    }

    /// Two scripts of one name, and one named twice: every session is kept.
    @Test func noRecordingTakesThePlaceOfAnother() async throws {
        for name in ["a", "b"] { mkdir("\(folder)/\(name)", 0o700) }
        let one = try script("a/mx.smtp", "NOOP one\n")
        let other = try script("b/mx.smtp", "NOOP other\n")

        let code = await run([one, other, one], to: "lab:healthy") { $0.jobs = 3 }

        #expect(code == 0)
        let files = RecordingNames.names(of: [one, other, one]).map { folder + "/" + $0 }
        let lines = try files.map { path in
            try LoadedRecording(path: path).events.compactMap { event in
                if case .sent(let sent) = event.fact { sent.octets.text } else { nil }
            }
        }
        #expect(lines == [["NOOP one\r\n"], ["NOOP other\r\n"], ["NOOP one\r\n"]])
    }

    /// What is recorded of it becomes a script that does it again.
    @Test func halfOfAConnectionIsRecordedAndSaved() async throws {
        let path = try script("half.smtp", "EHLO a.example\n@half-close\n< closed\n")
        #expect(await run([path], to: "lab:healthy") == 0)
        let events = try LoadedRecording(path: recording(of: path)).events

        let (saved, _, _) = ScriptExport.script(from: events, name: "half")
        let again = try script("again.smtp", saved.text)

        #expect(events.count { $0.fact == .halfClosed } == 1)
        #expect(saved.text.hasSuffix("\n@half-close\n< closed\n"))
        #expect(await run([again], to: "lab:healthy") == 0)
    }

    @Test func twoConnectionsLiveSideBySide() async throws {
        let path = try script(
            "two.smtp",
            "@connect as a\n@connect as b\nEHLO b.example\n@use a\nEHLO a.example\nQUIT\n@use b\nQUIT\n"
        )

        #expect(await run([path], to: "lab:healthy") == 0)
    }

    @Test func pacedOctetsTakeTheirTime() async throws {
        let path = try script(
            "pace.smtp", "@connect\n@pace 100 bytes/s\nEHLO a-long-name-for-a-client.example\n")

        let time = await ContinuousClock().measure {
            #expect(await run([path], to: "lab:healthy") == 0)
        }

        #expect(time > .milliseconds(300))
    }

    @Test func withoutKeepGoingNothingFollowsAFailure() async throws {
        for (keepsGoing, count) in [(false, 1), (true, 3)] {
            let paths = try ["a", "b", "c"].map { try script("\($0).smtp", "NOPE\n") }
            let (report, path) = try report("tap")

            let code = await run(paths, to: "lab:healthy") {
                $0.keepsGoing = keepsGoing
                $0.reports = [report]
            }

            #expect(code == 4)
            let text = String(decoding: try Files.read(path), as: UTF8.self)
            #expect(text.contains("\n1..\(count)\n"))
        }
    }

    @Test func jobsGiveTheSameResultsInTheOrderOfTheFiles() async throws {
        let paths = try (1...8).map { try script("\($0).smtp", "@title \"\($0)\"\nNOOP\n") }
        let (report, path) = try report("json")

        let code = await run(paths, to: "lab:healthy") {
            $0.jobs = 4
            $0.reports = [report]
        }

        #expect(code == 0)
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        let titles = text.split(separator: "\"title\":\"").dropFirst().compactMap {
            Int($0.prefix(1))
        }
        #expect(titles == Array(1...8))
    }

    /// Reports are read by programs others wrote.
    @Test(arguments: [
        ("json", "jq -e '.exit == 4 and (.scripts | length) == 1' FILE"),
        ("tap", "prove -e cat FILE; test $? -eq 1"),
        (
            "junit",
            "/usr/bin/python3 -c 'import sys, junitparser as j; x = j.JUnitXml.fromfile(\"FILE\"); "
                + "c = [c for s in x for c in s]; sys.exit(not (len(c) == x.tests and "
                + "x.failures == 3 == sum(bool(t.result) for t in c)))'"
        ),
    ])
    func reportsAreReadByOthers(kind: String, command: String) async throws {
        let (report, path) = try report(kind)

        _ = await run([Self.examples + "04-open-relay.smtp"], to: "lab:open-relay") {
            $0.reports = [report]
        }

        #expect(
            Self.shell(
                command.split(separator: "FILE", omittingEmptySubsequences: false).joined(
                    separator: path)) == 0)
    }

    /// The status of a command.
    private static func shell(_ command: String) -> Int32 {
        var process = pid_t()
        let words = ["/bin/sh", "-c", "(\(command)) >/dev/null 2>&1"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) }
        arguments.append(nil)
        let path = "PATH=" + (environment("PATH") ?? "/usr/bin:/bin")
        var variables: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        defer { for text in arguments + variables { free(text) } }
        guard posix_spawn(&process, "/bin/sh", nil, nil, &arguments, &variables) == 0 else {
            return -1
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return (status >> 8) & 0xFF
    }
}
