import SMTPCore
import Testing

private func line(_ text: String) -> ArraySlice<UInt8> { Base64.encode(text.utf8)[...] }

private func shown(_ fields: [SASLField]) -> [String] {
    fields.map { $0.name + "=" + $0.value.text + ($0.isSecret ? " (secret)" : "") }
}

@Suite struct SASLExchangeTests {
    @Test func plainShowsIdentityUserAndPassword() {
        var exchange = SASLExchange(mechanism: .plain)

        let fields = exchange.client(line("Ursel\0Kurt\0xipj3plmq"))

        #expect(shown(fields) == ["identity=Ursel", "user=Kurt", "password=xipj3plmq (secret)"])
        #expect(exchange.user == Array("Kurt".utf8))
    }

    @Test(arguments: ["tim tanstaaf", "tim\0tanstaaf", ""])
    func plainWithTooFewNULsIsOneSecret(response: String) {
        var exchange = SASLExchange(mechanism: .plain)

        let fields = exchange.client(line(response))

        #expect(shown(fields) == ["response=\(response) (secret)"])
        #expect(fields[0].meaning.contains("NULs found: \(response.contains("\0") ? 1 : 0)"))
    }

    @Test func loginShowsPromptsUserAndPassword() {
        var exchange = SASLExchange(mechanism: .login)

        #expect(exchange.server(line("User Name\0")).first?.meaning == "asks for the user")
        #expect(shown(exchange.client(line("tim"))) == ["user=tim"])
        #expect(exchange.server(line("Password\0")).first?.meaning == "asks for the password")
        #expect(shown(exchange.client(line("pw"))) == ["password=pw (secret)"])
        #expect(shown(exchange.client(line("pw"))) == ["response=pw (secret)"])
    }

    @Test func loginsFirstLineIsASecretIfThePasswordWasAskedFor() {
        var exchange = SASLExchange(mechanism: .login)

        _ = exchange.server(line("Password:"))

        #expect(shown(exchange.client(line("pw"))) == ["password=pw (secret)"])
    }

