import SMTPCore
import Testing

@testable import SMTPTrace

struct ServedSessionTests {
    private static let talk = """
        S: 220 mx.example ESMTP
        C: EHLO client.example
        S: 250-mx.example greets client.example
        S: 250-SIZE 1000
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        !tls
        C: EHLO client.example
        S: 250-mx.example
        S: 250 AUTH PLAIN LOGIN
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        A: YW5u
        S: 334 UGFzc3dvcmQ6
        A: [auth1]
        S: 535 5.7.8 no
        C: AUTH PLAIN [auth2]
        S: 235 2.7.0 yes
        C: MAIL FROM:<a@example.net>
        S: 250 2.1.0 sender ok
        C: RCPT TO:<nobody@example.net>
        S: 550 5.1.1 unknown
        C: RCPT TO:<bob@Example.net>
        S: 250 2.1.5 bob ok
        C: DATA
        S: 354 go on
        M: Subject: x
        M: .
        S: 250 2.0.0 queued
        C: QUIT
        S: 221 bye
        !fin
        """

    /// Plays commands against the recording and gives the first line of each answer; `*` for TLS,
    /// `!` for the end.
    private static func play(
        _ lines: [String], recording: String = talk, decisions: Bool = false,
        _ change: (inout ServedOptions) -> Void = { _ in }
    ) throws -> [String] {
        let talk = try #require(ServedTalk.all(in: dialogue(recording)).first)
        var options = ServedOptions()
        change(&options)
        var session = ServedSession(talk, client: "127.0.0.1", options: options)
        var said: [String] = []
        func note(_ actions: [ServedAction]) -> Bool {
            var startsTLS = false
            for action in actions {
                switch action {
                case .write(let octets, _):
                    if !decisions { said.append(octets.prefix { $0 != ASCII.cr }.text) }
                case .startTLS:
                    startsTLS = true
                    if !decisions { said.append("*") }
                case .close, .abort: if !decisions { said.append("!") }
                case .ask(let command, let usual): said.append("\(command)? \(usual)")
                case .judge, .pause, .remark: break
                case .decided(let decision, _, let like):
                    if decisions {
                        said.append(decision.rawValue + (like.isEmpty ? "" : " as \(like)"))
                    }
                }
            }
            return startsTLS
        }
        _ = note(session.open())
        for line in lines {
            if note(session.receive(Array((line + "\r\n").utf8)[...])) {
                _ = note(session.secured())
            }
        }
        return said
    }

    private static let intoTLS = ["EHLO laptop", "STARTTLS", "EHLO laptop"]

