import SMTPCore
import Testing

@testable import SMTPLab

/// Every scenario in the program: it is read, its difference occurs, and `healthy` does not
/// show it.
struct ScenarioTests {
    @Test func everyScenarioIsReadAndNamedAsItsFile() throws {
        #expect(LabScenario.all.count == LabScenario.ids.count)
        #expect(Set(LabScenario.ids).count == LabScenario.ids.count)
        #expect(LabScenario.ids.first == "healthy")
        for id in LabScenario.ids {
            let source = try #require(LabScenario.source(of: id))
            let scenario = try LabScenario.parse(source, file: id + ".lab")
            #expect(scenario.id == id)
            #expect(!scenario.title.isEmpty && scenario.title.utf8.count <= 40)
            #expect(!scenario.fix.isEmpty)
        }
    }

    @Test func anUnknownNameIsNoScenario() {
        #expect(LabScenario.named("healthier") == nil)
        #expect(LabScenario.source(of: "") == nil)
    }

    /// What a client says, and how the last answer begins in the scenario.
    struct Probe: Sendable, CustomTestStringConvertible {
        var id: String
        var lines: [String]
        var answer: String
        var isSecure = false

        init(_ id: String, _ answer: String, secure: Bool = false, _ lines: String...) {
            self.id = id
            self.answer = answer
            self.lines = lines
            isSecure = secure
        }

        var testDescription: String { id }

        /// The last answer of a server.
        func play(on id: String) throws -> String {
            var dialogue = try Dialogue(id)
            var heard = dialogue.connect()
            if isSecure {
                _ = dialogue.say("EHLO a.example")
                _ = dialogue.say("STARTTLS")
                _ = dialogue.secure()
            }
            for line in lines { heard = dialogue.say(line) }
            return heard
        }
    }

    private static let mail = "MAIL FROM:<ann@example.org>"
    private static let bob = "RCPT TO:<bob@lab.test>"
    private static let password = Base64.encode(Array("\0ann\0wonderland".utf8)).text

    /// Where the difference is in one answer.
    static let probes: [Probe] = [
        Probe("syntax-strict", "501 5.5.4", "EHLO a.example", "MAIL FROM: <a@b.test>"),
        Probe("helo-fqdn", "504 5.5.2", "EHLO me", mail, bob),
        Probe("no-ehlo", "500 5.5.1", "EHLO a.example"),
        Probe("mailbox-full", "452 4.2.2", "EHLO a.example", mail, "RCPT TO:<Carol@lab.test>"),
        Probe("greylisting", "450 4.7.1", "EHLO a.example", mail, bob),
        Probe(
            "rate-limit", "450 4.7.1", "EHLO a.example", mail, "RSET", mail, "RSET", mail, "RSET",
            mail),
        Probe("too-many-connections", "421 4.7.0"),
        Probe("too-many-recipients", "452 4.5.3", "EHLO a.example", mail, bob, bob, bob, bob),
        Probe("shutdown", "421 4.3.2", "EHLO a.example", mail, bob, "DATA"),
        Probe("disk-full", "452 4.3.1", "EHLO a.example", mail),
        Probe("size-exceeded", "552 5.3.4", "EHLO a.example", mail + " SIZE=2000"),
        Probe("content-rejected", "550-5.7.1", "EHLO a.example", mail, bob, "DATA", "."),
        Probe(
            "headers-missing", "550 5.6.0", "EHLO a.example", mail, bob, "DATA", "\r\nFrom: x\r\n."),
        Probe(
            "headers-missing", "550 5.6.0", "EHLO a.example", mail, bob, "DATA",
            "From: x\r\n\r\nDate: y\r\n."),
        Probe("no-utf8", "555 5.5.4", "EHLO a.example", "MAIL FROM:<se\u{F1}or@a.test> SMTPUTF8"),
        Probe("bare-lf", "550 5.5.2", "EHLO a.example", mail, bob, "DATA", "a\nb\r\n."),
        Probe("tls-required", "530 5.7.0", "EHLO a.example", mail),
        Probe("starttls-stripped", "502 5.5.1", "EHLO a.example", "STARTTLS"),
        Probe("starttls-broken", "454 4.7.0", "EHLO a.example", "STARTTLS"),
        Probe("auth-required", "530 5.7.0", "EHLO a.example", mail),
        Probe(
            "bad-password", "535 5.7.8", secure: true, "EHLO a.example", "AUTH PLAIN " + password),
        Probe(
            "oauth-only", "535 5.7.139", secure: true, "EHLO a.example", "AUTH PLAIN " + password),
        Probe("spf-fail", "550 5.7.23", "EHLO a.example", "MAIL FROM:<boss@bank.test>"),
        Probe("open-relay", "250 2.1.5", "EHLO a.example", mail, "RCPT TO:<kim@example.org>"),
        Probe("lmtp", "500 5.5.1", "EHLO a.example"),
    ]

