import SMTPCore
import Testing

@testable import SMTPLab

/// AUTH on the server's side, played by the client's own half.
struct AuthTests {
    private func encoded(_ text: String) -> String { Base64.encode(Array(text.utf8)).text }

    @Test(arguments: [true, false])
    func plainWorksWithAndWithoutInitialResponse(initial: Bool) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open(secure: true)
        let response = encoded("\0ann\0wonderland")

        if initial {
            #expect(dialogue.say("AUTH PLAIN " + response).hasPrefix("235 2.7.0"))
        } else {
            #expect(dialogue.say("auth plain") == "334 ")
            #expect(dialogue.say(response).hasPrefix("235 2.7.0"))
        }
        #expect(dialogue.say("AUTH PLAIN").hasPrefix("503 5.5.1"))
        _ = dialogue.say("MAIL FROM:<ann@lab.test>")
        #expect(dialogue.say("RCPT TO:<kim@example.org>").hasPrefix("250 2.1.5"))
        _ = dialogue.say("DATA")
        _ = dialogue.say(".")
        #expect(dialogue.lab.letters.first?.user == "ann")
        #expect(dialogue.lab.letters.first?.isSecure == true)
    }

    @Test(arguments: [true, false])
    func loginWorksWithAndWithoutInitialResponse(initial: Bool) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open(secure: true)

        if initial {
            #expect(dialogue.say("AUTH LOGIN " + encoded("ann")) == "334 " + encoded("Password:"))
        } else {
            #expect(dialogue.say("AUTH LOGIN") == "334 " + encoded("Username:"))
            #expect(dialogue.say(encoded("ann")) == "334 " + encoded("Password:"))
        }
        #expect(dialogue.say(encoded("wonderland")).hasPrefix("235 2.7.0"))
    }

    @Test(arguments: [("wonderland", "235 2.7.0"), ("wunderland", "535 5.7.8")])
    func cramMD5WorksWithoutTLS(password: String, answer: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        var client = try #require(
            SASLClient(
                mechanism: .cramMD5, credentials: Credentials(user: "ann", password: password),
                hmacMD5: Dialogue.fakeHMAC))
        _ = client.command()

        let challenge = dialogue.say("AUTH CRAM-MD5")
        #expect(challenge.hasPrefix("334 "))
        let decoded = try #require(Base64.decode(Array(challenge.utf8.dropFirst(4))))
        #expect(decoded.text.hasSuffix("@lab.test>"))
        let response = client.respond(to: decoded)

        #expect(dialogue.say(Base64.encode(try #require(response)).text).hasPrefix(answer))
    }

    @Test(arguments: [
        ("*", "501 5.7.0"), ("???", "501 5.5.2"), ("YW5u", "501 5.5.2"), ("", "501 5.5.2"),
    ])
    func aBrokenResponseEndsTheExchange(response: String, answer: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open(secure: true)
        _ = dialogue.say("AUTH PLAIN")

        #expect(dialogue.say(response).hasPrefix(answer))
        #expect(dialogue.say("NOOP").hasPrefix("250"))
    }

    @Test(arguments: ["\0ann\0wrong", "\0bob\0wonderland", "bob\0ann\0wonderland", "\0ann\0"])
    func wrongCredentialsAreRefused(response: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open(secure: true)

        #expect(dialogue.say("AUTH PLAIN " + encoded(response)).hasPrefix("535 5.7.8"))
        #expect(dialogue.say("MAIL FROM:<ann@lab.test>").hasPrefix("250"))
    }

    @Test func passwordsInTheClearAreRefusedButForTheFlaw() throws {
        var careful = try Dialogue("healthy")
        careful.open()
        #expect(careful.say("AUTH LOGIN").hasPrefix("538 5.7.11"))

        var careless = try Dialogue(rules: "@flaw cleartext-auth")
        careless.open()
        #expect(careless.say("AUTH LOGIN").hasPrefix("334"))
    }

    @Test func authIsNotPossibleWithinALetter() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open(secure: true)
        _ = dialogue.say("MAIL FROM:<>")

        #expect(dialogue.say("AUTH PLAIN").hasPrefix("503 5.5.1"))
    }

    @Test(arguments: [("wonderland", "235 2.7.0"), ("nonsense", "535 5.7.8")])
    func xoauth2TakesAToken(token: String, answer: String) throws {
        var dialogue = try Dialogue("oauth-only")
        dialogue.open(secure: true)

        var heard = dialogue.say(
            "AUTH XOAUTH2 " + encoded("user=ann\u{1}auth=Bearer \(token)\u{1}\u{1}"))
        if heard.hasPrefix("334") { heard = dialogue.say("") }

        #expect(heard.hasPrefix(answer))
    }

    @Test func aLineTooLongForAnExchangeIsRefused() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open(secure: true)
        _ = dialogue.say("AUTH PLAIN")

        #expect(dialogue.say(String(repeating: "A", count: 20_000)).hasPrefix("500 5.5.6"))
        #expect(dialogue.say("NOOP").hasPrefix("250"))
    }
}
