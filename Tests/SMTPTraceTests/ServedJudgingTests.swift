import SMTPCore
import Testing

@testable import SMTPTrace

/// A recording with rules laid over it, and with somebody who is asked.
struct ServedJudgingTests {
    private static let talk = """
        S: 220 mx.example ESMTP
        C: EHLO client.example
        S: 250 mx.example
        C: MAIL FROM:<a@example.net>
        S: 250 2.1.0 sender ok
        C: RCPT TO:<nobody@example.net>
        S: 550 5.1.1 unknown
        C: DATA
        S: 354 go on
        M: Subject: x
        M: .
        S: 250 2.0.0 queued
        C: AUTH PLAIN [auth1]
        S: 235 2.7.0 yes
        C: QUIT
        S: 221 bye
        !fin
        """

    /// Plays lines; `judge` is asked about each occasion. Gives what was said, and the occasions.
    private static func play(
        _ lines: [String], judge: (ServedOccasion) -> ServedJudgement? = { _ in nil },
        options change: (inout ServedOptions) -> Void = { $0.isJudged = true }
    ) throws -> (said: [String], occasions: [ServedOccasion]) {
        let talk = try #require(ServedTalk.all(in: dialogue(talk)).first)
        var options = ServedOptions()
        change(&options)
        var session = ServedSession(talk, client: "127.0.0.1", options: options)
        var said: [String] = []
        var occasions: [ServedOccasion] = []
        var waiting = session.open()
        var unsaid = lines[...]
        while true {
            while !waiting.isEmpty {
                switch waiting.removeFirst() {
                case .write(let octets, _): said.append(octets.prefix { $0 != ASCII.cr }.text)
                case .close, .abort: said.append("!")
                case .startTLS: waiting += session.secured()
                case .ask(let command, let usual): said.append("\(command)? \(usual)")
                case .judge(let occasion):
                    occasions.append(occasion)
                    waiting += session.judged(judge(occasion)) + session.receive([])
                case .decided, .pause, .remark: break
                }
            }
            guard let line = unsaid.popFirst() else { return (said, occasions) }
            let isAnswer = line.hasPrefix("> ")
            waiting =
                isAnswer
                ? session.answered(Array(line.dropFirst(2).utf8))
                : session.receive(Array((line + "\r\n").utf8)[...])
        }
    }

    private static let letter = [
        "EHLO me.example", "MAIL FROM:<a@example.net>", "RCPT TO:<nobody@example.net>", "DATA",
        "From: x", "", "..", ".", "QUIT",
    ]

    @Test func withoutARuleAllIsAsRecorded() throws {
        let plain = try Self.play(Self.letter, options: { _ in })

        #expect(plain.occasions.isEmpty)
        #expect(try Self.play(Self.letter).said == plain.said)
        #expect(plain.said.contains("550 5.1.1 unknown"))
        #expect(plain.said.contains("503 5.5.1 RCPT first"))
    }

    @Test func aYesOfARuleHasItsEffect() throws {
        let (said, occasions) = try Self.play(Self.letter) { occasion in
            if case .command(let command) = occasion.kind, command.verb == .rcpt {
                .accepted
            } else {
                nil
            }
        }

        #expect(said.suffix(4) == ["354 go on", "250 2.0.0 queued", "221 bye", "!"])
        let kinds = occasions.map(\.kind)
        #expect(kinds.first == .greeting)
        guard case .message(let content) = kinds[kinds.count - 2] else {
            Issue.record("no message: \(kinds)")
            return
        }
        #expect(content.content.text == "From: x\r\n\r\n.\r\n")
        #expect(content.hasField("From") && !content.hasField("Date"))
        #expect(occasions[kinds.count - 2].sender.text == "a@example.net")
        #expect(occasions[kinds.count - 2].recipient.text == "nobody@example.net")
        #expect(occasions[kinds.count - 2].helloName?.text == "me.example")
    }

    @Test func aNoOfARuleHasNone() throws {
        let (said, _) = try Self.play(
            ["EHLO me", "MAIL FROM:<a@example.net>", "RCPT TO:<nobody@example.net>"]
        ) { occasion in
            if case .command(let command) = occasion.kind, command.verb == .mail {
                .refused
            } else {
                nil
            }
        }

        #expect(said == ["220 mx.example ESMTP", "250 mx.example", "503 5.5.1 MAIL first"])
    }

    @Test func aRefusedGreetingLeavesOnlyQuit() throws {
        let (said, _) = try Self.play(["EHLO me", "QUIT"]) { $0.kind == .greeting ? .refused : nil }

        #expect(said == ["503 5.5.1 Only QUIT is left", "221 bye", "!"])
    }

    @Test func authIsJudgedAtItsEnd() throws {
        let (said, occasions) = try Self.play(["EHLO me", "AUTH LOGIN", "YW5u", "eA==", "RSET"]) {
            if case .authenticated = $0.kind { .refused } else { nil }
        }

        #expect(said.suffix(3) == ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "250 2.0.0 Ok"])
        #expect(occasions.map(\.kind).contains(.authenticated(mechanism: "LOGIN")))
        #expect(occasions.allSatisfy { !$0.isLoggedIn })
    }