    @Test(arguments: probes)
    func theDifferenceOccursAndHealthyDoesNotShowIt(probe: Probe) throws {
        let bent = try probe.play(on: probe.id)
        let healthy = try probe.play(on: "healthy")

        #expect(bent.hasPrefix(probe.answer), "heard \(bent)")
        #expect(!healthy.hasPrefix(probe.answer), "healthy said \(healthy)")
    }

    @Test(arguments: [
        ("user-unknown", "bop@lab.test", "550 5.1.1"),
        ("relay-denied", "kim@example.org", "554 5.7.1"),
    ])
    func someScenariosAreCorrectBehaviour(id: String, address: String, answer: String) throws {
        var dialogue = try Dialogue(id)
        dialogue.open()
        _ = dialogue.say(Self.mail)

        #expect(dialogue.say("RCPT TO:<\(address)>").hasPrefix(answer))
        #expect(dialogue.say(Self.bob).hasPrefix("250"))
    }

    @Test(arguments: [
        ("cert-expired", LabCertificate.expired), ("cert-wrong-name", .wrongName),
        ("cert-self-signed", .selfSigned), ("cert-not-yet-valid", .notYetValid),
        ("cert-weak", .weak), ("cert-missing-chain", .missingChain), ("healthy", .good),
    ])
    func theCertificateIsTheDifference(id: String, kind: LabCertificate) throws {
        let scenario = try #require(LabScenario.named(id))

        #expect(scenario.certificate == kind)
        #expect(scenario.rules.isEmpty && scenario.flaws.isEmpty)
    }

    @Test func oldTLSKnowsNothingNew() throws {
        let tls = try #require(LabScenario.named("old-tls")).tls
        #expect(tls.minimum == .tls10 && tls.maximum == .tls11)
        let healthy = try #require(LabScenario.named("healthy")).tls
        #expect(healthy.minimum == .tls12 && healthy.maximum == .tls13)
    }

    @Test func greylistingPassesAfterTwoMinutesOfTheLabsTime() throws {
        var dialogue = try Dialogue("greylisting")
        dialogue.open()
        _ = dialogue.say(Self.mail)

        #expect(dialogue.say(Self.bob).hasPrefix("450 4.7.1"))
        #expect(dialogue.wait(.seconds(119)) == "")
        #expect(dialogue.say(Self.bob).hasPrefix("450"))
        #expect(dialogue.wait(.seconds(1)) == "")
        #expect(dialogue.say("RCPT TO:<carol@lab.test>").hasPrefix("450"))
        #expect(dialogue.say(Self.bob).hasPrefix("250"))
        dialogue.lab.ended(1)
        _ = dialogue.connect()
        _ = dialogue.say("EHLO a.example")
        _ = dialogue.say(Self.mail)
        #expect(dialogue.say(Self.bob).hasPrefix("250"))
        _ = dialogue.connect(client: "192.0.2.2")
        _ = dialogue.say("EHLO a.example")
        _ = dialogue.say(Self.mail)
        #expect(dialogue.say(Self.bob).hasPrefix("450"))
    }