    @Test func cramMD5ShowsTheExampleOfRFC2195() {
        var exchange = SASLExchange(mechanism: .cramMD5)

        let challenge = exchange.server(
            Array("PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+".utf8)[...])
        let answer = exchange.client(
            Array("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n".utf8)[...])

        #expect(shown(challenge) == ["challenge=<1896.697170952@postoffice.reston.mci.net>"])
        #expect(
            shown(answer) == ["user=tim", "digest=b913a602c7eda7a495b4e6e7334d3890 (secret)"])
    }

    @Test func digestMD5ShowsTheExampleOfRFC2831() {
        var exchange = SASLExchange(mechanism: .digestMD5)

        let challenge = exchange.server(
            line(
                #"realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth","#
                    + "algorithm=md5-sess,charset=utf-8"))
        let answer = exchange.client(
            line(
                #"charset=utf-8,username="ch\"ris",realm="elwood.innosoft.com",nc=00000001,"#
                    + #"digest-uri="imap/elwood",response=d388dad90d4bbd760a152321f2143af7,qop=auth"#
            ))

        #expect(
            shown(challenge) == [
                "realm=elwood.innosoft.com", "nonce=OA6MG9tEQGm2hh", "qop=auth",
                "algorithm=md5-sess", "charset=utf-8",
            ])
        #expect(
            shown(answer) == [
                "charset=utf-8", "user=ch\"ris", "realm=elwood.innosoft.com", "nc=00000001",
                "digest-uri=imap/elwood", "response=d388dad90d4bbd760a152321f2143af7 (secret)",
                "qop=auth",
            ])
    }

    @Test func scramShowsTheExampleOfRFC5802() {
        var exchange = SASLExchange(mechanism: SASLMechanism("SCRAM-SHA-1"))

        let first = exchange.client(line("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))
        let challenge = exchange.server(
            line("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))
        let final = exchange.client(
            line(
                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                    + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="))
        let proof = exchange.server(line("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="))

        #expect(shown(first) == ["flag=n", "user=user", "nonce=fyko+d2lbbFgONRv9qkxdawL"])
        #expect(
            shown(challenge) == [
                "nonce=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j", "salt=QSXCR+Q6sek8bf92",
                "iterations=4096",
            ])
        #expect(
            shown(final) == [
                "binding=n,,", "nonce=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j",
                "proof=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts= (secret)",
            ])
        #expect(shown(proof) == ["verifier=rmF9pqV8S7suAoZWja4dJRkFsKQ= (secret)"])
    }

    @Test func scramShowsTheFirstMessagesOfRFC7677() {
        var exchange = SASLExchange(mechanism: SASLMechanism("SCRAM-SHA-256"))

        let first = exchange.client(line("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
        let challenge = exchange.server(
            line(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,"
                    + "i=4096"))

        #expect(shown(first) == ["flag=n", "user=user", "nonce=rOprNGfwEbeRWgbNEkqO"])
        #expect(challenge.map(\.name) == ["nonce", "salt", "iterations"])
    }

    @Test func scramReadsBindingIdentityAndEscapedNames() {
        var exchange = SASLExchange(mechanism: SASLMechanism("SCRAM-SHA-256-PLUS"))

        let fields = exchange.client(line("p=tls-exporter,a=a=2Cb,n=c=3Dd,r=x"))

        #expect(
            shown(fields) == ["flag=p=tls-exporter", "identity=a,b", "user=c=d", "nonce=x"])
    }

    @Test func fewIterationsAndServerErrorsAreExplained() {
        var exchange = SASLExchange(mechanism: SASLMechanism("SCRAM-SHA-1"))

        let few = exchange.server(line("r=x,s=eA==,i=10"))
        let error = exchange.server(line("e=unknown-user"))

        #expect(few.last?.meaning.contains("fewer than the 4096") == true)
        #expect(shown(error) == ["error=unknown-user"])
    }

    @Test func oauthBearerShowsTheExampleOfRFC7628() {
        var exchange = SASLExchange(mechanism: .oauthBearer)

        let first = exchange.client(
            line(
                "n,a=user@example.com,\u{1}host=server.example.com\u{1}port=587\u{1}"
                    + "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u{1}\u{1}"))
        let refusal = exchange.server(
            line(
                #"{"status":"invalid_token","scope":"example_scope","#
                    + #""openid-configuration":"https://example.com/.well-known/openid-configuration"}"#
            ))
        let end = exchange.client(Array("AQ==".utf8)[...])

        #expect(
            shown(first) == [
                "flag=n", "user=user@example.com", "host=server.example.com", "port=587",
                "scheme=Bearer", "token=vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg== (secret)",
            ])
        #expect(
            shown(refusal) == [
                "status=invalid_token", "scope=example_scope",
                "openid-configuration=https://example.com/.well-known/openid-configuration",
            ])
        #expect(refusal[0].meaning == "the token is expired, revoked or malformed")
        #expect(end.map(\.isSecret) == [false])
    }

    @Test func xoauth2ShowsUserTokenAndTheJSONOfTheRefusal() {
        var exchange = SASLExchange(mechanism: .xoauth2)

        let first = exchange.client(
            line("user=someuser@example.com\u{1}auth=Bearer ya29.vF9\u{1}\u{1}"))
        let refusal = exchange.server(
            line(#"{"status":"401","schemes":"bearer mac","scope":"https://mail.google.com/"}"#))

        #expect(
            shown(first) == [
                "user=someuser@example.com", "scheme=Bearer", "token=ya29.vF9 (secret)",
            ])
        #expect(
            shown(refusal) == [
                "status=401", "schemes=bearer mac", "scope=https://mail.google.com/",
            ])
    }

    @Test func aTokenWithoutItsEndingOctetsIsPointedOut() {
        var exchange = SASLExchange(mechanism: .xoauth2)

        let fields = exchange.client(line("user=a\u{1}auth=Bearer t"))

        #expect(fields.last?.meaning == "two octets 0x01 are missing at the end")
    }

    @Test(arguments: [
        (#"{"a":{"b":[1,"}"]},"c":"x"}"#, [#"a={"b":[1,"}"]}"#, "c=x"]),
        (#"{"a":"\u00e9\ud83d\ude00\n\""}"#, ["a=é😀\n\""]),
        (#"{"a":"\ud83d","b":"\uZZZZ"}"#, ["a=\u{FFFD}", "b=\u{FFFD}ZZZZ"]),
        (#"{"a":1,"b":tr"#, ["a=1", "b=tr"]),
        (#"{"a":"unclosed"#, ["a=unclosed"]),
        (#"{"a":"x\"#, [#"a=x\"#]),
        (#"{"a""#, []),
        ("{}", []),
    ])
    func brokenJSONGivesWhatCanBeRead(text: String, expected: [String]) {
        var exchange = SASLExchange(mechanism: .xoauth2)

        let fields = exchange.server(line(text))

        #expect(shown(fields) == (expected.isEmpty ? ["error=" + text] : expected))
    }

    @Test func deepJSONCostsNoStack() {
        var exchange = SASLExchange(mechanism: .oauthBearer)
        let deep = #"{"a":"# + String(repeating: "[", count: 40_000)

        #expect(exchange.server(line(deep)).count == 1)
    }

    @Test func externalShowsAnEmptyIdentity() {
        var exchange = SASLExchange(mechanism: .external)

        let fields = exchange.client(Array("=".utf8)[...])

        #expect(shown(fields) == ["identity="])
        #expect(fields[0].meaning == "empty: act as the user who logs in")
    }

    @Test func anUnknownMechanismIsDecodedAndSecret() {
        var exchange = SASLExchange(mechanism: SASLMechanism("NTLM"))

        #expect(shown(exchange.client(line("NTLMSSP\0"))) == ["response=NTLMSSP\0 (secret)"])
        #expect(shown(exchange.server(line("NTLMSSP\0"))) == ["challenge=NTLMSSP\0"])
    }

    @Test func redactedLinesSayThatTheyAreHiddenAndCountAsLines() {
        var exchange = SASLExchange(mechanism: .login)

        #expect(shown(exchange.client(Array("[auth1]\r\n".utf8)[...])) == ["hidden=[auth1]"])
        #expect(shown(exchange.client(line("pw"))) == ["password=pw (secret)"])
    }

    @Test func aCancelIsNoResponse() {
        var exchange = SASLExchange(mechanism: .login)

        #expect(shown(exchange.client(Array("*\r\n".utf8)[...])) == ["cancel=*"])
        #expect(shown(exchange.client(line("tim"))) == ["user=tim"])
    }

    @Test func whatIsNoBase64IsASecretOfTheClientAndShownFromTheServer() {
        var exchange = SASLExchange(mechanism: .plain)

        #expect(
            shown(exchange.client(Array("hunter2!".utf8)[...])) == ["response=hunter2! (secret)"])
        #expect(shown(exchange.server(Array("go ahead".utf8)[...])) == ["challenge=go ahead"])
    }

    @Test func hugeLinesAreCutInsteadOfDecoded() {
        var exchange = SASLExchange(mechanism: .plain)
        let huge = [UInt8](repeating: UInt8(ascii: "A"), count: 200_000)

        let fields = exchange.client(huge[...])

        #expect(fields.map(\.value.count) == [SASLExchange.lineLimit])
        #expect(fields[0].isSecret)
    }

    @Test(arguments: [
        "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "XOAUTH2", "OAUTHBEARER", "SCRAM-SHA-256",
        "EXTERNAL", "ANONYMOUS", "FOO",
    ])
    func noiseNeverTrapsAndFieldsStayFew(name: String) {
        var noise = Noise(seed: 7)
        for _ in 0..<300 {
            var exchange = SASLExchange(mechanism: SASLMechanism(name))
            for _ in 0..<4 {
                let octets = noise.octets(
                    upTo: 200, from: Array(",=\"\\{}[]:nrsicpvae \u{1}\0x".utf8))
                let fields =
                    exchange.client(Base64.encode(octets)[...])
                    + exchange.server(Base64.encode(octets)[...])
                    + exchange.client(octets[...]) + exchange.server(octets[...])
                #expect(fields.count >= 4 && fields.count < 300)
                #expect(fields.allSatisfy { !$0.name.isEmpty && !$0.meaning.isEmpty })
            }
        }
    }
}
