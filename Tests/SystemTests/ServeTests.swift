import Glibc
import TestSupport
import Testing

/// Recordings played to programs that are not ours.
@Suite("Serving recordings")
struct ServeTests {
    private static let talk =
        "EHLO client.test\n:starttls\nEHLO client.test\n:auth PLAIN ann\n"
        + "MAIL FROM:<a@lab.test>\nRCPT TO:<bob@lab.test>\nDATA\nx: y\n.\nQUIT\n"

    private static let plainTalk =
        "EHLO client.test\nMAIL FROM:<a@lab.test>\nRCPT TO:<bob@lab.test>\nDATA\nx: y\n.\nQUIT\n"

    /// What the lab says to these lines; gives the recording's path.
    private static func record(_ input: String, in folder: Folder) throws -> String {
        let path = folder.path + "/a.smtprec"
        let session = try Scope.start(
            ["connect", "lab:healthy", "--json", "--record", path], in: folder,
            environment: ["SMTP_PASSWORD=wonderland"], input: input
        ).finish()
        guard session.status == .exited(0) else { throw SupportError(session.errorText) }
        return path
    }

    /// A recording that is served, until the object goes.
    private final class Server {
        let folder: Folder
        let recording: String
        let port: UInt16
        private let child: Child

        /// Serves what the lab says to these lines.
        convenience init(
            _ input: String, _ options: [String] = [], port: UInt16? = nil
        ) throws {
            let folder = try Folder()
            try self.init(ServeTests.record(input, in: folder), folder, options, [], port: port)
        }

        /// Serves what swaks printed.
        convenience init(
            transcript: String, _ options: [String], environment: [String]
        ) throws {
            let folder = try Folder()
            let recording = folder.path + "/a.smtprec"
            try FileText.write(transcript, to: folder.path + "/swaks.txt")
            let made = try RecordingSystemTests.rec(
                ["import", folder.path + "/swaks.txt", "--output", recording], in: folder)
            guard made.status == .exited(0) else { throw SupportError(made.errorText) }
            try self.init(recording, folder, options, environment)
        }

        private init(
            _ recording: String, _ folder: Folder, _ options: [String], _ environment: [String],
            port: UInt16? = nil
        ) throws {
            self.folder = folder
            self.recording = recording
            self.port = try port ?? Loopback.freePort()
            child = try Scope.start(
                ["serve", recording, "--listen", "\(self.port)"] + options, in: folder,
                environment: environment)
            // Not by connecting: the first connection gets the first recorded one.
            guard says("listening on") else {
                throw SupportError("it does not listen: \(child.finish().errorText)")
            }
        }

        /// Waits until the log says this.
        func says(_ text: String) -> Bool {
            child.wait { String(decoding: $0.output, as: UTF8.self).contains(text) }
        }

        var log: String { String(decoding: child.output, as: UTF8.self) }

        func end() -> Outcome {
            child.send(SIGINT)
            return child.finish()
        }

        func run(_ words: [String], input: String = "") throws -> Outcome {
            try Child(
                words, environment: Scope.environment(home: folder.path), input: Array(input.utf8)
            ).finish(within: .seconds(30))
        }
    }

