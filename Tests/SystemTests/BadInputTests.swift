import SMTPTrace
import TestSupport
import Testing

@Suite("Bad input")
struct BadInputTests {
    /// One sentence on standard error that begins with the program's name, nothing else.
    private func expectRefusal(
        _ arguments: [String], code: Int32 = 1, naming words: String...,
        environment: [String] = [], location: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Scope.run(arguments, environment: environment)

        #expect(outcome.status == .exited(code), "\(outcome)", sourceLocation: location)
        #expect(outcome.output.isEmpty, "\(outcome.text)", sourceLocation: location)
        for word in words {
            #expect(outcome.errorText.contains(word), sourceLocation: location)
        }
    }

    private func isOneSentence(_ text: String) -> Bool {
        text.hasSuffix("\n") && text.split(separator: "\n").count == 1
            && text.hasPrefix("smtpscope: ")
    }

    @Test func anUnknownHostIsAFactAndACode() throws {
        let session = try JSONSession("no-such-host.invalid", ["EHLO me.test"])
        let transcript = try Scope.transcript("no-such-host.invalid", ["EHLO me.test"])

        #expect(session.code == 2)
        #expect(session.strayLines.isEmpty)
        #expect(transcript.status == .exited(2))
        #expect(transcript.text.contains("no-such-host.invalid"))
    }

    @Test func aRefusedPortIsExplained() throws {
        let port = try Loopback.freePort()
        let session = try JSONSession("127.0.0.1:\(port)", ["EHLO me.test"])
        let transcript = try Scope.transcript("127.0.0.1:\(port)", ["EHLO me.test"])

        #expect(session.code == 2)
        let kinds = session.facts.compactMap { fact -> ConnectFailure.Kind? in
            if case .connectFailed(_, let failure) = fact { failure.kind } else { nil }
        }
        #expect(kinds == [.refused])
        #expect(transcript.status == .exited(2))
        #expect(transcript.text.contains("check the port"))
    }

    @Test(arguments: [
        (["connect", "mx.test:port", "--plain"], "port"),
        (["connect", "mx.test:0", "--plain"], "1 to 65535"),
        (["connect", "[mx]:25", "--plain"], "IPv6"),
        (["connect", "ftp://mx.test", "--plain"], "ftp"),
        (["connect", "", "--plain"], "No server was named"),
        (["connect", "2525", "--plain"], "localhost:2525"),
        (["lab", "nonsense", "--listen", "127.0.0.1:0"], "nonsense"),
        (["lab", "nonsense", "--about"], "nonsense"),
    ])
    func aTargetThatCannotBeReadIsASentence(arguments: [String], words: String) throws {
        let outcome = try Scope.run(arguments)

        #expect(outcome.status == .exited(1), "\(outcome.errorText)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
        #expect(isOneSentence(outcome.errorText), "\(outcome.errorText)")
    }