    @Test func theSameTalkGetsTheSameAnswers() throws {
        let said = try Self.play(
            Self.intoTLS + [
                "AUTH LOGIN", "eA==", "eQ==", "AUTH PLAIN eHh4", "MAIL FROM:<a@example.net>",
                "RCPT TO:<nobody@example.net>", "RCPT TO:<bob@example.net>", "DATA", "x", ".",
                "QUIT",
            ])

        #expect(
            said == [
                "220 mx.example ESMTP", "250-mx.example greets laptop", "220 go", "*",
                "250-mx.example", "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "535 5.7.8 no",
                "235 2.7.0 yes", "250 2.1.0 sender ok", "550 5.1.1 unknown",
                "250 2.1.5 bob ok", "354 go on", "250 2.0.0 queued", "221 bye", "!",
            ])
    }

    @Test func strangersAreGivenAnAcceptance() throws {
        let lines = Self.intoTLS + ["MAIL FROM:<x@other.example>", "RCPT TO:<y@other.example>"]

        #expect(try Self.play(lines).suffix(2) == ["250 2.1.0 sender ok", "250 2.1.5 bob ok"])
        #expect(
            try Self.play(lines, decisions: true)
                == [
                    "close as EHLO client.example", "exact", "close as EHLO client.example",
                    "same verb as MAIL FROM:<a@example.net>",
                    "same verb as RCPT TO:<bob@Example.net>",
                ])
    }

    /// What it is about is the same, and it gets the same answer; but it is not what was said.
    @Test func anotherNameOrParameterIsClose() throws {
        let lines = [
            "ehlo CLIENT.example", "STARTTLS", "EHLO laptop", "mail from:<a@EXAMPLE.net>", "QUIT",
        ]
        let sized = Self.intoTLS + ["MAIL FROM:<a@example.net> SIZE=9"]

        #expect(
            try Self.play(lines, decisions: true)
                == ["exact", "exact", "close as EHLO client.example", "exact", "exact"])
        #expect(
            try Self.play(sized, decisions: true).last == "close as MAIL FROM:<a@example.net>")
        #expect(try Self.play(sized).last == "250 2.1.0 sender ok")
    }

    @Test func strictMatchingKnowsNoStrangers() throws {
        let lines = Self.intoTLS + ["MAIL FROM:<x@other.example>", "MAIL FROM:<a@example.net>"]

        let said = try Self.play(lines, decisions: true) { $0.matching = .strict }

        #expect(said.suffix(2) == ["not in the recording", "out of order"])
        #expect(said.count == 5 && said[0].hasPrefix("close as EHLO"))
    }

    @Test(arguments: [
        (ServedOptions.Unknown.usual, ["250 2.0.0 Ok", "221 bye", "!"]),
        (.refused, ["502 5.5.1 Not in the recording", "221 bye", "!"]), (.closed, ["!"]),
    ])
    func whatIsUnknownGetsWhatWasAskedFor(unknown: ServedOptions.Unknown, said: [String]) throws {
        let lines = Self.intoTLS + ["NOOP", "QUIT"]

        #expect(try Self.play(lines) { $0.unknown = unknown }.dropFirst(5) == said[...])
    }

    /// While somebody is asked nothing else is answered; what they say has its effect.
    @Test func somebodyMayBeAsked() throws {
        let talk = try #require(ServedTalk.all(in: dialogue("S: 220 mx")).first)
        var options = ServedOptions()
        options.unknown = .asked
        var session = ServedSession(talk, client: "", options: options)
        func said(_ actions: [ServedAction]) -> [String] {
            actions.compactMap { action in
                switch action {
                case .write(let octets, _): octets.text
                case .ask(let command, let usual): "\(command)? \(usual)"
                case .startTLS, .close, .abort, .decided, .judge, .pause, .remark: nil
                }
            }
        }

        let first = session.receive(Array("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n".utf8)[...])
        let second = session.answered(Array("250 yes".utf8))
        let third = session.answered(Array("550 no".utf8))
        let fourth = session.receive(Array("DATA\r\n".utf8)[...])

        #expect(said(first) == ["MAIL FROM:<a@b>? 250 2.1.0 Ok"])
        #expect(said(second) == ["250 yes\r\n", "RCPT TO:<c@d>? 250 2.1.5 Ok"])
        #expect(said(third) == ["550 no\r\n"])
        #expect(said(fourth) == ["503 5.5.1 RCPT first\r\n"])
        #expect(session.answered([]).isEmpty)
    }

    @Test func aMessageIsHeldAgainstTheRecordedOnes() throws {
        let letter = ["MAIL FROM:<a@example.net>", "RCPT TO:<bob@example.net>", "DATA"]
        for (subject, decision) in [("x", "exact"), ("y", "another message")] {
            let lines = Self.intoTLS + letter + ["Subject: \(subject)", "."]

            let said = try Self.play(lines, decisions: true) { $0.comparesBodies = true }

            #expect(said.last == decision)
            #expect(try Self.play(lines).last == "250 2.0.0 queued")
        }
    }

    @Test func clientsMayPutTheirResponseElsewhere() throws {
        let early = try Self.play(Self.intoTLS + ["AUTH LOGIN YW5u", "c2VjcmV0"])
        let late = try Self.play(Self.intoTLS + ["AUTH PLAIN", "AGEAYg=="])

        #expect(early.suffix(2) == ["334 UGFzc3dvcmQ6", "535 5.7.8 no"])
        #expect(late.suffix(2) == ["334 ", "235 2.7.0 yes"])
    }

    @Test func whatWasNeverSaidGetsTheUsualAnswer() throws {
        let said = try Self.play([
            "NOOP", "VRFY x", "RCPT TO:<a@b>", "DATA", "HELO me", "MAIL FROM:<a@b> SIZE=2000",
            "AUTH SCRAM-SHA-256", "RSET", "BDAT x",
        ])

        #expect(
            said.dropFirst().map { $0.prefix(3) }
                == ["250", "502", "503", "503", "250", "552", "504", "250", "501"])
    }

    @Test func aChunkIsAnsweredBehindItsOctets() throws {
        let said = try Self.play(
            Self.intoTLS + [
                "MAIL FROM:<a@example.net>", "RCPT TO:<bob@example.net>", "BDAT 6 LAST", "QUIT",
                "QUIT",
            ])

        #expect(said.suffix(3) == ["250 2.0.0 Ok", "221 bye", "!"])
    }

    @Test func theConnectionEndsWhereItEnded() throws {
        let said = try Self.play(
            ["EHLO me", "MAIL FROM:<a@b>"],
            recording: """
                S: 220 mx
                C: EHLO me
                S: 250 mx
                C: MAIL FROM:<a@b>
                !rst
                """)

        #expect(said == ["220 mx", "250 mx", "!"])
    }

    @Test func pipelinedAndCutCommandsAreServedAlike() throws {
        let talk = try #require(ServedTalk.all(in: dialogue(Self.talk)).first)
        let octets = Array("EHLO me\r\nNOOP\r\nRSET\r\nQUIT\r\n".utf8)
        var whole = ServedSession(talk, client: "")
        let expected = whole.receive(octets[...])
        for cut in octets.indices {
            var session = ServedSession(talk, client: "")
            #expect(session.receive(octets[..<cut]) + session.receive(octets[cut...]) == expected)
        }
    }

    @Test func theLogTellsNoSecret() throws {
        let talk = try #require(ServedTalk.all(in: dialogue(Self.talk)).first)
        for line in [
            "AUTH PLAIN AGEAc2VjcmV0", "auth login c2VjcmV0", "c2VjcmV0", "AUTH XX c2VjcmV0",
        ] {
            var session = ServedSession(talk, client: "")

            let actions = session.secured() + session.receive(Array((line + "\r\n").utf8)[...])

            #expect(!"\(actions)".contains("c2VjcmV0"), "\(line)")
        }
    }

    @Test func hostileClientsNeverTrap() throws {
        let talk = try #require(ServedTalk.all(in: dialogue(Self.talk)).first)
        var state: UInt64 = 7
        for _ in 0..<200 {
            var session = ServedSession(talk, client: "::1")
            _ = session.open()
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let words = [
                    "EHLO", "MAIL FROM:<", "RCPT TO:", "DATA", "\r\n", "BDAT 9", " LAST", "\n",
                    ".\r\n", "AUTH LOGIN", "\0\u{FF}", "STARTTLS\r\n", "AUTH", " ",
                    "BDAT 99999999999999999999\r\n", "SIZE=", "HELO x\r\n",
                ]
                let word = words[Int(state >> 33) % words.count]
                if session.receive(Array(word.utf8)[...]).contains(.startTLS) {
                    _ = session.secured()
                }
            }
        }
    }

    @Test func anEndlessLineIsTakenInPieces() throws {
        let talk = try #require(ServedTalk.all(in: dialogue(Self.talk)).first)
        var session = ServedSession(talk, client: "")
        let endless = [UInt8](repeating: 65, count: 200_000)

        let answers = session.receive(endless[...]).count {
            if case .write = $0 { true } else { false }
        }

        #expect(answers == 3)
    }

    @Test func theNthConnectionGetsTheNthTalk() {
        let events =
            dialogue("S: 450 later", connection: 1)
            + dialogue("S: 220 welcome", connection: 2)

        let greetings = ServedTalk.all(in: events).map { $0.greeting?.prefix(3).text }

        #expect(greetings == ["450", "220"])
    }
}