    @Test func theLastChunkIsAMessageToo() throws {
        let (_, occasions) = try Self.play(["BDAT 3", "x", "BDAT 3 LAST", "y"])

        let kinds = occasions.map { occasion in
            if case .message(let content) = occasion.kind { content.content.text } else { "" }
        }
        #expect(kinds == ["", "", "", "x\r\ny\r\n"])
    }

    @Test func hostileClientsNeverTrapUnderRules() throws {
        let words = [
            "EHLO x", "MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA", "", "BDAT 0 LAST", "BDAT 9",
            "AUTH SCRAM-SHA-256", "n,,n=u,r=a", Self.proof[0], Self.proof[1], "*", ".", "..",
            "STARTTLS", "QUIT", "AUTH LOGIN x", "AUTH", "RSET", "> ", "> 250", "\0", "HELO",
        ]
        let judgements: [ServedJudgement?] = [nil, .refused, .accepted, .asRecorded]
        var state: UInt64 = 11
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<200 {
            let lines = (0..<20).map { _ in words[draw(words.count)] }
            let unknown = ServedOptions.Unknown.allCases[draw(4)]

            _ = try Self.play(lines) { _ in
                judgements[draw(4)]
            } options: {
                Self.knows("x")(&$0)
                ($0.isJudged, $0.unknown, $0.matching) = (true, unknown, .asked)
            }
        }
    }

    // MARK: Asking

    @Test func whoeverIsAskedMayTakeWhatIsProposed() throws {
        let lines = [
            "EHLO me", "MAIL FROM:<x@y>", "> ", "RCPT TO:<z@y>", "> 250 2.1.5 that one too",
            "DATA", "NOOP", ".",
        ]

        let (said, _) = try Self.play(
            lines, options: { ($0.matching, $0.unknown) = (.asked, .asked) })

        #expect(
            said.dropFirst(2) == [
                "MAIL FROM:<x@y>? 250 2.1.0 sender ok", "250 2.1.0 sender ok",
                "RCPT TO:<z@y>? 550 5.1.1 unknown", "250 2.1.5 that one too", "354 go on",
                "250 2.0.0 queued",
            ])
    }

    // MARK: SCRAM

    private static func hmac(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
        let padded = key + [UInt8](repeating: 0, count: 64 - key.count)
        return digest(padded.map { $0 ^ 0x5c } + digest(padded.map { $0 ^ 0x36 } + data))
    }

    private static func digest(_ data: [UInt8]) -> [UInt8] {
        var digest = SHA256()
        digest.update(data[...])
        let hex = digest.hex.map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
        return stride(from: 0, to: hex.count, by: 2).map { hex[$0] << 4 | hex[$0 + 1] }
    }

    private static func knows(_ password: String) -> (inout ServedOptions) -> Void {
        { options in
            options.login = ServedOptions.Login(
                password: Array(password.utf8),
                salt: Base64.decode(Array("W22ZaJ0SNY7soEsUEjb6gQ==".utf8)) ?? [],
                makeNonce: { Array("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0".utf8) },
                hashing: SCRAM.Hashing(hmac: { hmac($1, $2) }, digest: { digest($1) }))
        }
    }

    /// The client of RFC 7677 §3.
    private static let proof = [
        "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    ].map { Base64.encode(Array($0.utf8)).text }

    @Test func scramIsProvenOnBothSides() throws {
        let early = ["AUTH SCRAM-SHA-256 " + Self.proof[0], Self.proof[1], ""]
        let late = ["AUTH SCRAM-SHA-256", Self.proof[0], Self.proof[1], ""]
        let verifier = Base64.encode(
            Array("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=".utf8)
        ).text

        #expect(
            try Self.play(early, options: Self.knows("pencil")).said.suffix(2)
                == ["334 \(verifier)", "235 2.7.0 yes"])
        #expect(try Self.play(late, options: Self.knows("pencil")).said.last == "235 2.7.0 yes")
        #expect(
            try Self.play(Array(late.dropLast()), options: Self.knows("other")).said.last?.prefix(9)
                == "535 5.7.8")
        #expect(
            try Self.play(["AUTH SCRAM-SHA-256", "*"], options: Self.knows("x")).said.last?.prefix(
                3)
                == "501")
    }

    @Test(arguments: ["AUTH SCRAM-SHA-256", "AUTH SCRAM-SHA-256-PLUS", "AUTH SCRAM-SHA-512"])
    func scramWithoutAPasswordIsRefused(command: String) throws {
        let refused = try Self.play([command], options: { _ in }).said.last ?? ""

        #expect(refused.hasPrefix("454 4.7.0") || refused.hasPrefix("504 5.5.4"))
    }
}
