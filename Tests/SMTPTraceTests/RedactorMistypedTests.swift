import SMTPCore
import SMTPTrace
import Testing

@Suite struct RedactorMistypedTests {
    private static let secret = "AHRpbQB0YW5zdGFhZg=="

    @Test(arguments: [
        "AUHT PLAIN \(secret)", "AUTH PLIAN \(secret)", "AUHT PLIAN \(secret)",
        "AUTHPLAIN \(secret)", "AUTH=PLAIN \(secret)", "AUTH\(secret)", "AUTH \(secret)",
        "AUTH \(secret) more", "PLAIN \(secret)", "LOGIN tim \(secret)", "PASS \(secret)",
        "a1 AUTHENTICATE PLAIN \(secret)", "NOOP AUTH PLAIN \(secret)", secret,
        "auth hunter2 \(secret)", "AUTH FOO \(secret)",
    ])
    func secretsOfMistypedLinesAreHidden(line: String) {
        let octets = Array((line + "\r\n").utf8)
        let part: SentOctets.Part = Command(octets).verb == .auth ? .authentication : .command
        var redactor = Redactor()

        let result = redactor.sent(octets, part: part)

        #expect(!result.octets.text.contains("AHRpbQB0"))
        #expect(!result.octets.text.contains("hunter2"))
        #expect(result.octets.text.hasSuffix("[auth1]\r\n"))
    }

    @Test(arguments: ["AUTH PLAIN", "AUTH", "EHLO plain", "HELP AUTH", "NOSUCH verb", "AUTH FOO"])
    func linesWithoutSecretsStay(line: String) {
        let octets = Array((line + "\r\n").utf8)
        let part: SentOctets.Part = Command(octets).verb == .auth ? .authentication : .command
        var redactor = Redactor()

        #expect(redactor.sent(octets, part: part).octets == octets)
    }
}