    @Test(arguments: [
        (["--frobnicate"], "--frobnicate"),
        (["connect", "mx.test", "--tls", "sometimes"], "none, starttls or implicit"),
        (["run", "x.smtp", "--tls", "starttls"], "a script says @starttls"),
        (["run", "x.smtp", "--tls-verify", "full"], "Unknown option '--tls-verify'"),
        (["run", "x.smtp", "--name", "me.test"], "Unknown option '--name'"),
        (["run", "x.smtp", "--to", "mx.test", "--pipe", "cat"], "exclude each other"),
        (["rec", "again", "x.smtprec", "--to", "mx.test", "--pipe", "x"], "option '--pipe'"),
        (["lab", "--pipe", "cat"], "Unknown option '--pipe'"),
        (["lab", "--source", "127.0.0.1"], "Unknown option '--source'"),
        (["connect", "mx.test", "--pipe", "cat"], "leave the target out"),
        (["connect", "mx.test", "--plain", "--json"], "exclude each other"),
        (["connect", "lab:healthy", "--plain", "-4"], "-4 is for hosts"),
        (["connect", "mx.test", "--name", "a b"], "one host name"),
        (["connect", "mx.test", "--replace"], "--replace needs --record"),
        (["run", "x.smtp", "--replace"], "--replace needs --record"),
        (["serve", "x.smtprec", "--replace"], "--replace needs --record"),
        (["lab", "--list", "--about"], "exclude each other"),
        (["explain", "550 no", "--file", "x.log"], "--file names what to explain"),
        (["explain", "--json", "--format", "tsv"], "exclude each other"),
        (["explain", "5.7.26", "--why"], "--why is for replies"),
        (["explain", "5.7.26", "--format", "tsv"], "--format tsv is for replies"),
        (["explain", "550 no", "--json", "--why"], "--why is for text"),
        (["connect", "mx.test", "--tls-verify", "maybe"], "off, chain, full or dane"),
        (["connect", "mx.test", "--tls-verify", "dane"], "needs the server's TLSA records"),
        (["connect", "mx.test", "--tlsa", "1 1 1 ab"], "usages 2 and 3 only"),
        (["connect", "mx.test", "--tls-min", "2.0"], "1.0, 1.1, 1.2 or 1.3"),
        (["connect", "mx.test", "--timeout", "0"], "--timeout"),
        (["connect", "mx.test", "--timeout", "soon"], "soon"),
        (["connect", "mx.test", "--key", "k.pem"], "--cert"),
        (["connect", "mx.test", "-4", "-6"], "exclude"),
        (["connect", "--plain"], "need a target"),
        (["lab", "silent", "--plain"], "smtpscope connect lab:silent --plain"),
        (["connect", "--frobnicate", "--plain"], "Unknown option '--frobnicate'"),
        (["run", "--frobnicate"], "Unknown option '--frobnicate'"),
        (["check", "--frobnicate"], "Unknown option '--frobnicate'"),
        (["rec", "again", "--frobnicate"], "Unknown option '--frobnicate'"),
        (["rec", "again", "x.smtprec", "--frobnicate"], "Unknown option '--frobnicate'"),
        (["rec", "diff", "--frobnicate"], "Unknown option '--frobnicate'"),
        (["run", "--keep-goin"], "--keep-going"),
        (["run", "--keep-going"], "Missing expected argument '<files> ...'"),
        (["rec", "again", "x.smtprec"], "Missing expected argument '--to <target>'"),
        (["rec", "diff"], "Missing expected argument '<before>'"),
        (["connect", "mx.test", "--annotations", "loud"], "off, brief or full"),
        (["connect", "mx.test", "extra"], "extra"),
    ])
    func anOptionThatCannotBeUsedIsAUsageError(arguments: [String], words: String) throws {
        let outcome = try Scope.run(arguments)

        #expect(outcome.status == .exited(1), "\(outcome.errorText)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.hasPrefix("smtpscope: "))
        #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    }

    @Test(arguments: [
        (["127.0.0.1:25", "-6"], "this is an IPv4 address, and only IPv6 was asked for"),
        (["[::1]:25", "-4"], "this is an IPv6 address, and only IPv4 was asked for"),
        (["127.0.0.1:25", "--source", "192.0.2.9"], "this machine has no address 192.0.2.9"),
        (["127.0.0.1:25", "--source", "::1"], "::1 is an IPv6 address, 127.0.0.1:25 is not"),
        (["127.0.0.1:25", "--source", "mx.test"], "'mx.test' is no local address"),
    ])
    func aWayThatCannotBeIsExplained(arguments: [String], words: String) throws {
        let transcript = try Scope.run(["connect"] + arguments + ["--plain"])

        #expect(transcript.status == .exited(2))
        #expect(transcript.text.contains(words))
        #expect(transcript.text.contains("look at the target, -4, -6 and --source"))
        #expect(!transcript.text.contains("The network failed"))
    }

    @Test func aServerThatTakesNobodyIsLeftInTime() throws {
        let full = try FullListener()
        let transcript = try Scope.transcript(
            "127.0.0.1:\(full.port)", [], flags: ["--timeout", "0.2"])

        #expect(transcript.status == .exited(2))
        #expect(transcript.text.contains("no answer for 200 ms"))
        #expect(transcript.text.contains("a firewall on the way may drop packets"))
    }

    @Test func aMechanismThatIsNotKnownIsNoSuccess() throws {
        let outcome = try Scope.transcript("lab:healthy", ["EHLO a", ":auth foo ann"])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("FOO is not known here: :auth does plain, login, "))
    }

