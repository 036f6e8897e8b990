import SMTPCore
import SMTPLab
import SMTPTrace
import Testing

@testable import SMTPScript

@Suite struct ExportTests {
    private static func play(
        _ text: [UInt8], lab: String, files: [ScriptExport.File] = []
    ) throws -> LabBench {
        let (program, problems) = ScriptProgram.load(text, file: "x.smtp") { path in
            files.first { $0.name == path }?.octets ?? Examples.octets(path)
        }
        #expect(problems.isEmpty, "\(problems.map(program.picture))")
        var options = RunOptions()
        options.secrets = ["password": Array("wonderland".utf8), "auth1": Array("wonderland".utf8)]
        var bench = LabBench(
            program, lab: try #require(LabScenario.named(lab)), options: options)
        let result = bench.run()
        #expect(result.outcome == .passed, "\(result.failures.map(\.picture).joined())")
        return bench
    }

    /// What was recorded passes again on the same server.
    @Test(arguments: [
        ("01-hello.smtp", "healthy"), ("02-first-message.smtp", "healthy"),
        ("07-pipelining.smtp", "healthy"), ("10-smtputf8.smtp", "healthy"),
        ("11-slow-server.smtp", "healthy"), ("13-mx-check.smtp", "healthy"),
    ])
    func aSessionBecomesAScriptThatPasses(name: String, lab: String) throws {
        let bench = try Self.play(try #require(Examples.octets(name)), lab: lab)

        let (text, files, _) = ScriptExport.script(from: bench.history, name: "again")

        _ = try Self.play(text, lab: lab, files: files)
    }

    /// Who spoke on which connection is kept where they took turns.
    @Test func connectionsSideBySideKeepTheirNames() throws {
        let script = """
            @connect
            @connect as b
            EHLO b.example
            @use main
            EHLO a.example
            MAIL FROM:<a@b.example>
            @use b
            MAIL FROM:<b@b.example>
            QUIT
            @use main
            RCPT TO:<bob@lab.test>
            QUIT
            @connect
            NOOP
            """
        let bench = try Self.play(Array(script.utf8), lab: "healthy")

        let (text, files, _) = ScriptExport.script(from: bench.history, name: "again")

        let again = try Self.play(text, lab: "healthy", files: files)
        func said(_ bench: LabBench) -> [[UInt8]] {
            bench.history.compactMap { event in
                guard case .sent(let sent) = event.fact else { return nil }
                return Array("\(event.connection) ".utf8) + sent.octets
            }
        }
        #expect(said(again) == said(bench))
    }

    @Test func largeMessagesStandBesideTheScript() throws {
        let script =
            "EHLO a\nMAIL FROM:<a@b.example>\nRCPT TO:<bob@lab.test>\nDATA\n@message auto size=9000"
        let bench = try Self.play(Array(script.utf8), lab: "healthy")

        let (text, files, _) = ScriptExport.script(from: bench.history, name: "big")

        #expect(files.map(\.name) == ["big-1.eml"])
        #expect(String(decoding: text, as: UTF8.self).contains("@message file \"big-1.eml\""))
        _ = try Self.play(text, lab: "healthy", files: files)
    }

    private static func events(_ facts: [Fact]) -> [TraceEvent] {
        facts.map { TraceEvent(at: .zero, connection: 1, fact: $0) }
    }

    private static func line(_ text: String, write: Int = 1) -> Fact {
        .sent(
            SentOctets(
                octets: Array("\(text)\r\n".utf8), part: .command, isSecure: false, write: write))
    }

    private static func reply(_ text: String) -> Fact {
        .received(ReceivedOctets(octets: Array("\(text)\r\n".utf8), isSecure: false, read: 1))
    }

    /// What was typed beside the dialogue stands where it was typed.
    @Test func sectionsMarksAndRemarksAreKept() throws {
        let facts: [Fact] = [
            .script(.section("before")), .connected(local: "", peer: "a"), Self.reply("220 hi"),
            .note("note: to \"${x}\""), .note("an engine's own"), .script(.section("NOOP $ \"1\"")),
            .note("## Now ${y}"), Self.line("NOOP"), .script(.mark("early")), Self.reply("250 ok"),
            .script(.check(ScriptCheck(place: "p:1", wanted: "251", found: "", holds: false))),
            .script(.mark("end")),
        ]

        let (text, _, _) = ScriptExport.script(from: Self.events(facts), name: "kept")
        let again = Resending(Self.events(facts), name: "kept", options: ResendOptions())

        let written = String(decoding: text, as: UTF8.self)
        #expect(
            written.hasSuffix(
                """
                @section "before"
                @connect
                < 220

                @note "to \\"\\${x}\\""
                @section "NOOP $ \\"1\\""
                ## Now $${y}
                NOOP
                < 250

                @mark "early"
                @mark "end"

                """), "\(written)")
        let (program, problems) = ScriptProgram.load(text, file: "x.smtp") { _ in nil }
        #expect(problems.isEmpty, "\(problems)")
        #expect(program.sections.count == 2)
        #expect(!String(decoding: again.script, as: UTF8.self).contains("before"))
    }

    private static func check(
        _ wanted: String, at place: String = "typed", holds: Bool = true, isWish: Bool = false
    ) -> Fact {
        .script(
            .check(
                ScriptCheck(
                    place: place, wanted: wanted, found: "", holds: holds, isWish: isWish)))
    }

    /// What was typed and held is expected where it was; codes alone are expected anyway.
    @Test func whatHeldStaysWithTheReply() throws {
        let facts: [Fact] = [
            .connected(local: "", peer: "a"), Self.check("silence 1s"), Self.reply("220 hi"),
            Self.line("NOOP"), Self.reply("250 2.0.0 fine then"), Self.check("250"),
            Self.check("250 2.0.0 \"fine\""), Self.check("250 2.0.0 \"fine\""),
            Self.check("within 1s", isWish: true), Self.check("lines 2", holds: false),
            Self.check("lines 1", at: "x.smtp:3"), Self.check("\"[auth1] no claim"),
            Self.line("RSET", write: 2), Self.check("lines 1"), Self.reply("250 ok"),
        ]

        let (text, _, _) = ScriptExport.script(from: Self.events(facts), name: "kept")

        let written = String(decoding: text, as: UTF8.self)
        #expect(
            written.hasSuffix(
                """
                @connect
                < 220

                NOOP
                < 250 2.0.0
                < 250 2.0.0 "fine"
                <? within 1s

                RSET
                < 250

                """), "\(written)")
        let problems = ScriptProgram.load(text, file: "x.smtp") { _ in nil }.problems
        #expect(problems.isEmpty, "\(problems)")
    }

