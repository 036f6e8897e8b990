import SMTPCore
import Testing

/// What is left of a command when its secret is cut out, `-` where nothing is.
private func redacted(_ text: String) -> String {
    // A slice that does not start at 0, as it comes out of a buffer.
    let octets = (Array("xx".utf8) + Array(text.utf8))[2...]
    guard let secret = SASLExchange.secret(inCommand: octets) else { return text }
    return
        (octets[..<secret.range.lowerBound] + [UInt8(ascii: "-")]
        + octets[secret.range.upperBound...]).text
}

@Suite struct SASLSecretTests {
    @Test(arguments: [
        ("AUTH PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "AUTH PLAIN -\r\n"),
        ("auth plain AHRpbQB0YW5zdGFhZg==\n", "auth plain -\n"),
        ("AUTH  PLAIN\tAHRpbQB0YW5zdGFhZg==  \r\n", "AUTH  PLAIN\t-  \r\n"),
        ("  AUTH PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "  AUTH PLAIN -\r\n"),
        ("AUTH PLAIN not base64 at all\r\n", "AUTH PLAIN -\r\n"),
        ("AUTH PLAIN AHRpbQ== AHB3\r\n", "AUTH PLAIN -\r\n"),
        ("AUTH PLIAN AHRpbQB0YW5zdGFhZg==\r\n", "AUTH PLIAN -\r\n"),
        ("AUTH FOO AHRpbQB0YW5zdGFhZg==\r\n", "AUTH FOO -\r\n"),
        ("AUTH AHRpbQB0YW5zdGFhZg==\r\n", "AUTH -\r\n"),
        ("AUTH hunter2\r\n", "AUTH -\r\n"),
        ("AUHT PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "AUHT PLAIN -\r\n"),
        ("UATH LOGIN AHRpbQB0YW5zdGFhZg==\r\n", "UATH LOGIN -\r\n"),
        ("AUTHPLAIN AHRpbQB0YW5zdGFhZg==\r\n", "AUTHPLAIN -\r\n"),
        ("AUTH=PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "AUTH=PLAIN -\r\n"),
        ("AUTHAHRpbQB0YW5zdGFhZg==\r\n", "-\r\n"),
        ("PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "PLAIN -\r\n"),
        ("LOGIN tim hunter2\r\n", "LOGIN -\r\n"),
        ("a1 LOGIN tim hunter2\r\n", "a1 LOGIN -\r\n"),
        ("a1 AUTHENTICATE PLAIN AHRpbQB0YW5z\r\n", "a1 AUTHENTICATE PLAIN -\r\n"),
        ("PASS hunter2\r\n", "PASS -\r\n"),
        ("NOOP AUTH PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "NOOP AUTH PLAIN -\r\n"),
        ("\u{FEFF}AUTH PLAIN AHRpbQB0YW5zdGFhZg==\r\n", "\u{FEFF}AUTH PLAIN -\r\n"),
        ("AHRpbQB0YW5zdGFhZg==\r\n", "-\r\n"),
        ("AUTH LOGIN dGlt\r\n", "AUTH LOGIN dGlt\r\n"),
        ("AUTH LOGIN dGlt cHc=\r\n", "AUTH LOGIN -\r\n"),
        ("AUTH EXTERNAL =\r\n", "AUTH EXTERNAL =\r\n"),
        ("AUTH PLAIN\r\n", "AUTH PLAIN\r\n"),
        ("AUTH\r\n", "AUTH\r\n"),
        ("AUTH PLAIN [auth1]\r\n", "AUTH PLAIN [auth1]\r\n"),
        ("AUTH PLIAN [auth1]\r\n", "AUTH PLIAN [auth1]\r\n"),
        ("EHLO plain.example.org\r\n", "EHLO plain.example.org\r\n"),
        ("MAIL FROM:<a@b> AUTH=<>\r\n", "MAIL FROM:<a@b> AUTH=<>\r\n"),
        ("HELP AUTH\r\n", "HELP AUTH\r\n"),
        ("DATA\r\n", "DATA\r\n"),
        ("NOSUCHVERB with words\r\n", "NOSUCHVERB with words\r\n"),
        ("\r\n", "\r\n"),
        ("", ""),
    ])
    func secretsOfCommandsAreFoundWellTypedOrNot(text: String, expected: String) {
        #expect(redacted(text) == expected)
    }

    @Test func theUserMayBeKept() {
        let line = Array("AUTH PLAIN ".utf8) + Base64.encode("\0tim\0pw".utf8)

        let secret = SASLExchange.secret(inCommand: line[...])

        #expect(secret?.user == Array("tim".utf8))
        #expect(secret?.value == Array("pw".utf8))
    }

    @Test func equalPasswordsAreEqualValuesInPLAINAndLOGIN() {
        var exchange = SASLExchange(mechanism: .login)
        let plain = Array("AUTH PLAIN ".utf8) + Base64.encode("\0tim\0pw".utf8)

        let user = exchange.secret(inClient: Base64.encode("tim".utf8)[...])
        _ = exchange.client(Base64.encode("tim".utf8)[...])
        let password = exchange.secret(inClient: Base64.encode("pw".utf8)[...])

        #expect(user == nil)
        #expect(password?.value == SASLExchange.secret(inCommand: plain[...])?.value)
    }

    @Test func lineEndingsStayOutsideTheRange() {
        let exchange = SASLExchange(mechanism: .plain)
        let line = Base64.encode("\0tim\0pw".utf8)

        let secret = exchange.secret(inClient: (line + [13, 10])[...])

        #expect(secret?.range == 0..<line.count)
    }

    @Test func onlyTheProofsOfSCRAMAreHidden() {
        var exchange = SASLExchange(mechanism: SASLMechanism("SCRAM-SHA-1"))
        let first = Base64.encode("n,,n=user,r=abc".utf8)
        let final = Base64.encode("c=biws,r=abc,p=cHJvb2Y=".utf8)

        #expect(exchange.secret(inClient: first[...]) == nil)
        _ = exchange.client(first[...])
        #expect(exchange.secret(inServer: Base64.encode("r=abc,s=eA==,i=1".utf8)[...]) == nil)
        #expect(exchange.secret(inClient: final[...])?.range == 0..<final.count)
        #expect(exchange.secret(inServer: Base64.encode("v=cHJvb2Y=".utf8)[...]) != nil)
        #expect(exchange.secret(inClient: Base64.encode("no scram".utf8)[...]) != nil)
    }

    @Test func cancelEmptyAndHiddenLinesHoldNoSecret() {
        let exchange = SASLExchange(mechanism: .plain)

        for line in ["*\r\n", "\r\n", "", "[auth1]\r\n"] {
            #expect(exchange.secret(inClient: Array(line.utf8)[...]) == nil, "\(line)")
        }
    }

    @Test func rangesLieInsideTheLineWhateverItIs() {
        var noise = Noise(seed: 11)
        for _ in 0..<3_000 {
            let line =
                (Array("AU".utf8)
                + noise.octets(upTo: 40, from: Array("AUTHPLINOG =*[]\r\n\t ab1".utf8)))[1...]
            guard let secret = SASLExchange.secret(inCommand: line) else { continue }
            #expect(secret.range.lowerBound >= line.startIndex)
            #expect(secret.range.upperBound <= line.endIndex)
            #expect(!secret.range.isEmpty)
        }
    }
}
