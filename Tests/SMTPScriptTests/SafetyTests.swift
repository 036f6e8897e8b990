import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// What must not happen: secrets that leak, servers that stall a run, scripts that surprise.
@Suite struct SafetyTests {
    private static func options(_ secrets: [String: String]) -> RunOptions {
        var options = RunOptions()
        options.secrets = secrets.mapValues { Array($0.utf8) }
        return options
    }

    @Test(arguments: ["@connect ${t}", "@server ${t}\n@connect"])
    func aScriptStartsNoPrograms(script: String) {
        let server = ScriptedServer("@var t = \"pipe:/bin/ls\"\n\(script)", target: nil)

        #expect(server.complaints.first?.contains("a script starts no programs") == true)
        #expect(!server.intents.contains { if case .connect = $0 { true } else { false } })
    }

    @Test func aProgramTheUserNamesIsStarted() {
        var options = RunOptions()
        options.target = "pipe:/bin/echo 220 hi"
        let server = ScriptedServer("@connect", options: options)

        #expect(server.intents.contains { if case .connect = $0 { true } else { false } })
    }

    @Test func silenceEndsWithinTheTimeout() {
        var server = ScriptedServer("@timeout 2s\n@connect")

        server.fact(.connected(local: "", peer: "a"))
        server.wait(.seconds(2))

        #expect(server.runner.isDone)
        #expect(server.complaints.first?.contains("nothing came within 2") == true)
    }

    @Test func anEndlessReplyEndsWithinTheTimeout() {
        var server = ScriptedServer("@timeout 2s\nEHLO a")

        server.greet()
        for _ in 0..<5_000 { server.say("250-more") }
        #expect(!server.runner.isDone)
        server.wait(.seconds(2))

        #expect(server.runner.isDone)
        #expect(server.complaints.first?.contains("(the reply was begun and not ended)") == true)
    }

    @Test func aFloodOfRepliesIsBounded() {
        var server = ScriptedServer("@wait 1s\nNOOP")
        server = ScriptedServer("@connect\n@wait 1s\nNOOP")

        server.greet()
        for _ in 0..<5_000 { server.say("250 more") }
        server.wait(.seconds(1))

        #expect(server.complaints.first?.contains("unread data") == true)
    }

