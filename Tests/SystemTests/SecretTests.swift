import SMTPCore
import SMTPTrace
import TestSupport
import Testing

/// What must never be shown does not appear in any of its forms.
@Suite("Secrets")
struct SecretTests {
    private static let password = "hunter2-Wonderland"
    private static let user = "ann"

    /// The password as it is and as it may be written.
    private static let forms: [String] = {
        let plain = Array(password.utf8)
        let response = [0] + Array(user.utf8) + [0] + plain
        let hex = plain.map { octet in
            let digits = String(octet, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }
        return [
            password, "hunter2", Base64.encode(plain).text, Base64.encode(response).text,
            hex.joined(), hex.joined().uppercased(), hex.joined(separator: " "),
            hex.joined(separator: " ").uppercased(),
        ]
    }()

    private func expectHidden(_ outcome: Outcome, location: SourceLocation = #_sourceLocation) {
        for form in Self.forms {
            #expect(!outcome.text.contains(form), "\(form)", sourceLocation: location)
            #expect(!outcome.errorText.contains(form), "\(form)", sourceLocation: location)
        }
    }

    private func expectHidden(
        _ target: String, _ lines: [String], flags: [String] = [],
        location: SourceLocation = #_sourceLocation
    ) throws {
        for form in [["--plain", "--annotations", "full"], ["--json"]] {
            let outcome = try Scope.run(
                ["connect", target] + form + flags,
                environment: ["SMTP_PASSWORD=\(Self.password)"],
                input: lines.map { $0 + "\n" }.joined())

            #expect(outcome.text.contains("AUTH"), sourceLocation: location)
            expectHidden(outcome, location: location)
        }
    }

    @Test(arguments: ["PLAIN", "LOGIN", "CRAM-MD5"])
    func aPasswordFromTheEnvironmentIsHidden(mechanism: String) throws {
        try expectHidden(
            "lab:healthy", ["EHLO me", ":starttls", "EHLO me", ":auth \(mechanism) ann"])
    }

    @Test func aTypedInitialResponseIsHidden() throws {
        try expectHidden(
            "lab:healthy", ["EHLO me", ":starttls", "EHLO me", "AUTH PLAIN \(Self.forms[3])"])
    }

    @Test func typedAnswersToChallengesAreHidden() throws {
        try expectHidden(
            "lab:healthy",
            ["EHLO me", ":starttls", "EHLO me", "AUTH LOGIN", "YW5u", Self.forms[2]])
        try expectHidden(
            "lab:healthy", ["EHLO me", ":starttls", "EHLO me", "AUTH PLAIN", Self.forms[3]])
    }

    @Test(arguments: [
        "AUT PLAIN ", "AUTH  PLAIN  ", "auth plain=", "AUTH PLAN ", " AUTH PLAIN ", "AUTHPLAIN ",
        "AUTH\tPLAIN\t",
    ])
    func aMistypedAUTHIsHidden(start: String) throws {
        for form in ["--plain", "--json"] {
            let outcome = try Scope.run(
                ["connect", "lab:healthy", form],
                input: "EHLO me\n\(start)\(Self.forms[3])\n")

            #expect(!outcome.output.isEmpty)
            expectHidden(outcome)
        }
    }

    @Test func aServerThatRepeatsThePasswordDoesNotShowIt() throws {
        let echo = "535 5.7.8 no: \(Self.forms[3]) and \(Self.password)\r\n"
        for form in ["--plain", "--json"] {
            let server = try ScriptedServer(
                .opening("AUTH PLAIN") + [.expect("AUTH PLAIN"), .send(echo)] + .farewell)
            let outcome = try Scope.run(
                ["connect", server.address, form],
                environment: ["SMTP_PASSWORD=\(Self.password)"],
                input: "EHLO me\n:auth PLAIN ann\n")

            #expect(server.finish().text.contains(Self.forms[3]))
            #expect(outcome.text.contains("535"))
            expectHidden(outcome)
        }
    }

    @Test func theServerGetsThePasswordThatIsHidden() throws {
        let server = try ScriptedServer(
            .opening("AUTH LOGIN") + [
                .expect("AUTH LOGIN"), .send("334 VXNlcm5hbWU6\r\n"), .line,
                .send("334 UGFzc3dvcmQ6\r\n"), .line, .send("235 ok\r\n"),
            ] + .farewell)
        let outcome = try Scope.run(
            ["connect", server.address, "--json"],
            environment: ["SMTP_PASSWORD=\(Self.password)"],
            input: "EHLO me\n:auth LOGIN ann\n")

        #expect(server.finish().lines.contains(Self.forms[2]))
        #expect(outcome.status == .exited(0))
        expectHidden(outcome)
    }
}