    @Test(.enabled(if: RecordingSystemTests.has("python3"), "needs python3"))
    func smtplibGetsTheAnswersOfThen() throws {
        let server = try Server(Self.talk)
        let program = """
            import smtplib, ssl, sys
            session = smtplib.SMTP('127.0.0.1', int(sys.argv[1]), timeout=10)
            print(session.ehlo('laptop')[1].split(b'\\n')[0].decode())
            session.starttls(context=ssl._create_unverified_context())
            print(session.login('somebody', 'any password')[0])
            print(session.sendmail('x@y.example', ['z@y.example'], 'Subject: hi\\n\\n.dot'))
            print(session.quit()[0])
            """

        let outcome = try server.run(["python3", "-c", program, "\(server.port)"])

        #expect(outcome.text == "lab.test greets laptop\n235\n{}\n221\n", "\(outcome.errorText)")
        #expect(
            server.says(
                "same verb: rcpt TO:<z@y.example>, answered as RCPT TO:<bob@lab.test>"))
        #expect(server.log.contains("same verb: AUTH CRAM-MD5, answered as AUTH PLAIN"))
    }

    @Test(.enabled(if: RecordingSystemTests.has("swaks"), "needs swaks"))
    func swaksSendsALetterThroughTLS() throws {
        let server = try Server(Self.talk)

        let outcome = try server.run([
            "swaks", "--server", "127.0.0.1:\(server.port)", "--to", "bob@lab.test", "--from",
            "a@lab.test", "--helo", "me", "--timeout", "10", "-tls", "--auth", "PLAIN", "-au",
            "ann", "-ap", "wrong",
        ])

        #expect(outcome.status == .exited(0), "\(outcome.text)")
        #expect(outcome.text.contains("<~  235 2.7.0"))
        #expect(server.says("exact: RCPT TO:<bob@lab.test>"))
    }

    @Test(.enabled(if: RecordingSystemTests.has("curl"), "needs curl"))
    func curlSendsALetterThroughTLS() throws {
        let server = try Server(Self.talk)

        let outcome = try server.run(
            [
                "curl", "-sS", "-k", "--ssl-reqd", "--url", "smtp://127.0.0.1:\(server.port)/me",
                "--mail-from", "a@lab.test", "--mail-rcpt", "bob@lab.test", "--user", "ann:x",
                "--upload-file", "-",
            ], input: "Subject: x\r\n\r\nhello\r\n")

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(server.says("exact: message"))
    }

    /// What a client does to a served recording is a recording that does not differ from it.
    @Test func whatWasServedIsRecordedAndCompared() throws {
        let folder = try Folder()
        let copy = folder.path + "/served.smtprec"
        let server = try Server(Self.talk, ["--record", copy])

        let session = try Scope.start(
            ["connect", "127.0.0.1:\(server.port)", "--json"], in: folder,
            environment: ["SMTP_PASSWORD=wonderland"], input: Self.talk
        ).finish()
        #expect(session.status == .exited(0), "\(session.errorText)")
        #expect(server.says("connection ended"))
        #expect(server.end().status == .exited(0))

        let verdict = try RecordingSystemTests.rec(["verify", copy], in: folder)
        let difference = try RecordingSystemTests.rec(
            ["diff", server.recording, copy], in: folder)
        #expect(verdict.text.hasSuffix(": complete\n"))
        #expect(difference.status == .exited(0), "\(difference.text)")
        #expect(difference.text.hasPrefix("12 steps in both"), "\(difference.text)")
        #expect(!FileText.read(copy).contains("wonderland"))
    }

    @Test func strictMatchingAndRefusalsAreOptions() throws {
        let server = try Server(
            "EHLO me\nMAIL FROM:<a@lab.test>\nRCPT TO:<bob@lab.test>\nQUIT\n",
            ["--match", "strict", "--unknown", "502"])

        let session = try JSONSession(
            "127.0.0.1:\(server.port)",
            ["EHLO me", "MAIL FROM:<a@lab.test>", "RCPT TO:<x@lab.test>", "NOOP", "QUIT"])

        #expect(session.hasReply("502 5.5.1 Not in the recording"))
        #expect(server.says("not in the recording: RCPT TO:<x@lab.test>"))
        #expect(server.log.contains("not in the recording: NOOP"))
    }

    /// What nobody recorded is answered by whoever sits in front of it.
    @Test(arguments: ["--unknown", "--match"])
    func somebodyIsAsked(option: String) throws {
        let folder = try Folder()
        let recording = try Self.record("EHLO me\nMAIL FROM:<a@lab.test>\nQUIT\n", in: folder)
        let port = try Loopback.freePort()
        let server = try PtyProgram(
            [Scope.path, "serve", recording, "--listen", "\(port)", option, "ask"],
            environment: Scope.environment(home: folder.path))
        func says(_ text: String) -> Bool { server.wait { $0.text.contains(text) } }
        #expect(says("listening on"))
        let client = try Scope.start(
            ["connect", "127.0.0.1:\(port)", "--json"], in: folder,
            input: "EHLO me\nNOOP\nRSET\nMAIL FROM:<b@lab.test>\nQUIT\n")

        #expect(client.wait { String(decoding: $0.output, as: UTF8.self).contains("NOOP") })
        #expect(says("what does NOOP get? [250 2.0.0 Ok]"))
        server.press("450 4.3.0 ask again\n")
        #expect(says("answered by hand: 450 4.3.0 ask again"))
        #expect(says("what does RSET get?"))
        server.press("\n")
        #expect(says("answered by hand: 250 2.0.0 Ok"))
        if option == "--match" {
            #expect(says("what does MAIL FROM:<b@lab.test> get? [250 2.1.0 Ok, a letter begins]"))
            server.press("452 4.2.2 no room\n")
        }

        let outcome = client.finish()
        #expect(outcome.text.contains("450 4.3.0 ask again"))
        #expect(outcome.text.contains("250 2.0.0 Ok"))
        #expect(outcome.text.contains("452 4.2.2") == (option == "--match"))
        #expect(outcome.text.contains("221 2.0.0"))
    }

    /// About what is nearly known alone, where the rest has its answer.
    @Test func nobodyIsAskedAboutWhatHasItsAnswer() throws {
        let folder = try Folder()
        let recording = try Self.record("EHLO me\nMAIL FROM:<a@lab.test>\nQUIT\n", in: folder)
        let port = try Loopback.freePort()
        let server = try PtyProgram(
            [
                Scope.path, "serve", recording, "--listen", "\(port)", "--match", "ask",
                "--unknown",
                "default",
            ], environment: Scope.environment(home: folder.path))
        func says(_ text: String) -> Bool { server.wait { $0.text.contains(text) } }
        #expect(says("listening on"))
        let client = try Scope.start(
            ["connect", "127.0.0.1:\(port)", "--json"], in: folder,
            input: "EHLO me\nNOOP\nMAIL FROM:<b@lab.test>\nQUIT\n")

        #expect(client.wait { String(decoding: $0.output, as: UTF8.self).contains("b@lab.test") })
        #expect(says("what does MAIL FROM:<b@lab.test> get?"))
        server.press("452 4.2.2 no room\n")

        #expect(client.finish().text.contains("452 4.2.2 no room"))
        #expect(!server.text.contains("what does NOOP get?"))
    }

    @Test(arguments: ["--unknown", "--match"])
    func nobodyIsAskedWithoutATerminal(option: String) throws {
        let (folder, path) = try RecordingSystemTests.recorded()

        let outcome = try Scope.start(["serve", path, option, "ask"], in: folder, input: "x\n")
            .finish()

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("ask needs somebody at a terminal"))
    }

    @Test func rulesOfTheLabAreLaidOverIt() throws {
        let server = try Server(
            Self.plainTalk,
            [
                "--rule", "on RCPT \"z@*\": reply 450 4.2.1 \"not now\"", "--rule",
                "on DOT first 1: delay 20ms; reply 451 4.3.0 \"later\"; note \"refused once\"",
            ])
        let letter = "MAIL FROM:<a@lab.test>\nRCPT TO:<bob@lab.test>\nDATA\nx: y\n.\n"

        let session = try JSONSession(
            "127.0.0.1:\(server.port)",
            ["EHLO me", "MAIL FROM:<a@lab.test>", "RCPT TO:<z@lab.test>", "RSET"]
                + (letter + letter).split(separator: "\n").map(String.init) + ["QUIT"])

        #expect(session.hasReply("450 4.2.1 not now"))
        #expect(session.hasReply("451 4.3.0 later"))
        #expect(session.hasReply("250 2.0.0 Ok, queued as LAB1"))
        #expect(server.says("laid over it: on RCPT"))
        #expect(server.says("rule: on RCPT \"z@*\""))
        #expect(server.log.contains("refused once"))
    }

    @Test(arguments: [
        ("on DOT: replay 450", "--rule:1:9"), ("# none", "cannot read # none"),
        ("on IDLE: close", "IDLE and 'early' are for labs"),
    ])
    func aRuleThatIsNoneIsToldWithItsPlace(rule: String, sentence: String) throws {
        let (folder, path) = try RecordingSystemTests.recorded()

        let outcome = try Scope.start(["serve", path, "--rule", rule], in: folder, input: "")
            .finish()

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains(sentence), "\(outcome.errorText)")
    }

    private static let scramTalk = """
        <-  220 mx.example ESMTP
         -> EHLO client.example
        <-  250-mx.example
        <-  250 AUTH PLAIN SCRAM-SHA-1 SCRAM-SHA-256
         -> AUTH PLAIN AGFubgB4
        <-  235 2.7.0 welcome
         -> MAIL FROM:<a@lab.test>
        <-  250 2.1.0 ok
         -> RCPT TO:<bob@lab.test>
        <-  250 2.1.5 ok
         -> DATA
        <-  354 go on
         -> .
        <-  250 2.0.0 queued
         -> QUIT
        <-  221 2.0.0 bye

        """

    /// Our own client, and then the same session sent again.
    @Test func weProveThePasswordWithSCRAM() throws {
        let server = try Server(
            transcript: Self.scramTalk, ["--password"], environment: ["SMTP_PASSWORD=right"])
        let recording = server.folder.path + "/scram.smtprec"
        func talk(_ arguments: [String], _ password: String) throws -> Outcome {
            try Scope.start(
                arguments, in: server.folder, environment: ["SMTP_PASSWORD=\(password)"],
                input: "EHLO me.example\n:auth scram-sha-256 ann\nQUIT\n"
            ).finish()
        }
        let target = "127.0.0.1:\(server.port)"

        let right = try talk(["connect", target, "--json", "--record", recording], "right")
        let wrong = try talk(["connect", target, "--plain"], "wrong")
        let again = try talk(["rec", "again", recording, "--to", target], "right")

        #expect(right.status == .exited(0), "\(right.text)")
        #expect(right.text.contains("235 2.7.0 welcome"))
        #expect(wrong.text.contains("535 5.7.8"))
        #expect(again.status == .exited(0), "\(again.text) \(again.errorText)")
        #expect(again.text.contains("no difference"))
    }

    /// The server proves that it knows the password, and lets nobody in who does not.
    @Test(
        .enabled(if: RecordingSystemTests.has("msmtp"), "needs msmtp"),
        arguments: [
            ("scram-sha-256", "right", 0), ("scram-sha-1", "right", 0),
            ("scram-sha-1", "wrong", 77),
        ])
    func msmtpProvesThePasswordWithSCRAM(method: String, password: String, code: Int32) throws {
        let server = try Server(
            transcript: Self.scramTalk, ["--password"], environment: ["SMTP_PASSWORD=right"])

        let outcome = try server.run(
            [
                "msmtp", "--file=/dev/null", "--host=127.0.0.1", "--port=\(server.port)",
                "--tls=off", "--auth=\(method)", "--user=ann", "--passwordeval=echo \(password)",
                "--from=a@lab.test", "--debug", "bob@lab.test",
            ], input: "Subject: x\n\nhello\n")

        #expect(outcome.status == .exited(code), "\(outcome.text) \(outcome.errorText)")
        #expect(server.says("same verb: AUTH \(method.uppercased()), answered as AUTH PLAIN"))
        #expect(server.log.contains("another password") == (code != 0))
        #expect(server.log.contains("exact: message") == (code == 0))
    }

    @Test(arguments: [
        (["--pace", "4"], "--pace 4 is unknown"), (["--match", "x"], "--match x is unknown"),
        (["--unknown", "x"], "--unknown x is unknown"), (["--each", "9"], "--each 9 is none of"),
        (["--listen", "nowhere"], "--listen nowhere"),
    ])
    func badOptionsAreSentences(options: [String], sentence: String) throws {
        let (folder, path) = try RecordingSystemTests.recorded()

        let outcome = try Scope.start(["serve", path] + options, in: folder, input: "").finish()

        #expect(outcome.status == .exited(1) || outcome.status == .exited(64))
        #expect(outcome.errorText.contains(sentence), "\(outcome.errorText)")
    }

    /// What its own delivery agent says: EHLO, TLS where it is offered, groups, SIZE.
    @Test(.enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
    func postfixDeliversToAServedRecording() throws {
        let servers = try RealServers.shared
        let server = try Server(
            "EHLO client.test\n:starttls\nEHLO client.test\nMAIL FROM:<a@lab.test>\n"
                + "RCPT TO:<bob@lab.test>\nDATA\nx: y\n.\nQUIT\n", port: servers.relayPort)

        let session = try JSONSession(
            servers.plain,
            [
                "EHLO client.test", "MAIL FROM:<eve@client.test>", "RCPT TO:<bob@relayed.test>",
                "DATA", "Subject: through", "", "..a line with a dot", ".",
            ])

        #expect(session.code == 0)
        #expect(server.says("exact: QUIT"), "\(server.log)")
        #expect(server.log.contains("TLS is on"))
        #expect(server.log.contains("same verb: MAIL FROM:<eve@client.test> SIZE="))
        #expect(server.log.contains("same verb: RCPT TO:<bob@relayed.test> "))
        #expect(server.log.contains("exact: message"))
    }
}
