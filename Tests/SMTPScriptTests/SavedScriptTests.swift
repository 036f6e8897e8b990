import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// What becomes of what was typed: where to, with which secrets, in which letters.
struct SavedScriptTests {
    /// The script that is made of facts, each with its connection and the second it was told in.
    private static func script(_ facts: [(Int, Int, Fact)], name: String = "kept") -> String {
        let events = facts.map { second, connection, fact in
            TraceEvent(at: .seconds(second), connection: connection, fact: fact)
        }
        let text = ScriptExport.script(from: events, name: name).text
        let problems = ScriptProgram.load(text, file: "x.smtp") { _ in nil }.problems
        #expect(problems.isEmpty, "\(problems.map(\.message))")
        return String(decoding: text, as: UTF8.self)
    }

    private static func said(_ text: String) -> Fact {
        .received(ReceivedOctets(octets: Array("\(text)\r\n".utf8), isSecure: false, read: 1))
    }

    private static func line(
        _ text: String, _ part: SentOctets.Part = .command, hidden: [String] = [],
        user: String? = nil, write: Int = 1
    ) -> Fact {
        .sent(
            SentOctets(
                octets: Array("\(text)\r\n".utf8), part: part, isSecure: false, write: write,
                hidden: hidden, user: user))
    }

    /// What is told when a connection is made to an address, perhaps by a name.
    private static func opening(
        _ connection: Int, _ address: String, named name: String? = nil, at second: Int = 0,
        speaks dialect: Conversation.Dialect = .smtp
    ) -> [(Int, Int, Fact)] {
        let lookup = name.map { name -> [Fact] in
            [.resolving(name: name), .resolved(name: name, addresses: ["192.0.2.1"])]
        }
        let facts =
            (lookup ?? []) + [
                .connecting(to: address, attempt: 1, of: 1),
                .connected(local: "192.0.2.9:1", peer: address, speaks: dialect), said("220 hi"),
            ]
        return facts.map { (second, connection, $0) }
    }