    @Test func aSilentPortMayWantTLSAtOnce() throws {
        let outcome = try Scope.transcript("lab:implicit-tls", [], flags: ["--timeout", "0.2"])

        #expect(outcome.status == .exited(40))
        #expect(outcome.text.contains("! try: Some ports want TLS at once"))
        #expect(outcome.text.contains("--tls=implicit"))
    }

    @Test func aLabThatDoesNotExistIsNoConnection() throws {
        let outcome = try Scope.transcript("lab:nonsense", [])

        #expect(outcome.status == .exited(2))
        #expect(
            outcome.text.contains("there is no lab \"nonsense\"; smtpscope lab --list names them"))
        #expect(!outcome.text.contains("address for that name"))
        #expect(!outcome.text.contains("host name"))

        let near = try Scope.transcript("lab:helthy", [])
        #expect(near.text.contains("there is no lab \"helthy\", did you mean \"healthy\"?"))
    }

    @Test func aMissingAuthorityFileIsASentence() throws {
        let outcome = try Scope.run(
            ["connect", "lab:healthy", "--plain", "--ca", "/nonexistent/ca.pem"])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("/nonexistent/ca.pem"))
        #expect(isOneSentence(outcome.errorText), "\(outcome.errorText)")
    }

    @Test func anUnreadableMessageIsASentenceAndNothingIsLost() throws {
        let outcome = try Scope.transcript(
            "lab:healthy",
            [
                "EHLO me.test", "MAIL FROM:<ann@lab.test>", "RCPT TO:<bob@lab.test>", "DATA",
                ":message /nonexistent/letter",
            ])

        #expect(outcome.status == .exited(1))
        #expect(outcome.text.contains("S< 354"))
        #expect(
            outcome.errorText
                == "smtpscope: cannot read /nonexistent/letter: No such file or directory\n")
    }

    @Test func aMessageIsMadeUpAndALabsClockMoves() throws {
        let envelope = ["MAIL FROM:<ann@lab.test>", "RCPT TO:<bob@lab.test>"]
        let outcome = try Scope.transcript(
            "lab:greylisting",
            ["EHLO me.test"] + envelope + [":wait", "RSET", ":wait 2m"] + envelope
                + ["DATA", ":message auto"])

        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.text.contains("the lab holds nothing back"))
        #expect(outcome.text.contains("450 4.7.1"))
        #expect(outcome.text.contains("From: <ann@lab.test>"))
        #expect(outcome.text.contains("To: <bob@lab.test>"))
        #expect(outcome.text.contains("queued as LAB1"))
    }

    @Test func onlyALabsClockMoves() throws {
        let server = try ScriptedServer([.send("220 mx\r\n")] + .farewell)
        let outcome = try Scope.transcript(server.address, [":wait", ":wait 1ms"])

        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.text.contains("only a lab has a clock that can be moved"))
    }

    @Test func aCommandThatIsNoneIsASentence() throws {
        let outcome = try Scope.transcript("lab:healthy", [":frobnicate"])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains(":frobnicate"))
        #expect(outcome.errorText.contains(":starttls"))
        #expect(isOneSentence(outcome.errorText))
    }

    @Test func aMissingRecordingIsASentence() throws {
        try expectRefusal(["open", "/nonexistent/x.smtprec"], naming: "/nonexistent/x.smtprec")
    }

    @Test func aFolderIsNotExplained() throws {
        let folder = try Folder()
        for arguments in [[folder.path], [folder.path + "/"]] {
            let outcome = try Scope.run(["explain"] + arguments)

            #expect(outcome.status == .exited(1))
            #expect(outcome.output.isEmpty)
            #expect(outcome.errorText.contains("smtpscope explain \(folder.path)/*"))
            #expect(isOneSentence(outcome.errorText), "\(outcome.errorText)")
        }
    }

    @Test(arguments: [
        (["help", "nonsense"], "there is no command \"nonsense\": there are connect, "),
        (["help", "chekc"], "did you mean \"check\"?"),
        (["help", "rec", "shwo"], "did you mean \"show\"?"),
        (["chekc", "x.smtp"], "smtpscope connect chekc"),
        (["serv"], "did you mean \"serve\"?"),
    ])
    func aCommandThatIsNoneIsNeitherHelpNorAHost(arguments: [String], words: String) throws {
        let outcome = try Scope.run(arguments)

        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
        #expect(isOneSentence(outcome.errorText), "\(outcome.errorText)")
    }

    @Test(arguments: [["help"], ["help", "check"], ["help", "rec", "show"], ["help", "help"]])
    func helpOnACommandIsHelp(arguments: [String]) throws {
        let outcome = try Scope.run(arguments)

        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.text.contains("USAGE: "))
    }

    @Test func aMissingScriptEndsEachCommandAlike() throws {
        for command in ["run", "check", "fmt"] {
            let outcome = try Scope.run([command, "/nonexistent/x.smtp"])

            #expect(outcome.status == .exited(2), "\(command)")
            #expect(isOneSentence(outcome.errorText), "\(outcome.errorText)")
        }
    }

    @Test func theScreenNeedsATerminal() throws {
        for arguments in [["lab"], ["connect", "127.0.0.1:1"], []] {
            let outcome = try Scope.run(arguments)

            #expect(outcome.status == .exited(2) || outcome.status == .exited(1))
            #expect(outcome.output.isEmpty)
            #expect(outcome.errorText.contains("terminal"))
            #expect(outcome.errorText.contains("--plain"))
            #expect(isOneSentence(outcome.errorText), "\(outcome.errorText)")
        }
    }

    @Test func anUnknownThemeIsASentence() throws {
        let outcome = try Scope.run(["theme", "show", "nonsense"])

        #expect(outcome.status == .exited(2))
        #expect((outcome.text + outcome.errorText).contains("There is no theme \"nonsense\""))
    }

    @Test func aWrongThemeFileIsToldWithItsLine() throws {
        let folder = try Folder()
        let file = try folder.file("mine.toml", "name = \"mine\"\nnonsense = 1\n\n[roles\n")
        let outcome = try Scope.run(["theme", "check", file])

        #expect(outcome.status == .exited(1))
        #expect((outcome.text + outcome.errorText).contains("mine.toml:4"))
    }

    @Test func everyShippedThemePassesItsCheck() throws {
        let names = try Scope.run(["theme", "list"]).lines.compactMap {
            $0.split(separator: " ").first.map(String.init)
        }

        #expect(names.count >= 7)
        for name in names {
            #expect(try Scope.run(["theme", "check", name]).status == .exited(0), "\(name)")
        }
    }

    @Test func helpNamesEveryExitCode() throws {
        let outcome = try Scope.run(["--help"])

        #expect(outcome.status == .exited(0))
        for code in Verdict.Code.allCases {
            #expect(outcome.text.contains(" \(code.rawValue)  \(code.meaning)"))
        }
    }

    @Test func nothingReachesTheTerminalRawWithPlain() throws {
        let banner = "220 \u{1B}]0;owned\u{7}\u{1B}[2J mx\u{8}\u{202E} \u{9B}31m\r\n"
        let server = try ScriptedServer([.send(banner)] + .farewell)
        let outcome = try Scope.transcript(server.address, [])

        #expect(outcome.text.contains("mx"))
        #expect(!outcome.output.contains { $0 < 32 && $0 != 10 })
        #expect(!outcome.text.unicodeScalars.contains { $0 == "\u{9B}" || $0 == "\u{202E}" })
    }

    @Test func aClosedStandardOutputEndsTheRunInSilence() throws {
        let folder = try Folder()
        let outcome = try Child(
            [
                "sh", "-c",
                "printf 'EHLO me.test\\nHELP\\n' | '\(Scope.path)' connect lab:healthy --plain | :",
            ],
            environment: Scope.environment(home: folder.path), input: []
        ).finish(within: .seconds(10))

        #expect(outcome.status == .exited(0))
        #expect(outcome.errors.isEmpty)
    }
}
