import SMTPCore
import Testing

private let tim = Credentials(user: "tim", password: "tanstaaftanstaaf")

private func octets(_ text: String) -> [UInt8] { Array(text.utf8) }
private func encoded(_ text: String) -> String { Base64.encode(text.utf8).text }

@Suite struct SASLClientTests {
    @Test func theKeyedHashOfTheTestsIsRight() {
        // RFC 2104, second test vector.
        let hash = MD5.hmac(octets("Jefe"), octets("what do ya want for nothing?"))

        #expect(
            hash == [
                0x75, 0x0c, 0x78, 0x3e, 0x6a, 0xb0, 0xb5, 0x03, 0xea, 0xa8, 0x6e, 0x31, 0x0a, 0x5d,
                0xb7, 0x38,
            ])
    }

    @Test func cramMD5AnswersAsInRFC2195() throws {
        let challenge = "<1896.697170952@postoffice.reston.mci.net>"
        var client = try #require(
            SASLClient(mechanism: .cramMD5, credentials: tim, hmacMD5: MD5.hmac))

        let command = client.command(.always)
        let line = client.line(answering: octets(encoded(challenge))[...])

        #expect(command.text == "AUTH CRAM-MD5\r\n")
        #expect(line.text == "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n")
    }

    @Test func plainSendsTheExampleOfRFC4616() throws {
        var client = try #require(SASLClient(mechanism: .plain, credentials: tim))

        #expect(client.initialResponse == octets("\0tim\0tanstaaftanstaaf"))
        #expect(
            client.command().text
                == "AUTH PLAIN " + encoded("\0tim\0tanstaaftanstaaf") + "\r\n")
    }

    @Test func plainNamesAnotherIdentity() {
        let credentials = Credentials(
            user: "Kurt", password: "xipj3plmq", authorizationIdentity: "Ursel")

        let client = SASLClient(mechanism: .plain, credentials: credentials)

        #expect(client?.initialResponse == octets("Ursel\0Kurt\0xipj3plmq"))
    }

    @Test func plainWaitsForTheEmptyChallengeWithoutAnInitialResponse() throws {
        var client = try #require(SASLClient(mechanism: .plain, credentials: tim))

        #expect(client.command(.never).text == "AUTH PLAIN\r\n")
        #expect(client.line(answering: []).text == encoded("\0tim\0tanstaaftanstaaf") + "\r\n")
        #expect(client.line(answering: []).text == "*\r\n")
    }

    @Test func plainCancelsWhenAskedAgainAfterItsInitialResponse() throws {
        var client = try #require(SASLClient(mechanism: .plain, credentials: tim))

        _ = client.command()

        #expect(client.line(answering: []).text == "*\r\n")
    }

    @Test func aLongInitialResponseStaysOffTheCommandUnlessForced() throws {
        let credentials = Credentials(
            user: "tim", password: String(repeating: "x", count: 400))
        var client = try #require(SASLClient(mechanism: .plain, credentials: credentials))

        #expect(client.command(.whereAllowed).text == "AUTH PLAIN\r\n")
        #expect(client.command(.always).count > 512)
    }

    @Test(arguments: [(SASLClient.InitialResponse.whereAllowed, false), (.always, true)])
    func loginAnswersInOrderWhateverThePrompt(
        initial: SASLClient.InitialResponse, carriesUser: Bool
    ) throws {
        var client = try #require(SASLClient(mechanism: .login, credentials: tim))

        let command = client.command(initial).text

        #expect(command == (carriesUser ? "AUTH LOGIN dGlt\r\n" : "AUTH LOGIN\r\n"))
        if !carriesUser {
            #expect(client.line(answering: octets(encoded("User Name\0"))[...]).text == "dGlt\r\n")
        }
        #expect(
            client.line(answering: octets(encoded("Password\0"))[...]).text
                == encoded("tanstaaftanstaaf") + "\r\n")
        #expect(client.line(answering: octets(encoded("Password\0"))[...]).text == "*\r\n")
    }

    @Test func externalSendsAnEqualsSignForAnEmptyIdentity() throws {
        var client = try #require(
            SASLClient(mechanism: .external, credentials: Credentials(user: "")))

        #expect(client.command().text == "AUTH EXTERNAL =\r\n")
    }

    @Test func externalAnswersTheEmptyChallengeWithAnEmptyLine() throws {
        var client = try #require(
            SASLClient(mechanism: .external, credentials: Credentials(user: "")))

        _ = client.command(.never)

        #expect(client.line(answering: []).text == "\r\n")
    }

    @Test func xoauth2SendsUserAndTokenAndAnswersTheErrorWithNothing() throws {
        let credentials = Credentials(user: "someuser@example.com", token: "ya29.vF9dft4")
        var client = try #require(SASLClient(mechanism: .xoauth2, credentials: credentials))

        _ = client.command()

        #expect(
            client.initialResponse
                == octets("user=someuser@example.com\u{1}auth=Bearer ya29.vF9dft4\u{1}\u{1}"))
        #expect(client.line(answering: octets(encoded(#"{"status":"401"}"#))[...]).text == "\r\n")
        #expect(client.line(answering: octets(encoded(#"{"status":"401"}"#))[...]).text == "*\r\n")
    }

    @Test func oauthBearerEscapesTheNameAndAnswersTheErrorWithOneOctet() throws {
        let credentials = Credentials(user: "a,b=c", token: "t")
        var client = try #require(SASLClient(mechanism: .oauthBearer, credentials: credentials))

        _ = client.command()

        #expect(client.initialResponse == octets("n,a=a=2Cb=3Dc,\u{1}auth=Bearer t\u{1}\u{1}"))
        #expect(client.line(answering: octets(encoded("{}"))[...]).text == "AQ==\r\n")
    }

    @Test func aChallengeThatIsNoBase64IsCancelled() throws {
        var client = try #require(
            SASLClient(mechanism: .cramMD5, credentials: tim, hmacMD5: MD5.hmac))

        _ = client.command()

        #expect(client.line(answering: octets("go ahead")[...]).text == "*\r\n")
    }

    @Test func whatIsMissingIsRefused() {
        let nobody = Credentials(user: "tim")

        #expect(SASLClient(mechanism: .plain, credentials: nobody) == nil)
        #expect(SASLClient(mechanism: .login, credentials: nobody) == nil)
        #expect(SASLClient(mechanism: .cramMD5, credentials: tim) == nil)
        #expect(SASLClient(mechanism: .xoauth2, credentials: tim) == nil)
        #expect(SASLClient(mechanism: SASLMechanism("GSSAPI"), credentials: tim) == nil)
    }

    @Test(arguments: SASLMechanism.knownNames)
    func namesAreReadInAnyCaseAndGivenBack(name: String) {
        #expect(SASLMechanism(name.lowercased()).name == name)
        #expect(SASLMechanism(name) == SASLMechanism(name.lowercased()))
    }

    @Test func scramNamesAreTakenApart() {
        #expect(SASLMechanism("SCRAM-SHA-256-PLUS") == .scram(hash: "SHA-256", isPlus: true))
        #expect(SASLMechanism("SCRAM-") == .other("SCRAM-"))
        #expect(SASLMechanism("SCRAM--PLUS").name == "SCRAM--PLUS")
        #expect(SASLMechanism("").name == "")
    }
}
