import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// What single lines of a script mean, played against a server by hand.
@Suite struct RunnerMeaningTests {
    /// The run's own server only, and only where the script does not say.
    @Test(arguments: [
        ("@connect", true), ("@connect tls=none", false), ("@connect mx.test", false),
        ("@connect mx.test:465", true),
    ])
    func implicitTLSIsThatOfTheRunsOwnServer(line: String, isImplicit: Bool) {
        var options = RunOptions()
        options.target = "mx.own.test:2465"
        options.implicitTLS = true
        let server = ScriptedServer(line, options: options)

        let connections = server.intents.compactMap { intent in
            if case .connect(let connection) = intent { connection } else { nil }
        }
        #expect(connections.map { $0.implicitTLS != nil } == [isImplicit])
    }

    /// A port or a scheme that stands for TLS is overruled.
    @Test(arguments: [(false, false), (nil, true)], ["mx.own.test:465", "smtps://mx.own.test"])
    func clearTextIsSpokenWhereTheRunSaysSo(
        said: (wanted: Bool?, isImplicit: Bool), target: String
    ) {
        var options = RunOptions()
        options.target = target
        options.implicitTLS = said.wanted
        let server = ScriptedServer("@connect", options: options)

        let connections = server.intents.compactMap { intent in
            if case .connect(let connection) = intent { connection } else { nil }
        }
        #expect(connections.map { $0.implicitTLS != nil } == [said.isImplicit])
    }

    /// Behind the reply that is expected anyway.
    @Test func theNextEventAloneComesBehindTheUsualReply() {
        var server = ScriptedServer("QUIT\n<+ closed")

        server.greet()
        server.say("221 bye")
        server.fact(.ended(Ending(how: .closedByServer)))

        #expect(server.result.outcome == .passed, "\(server.complaints)")
        #expect(server.result.checkCount == 3)
    }

    /// `not 250` names the event: any other reply, a refusal too, and nothing but a reply.
    @Test(arguments: [("501 no", true), ("250 ok", false)])
    func anyReplyButOneIsExpected(reply: String, passes: Bool) {
        var server = ScriptedServer("NOOP\n< not 250")

        server.greet()
        server.say(reply)

        #expect((server.result.outcome == .passed) == passes, "\(server.complaints)")
    }

    @Test(arguments: [
        ("tls.version < 1.2", false), ("tls.version >= 1.2", true),
        ("tls.version == \"1.3\"", true),
        ("\"1.3\" > tls.version", false),
    ])
    func versionsOfTLSCompareAsVersions(condition: String, holds: Bool) {
        var server = ScriptedServer(
            "@connect tls=implicit verify=none\n< 220\n@if \(condition)\n@fail \"yes\"\n@end")

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        server.secure()
        server.say("220 hi")

        #expect((server.result.outcome == .failed) == holds, "\(server.complaints)")
    }

    /// Whoever expects that a bad certificate is refused is right.
    @Test(arguments: ["@connect tls=implicit\n< fails tls", "@connect tls=implicit\n< fails any"])
    func aCertificateThatDoesNotHoldIsAFailureThatCanBeExpected(script: String) {
        var server = ScriptedServer(script)

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        server.secure(good: false)

        #expect(server.result.outcome == .passed, "\(server.complaints)")
    }

    @Test func whatIsWorkedOutFromASecretIsOne() {
        var options = RunOptions()
        options.secrets = ["pw": Array("wonderland".utf8)]
        let server = ScriptedServer(
            "@secret pw\n@set login = base64(\"\\0ann\\0\", pw)\n@set n = len(pw)\n@note \"${login} of ${n}\"\nNOOP",
            options: options)

        let notes = server.intents.compactMap { intent in
            if case .note(let text) = intent { text } else { nil }
        }
        #expect(notes == ["[login] of 10"])
    }
}