    /// Whoever went on without an answer does so again; who waited for each is held to that.
    @Test func aLineThatWasNotAnsweredIsNotInTheWay() {
        let opening = Self.opening(1, "192.0.2.1:25")
        let one = (1, 1, Self.line("NOOP one"))
        let two = (2, 1, Self.line("NOOP two", write: 2))
        let closed = (3, 1, Fact.ended(Ending(how: .closedByUs)))

        let unanswered = Self.script(opening + [one, two, closed])
        let answered = Self.script(
            opening + [one, (1, 1, Self.said("250 ok")), two, closed])

        #expect(
            unanswered.hasSuffix(
                "NOOP one\n< nothing\n\n@early ok\nNOOP two\n< nothing\n\n@close\n"),
            "\(unanswered)")
        #expect(
            answered.hasSuffix("NOOP one\n< 250\n\nNOOP two\n< nothing\n\n@close\n"), "\(answered)")
    }

    /// As the laboratory's server does it that refuses whoever talks first.
    @Test func whoeverSpokeBeforeTheGreetingDoesSoAgain() {
        let opening = Self.opening(1, "192.0.2.1:25").dropLast()
        let text = Self.script(
            opening + [
                (1, 1, Self.line("EHLO me")), (1, 1, Self.said("554 5.5.1 too early")),
                (1, 1, Fact.ended(Ending(how: .closedByServer))),
            ])

        #expect(
            text.hasSuffix(
                "@connect\n< nothing\n\n@early ok\nEHLO me\n< 554 5.5.1\n<+ closed\n"), "\(text)")
    }

    // MARK: Servers

    @Test func anotherServerIsNamed() {
        let text = Self.script(
            Self.opening(1, "127.0.0.1:22832") + Self.opening(2, "127.0.0.1:22833")
                + Self.opening(3, "192.0.2.1:25", named: "mx.example.net")
                + Self.opening(4, "[::1]:24", speaks: .lmtp)
                + Self.opening(5, "127.0.0.1:22832"))

        #expect(text.contains("\n@connect\n< 220\n"))
        #expect(text.contains("\n@connect 127.0.0.1:22833 as link2\n"))
        #expect(text.contains("\n@connect mx.example.net:25 as link3\n"))
        #expect(text.contains("\n@connect lmtp://[::1]:24 as link4\n"))
        #expect(text.contains("\n@connect as link5\n"))
    }

    @Test func aLabBesideAServerIsNamed() {
        let text = Self.script(
            Self.opening(1, "lab:healthy") + Self.opening(2, "192.0.2.1:25")
                + Self.opening(3, "lab:slow"))

        #expect(text.contains("\n@lab healthy\n"))
        #expect(text.contains("\n@connect 192.0.2.1:25 as link2\n"))
        #expect(text.contains("\n@connect lab:slow as link3\n"))
    }

    @Test func whereItWasRecordedIsSaid() {
        let server = Self.script(Self.opening(1, "192.0.2.1:587", named: "mx.example.net"))
        let lab = Self.script(Self.opening(1, "lab:healthy"))
        let odd = Self.script(Self.opening(1, "pipe\u{1b}[2J"))

        #expect(server.contains("session kept\"\n# recorded from mx.example.net:587\n\n@connect\n"))
        #expect(!server.contains("@server"))
        #expect(!lab.contains("recorded from"))
        #expect(odd.contains("# recorded from pipe\\x1b[2J\n"))
    }

    // MARK: Pauses

    /// Beside an open connection a pause is typing; behind the last one it may be greylisting.
    @Test func onlyAPauseWithoutAConnectionIsKept() {
        let text = Self.script(
            Self.opening(1, "a:25") + Self.opening(2, "a:25", at: 2)
                + [(3, 1, .ended(Ending(how: .closedByUs)))]
                + [(3, 2, .ended(Ending(how: .closedByUs)))] + Self.opening(3, "a:25", at: 9))

        #expect(text.components("@wait") == 1)
        #expect(text.contains("\n@wait 7s\n@connect\n"))
    }

    /// What looking up and connecting took is no pause.
    @Test func aSlowLookUpIsNoPause() {
        let end = Fact.ended(Ending(how: .closedByUs))
        let text = Self.script(
            Self.opening(1, "a:25") + [(0, 1, end), (0, 2, .resolving(name: "b"))]
                + Self.opening(2, "a:25", at: 3))

        #expect(text.components("@wait") == 0)
    }

    // MARK: Secrets

    @Test func aSecretInALineIsDeclared() {
        let text = Self.script(
            Self.opening(1, "a:25") + [
                (0, 1, Self.line("NOOP [pw], [token][pw] [no] ${x}", hidden: ["token", "pw"])),
                (0, 1, Self.said("250 ok")),
                (0, 1, Self.line(" [pw] ", hidden: ["pw"], write: 2)),
                (0, 1, Self.said("500 what")),
            ])

        #expect(
            text.contains(
                "\n# a secret stood here, perhaps in base64\n"
                    + "NOOP ${pw}, ${token}${pw} [no] $${x}\n< 250\n"), "\(text)")
        #expect(text.contains("\n>  ${pw} \n< 500\n"))
        #expect(text.contains("@secret pw from env SMTP_PW, prompt\n"))
        #expect(text.contains("@secret token from env SMTP_TOKEN, prompt\n"))
    }

    /// A script gives a secret to the host of the run alone, unless another is named for it.
    @Test func aSecretForAnotherHostSaysSo() {
        func told(_ connection: Int, _ name: String) -> [(Int, Int, Fact)] {
            [
                (0, connection, Self.line("NOOP [\(name)]", hidden: [name])),
                (0, connection, Self.said("250 ok")),
            ]
        }
        let text = Self.script(
            Self.opening(1, "192.0.2.1:25") + told(1, "here") + told(1, "both")
                + Self.opening(2, "192.0.2.2:25") + told(2, "there") + told(2, "both")
                + Self.opening(3, "192.0.2.1:26") + told(3, "here"))

        #expect(text.contains("@secret here from env SMTP_HERE, prompt\n"))
        #expect(text.contains("@secret there from env SMTP_THERE, prompt for 192.0.2.2\n"))
        #expect(
            text.contains(
                "# both went to more than one host, a script gives it to one\n"
                    + "@secret both from env SMTP_BOTH, prompt\n"))
    }

    private static func letter(
        _ pieces: [(String, [String])], chunk: Bool = false
    ) -> [(Int, Int, Fact)] {
        let facts =
            [Self.line(chunk ? "BDAT 9 LAST" : "DATA")]
            + (chunk ? [] : [Self.said("354 go")])
            + pieces.map { Self.line($0.0, .content, hidden: $0.1) }
            + (chunk ? [] : [Self.line(".", .content)]) + [Self.said("250 ok")]
        return Self.opening(1, "a:25") + facts.map { (0, 1, $0) }
    }

    @Test func aSecretInALetterIsDeclared() {
        let text = Self.script(
            Self.letter([("Subject: [pw]\r\n", ["pw"]), ("..[no] ${x} [pw]", ["pw"])]))

        #expect(
            text.contains(
                """
                # a secret stood here, perhaps in base64
                @message <<.
                Subject: ${pw}

                .[no] $${x} ${pw}
                .
                < 250
                """), "\(text)")
        #expect(text.contains("@secret pw from env SMTP_PW, prompt\n"))
    }

    @Test func aLongLetterWithASecretStandsInTheScript() {
        let line = "[pw]" + String(repeating: "x", count: 5_000)
        let text = Self.script(Self.letter([(line, ["pw"])]))

        #expect(text.contains("\n${pw}xxx"))
    }

    @Test func aSecretInAChunkIsDeclared() {
        let text = Self.script(Self.letter([("a [pw]", ["pw"])], chunk: true))

        #expect(text.contains("\n@bdat last eol=asis \"a ${pw}\\r\\n\"\n< 250\n"), "\(text)")
    }

    @Test func aLetterThatIsNotRecordedIsAnother() {
        let letter = Self.script(Self.letter([("To: [content]", ["content"])]))
        let chunk = Self.script(Self.letter([("[content: 5]", ["content"])], chunk: true))

        let said = "# the letter was not recorded; this is another\n"
        #expect(letter.contains(said + "@message auto\n< 250\n"), "\(letter)")
        #expect(chunk.contains(said + "@bdat last auto\n< 250\n"), "\(chunk)")
    }

    // MARK: Logins

    private static func login(_ dialogue: String) -> String {
        script(
            opening(1, "a:25")
                + dialogue.split(separator: "\n").map { line in
                    let hidden = line.contains("[auth1]") ? ["auth1"] : []
                    return (
                        0, 1,
                        line.first == "S"
                            ? said(String(line.dropFirst(3)))
                            : Self.line(
                                String(line.dropFirst(3)), .authentication, hidden: hidden,
                                user: hidden.isEmpty ? nil : "ann")
                    )
                })
    }

    @Test(arguments: ["plain", "scram-sha-256", "oauthbearer", "xoauth2"])
    func aLoginWithoutItsFirstResponseIsSaidSo(mechanism: String) {
        let late = Self.login(
            "C: AUTH \(mechanism)\nS: 334\nC: [auth1]\nS: 235 2.7.0 ok")
        let early = Self.login("C: AUTH \(mechanism) [auth1]\nS: 235 2.7.0 ok")

        #expect(late.contains("${auth1} initial=no\n< 235 2.7.0\n"), "\(late)")
        #expect(early.contains("${auth1}\n< 235 2.7.0\n"), "\(early)")
    }

    /// No document lets LOGIN do so, and `@auth` does not.
    @Test func loginWithAFirstResponseIsDoubted() {
        let text = Self.login("C: AUTH LOGIN YW5u\nS: 334 UGFz\nC: [auth1]\nS: 235 2.7.0 ok")

        #expect(
            text.contains(
                "\n# the AUTH line named the user already, @auth does it later\n@auth login "),
            "\(text)")
    }

    /// What only the facts tell: whom a login acts as, and whose password a proof was made of.
    @Test func aLoginKeepsItsSecretAndWhomItActsAs() {
        func performed(_ text: String, _ hidden: String?, origin: String? = nil) -> Fact {
            var sent = SentOctets(
                octets: Array("\(text)\r\n".utf8), part: .authentication, isSecure: true, write: 1,
                hidden: hidden.map { [$0] } ?? [], user: "ann", origin: origin)
            if origin == nil { sent.identity = "bob" }
            return .sent(sent)
        }
        let facts = [
            Self.line("AUTH CRAM-MD5", .authentication), Self.said("334 YQ=="),
            performed("[auth1]", "auth1", origin: "pw"), Self.said("501 5.5.2 cannot read that"),
            performed("AUTH SCRAM-SHA-1 biwsbj1hbm4scj0x", nil, origin: "pw"), Self.said("535 no"),
            performed("AUTH CRAM-MD5", nil, origin: "pw"), Self.said("503 not now"),
            performed("AUTH PLAIN [pw]", "pw"), Self.said("235 2.7.0 ok"),
        ]
        let text = Self.script(Self.opening(1, "a:25") + facts.map { (0, 1, $0) })

        #expect(text.contains("\n@auth cram-md5 user=ann password=${pw}\n< 501 5.5.2\n"), "\(text)")
        #expect(text.contains("\n@auth scram-sha-1 user=ann password=${pw}\n< 535\n"), "\(text)")
        #expect(text.contains("\nAUTH CRAM-MD5\n< 503\n"))
        #expect(text.contains("\n@auth plain user=ann password=${pw} as=bob\n< 235 2.7.0\n"))
        #expect(text.components("@secret") == 1)
    }

    /// Comments on what may differ are counted, and what holds is not.
    @Test func doubtsAreCounted() {
        func doubts(_ facts: [(Int, Int, Fact)]) -> Int {
            let events = facts.map { TraceEvent(at: .zero, connection: $1, fact: $2) }
            return ScriptExport.script(from: events, name: "kept").doubts
        }
        let secret = (0, 1, Self.line("NOOP [pw]", hidden: ["pw"]))
        let elsewhere = (0, 2, Self.line("NOOP [pw]", hidden: ["pw"]))
        let program = Self.opening(2, "exim -bs")

        #expect(doubts(Self.opening(1, "exim -bs")) == 0)
        #expect(doubts(Self.opening(1, "a:25") + [secret]) == 1)
        #expect(doubts(Self.opening(1, "a:25") + program) == 1)
        #expect(
            doubts(Self.opening(1, "a:25") + Self.opening(2, "b:25") + [secret, elsewhere]) == 3)
        #expect(ScriptExport.remark(on: 0) == nil)
        #expect(ScriptExport.remark(on: 1) == "1 thing in it may differ, see its comments")
        #expect(ScriptExport.remark(on: 2) == "2 things in it may differ, see its comments")
    }

    @Test(arguments: ["login", "cram-md5"])
    func aLoginThatIsAskedFirstNeedsNoWord(mechanism: String) {
        let text = Self.login("C: AUTH \(mechanism)\nS: 334 YQ==\nC: [auth1]\nS: 235 2.7.0 ok")

        #expect(text.contains("@auth \(mechanism) user=ann password=${auth1}\n"), "\(text)")
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
