import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPDiagnosis

/// What is advised where a login, a name or a greeting is missing.
struct LoginStepTests {
    private func steps(_ keywords: [String], inTLS: Bool = false, _ failure: String) -> [Step] {
        var session = SessionScript(port: 587)
        session.play("S: 220 hello")
        if inTLS { session.secure() }
        let lines = ["mx"] + keywords
        let offers = lines.enumerated().map { index, line in
            "S: 250\(index == lines.count - 1 ? " " : "-")\(line)"
        }
        session.play("C: EHLO a.example\n" + offers.joined(separator: "\n") + "\n" + failure)
        return session.findings.first?.steps ?? []
    }

    private static let refusal =
        "C: MAIL FROM:<a@example.net>\nS: 530 5.7.0 Authentication required"

    /// A password is not to leave in the clear where TLS can be had.
    @Test func whereTLSIsOfferedItComesBeforeTheLogin() {
        let offered = steps(["STARTTLS", "AUTH PLAIN LOGIN"], Self.refusal)
        let started = steps(["AUTH PLAIN LOGIN"], inTLS: true, Self.refusal)
        let without = steps(["AUTH PLAIN LOGIN"], Self.refusal)

        #expect(offered.first?.prompt == ["STARTTLS", "EHLO a.example", "@auth plain"])
        #expect(started.first?.prompt == ["@auth plain"])
        #expect(without.first?.prompt == ["@auth plain"])
    }

    @Test(arguments: [
        ("PLAIN CRAM-MD5", "@auth cram-md5"), ("CRAM-MD5", "@auth cram-md5"),
        ("GSSAPI LOGIN", "@auth login"),
        ("SCRAM-SHA-256-PLUS SCRAM-SHA-256", "@auth scram-sha-256"),
        ("GSSAPI", "AUTH GSSAPI"),
    ])
    func aResponseIsWorkedOutWhereItCanBe(mechanisms: String, line: String) {
        #expect(steps(["AUTH \(mechanisms)"], Self.refusal).first?.prompt == [line])
    }

    @Test func aGreetingHoldsNoAddress() throws {
        var session = SessionScript()
        session.play("S: 220 hello\nC: EHLO\nS: 501 5.5.4 Syntax: EHLO hostname")
        let found = try #require(session.findings.first)

        #expect(found.steps.first?.prompt == ["EHLO"])
        #expect(!(found.why + found.steps.map(\.text).joined()).contains("bracket is missing"))
        #expect(found.why.hasPrefix("Behind EHLO stands one name"))
    }

    @Test func aServerOfLMTPIsGreetedAnewWithLHLO() {
        var session = SessionScript()
        session.note(.connected(local: "", peer: "/run/lmtp", speaks: .lmtp))
        session.play("S: 220 hello\nC: LHLO\nS: 501 5.5.4 Syntax: LHLO hostname")

        #expect(session.findings.first?.steps.first?.prompt == ["LHLO"])
    }

    @Test func theRefusedCommandIsWhatIsWrittenAnew() {
        let mail = "C: MAIL FROM:<a@example.net>\nS: 250 ok\n"
        let failure = "C: RCPT TO: b@example.org\nS: 501 5.1.3 Bad recipient address syntax"

        #expect(steps(["HELP"], mail + failure).first?.prompt == ["RCPT TO:<>"])
    }

    @Test func aSilentPortMayWantTLS() {
        var session = SessionScript(port: 2465)
        session.note(.overdue(.greeting, after: .seconds(3)))

        #expect(session.findings.first?.steps.first?.prompt == [":reconnect --tls=implicit"])
    }
}