    @Test(arguments: ["(a+)+$", "(a|a)*b", "(.*a){20}c", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func explodingPatternsGiveUp(pattern: String) throws {
        let compiled = try BytePattern(Array(pattern.utf8), ignoresCase: false)
        let text = [UInt8](repeating: 97, count: 100_000) + [98]
        let clock = ContinuousClock()

        let time = clock.measure { _ = compiled.match(text) }

        #expect(time < .seconds(2))
    }

    @Test func anExplodingPatternIsAPictureNotAHang() {
        var server = ScriptedServer("NOOP\n< 250 /(a+)+$/")

        server.greet()
        server.say("250 " + String(repeating: "a", count: 5_000) + "b")

        #expect(server.complaints.first?.contains("the pattern takes too long") == true)
    }

    @Test(arguments: [
        "(a)\\1", "(?<n>a)\\k<n>", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?R)", "(a)(?1)", "(?&x)",
        "(?P>x)", "(?(1)a)", "(*LIMIT_MATCH=1)a", "a\\Kb", "(?C1)", "\\Qa\\E", "\\g{1}", "(?P=n)",
        "(", "[a",
    ])
    func costlyPatternsAreRefusedWhenChecked(pattern: String) {
        let text = "NOOP\n< 250 /\(pattern)/"

        let (_, problems) = ScriptProgram.load(Array(text.utf8), file: "x") { _ in nil }

        #expect(problems.contains { $0.message.hasPrefix("this pattern is refused") })
    }

    @Test func patternsMatchOctetsAndCapture() throws {
        let pattern = try BytePattern(
            Array("q(?<a>[^]a]+)-(?<b>x)?\\x{ff}".utf8), ignoresCase: true)

        guard case .found(let match) = pattern.match([81, 98, 99, 45, 0xFF]) else {
            Issue.record("no match")
            return
        }
        #expect(match.captures.map(\.name) == ["a"])
        #expect(match.captures.first?.value == [98, 99])
    }

    @Test func valuesInPatternsAreTakenLiterally() {
        var server = ScriptedServer("@var x = \".*(\"\nNOOP\n< 250 /^a${x}b$/")

        server.greet()
        server.say("250 a.*(b")

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func secretsAreMaskedEverywhere() {
        let secret = "correct horse battery"
        var server = ScriptedServer(
            "@secret p\nNOOP ${p}\n< 251 ${p}\n@note \"${p}\"", options: Self.options(["p": secret])
        )

        server.greet()
        server.say("250 you said \(secret)")

        let report = RunReport.allCases.map {
            String(decoding: $0.render([server.result]), as: UTF8.self)
        }
        #expect(report.allSatisfy { !$0.contains("horse") })
        #expect(server.complaints.first?.contains("[p]") == true)
        #expect(server.intents.contains(.know(secret: Array(secret.utf8), name: "p")))
    }

    @Test func aSecretForAnotherHostIsRefusedBeforeAnythingIsSent() {
        let server = ScriptedServer(
            "@secret p for other.example\n@auth plain user=a password=${p}",
            options: Self.options(["p": "xyzzy"]))

        #expect(server.result.exitCode == 2)
        #expect(!server.intents.contains { if case .connect = $0 { true } else { false } })
    }

    @Test func aSecretDoesNotFollowToAHostTheScriptNames() {
        var server = ScriptedServer(
            "@secret p\n@connect evil.example\n@auth plain user=a password=${p}",
            options: Self.options(["p": "xyzzy"]))

        server.greet()

        #expect(server.result.exitCode == 3)
        #expect(!server.intents.contains { if case .authenticate = $0 { true } else { false } })
    }

    @Test func missingSecretsAndQuestionsAreRefusedWithoutAPerson() {
        #expect(ScriptedServer("@secret p\nNOOP ${p}").result.exitCode == 2)
        #expect(ScriptedServer("@ask n \"?\"\nNOOP ${n}").result.exitCode == 2)
    }

    @Test func aPersonIsAsked() {
        var options = RunOptions()
        options.isInteractive = true
        var server = ScriptedServer("@secret p\n@ask n \"Name?\"\nNOOP ${n} ${p}", options: options)

        #expect(server.intents == [.ask(name: "p", question: "The value of p", isSecret: true)])
        server.answer("sesame")
        server.answer("bob")
        server.greet()

        #expect(server.sent == ["NOOP bob sesame\\r\\n"])
    }

    @Test func withoutDeliveryNoMessageIsCompleted() {
        for script in [
            "DATA\n@message auto", "DATA\n.", "DATA\n@raw \"x\\r\\n.\\r\\n\"",
            "DATA\n@raw \"x\\n.\\n\"",
            "@pipeline\nDATA\n@message \"x\"\n@end", "@bdat last \"x\"",
        ] {
            var options = RunOptions()
            options.deliversMessages = false
            var server = ScriptedServer(script, options: options)

            server.greet()
            server.say("354 go")

            #expect(server.intents.contains(.abort), "\(script)")
            #expect(server.sent.allSatisfy { $0 == "DATA\\r\\n" }, "\(script)")
            #expect(server.result.exitCode == 0, "\(script)")
        }
    }

    /// However it is cut into writes, and though no reply says that a message is wanted.
    @Test(arguments: [
        "DATA\n@raw \"x\\r\\n\"\n@raw \".\"\n@raw \"\\r\\n\"",
        "@raw \"DATA\\r\\nx\\r\\n.\\r\\n\"", "BDAT 4 LAST\n< nothing\n@raw \"abc\\n\"",
        "@raw \"bd\"\n@raw \"at 4 last\\r\\nabc\\n\"", "DATA\n< 354\n.",
    ])
    func withoutDeliveryNoOctetsCompleteAMessage(script: String) {
        var options = RunOptions()
        options.deliversMessages = false
        var server = ScriptedServer(script, options: options)

        server.greet()
        if script.hasPrefix("DATA") { server.say("354 go") }

        let sent = server.sent.joined().lowercased()
        #expect(server.intents.contains(.abort))
        #expect(!sent.hasSuffix(".\\r\\n") && !sent.contains("bdat"), "\(sent)")
        #expect(server.result.sections.map(\.outcome) == [.skipped])
    }

    @Test func whatTheServerSaysIsNeverPrintedRaw() {
        var server = ScriptedServer("NOOP")

        server.greet()
        server.octets([53, 53, 48, 32, 27, 91, 50, 74, 0xFF, 7, 13, 10])

        #expect(server.complaints.first?.contains("550 \\x1b[2J\\xff\\x07") == true)
    }

    @Test func undefinedNamesCirclesAndMissingFilesAreFound() {
        func problems(_ text: String, _ files: [String: String] = [:]) -> [String] {
            ScriptProgram.load(Array(text.utf8), file: "x.smtp") {
                files[$0].map { Array($0.utf8) }
            }
            .problems.map(\.message)
        }

        #expect(problems("MAIL FROM:<${sender}>") == ["nothing defines `sender`"])
        #expect(problems("@include \"a\"") == ["cannot read \"a\""])
        #expect(problems("@include \"a\"", ["a": "@include \"a\""]) == ["\"a\" includes itself"])
        #expect(problems("@message file \"m\"") == ["cannot read \"m\""])
        #expect(problems("NOOP ${reply.cod}") == ["a reply has no `cod`"])
        #expect(problems("@format 2").count == 1)
        #expect(problems("@retry 2\n@section \"x\"\nNOOP\n@end").count == 1)
        #expect(problems("@include \"c/a\"", ["c/a": "@include \"b\"", "c/b": "NOOP"]).isEmpty)
    }

    /// Each file takes in the next one forty times, to a depth of sixteen.
    @Test func includesThatMultiplyAreRefusedNotFollowed() {
        func text(naming number: Int) -> [UInt8] {
            Array(String(repeating: "@include \"\(number)\"\n", count: 40).utf8)
        }
        var reads = 0
        let (_, problems) = ScriptProgram.load(text(naming: 0), file: "x.smtp") { name in
            reads += 1
            return text(naming: (Int(name) ?? 0) + 1)
        }

        #expect(reads < 20_000)
        #expect(problems.contains { $0.message == "with its includes the script is too long" })
    }

    /// Files, certificates and secrets are named from the folder of the script that names them.
    @Test func filesOfAnIncludedScriptStandBesideIt() {
        let files = [
            "c/a": "@secret p from file \"p\"\nDATA\n@message file \"m\"\n@tls cert=t", "c/m": "hi",
            "m": "wrong", "c/t": "pem",
        ]
        var options = RunOptions()
        options.folder = "scripts/"
        options.secrets = ["p": Array("xyzzy".utf8)]
        var server = ScriptedServer("@include \"c/a\"", options: options, files: files)

        server.greet()
        server.say("354 go")
        server.say("250 ok")

        #expect(server.sent.last == "hi\\r\\n.\\r\\n")
        #expect(server.runner.program.secrets.first?.sources == [.file("c/p")])
        var tls = ScriptTLS()
        tls.certificate = "scripts/c/t"
        #expect(server.intents.last == .handshake(tls))
    }

    @Test func slipsAreLintNotErrors() {
        for text in [
            "STARTTLS", "NOOP\n< 250 ", "NOOP\n< 250 yes or no", "AUTH PLAIN AGEAYg==",
            "NOOP\n< text /a*/", "@stop\nNOOP", "@section \"x\"\n@note \"y\"",
            "@auth plain user=a password=b", "", "# nothing\n## to do",
            "RCTP TO:<a@b.example>", "STARTLS\n< 220", "MAIL FROM:ann@example.org",
            "EHLO a.example\n@message auto", "DATA\nSubject: x", "NOOP\nDATA\n< 354",
        ] {
            let (_, problems) = ScriptProgram.load(Array(text.utf8), file: "x") { _ in nil }
            #expect(problems.map(\.severity) == [.lint], "\(text): \(problems)")
        }
    }

    /// What could not be read may be the message.
    @Test func behindAMistakeTheEndIsNotTold() {
        let text = Array("NOOP\nDATA\n@message file=\"x\"".utf8)

        let (_, problems) = ScriptProgram.load(text, file: "x") { _ in nil }

        #expect(problems.map(\.severity) == [.error])
    }

    @Test func whatIsMeantIsNoSlip() {
        for text in [
            "> RCTP TO:<a@b.example>\n< 5xx", "@raw \"RCTP TO:<a@b>\\r\\n\"\n< diagnosis policy",
            "TEST\n< 220 or 500", "XYZZY", "FOO\n< 5xx", "MAIL\n< 5xx", "RCPT TO:\n< 5xx",
            "> RCPT TO:<a@b.example\n< 5xx", "@var path = \"<a@b>\"\nRCPT TO:${path}",
            "@var word = \"FORM\"\nMAIL ${word}:<a@b.example>\n< 5xx", "MAIL FROM:<>",
            "MAIL FROM:ann@example.org\n< not 2xx",
            "@var verb = \"RCTP\"\n${verb} TO:<a@b.example>", "DATA\n@message auto", "DATA\n.",
            "DATA\nx\n< nothing", "DATA\n< 5xx\nRSET",
            "DATA\n@abort", "DATA\nx\n< nothing", "DATA\n< 554",
            "DATA\nhello there\nrctp\n.\n< 250", "STARTTLS\n< 220\n@tls", "STARTTLS\n< 5xx",
            "@connect a.test as a\nDATA\n@connect b.test as b\nQUIT\n@use a\n@message auto",
            "@if open\nDATA\n@end\n@message auto", "MAIL FROM: <ann@example.org>",
        ] {
            let (_, problems) = ScriptProgram.load(Array(text.utf8), file: "x") { _ in nil }
            #expect(problems.isEmpty, "\(text): \(problems)")
        }
    }

    @Test func aRunThatIsStoppedTookAsLongAsItDid() {
        var server = ScriptedServer("NOOP")
        server.greet()
        var runner = server.runner

        _ = runner.cancel(at: .seconds(30))

        #expect(runner.isDone && runner.result.took == .seconds(30))
    }

    @Test func stepsAndBreakpointsWait() {
        var options = RunOptions()
        options.isInteractive = true
        options.isStepping = true
        var server = ScriptedServer("NOOP\nRSET\n@pause \"look\"\nQUIT", options: options)

        #expect(server.runner.waitsForUser)
        server.resume(stepping: true)
        server.greet()
        server.say("250 ok")
        #expect(server.sent == ["NOOP\\r\\n"])
        server.resume()
        server.say("250 ok")
        #expect(server.intents.last == .pause("look"))
        server.resume()

        #expect(server.sent.last == "QUIT\\r\\n")
    }

    @Test func theRunStopsWhereItIsTold() {
        var options = RunOptions()
        options.until = "two"
        var server = ScriptedServer(
            "@section \"one\"\nNOOP\n@section \"two\"\nRSET", options: options)

        server.greet()
        server.say("250 ok")

        #expect(server.runner.isDone)
        #expect(server.result.sections.map(\.title) == ["one"])
    }

    /// Facts in any order and cut anywhere: nothing traps, and every run ends.
    @Test(arguments: 0..<6)
    func whateverTheServerDoesTheRunEnds(seed: Int) throws {
        var random = ScriptRandom(seed: UInt64(seed))
        for name in Examples.names {
            let (program, _) = Examples.load(name)
            var options = Self.options(["password": "wonderland"])
            options.target = "lab.test"
            options.provides.insert("lab")
            var runner = ScriptRunner(program: program, options: options)
            var now = Duration.zero
            var intents = runner.start(at: now)
            var connection = 0
            for _ in 0..<3_000 where !runner.isDone {
                if intents.contains(where: { if case .connect = $0 { true } else { false } }) {
                    connection += 1
                }
                now += .milliseconds(Int.random(in: 0...2_000, using: &random))
                let lines = [
                    "220 a\r\n", "250-SIZE 9\r\n", "250 b\r\n", "550 5.1.1 c", "\r\n", "\u{1B}\n",
                    "334 ", "421 d\r\n",
                ]
                let facts: [Fact] = [
                    .connected(local: "", peer: "a"), .ended(Ending(how: .reset)),
                    .secured(LabBench.report(isGood: false)), .clockMoved(by: .seconds(1)),
                    .tlsFailed(TLSFailure(kind: .closed, text: "gone"), nil),
                    .flooded(unreadReplies: 9),
                ]
                let octets = Array((lines.randomElement(using: &random) ?? "").utf8)
                let fact =
                    Int.random(in: 0..<3, using: &random) == 0
                    ? facts.randomElement(using: &random) ?? .flooded(unreadReplies: 1)
                    : .received(ReceivedOctets(octets: octets, isSecure: false, read: 1))
                intents = runner.receive(
                    TraceEvent(at: now, connection: max(1, connection), fact: fact))
                intents += runner.tick(at: now)
            }
            var turns = 0
            while !runner.isDone, let next = runner.nextDeadline, turns < 5_000 {
                turns += 1
                _ = runner.tick(at: next)
            }
            #expect(runner.isDone, "\(name)")
            _ = RunReport.html.render([runner.result])
        }
    }
}
