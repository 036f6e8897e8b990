import SMTPTrace
import TestSupport
import Testing

/// What other clients were seen to get wrong with passwords.
@Suite("Faults of other clients, AUTH")
struct PeerFaultAuthTests {
    @Test(arguments: ["PLAIN", "LOGIN"])
    func noPasswordIsSentForAMechanismThatIsNotOffered(mechanism: String) throws {
        let server = try ScriptedServer(
            .opening("AUTH GSSAPI") + [.expect("AUTH"), .send("504 5.5.4 unknown\r\n")] + .farewell)
        let session = try JSONSession(
            server.address, ["EHLO me.test", ":auth \(mechanism) ann"],
            environment: ["SMTP_PASSWORD=wonderland"])

        #expect(server.finish().lines == ["EHLO me.test", "AUTH \(mechanism)", "QUIT"])
        #expect(session.code == 28)
    }

    @Test func anUnofferedMechanismIsExplained() throws {
        let server = try ScriptedServer(
            .opening("AUTH GSSAPI") + [.expect("AUTH"), .send("504 5.5.4 unknown\r\n")] + .farewell)
        let transcript = try Scope.transcript(server.address, ["EHLO me.test", "AUTH LOGIN"])

        #expect(transcript.status == .exited(28))
        #expect(transcript.text.contains("This login mechanism is not offered"))
    }

    @Test func theEndOfTheInputIsNoAnswerToAChallenge() throws {
        let server = try ScriptedServer(
            .opening("AUTH LOGIN") + [
                .expect("AUTH LOGIN"), .send("334 VXNlcm5hbWU6\r\n"), .expect("*"),
                .send("501 cancelled\r\n"),
            ] + .farewell)
        let session = try JSONSession(server.address, ["EHLO me.test", "AUTH LOGIN"])

        #expect(server.finish().problem == nil)
        #expect(session.code == 28)
    }

    @Test func oneRefusalIsNotFollowedByAnotherAttempt() throws {
        let server = try ScriptedServer(
            .opening("AUTH PLAIN LOGIN CRAM-MD5") + [
                .expect("AUTH PLAIN"), .send("535 5.7.8 no\r\n"),
            ] + .farewell)
        let session = try JSONSession(
            server.address, ["EHLO me.test", ":auth PLAIN ann"],
            environment: ["SMTP_PASSWORD=wonderland"])

        let report = server.finish()
        #expect(report.problem == nil)
        #expect(report.lines.count { $0.hasPrefix("AUTH") } == 1)
        #expect(session.code == 28)
    }

    @Test func anExchangeMayBeCancelledByHand() throws {
        let server = try ScriptedServer(
            .opening("AUTH LOGIN") + [
                .expect("AUTH LOGIN"), .send("334 VXNlcm5hbWU6\r\n"), .expect("*"),
                .send("501 cancelled\r\n"),
            ] + .farewell)
        let session = try JSONSession(server.address, ["EHLO me.test", "AUTH LOGIN", "*"])

        #expect(server.finish().problem == nil)
        #expect(session.code == 28)
    }
}
