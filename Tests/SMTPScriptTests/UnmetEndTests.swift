import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// A script that says how something ends, and gets another end, has failed. Trouble it says nothing
/// of is no verdict on the server.
@Suite struct UnmetEndTests {
    /// What comes behind QUIT and its reply.
    private static func result(_ claims: String, _ play: (inout ScriptedServer) -> Void)
        -> RunResult
    {
        var server = ScriptedServer("QUIT\n< 221\n\(claims)")
        server.greet()
        server.say("221 bye")
        play(&server)
        #expect(server.runner.isDone)
        return server.result
    }

    @Test(arguments: ["<+ closed within 2s", "<+ 421 or closed within 2s", "<+ fails closed"])
    func aServerThatStaysIsAFailure(claims: String) {
        let result = Self.result(claims) { $0.wait(.seconds(30)) }

        #expect(result.exitCode == 4, "\(result.failures.map(\.picture))")
    }

    /// Nobody said that it might go, or that silence might end so.
    @Test(arguments: ["<+ 421", "<+ any", "<+ within 1s", "<+ silence 2s"])
    func aConnectionThatBreaksUnaskedIsTrouble(claims: String) {
        let result = Self.result(claims) { $0.close(.reset) }

        #expect(result.exitCode == 3, "\(result.failures.map(\.picture))")
    }

    /// The end was asked for and came, but not as it should.
    @Test(arguments: ["<+ closed\n< within 1s", "<+ fails closed /certificate/", "<+ fails tls"])
    func anEndThatIsNotAsWantedIsAFailure(claims: String) {
        let result = Self.result(claims) { server in
            server.wait(.seconds(2))
            server.close()
        }

        #expect(result.exitCode == 4, "\(result.failures.map(\.picture))")
    }

    /// The cause, what there is, and the exit code.
    @Test(arguments: [
        ("fails dns", ConnectFailure.Kind.refused, 4), ("fails refused", .nameNotFound, 4),
        ("fails timeout", .unreachable, 4), ("220 or fails dns", .refused, 4),
        ("220", .refused, 3), ("within 5s", .refused, 3),
    ])
    func anotherFailureThanTheOneExpectedIsAFailure(
        claim: String, kind: ConnectFailure.Kind, code: Int32
    ) {
        var server = ScriptedServer("@connect\n< \(claim)")

        server.fact(.connecting(to: "a", attempt: 1, of: 1))
        server.fact(.connectFailed(to: "a", ConnectFailure(kind: kind, text: "no")))

        #expect(server.result.exitCode == code, "\(server.complaints)")
    }

    @Test(arguments: ["@starttls verify=none\n< fails tls", "@tls verify=none\n< fails tls"])
    func aHandshakeThatShouldFailAndDoesNotIsAFailure(script: String) {
        var server = ScriptedServer("@connect\n< 220\n" + script)

        server.greet()
        if script.hasPrefix("@starttls") { server.say("220 go") }
        server.secure()

        #expect(server.result.exitCode == 4, "\(server.complaints)")
    }

    /// Behind TLS from the first octet the greeting is waited for, which need not come.
    @Test func implicitTLSThatShouldFailAndDoesNotIsAFailure() {
        var server = ScriptedServer("@connect tls=implicit\n< fails tls")

        server.fact(.connected(local: "", peer: "192.0.2.25"))
        server.secure()
        server.wait(.seconds(30))

        #expect(server.result.exitCode == 4, "\(server.complaints)")
    }
}