    /// What was outstanding when our side was closed is expected behind that.
    @Test(arguments: [true, false])
    func halfOfAConnectionIsClosedAgain(isOutstanding: Bool) {
        let end: [Fact] =
            isOutstanding
            ? [.halfClosed, Self.reply("250 ok"), .halfClosed]
            : [Self.reply("250 ok"), .halfClosed, Self.reply("421 you left")]
        let facts =
            [.connected(local: "", peer: "a"), Self.reply("220 hi"), Self.line("NOOP")] + end
            + [.ended(Ending(how: .closedByServer))]

        let (text, _, _) = ScriptExport.script(from: Self.events(facts), name: "half")
        let again = Resending(Self.events(facts), name: "half", options: ResendOptions())

        let written = String(decoding: text, as: UTF8.self)
        #expect(
            written.hasSuffix(
                isOutstanding
                    ? "NOOP\n< nothing\n\n@half-close\n< 250\n<+ closed\n"
                    : "NOOP\n< 250\n\n@half-close\n< 421\n<+ closed\n"), "\(written)")
        #expect(
            String(decoding: again.script, as: UTF8.self).contains(
                "@half-close\n< any\n<+? closed within 5s\n"))
    }

    /// How we left is how we leave again, and what had no answer by then is not waited for.
    @Test(arguments: [(Ending.How.closedByUs, "@close"), (.resetByUs, "@abort")])
    func aConnectionThatWeEndedIsEndedAgain(how: Ending.How, line: String) throws {
        let facts = [
            Fact.connected(local: "", peer: "a"), Self.reply("220 hi"), Self.line("NOOP"),
            .ended(Ending(how: how, midCommand: true)),
        ]

        let (text, _, _) = ScriptExport.script(from: Self.events(facts), name: "left")
        let again = Resending(Self.events(facts), name: "left", options: ResendOptions())

        let written = String(decoding: text, as: UTF8.self)
        #expect(written.hasSuffix("NOOP\n< nothing\n\n\(line)\n"), "\(written)")
        #expect(again.script.text.hasSuffix("NOOP\n< nothing\n\(line)\n"), "\(again.script.text)")
    }

    /// An attempt that was cancelled was no connection.
    @Test func whatNeverBeganIsNotEnded() {
        let facts = [
            Fact.connecting(to: "a:25", attempt: 1, of: 1), .ended(Ending(how: .closedByUs)),
        ]

        let (text, _, _) = ScriptExport.script(from: Self.events(facts), name: "none")

        #expect(!text.text.contains("@close"))
    }

    /// TLS that no command led to is begun again, and half a line is not waited behind.
    @Test func handshakesAndHalfLinesAreDoneAgain() {
        let half = Fact.sent(
            SentOctets(octets: Array("NO".utf8), part: .command, isSecure: false, write: 2))
        let facts: [Fact] = [
            .connected(local: "", peer: "a"), Self.reply("220 hi"), Self.line("EHLO me"),
            Self.reply("250 a"), half, Self.line("OP", write: 3), Self.reply("250 ok"),
            .handshaking(serverName: nil),
            .tlsFailed(TLSFailure(kind: .notTLS, text: "no"), nil),
            .ended(Ending(how: .failed("no"))),
        ]

        let (text, _, _) = ScriptExport.script(from: Self.events(facts), name: "half")

        let written = String(decoding: text, as: UTF8.self)
        #expect(
            written.hasSuffix(
                "EHLO me\n< 250\n\n@raw \"NO\"\n\nOP\n< 250\n\n@tls\n< fails tls\n"), "\(written)")
    }

    @Test func secretsAreDeclaredNotWritten() {
        func sent(
            _ text: String, _ part: SentOctets.Part, hidden: [String] = [], user: String? = nil
        ) -> Fact {
            .sent(
                SentOctets(
                    octets: Array("\(text)\r\n".utf8), part: part, isSecure: true, write: 1,
                    hidden: hidden, user: user))
        }
        func received(_ text: String) -> Fact {
            .received(ReceivedOctets(octets: Array("\(text)\r\n".utf8), isSecure: true, read: 1))
        }
        let facts: [Fact] = [
            .connected(local: "", peer: "a"), received("220 hi"),
            sent("AUTH LOGIN", .authentication), received("334 VXNlcm5hbWU6"),
            sent("YW5u", .authentication, user: "ann"), received("334 UGFzc3dvcmQ6"),
            sent("[auth1]", .authentication, hidden: ["auth1"]), received("235 2.7.0 welcome"),
            .ended(Ending(how: .closedByServer)),
        ]
        let events = facts.map { TraceEvent(at: .zero, connection: 1, fact: $0) }

        let (text, _, _) = ScriptExport.script(from: events, name: "login")

        #expect(
            String(decoding: text, as: UTF8.self) == """
                @format 1
                @title "Recorded session login"
                @secret auth1 from env SMTP_AUTH1, prompt

                @connect
                < 220

                @auth login user=ann password=${auth1}
                < 235 2.7.0
                <+ closed

                """)
    }
}
