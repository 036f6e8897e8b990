import SMTPCore
import SMTPLab
import SMTPTrace
import Testing

@testable import SMTPScript

@Suite struct ResendingTests {
    /// Plays a script on a lab, named or a healthy one with this one rule, and gives the facts.
    private static func play(
        _ text: [UInt8], lab: String, files: [ScriptExport.File] = [], delivers: Bool = true
    ) throws -> LabBench {
        let (program, problems) = ScriptProgram.load(text, file: "x.smtp") { path in
            files.first { $0.name == path }?.octets ?? Examples.octets(path)
        }
        #expect(
            !problems.contains { $0.severity == .error }, "\(problems.map(program.picture))")
        var options = RunOptions()
        options.deliversMessages = delivers
        options.secrets = ["password": Array("wonderland".utf8), "auth1": Array("wonderland".utf8)]
        options.timeout = .seconds(5)
        let scenario =
            try LabScenario.named(lab)
            ?? LabScenario.parse(Array("@lab one\n\(lab)\n".utf8), file: "one.lab")
        var bench = LabBench(program, lab: scenario, options: options)
        _ = bench.run()
        return bench
    }

    private static func recorded(_ script: String, lab: String = "healthy") throws -> [TraceEvent] {
        try play(Array(script.utf8), lab: lab).history
    }

    /// The recording, sent again to a lab: what differs, and the facts.
    private static func again(
        _ recorded: [TraceEvent], lab: String, _ options: ResendOptions = ResendOptions()
    ) throws -> (differences: [Difference], facts: [TraceEvent]) {
        let resending = Resending(recorded, name: "again", options: options)
        let bench = try play(
            resending.script, lab: lab, files: resending.files, delivers: options.delivers)
        var (before, after) = (recorded, bench.history)
        if !options.delivers {
            let heldBack = HeldBack(before, after)
            (before, after) = (heldBack.before, heldBack.after)
        }
        let comparison = Comparison(
            before, after, areRecipientsReplaced: !options.recipients.isEmpty)
        return (comparison.differences.filter { $0.kind != .noise }, bench.history)
    }

    private static func sent(_ facts: [TraceEvent]) -> [String] {
        facts.compactMap { event in
            if case .sent(let sent) = event.fact { sent.octets.text } else { nil }
        }
    }

    private static let letter = """
        EHLO me.example
        MAIL FROM:<ann@lab.test>
        RCPT TO:<bob@lab.test>
        DATA
        @message <<.
        Date: Mon, 1 Jan 2024 00:00:00 +0000
        Message-ID: <1@old.example>
        Subject: x

        text
        .
        QUIT
        < 221
        <+ closed

        """

    /// Whoever showed a password to a certificate that was good wants it good wherever TLS begins.
    @Test(arguments: [nil, ResendTLS.starttls, .implicit])
    func whatIsDemandedMovesWithTLS(tls: ResendTLS?) throws {
        let recorded = try Self.recorded(
            """
            @secret password
            EHLO me.example
            @starttls
            EHLO me.example
            @auth plain user=ann password=${password}
            QUIT
            """)
        var options = ResendOptions()
        options.tls = tls
        let script = Resending(recorded, name: "x", options: options).script.text

        #expect(!script.contains("verify=none"), "\(script)")
        #expect(script.contains("tls=implicit") == (tls == .implicit))
        #expect(script.contains("@starttls") == (tls != .implicit))
    }

    @Test func aSessionWithoutEHLOHasNoPlaceForSTARTTLS() throws {
        var options = ResendOptions()
        options.tls = .starttls
        let recorded = try Self.recorded("NOOP\nQUIT\n< 221\n<+ closed\n")

        #expect(Resending(recorded, name: "x", options: options).connectionsWithoutHello == 1)
    }

    private static let delivering: ResendOptions = {
        var options = ResendOptions()
        options.delivers = true
        return options
    }()

    @Test(arguments: [
        ("01-hello.smtp", "healthy"), ("02-first-message.smtp", "healthy"),
        ("05-greylisting.smtp", "greylisting"), ("07-pipelining.smtp", "healthy"),
        ("10-smtputf8.smtp", "healthy"), ("12-lost-connection.smtp", "healthy"),
        ("13-mx-check.smtp", "healthy"), ("16-chunking.smtp", "healthy"),
    ])
    func theSameServerDoesNotDiffer(name: String, lab: String) throws {
        let recorded = try Self.play(try #require(Examples.octets(name)), lab: lab).history

        #expect(try Self.again(recorded, lab: lab).differences.isEmpty)
        #expect(try Self.again(recorded, lab: lab, Self.delivering).differences.isEmpty)
    }

    @Test func allStopsInFrontOfTheFirstMessage() throws {
        let (differences, facts) = try Self.again(try Self.recorded(Self.letter), lab: "healthy")

        #expect(differences.isEmpty)
        #expect(Self.sent(facts).last == "DATA\r\n")
        #expect(facts.last?.fact == .ended(Ending(how: .resetByUs)))
    }

    /// Content goes only to a server that asks for it.
    @Test(arguments: [false, true])
    func aServerThatRefusesDATAGetsNoContent(delivers: Bool) throws {
        var options = ResendOptions()
        options.delivers = delivers

        let (differences, facts) = try Self.again(
            try Self.recorded(Self.letter), lab: "on DATA: reply 554 5.7.1 \"No\"", options)

        #expect(differences.first?.kind == .breaking)
        #expect(differences.first?.step == "DATA")
        #expect(!Self.sent(facts).contains { $0.contains("Subject") })
        #expect(Self.sent(facts).last == (delivers ? "QUIT\r\n" : "DATA\r\n"))
    }

    /// One fault that is new is found where it is, with its class.
    @Test(arguments: [
        ("on MAIL: reply 452 4.3.1 \"No room\"", "BREAKING MAIL FROM:<ann@lab.test>"),
        ("on RCPT: reply 251 2.1.5 \"Ok\"", "CHANGED RCPT TO:<bob@lab.test>"),
        ("on RCPT: reply 250 2.1.5 \"Fine\"", "text RCPT TO:<bob@lab.test>"),
        ("@hide PIPELINING", "CHANGED EHLO me.example"),
        ("on MAIL: delay 2s", "slower MAIL FROM:<ann@lab.test>"),
        ("on RCPT: close", "BREAKING RCPT TO:<bob@lab.test>"),
        ("on CONNECT: reply 554 5.3.2 \"No\"; close", "BREAKING greeting"),
    ])
    func aNewFaultIsFound(rule: String, found: String) throws {
        let (differences, _) = try Self.again(try Self.recorded(Self.letter), lab: rule)

        let first = try #require(differences.first)
        #expect("\(first.label) \(first.step)" == found, "\(differences)")
    }

    @Test func recipientsAreReplaced() throws {
        let recorded = try Self.recorded(
            """
            EHLO me.example
            MAIL FROM:<ann@lab.test>
            RCPT TO:<bob@lab.test> NOTIFY=NEVER ORCPT=rfc822;bob@lab.test
            RCPT TO:<carol@lab.test>
            RSET
            MAIL FROM:<ann@lab.test>
            RCPT TO:<bob@lab.test>
            """)
        var options = ResendOptions()
        options.recipients = [Array("dave@lab.test".utf8)]

        let (differences, facts) = try Self.again(recorded, lab: "healthy", options)

        #expect(differences.isEmpty)
        #expect(
            Self.sent(facts).filter { $0.hasPrefix("RCPT") } == [
                "RCPT TO:<dave@lab.test> NOTIFY=NEVER\r\n", "RCPT TO:<dave@lab.test>\r\n",
            ])
    }

    @Test func freshFieldsReplaceTheOldOnes() {
        var fresh = FreshFields(date: "Tue, 2 Jan 2024 00:00:00 +0000", id: "new")
        let content = Array(
            "DATE: old\r\n folded\r\nX: Date: y\r\nmessage-id:\r\n <1@old.example>\r\n\r\nDate: body\r\n"
                .utf8)

        let (first, second) = (fresh.replaced(in: content), fresh.replaced(in: [65]))

        #expect(
            first.text == """
                DATE: Tue, 2 Jan 2024 00:00:00 +0000\r
                X: Date: y\r
                message-id: <new.1@old.example>\r
                \r
                Date: body\r

                """)
        #expect(second == [65])
        #expect(
            fresh.replaced(in: Array("Message-ID: none\n".utf8)).text
                == "Message-ID: <new.3@resent.invalid>\n")
    }

    @Test func aFreshMessageIsSent() throws {
        var options = Self.delivering
        options.fresh = FreshFields(date: "Tue, 2 Jan 2024 00:00:00 +0000", id: "new")

        let (differences, facts) = try Self.again(
            try Self.recorded(Self.letter), lab: "healthy", options)

        #expect(differences.isEmpty)
        #expect(Self.sent(facts).contains("Message-ID: <new.1@old.example>\r\n"))
        #expect(!Self.sent(facts).contains { $0.contains("2024 00:00:00") && $0.contains("1 Jan") })
    }

    /// What pipelining there was is kept only where the server offers it.
    @Test func pipeliningIsLeftOutWhereItIsNotOffered() throws {
        let recorded = try Self.recorded(
            """
            EHLO me.example
            @pipeline
            MAIL FROM:<ann@lab.test>
            RCPT TO:<bob@lab.test>
            RSET
            @end
            """)
        func writes(_ lab: String) throws -> [Int] {
            try Self.again(recorded, lab: lab).facts.compactMap { event in
                if case .sent(let sent) = event.fact { sent.write } else { nil }
            }
        }

        #expect(try writes("healthy") == [1, 2, 2, 2])
        #expect(try writes("@hide PIPELINING") == [1, 2, 3, 4])
    }

    @Test func whatIsHiddenIsLeftOutAndTold() {
        let octets = Array("NOOP [auth1]\r\n".utf8)
        let facts: [Fact] = [
            .received(ReceivedOctets(octets: Array("220 hi\r\n".utf8), isSecure: false, read: 1)),
            .sent(
                SentOctets(
                    octets: octets, part: .command, isSecure: false, write: 1, hidden: ["auth1"])),
        ]
        let events = facts.map { TraceEvent(at: .zero, connection: 1, fact: $0) }

        let resending = Resending(events, name: "x", options: ResendOptions())

        #expect(
            resending.omissions == [
                "NOOP [auth1] is left out: the recording hides a part of it"
            ])
        #expect(!resending.script.text.contains("NOOP"))
        #expect(resending.connections == 1)
    }

    @Test func passwordsAreAskedForAndDemandTheCertificateOfThen() throws {
        let recorded = try Self.recorded(
            """
            EHLO me.example
            @starttls
            EHLO me.example
            @auth plain user=ann password=wonderland
            """)

        let named = recorded.map { event -> TraceEvent in
            guard case .sent(var sent) = event.fact, sent.part == .authentication else {
                return event
            }
            sent.octets = Array("AUTH PLAIN [auth1]\r\n".utf8)
            (sent.hidden, sent.user) = (["auth1"], "ann")
            return TraceEvent(at: event.at, connection: event.connection, fact: .sent(sent))
        }
        let resending = Resending(named, name: "x", options: ResendOptions())

        #expect(
            resending.secrets == [.init(name: "auth1", mechanism: "PLAIN", user: "ann")])
        #expect(resending.script.text.contains("@starttls\n"))
        #expect(resending.script.text.contains("password=${auth1}"))
        #expect(try Self.again(named, lab: "healthy").differences.isEmpty)
    }

    /// Neither the password nor anything else that TLS protected.
    @Test func whatWasSaidInsideTLSIsNotSaidInClear() throws {
        let recorded = try Self.recorded(
            """
            EHLO me.example
            @starttls
            EHLO me.example
            MAIL FROM:<ann@lab.test>
            RCPT TO:<bob@lab.test>
            """)

        let (differences, facts) = try Self.again(
            recorded, lab: "on STARTTLS: reply 454 4.7.0 \"Not now\"")

        #expect(Self.sent(facts) == ["EHLO me.example\r\n", "STARTTLS\r\n"])
        #expect(
            differences.map(\.text) == [
                "220 2.0.0 Ready to start TLS -> 454 4.7.0 Not now",
                "is gone, and so are the 3 steps behind it",
            ])
    }

    @Test func oddLineEndingsOfAMessageStay() throws {
        let recorded = try Self.recorded(
            """
            EHLO me.example
            MAIL FROM:<ann@lab.test>
            RCPT TO:<bob@lab.test>
            DATA
            @raw "a\\n.\\nb\\r\\n.\\r\\n"
            """)

        let facts = try Self.again(recorded, lab: "healthy", Self.delivering).facts

        #expect(Self.sent(facts).joined().hasSuffix("DATA\r\na\n.\nb\r\n.\r\n"))
    }

    /// Bounded: recordings cut and shuffled anywhere become scripts that can be read.
    @Test(arguments: 0..<4)
    func whateverIsRecordedBecomesAScript(seed: Int) throws {
        var random = ScriptRandom(seed: UInt64(seed))
        var facts = try Self.recorded(Self.letter)
        facts += try Self.play(try #require(Examples.octets("16-chunking.smtp")), lab: "healthy")
            .history
        for _ in 0..<100 {
            var events = Array(facts.shuffled(using: &random).prefix(12))
            for index in events.indices {
                guard case .sent(var sent) = events[index].fact else { continue }
                let place = Int.random(in: 0..<sent.octets.count, using: &random)
                sent.octets[place] = UInt8.random(in: 0...255, using: &random)
                events[index].fact = .sent(sent)
            }

            let resending = Resending(events, name: "x", options: Self.delivering)
            let (_, problems) = ScriptProgram.load(resending.script, file: "x") { name in
                resending.files.first { $0.name == name }?.octets
            }

            #expect(
                !problems.contains { $0.severity == .error },
                "\(problems.map(\.message))\n\(resending.script.text)")
        }
    }
}
