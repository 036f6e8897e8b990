import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// Logins typed by hand are in no text that a run leaves.
@Suite struct SecretTextTests {
    private static let password = "wonderland"
    private static let forms = [
        password, Base64.encode(Array(password.utf8)).text,
        Base64.encode(Array("\0ann\0\(password)".utf8)).text, "YWJj", "am55AGFi",
    ]

    private func expectHidden(
        _ server: ScriptedServer, showing words: String...,
        location: SourceLocation = #_sourceLocation
    ) {
        for kind in RunReport.allCases {
            let text = String(decoding: kind.render([server.result]), as: UTF8.self)
            for form in Self.forms {
                #expect(!text.contains(form), "\(kind): \(text)", sourceLocation: location)
            }
        }
        let facts = server.intents.filter { if case .record = $0 { true } else { false } }
        for form in Self.forms {
            #expect(!"\(facts)".contains(form), sourceLocation: location)
        }
        let told = server.complaints.joined(separator: "\n")
        for word in words {
            #expect(told.contains(word), "\(told)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        "AUTH PLAIN \(forms[2])", "auth plain \(forms[2])", "> AUTH PLAIN \(forms[2])",
        "AUHT PLAIN \(forms[2])", "AUTHPLAIN \(forms[2])", "@raw \"AUTH PLAIN \(forms[2])\\r\\n\"",
        "@raw \"NOOP\\r\\nATUH PLAIN \(forms[2])\\r\\n\"",
        "@set p = base64(\"\\0ann\\0\", \"\(password)\")\nAUTH PLAIN ${p}",
    ])
    func aResponseTypedByHandIsHidden(lines: String) {
        var server = ScriptedServer("\(lines)\n< 235\nNOOP\n@note \"\(Self.password)\"")

        server.greet()
        server.say("535 5.7.8 you said \(Self.forms[2])")

        #expect(server.sent.first?.contains(Self.forms[2]) == true)
        expectHidden(server, showing: "[auth1]", "you said [auth1]")
    }

    /// What is said before it is used is said without it.
    @Test(arguments: [
        "@auth plain user=ann password=\(password)",
        "@auth plain user=ann password=\"\(password)\"",
        "@var p = \"\(password)\"\n@auth plain user=ann password=${p}",
        "@auth xoauth2 user=ann token=\(password)",
        "AUTH PLAIN \(forms[2])", "> AUTH PLAIN\n\(forms[2])", "AUTH LOGIN\nYW5u\n\(forms[1])",
        "AUTH LOGIN YW5u\n\(forms[1])", "@pipeline\nAUTH PLAIN\n\(forms[2])\n@end",
    ])
    func whatIsSaidBeforeALoginDoesNotTellIt(login: String) {
        let talk = "@connect\n## It is \(Self.password)\n@note \"\(Self.password)\"\n"
        var server = ScriptedServer(
            "@title \"\(Self.password)\"\n\(talk)@mark \"\(Self.password)\"\nNOOP\n" + login)

        server.greet()
        server.say("550 no \(Self.password)")

        expectHidden(server, showing: "550 no [")
        let said = server.intents.compactMap { intent -> String? in
            switch intent {
            case .say(let text), .note(let text): text
            default: nil
            }
        }
        #expect(said.count == 2)
        #expect(said.allSatisfy { $0.contains("[") && !$0.contains(Self.password) }, "\(said)")
        #expect(server.result.title.hasPrefix("["))
        let known = server.intents.contains { intent in
            if case .know(let secret, _) = intent { secret.text == Self.password } else { false }
        }
        #expect(known)
    }

    @Test(arguments: [
        "@each\n| user | p |\n| ann | \(password) |\n| bob | other-one |\n"
            + "  @auth plain user=${user} password=${p}\n@end",
        "@each\n| p | code |\n| wrong | 535 |\n| \(password) | 235 |\n"
            + "  @auth plain user=ann password=${p}\n  < ${code}\n@end",
        "@each p in \"other-one\", \"\(password)\"\n  @auth plain user=a password=${p}\n@end",
        "@set p = \"\(password.prefix(4))\" + \"\(password.dropFirst(4))\"\n"
            + "@auth plain user=ann password=${p}",
        "@set x = base64(\"\\0ann\\0\", lower(upper(\"\(password)\")))\nAUTH PLAIN ${x}",
    ])
    func whatIsWorkedOutOrStandsInATableIsKnownToo(login: String) {
        var server = ScriptedServer(
            "@connect\n## It is \(Self.password)\n## wrong\nNOOP\n" + login)

        server.greet()

        let said = server.intents.compactMap { intent -> String? in
            if case .say(let text) = intent { text } else { nil }
        }
        #expect(said.count == 2)
        #expect(said[0].hasPrefix("It is ["), "\(said)")
        #expect(said[1] == "wrong")
    }