    @Test func tooManyRecipientsIsOfOneLetter() throws {
        var dialogue = try Dialogue("too-many-recipients")
        dialogue.open()
        for _ in 0..<2 {
            _ = dialogue.say(Self.mail)
            for _ in 0..<3 { #expect(dialogue.say(Self.bob).hasPrefix("250")) }
            #expect(dialogue.say(Self.bob).hasPrefix("452"))
            _ = dialogue.say("DATA")
            #expect(dialogue.say(".").hasPrefix("250"))
        }
    }

    @Test func anEarlyTalkerIsTurnedAway() throws {
        var early = try Dialogue("early-talker")
        #expect(early.connect() == "")
        _ = early.wait(.seconds(5))
        #expect(early.say("EHLO a.example").hasPrefix("554 5.5.1"))
        #expect(early.isClosed)

        var patient = try Dialogue("early-talker")
        #expect(patient.connect() == "")
        #expect(patient.lab.nextDeadline == .seconds(6))
        #expect(patient.wait(.seconds(6)).hasPrefix("220"))
        #expect(patient.say("EHLO a.example").hasPrefix("250"))
    }

    @Test func theGreetingWasInTimeEvenIfNobodyLooked() throws {
        var dialogue = try Dialogue("early-talker")
        _ = dialogue.connect()
        dialogue.now = .seconds(7)

        #expect(dialogue.say("EHLO a.example").hasPrefix("220"))
        #expect(!dialogue.isClosed)
    }

    @Test func aSilentServerAndAnImplicitOneSayNothing() throws {
        var silent = try Dialogue("silent")
        #expect(silent.connect() == "")
        #expect(silent.say("EHLO a.example") == "")
        #expect(silent.actions.isEmpty)

        var implicit = try Dialogue("implicit-tls")
        #expect(implicit.connect() == "")
        #expect(implicit.actions == [.startTLS(1)])
        #expect(implicit.say("EHLO a.example") == "")
        #expect(implicit.secure().hasPrefix("220 lab.test"))
        #expect(!implicit.say("EHLO a.example").contains("STARTTLS"))
    }

    @Test func strippedSTARTTLSIsMasked() throws {
        var dialogue = try Dialogue("starttls-stripped")
        _ = dialogue.connect()

        let heard = dialogue.say("EHLO a.example")

        #expect(heard.contains("XXXXXXXA") && !heard.contains("STARTTLS"))
    }

    @Test func aTarpitSpeaksFortyOctetsASecond() throws {
        var dialogue = try Dialogue("tarpit")
        _ = dialogue.connect()
        var time = 0
        while dialogue.lab.nextDeadline.map({ $0 < .seconds(600) }) == true {
            _ = dialogue.wait(.milliseconds(100))
            time += 1
        }
        let octets = dialogue.actions.reduce(0) { sum, action in
            if case .write(_, let octets) = action { sum + octets.count } else { sum }
        }

        #expect(octets > 40)
        #expect((octets / 4...octets / 4 + 1).contains(time))
    }

    @Test func aLetterLostBehindTheDotHasArrived() throws {
        var dialogue = try Dialogue("lost-after-dot")
        dialogue.beginLetter()

        #expect(dialogue.say(".") == "")
        #expect(dialogue.isClosed)
        #expect(dialogue.lab.letters.count == 1)
    }

    @Test func aSlowScanAnswersAfterTwentySeconds() throws {
        var dialogue = try Dialogue("slow-scan")
        dialogue.beginLetter()

        #expect(dialogue.say(".") == "")
        #expect(dialogue.wait(.seconds(19)) == "")
        #expect(dialogue.wait(.seconds(1)).hasPrefix("250 2.0.0"))
    }

    @Test func aBrokenReplyHasNoLastLine() throws {
        var dialogue = try Dialogue("broken-reply")
        _ = dialogue.connect()

        let lines = dialogue.say("EHLO a.example").split(separator: "|")

        #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("250-") })
    }

    @Test func aSmugglingServerTakesTwoLettersFromOne() throws {
        let text =
            "a\r\n.\nMAIL FROM:<evil@lab.test>\r\nRCPT TO:<bob@lab.test>\r\nDATA\r\nb\r\n.\r\n"
        var flawed = try Dialogue("smuggling")
        flawed.beginLetter()
        _ = flawed.send(text.utf8)
        var healthy = try Dialogue("healthy")
        healthy.beginLetter()
        _ = healthy.send(text.utf8)

        #expect(flawed.lab.letters.count == 2)
        #expect(healthy.lab.letters.count == 1)
    }

    @Test func anInjectedCommandIsCarriedIntoTLSByTheFlawOnly() throws {
        var flawed = try Dialogue("starttls-injection")
        flawed.open()
        _ = flawed.say("STARTTLS\r\nNOOP")
        #expect(flawed.secure().hasPrefix("250 2.0.0"))

        var healthy = try Dialogue("healthy")
        healthy.open()
        _ = healthy.say("STARTTLS\r\nNOOP")
        #expect(healthy.secure() == "")
    }
}
