import SMTPCore
import Testing

@testable import SMTPTrace

struct RedactorTests {
    private func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }

    private func base64(_ text: String) -> String { Base64.encode(Array(text.utf8)).text }

    @Test func anInitialResponseIsHiddenAndItsUserKept() {
        var redactor = Redactor()

        let plain = redactor.sent(
            line("AUTH PLAIN " + base64("\0ann\0wonderland")), part: .authentication)

        #expect(plain.octets == line("AUTH PLAIN [auth1]"))
        #expect(plain.hidden == ["auth1"])
        #expect(plain.user == "ann")
    }

    @Test func equalPasswordsGetEqualNamesAcrossMechanisms() {
        var redactor = Redactor()

        let plain = redactor.sent(
            line("AUTH PLAIN " + base64("\0ann\0wonderland")), part: .authentication)
        _ = redactor.sent(line("AUTH LOGIN"), part: .authentication)
        let user = redactor.sent(line(base64("ann")), part: .authentication)
        let password = redactor.sent(line(base64("wonderland")), part: .authentication)
        let other = redactor.sent(line(base64("looking-glass")), part: .authentication)

        #expect(plain.hidden == ["auth1"])
        #expect(user.octets == line(base64("ann")))
        #expect(user.user == "ann")
        #expect(password.octets == line("[auth1]"))
        #expect(other.octets == line("[auth2]"))
    }

    /// Whichever was known first, nothing of the longer one is left over.
    @Test(arguments: [["wond", "wonderland"], ["wonderland", "wond"]])
    func ofSecretsThatBeginAlikeTheLongestIsHidden(secrets: [String]) {
        var redactor = Redactor()
        for secret in secrets { redactor.know(Array(secret.utf8), as: secret.uppercased()) }

        let line = redactor.sent(line("NOOP wonderland wond"), part: .command)

        #expect(line.octets == self.line("NOOP [WONDERLAND] [WOND]"))
    }

    /// A name that was given is not given again to another secret.
    @Test func aSecretThatIsFoundGetsANameOfItsOwn() {
        var redactor = Redactor()
        redactor.know(Array("wonderland".utf8), as: "auth1")

        let other = redactor.sent(
            line("AUTH PLAIN " + base64("\0ann\0looking-glass")), part: .authentication)

        #expect(other.hidden == ["auth2"])
    }

    @Test func aPasswordTypedInClearInsteadOfBase64IsHidden() {
        var redactor = Redactor()
        _ = redactor.sent(line("AUTH PLAIN"), part: .authentication)

        let typed = redactor.sent(line("not base64!"), part: .authentication)

        #expect(typed.octets == line("[auth1]"))
    }

    @Test(arguments: ["AUHT PLAIN ", "auth: plain ", "PLAIN "])
    func aMistypedAUTHLineIsHidden(head: String) {
        var redactor = Redactor()
        let secret = base64("\0ann\0wonderland")

        let result = redactor.sent(line(head + secret), part: .command)

        #expect(!result.octets.text.contains(secret))
        #expect(result.octets.text.contains("[auth1]"))
    }

    @Test func aPasswordThatComesTooLateIsHidden() {
        var redactor = Redactor()
        _ = redactor.sent(line("AUTH LOGIN"), part: .authentication)

        let late = redactor.sent(line("wonderland"), part: .command)
        let known = redactor.sent(line("NOOP wonderland"), part: .command)

        #expect(late.octets == line("[auth1]"))
        #expect(known.octets == line("NOOP [auth1]"))
    }

    @Test func base64PastedWithoutItsAUTHLineIsHidden() {
        var redactor = Redactor()

        let pasted = redactor.sent(line(base64("\0ann\0wonderland")), part: .command)

        #expect(pasted.octets == line("[auth1]"))
    }

    @Test func aKnownSecretIsHiddenByValueInPlainAndBase64AtAnyAlignment() {
        var redactor = Redactor()
        redactor.know(Array("wonderland".utf8), as: "password")

        for shift in ["", "x", "xy"] {
            let encoded = base64(shift + "wonderland" + shift)
            let result = redactor.received(line("535 you sent \(encoded)"))
            #expect(!result.octets.text.contains(encoded), "\(result.octets.text)")
            #expect(result.hidden.contains("password"))
        }
        let content = redactor.sent(line("my password is wonderland."), part: .content)
        #expect(content.octets == line("my password is [password]."))
    }

    @Test func aSecretThatOccursInItsOwnNameDoesNotLoop() {
        var redactor = Redactor()
        redactor.know(Array("auth".utf8), as: "auth1")

        #expect(redactor.masked("250 auth auth") == "250 [auth1] [auth1]")
    }

    /// Otherwise a password that is a keyword would change what a server offers.
    @Test(arguments: ["STARTTLS", "AUTH", "lab.test", "PLAIN"])
    func whatTheServerSaysBeforeItWasToldIsItsOwnWord(password: String) {
        var redactor = Redactor()
        redactor.know(Array(password.utf8), as: "password")
        let offer = line("250-lab.test AUTH PLAIN STARTTLS")

        let before = redactor.received(offer)
        let told = redactor.sent(
            line("AUTH PLAIN " + base64("\0ann\0" + password)), part: .authentication)
        let after = redactor.received(offer)

        #expect(before.octets == offer)
        #expect(told.octets == line("AUTH PLAIN [password]"))
        #expect(after.octets == offer)
    }

    /// Hiding a common word would tell what the password is.
    @Test func aShortWordIsHiddenOnlyWhereItWasSentAsItIs() {
        var redactor = Redactor()
        let refusal = line("535 5.7.8 a wrong password")

        _ = redactor.sent(line("AUTH PLAIN " + base64("\0ann\0wrong")), part: .authentication)
        let encoded = redactor.received(refusal)
        _ = redactor.sent(line("AUTH LOGIN"), part: .authentication)
        _ = redactor.sent(line("wrong"), part: .authentication)
        let spoken = redactor.received(line("501 wrong is no base64"))

        #expect(encoded.octets == refusal)
        #expect(spoken.octets == line("501 [auth1] is no base64"))
    }

    @Test(arguments: ["wonderland", "tea4two", "p-w"])
    func whatWasToldIsHiddenInEchoes(password: String) {
        var redactor = Redactor()
        redactor.know(Array(password.utf8), as: "password")
        _ = redactor.sent(
            line("AUTH PLAIN " + base64("\0ann\0" + password)), part: .authentication)

        let echo = redactor.received(line("535 not \(password)"))

        let isTooShort = password.count < 4
        #expect(echo.octets == line(isTooShort ? "535 not p-w" : "535 not [password]"))
    }

    @Test func differentSecretsHaveDifferentNames() {
        var redactor = Redactor()
        for secret in ["wonderland", "looking-glass", "wonderland", "jabberwocky"] {
            redactor.know(Array(secret.utf8), as: "password")
        }

        let masked = redactor.masked("wonderland looking-glass jabberwocky")

        #expect(masked == "[password] [password2] [password3]")
    }

    @Test func ordinaryLinesStayAsTheyAre() {
        var redactor = Redactor()

        for text in ["EHLO me.example", "AUTH PLAIN", "*", "MAIL FROM:<ann@example.org>", "XYZZY"] {
            let part: SentOctets.Part =
                text.hasPrefix("AUTH") || text == "*" ? .authentication : .command
            let fresh = text == "XYZZY" ? Redactor() : redactor
            redactor = fresh
            #expect(redactor.sent(line(text), part: part).octets == line(text))
        }
    }

    /// With what stands around it the secret could be guessed: its first letter, for one.
    @Test func aResponseThatIsRepeatedIsHiddenAsAWhole() {
        var redactor = Redactor()

        _ = redactor.sent(Array("AUTH PLAIN AGFubgB3b25kZXJsYW5k\r\n".utf8), part: .authentication)
        let echo = redactor.received(Array("535 you said AGFubgB3b25kZXJsYW5k!\r\n".utf8))

        #expect(echo.octets.text == "535 you said [auth1]!\r\n")
    }
}