    /// What chance or the server decides is not guessed at.
    @Test(arguments: [
        "@set p = random(12)\n@auth plain user=a password=${p}",
        "@set p = repeat(\"x\", 30000000)\n@auth plain user=a password=${p}",
        "@auth plain user=a password=${uuid}", "@auth plain user=a password=${reply.text}",
    ])
    func whatIsNotForeseenIsNoSecretYet(login: String) {
        let server = ScriptedServer("NOOP\n" + login)

        #expect(
            !server.intents.contains { if case .know = $0 { true } else { false } })
    }

    /// It is a word like others until it is used.
    @Test func aWrongPasswordIsNoSecret() {
        let server = ScriptedServer("## This is wrong\n@auth plain user=a password=wrong\n< 535")

        #expect(server.intents.contains(.say("This is wrong")))
    }

    @Test func givenVariablesAreWhatIsWritten() {
        var options = RunOptions()
        options.variables = ["p": Array("other".utf8)]
        let server = ScriptedServer(
            "## other\n@var p = \"default\"\n## default\n@auth plain user=a password=${p}",
            options: options)

        #expect(server.intents.contains(.say("[password]")))
    }

    @Test func eachLineOfALoginIsWhatItIs() {
        var server = ScriptedServer("AUTH LOGIN\nYW5u\n\(Self.forms[1])\n< 235\nNOOP\n< 251")

        server.greet()
        server.say("334 VXNlcm5hbWU6")
        server.say("334 UGFzc3dvcmQ6")
        server.say("535 5.7.8 no")

        expectHidden(server, showing: "3| [auth1]\n")
        let steps = server.result.sections.flatMap(\.timings).map(\.step)
        #expect(steps == ["@connect", "AUTH LOGIN", "YW5u", "[auth1]"])
    }

    /// Too short to be looked for: only its place tells.
    @Test func aShortPasswordIsHiddenByItsPlace() {
        var server = ScriptedServer(
            "AUTH PLAIN\nam55AGFi\n< 235\n@section \"b\"\n@auth plain user=jny password=abc\n< 251")

        server.greet()
        server.say("334 ")
        server.say("535 no")
        server.say("535 no")

        expectHidden(server, showing: "[auth1]", "user=jny password=[password]")
    }

    /// The line is shown though it never left.
    @Test func aLineThatWasNotSentIsHiddenToo() {
        var server = ScriptedServer(
            "@connect\n@wait 1s\nAUTH PLAIN \(Self.forms[2])\n"
                + "@section \"b\"\n@connect\n@wait 1s\n  @auth plain user=ann password=\(Self.password)"
        )

        for _ in 0..<2 {
            server.greet()
            server.close()
            server.wait(.seconds(1))
        }

        #expect(server.sent.isEmpty)
        expectHidden(server, showing: "AUTH PLAIN [secret]", "password=[password]")
    }

    @Test func aStepIsHiddenBeforeItIsSent() {
        var options = RunOptions()
        options.isStepping = true
        var server = ScriptedServer(
            "EHLO a\nAUTH LOGIN\nYW5u\n\(Self.forms[1])", options: options)

        server.resume(stepping: true)
        server.greet()
        server.say("250 a")
        server.resume(stepping: true)
        server.say("334 VXNlcm5hbWU6")
        server.resume(stepping: true)
        server.say("334 UGFzc3dvcmQ6")

        let shown = server.intents.compactMap { intent -> String? in
            if case .standing(_, let next) = intent { next } else { nil }
        }
        #expect(shown == ["EHLO a", "AUTH LOGIN", "YW5u", "[auth1]"])
    }

    @Test func whatIsNoLoginStaysAsItIs() {
        var server = ScriptedServer(
            "EHLO paul\nMAIL FROM:<paul@auth.test>\nAUTH\nXFOO again\nNOOP\nXFOO more")

        server.greet()
        for _ in 0..<6 { server.say("250 ok") }

        // Behind AUTH an unknown word may be a password; behind a known command it is none.
        #expect(
            server.result.sections.flatMap(\.timings).map(\.step) == [
                "@connect", "EHLO paul", "MAIL FROM:<paul@auth.test>", "AUTH", "[auth1]",
                "NOOP", "XFOO more",
            ])
    }

    @Test func warningsDoNotShowTheSecretTheyWarnOf() {
        let text = "AUTH PLAIN \(Self.forms[2])\n  @auth plain user=ann password=\(Self.password)\n"
        let (program, problems) = ScriptProgram.load(Array(text.utf8), file: "x") { _ in nil }

        let pictures = problems.map { program.picture(of: $0) }.joined(separator: "\n")

        #expect(problems.count { $0.message == "a secret stands in the script" } == 2)
        for form in Self.forms { #expect(!pictures.contains(form), "\(pictures)") }
        #expect(pictures.contains("AUTH PLAIN [secret]"))
        #expect(pictures.contains("  @auth plain user=ann password=[password]"))
    }

    @Test func whereASecretShouldComeFromIsSaid() {
        let server = ScriptedServer("NOOP\n@secret p from env NO_SUCH, file \"x\"\nNOOP ${p}")

        #expect(server.result.exitCode == 2)
        #expect(
            server.result.refusal
                == "x.smtp:2: there is no value for the secret `p`: "
                + "the environment variable NO_SUCH is not set, and \"x\" cannot be read")
    }
}
