import Testing

@testable import SMTPScript

/// Lines that no answer fits are told before anything is sent.
@Suite struct ImpossibleLineTests {
    private static func problems(_ text: String) -> [ScriptProblem] {
        ScriptProgram.load(Array(text.utf8), file: "x.smtp") { _ in nil }.problems
    }

    @Test(arguments: [
        ("600", "no reply has the code 600"), ("not 199", "no reply has the code 199"),
        ("250 or 0xx", "no reply has the code 0xx"), ("250 5.1.1", "5.1.1 does not go with 250"),
        ("5xx 2.x.x", "2.x.x does not go with 5xx"),
        ("250 550", "`550` behind the code is taken as text"),
        ("250 | 550", "`| 550` behind the code is taken as text"),
        ("250 or5xx", "`or5xx` behind the code is taken as text"),
        ("200-299", "`200-299` is a line of a reply, not a range"),
        ("2xx-399", "`2xx-399` is a line of a reply, not a range"),
    ])
    func aCodeThatNeverComesIsTold(claim: String, message: String) {
        let problems = Self.problems("NOOP\n< \(claim)")

        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.severity) == [.lint])
        #expect(problems.map(\.place.line) == [2])
    }

    @Test(arguments: [
        "xxx", "250 x.1.1", "25x 2.x.x", "354 2.0.0", "250 550 octets", "250 order", "250 \"550\"",
        "250-SIZE 1000", "250-1000", "x50", "250 or 550", "250 xxx",
    ])
    func whatMayComeIsNot(claim: String) {
        #expect(Self.problems("NOOP\n< \(claim)").isEmpty)
    }

    @Test(arguments: [
        ("@tls\n< tls version >= 1.5", "`1.5` is no TLS version"),
        ("@tls\n< not tls version == 2", "`2` is no TLS version"),
        ("@tls\n< tls expires > 14", "`14` is no duration"),
        ("@auth xoauth2 user=a password=${date}", "XOAUTH2 needs token="),
        ("@auth plain user=a token=${date}", "PLAIN needs password="),
        ("@auth scram-sha-256 user=a", "SCRAM-SHA-256 needs password="),
    ])
    func whatCannotBeDoneIsAnError(script: String, message: String) {
        let problems = Self.problems(script)

        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.severity) == [.error])
    }

    @Test(arguments: [
        "@tls\n< tls version >= TLSv1.2", "@tls\n< tls expires > 14d", "@auth external user=a",
        "@auth oauthbearer user=a token=${date}", "@var v = \"1.2\"\n@tls\n< tls version >= ${v}",
    ])
    func whatCanBeDoneIsNot(script: String) {
        #expect(Self.problems(script).isEmpty)
    }

    @Test(arguments: [
        "not tls verified", "not tls version >= 1.2", "not tls name \"a\"", "tls unverified",
    ])
    func nothingIsTrueOfTLSWhereThereIsNone(claim: String) {
        var server = ScriptedServer("NOOP\n< \(claim)")

        server.greet()
        server.say("250 ok")

        #expect(server.complaints.first?.contains("there is no TLS") == true)
    }
}
