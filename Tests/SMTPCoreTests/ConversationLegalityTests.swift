import SMTPCore
import Testing

/// Where a conversation stands and what is said of a verb there; "-" where it is legal.
struct LegalityCase: Sendable, CustomTestStringConvertible {
    var dialogue: String
    var verb: Verb
    var source: String
    var testDescription: String { "\(verb.name): \(source) after \(dialogue.suffix(40))" }

    init(_ dialogue: String, _ verb: Verb, _ source: String) {
        self.dialogue = dialogue
        self.verb = verb
        self.source = source
    }

    static let greeted = "S: 220 mx\n"
    static let plain = greeted + "C: EHLO me\nS: 250 mx\n"
    static let rich =
        greeted
        + "C: EHLO me\nS: 250-mx\nS: 250-CHUNKING\nS: 250-BURL\nS: 250-STARTTLS\nS: 250 AUTH PLAIN\n"
    static let mail = "C: MAIL FROM:<a@b>\nS: 250 ok\n"
    static let rcpt = "C: RCPT TO:<c@d>\nS: 250 ok\n"

    static let all: [LegalityCase] = [
        LegalityCase("", .ehlo, "RFC 5321 §4.3.1"),
        LegalityCase("S: 554 no\n", .ehlo, "RFC 5321 §3.1"),
        LegalityCase("S: 554 no\n", .quit, "-"),
        LegalityCase(greeted, .ehlo, "-"),
        LegalityCase(greeted, .noop, "-"),
        LegalityCase(greeted, .vrfy, "-"),
        LegalityCase(greeted, .rset, "-"),
        LegalityCase(greeted, .help, "-"),
        LegalityCase(greeted, .quit, "-"),
        LegalityCase(greeted, .mail, "RFC 5321 §4.1.4"),
        LegalityCase(greeted, .rcpt, "RFC 5321 §4.1.4"),
        LegalityCase(greeted, .data, "RFC 5321 §4.1.4"),
        LegalityCase(greeted, .auth, "RFC 5321 §4.1.4"),
        LegalityCase(greeted, .starttls, "RFC 5321 §4.1.4"),
        LegalityCase(plain, .mail, "-"),
        LegalityCase(plain, .rcpt, "RFC 5321 §4.1.4"),
        LegalityCase(plain, .data, "RFC 5321 §4.1.4"),
        LegalityCase(plain, .starttls, "RFC 3207 §4"),
        LegalityCase(plain, .auth, "RFC 4954 §4"),
        LegalityCase(plain + mail, .mail, "RFC 5321 §4.1.4"),
        LegalityCase(plain + mail, .rcpt, "-"),
        LegalityCase(plain + mail, .data, "RFC 5321 §3.3"),
        LegalityCase(plain + mail, .ehlo, "-"),
        LegalityCase(plain + mail, .rset, "-"),
        LegalityCase(plain + mail + rcpt, .data, "-"),
        LegalityCase(plain + mail + rcpt, .bdat, "RFC 3030 §2"),
        LegalityCase(plain + mail + rcpt, .burl, "RFC 4468 §3.1"),
        LegalityCase(plain + mail + rcpt, .rcpt, "-"),
        LegalityCase(rich, .starttls, "-"),
        LegalityCase(rich, .auth, "-"),
        LegalityCase(rich + mail, .auth, "RFC 4954 §4"),
        LegalityCase(rich + mail + rcpt, .bdat, "-"),
        LegalityCase(rich + mail + rcpt, .burl, "-"),
        LegalityCase(rich + mail + rcpt + "C: DATA\nS: 354 go\n", .quit, "RFC 5321 §4.1.1.4"),
        LegalityCase(rich + mail + rcpt + "C: BDAT 5\n", .noop, "RFC 3030 §2"),
        LegalityCase(rich + "C: AUTH PLAIN\nS: 334 \n", .mail, "RFC 4954 §4"),
        LegalityCase(rich + "C: AUTH PLAIN AA==\nS: 235 ok\n", .auth, "RFC 4954 §4"),
        LegalityCase(rich + "C: STARTTLS\nS: 220 go\n! TLS\n", .ehlo, "RFC 3207 §4"),
        LegalityCase(
            rich + "C: STARTTLS\nS: 220 go\n! TLS\n! secured\n", .mail, "RFC 5321 §4.1.4"),
        LegalityCase(
            rich + "C: STARTTLS\nS: 220 go\n! TLS\n! secured\n", .starttls, "RFC 3207 §4.2"),
        LegalityCase(rich + "C: QUIT\nS: 221 bye\n", .noop, "RFC 5321 §4.1.1.10"),
        LegalityCase("S: 220 x\nC: LHLO me\nS: 250 x\n", .ehlo, "RFC 2033 §4.1"),
        LegalityCase("S: 220 x\nC: LHLO me\nS: 250 x\n", .helo, "RFC 2033 §4.1"),
        LegalityCase("S: 220 x\nC: LHLO me\nS: 250 x\n", .mail, "-"),
        LegalityCase("S: 220 x\nC: LHLO me\nS: 250 x\n", .lhlo, "-"),
    ]
}

@Suite struct ConversationLegalityTests {
    @Test func whatComesFirstInLMTPIsLHLO() {
        var conversation = Conversation(dialect: .lmtp)
        _ = conversation.receive(Array("220 mx\r\n".utf8)[...])

        #expect(conversation.helloVerb == .lhlo)
        #expect(
            conversation.objection(to: .mail)
                == Objection("LHLO comes first", "RFC 2033 §4.1"))
        #expect(conversation.objection(to: .lhlo) == nil)
        #expect(Conversation().helloVerb == .ehlo)
    }

    @Test(arguments: LegalityCase.all)
    func eachVerbIsLegalOrSaysWhyNot(legality: LegalityCase) {
        var dialogue = ConversationDialogue()

        dialogue.play(legality.dialogue)
        let objection = dialogue.conversation.objection(to: legality.verb)

        #expect((objection?.source ?? "-") == legality.source)
        #expect(objection?.reason.hasSuffix(".") != true)
    }

    @Test func everythingIsRefusedOnceTheConnectionIsGone() {
        var dialogue = ConversationDialogue()
        dialogue.play(LegalityCase.rich)

        dialogue.end()

        #expect(Verb.all.allSatisfy { dialogue.conversation.objection(to: $0) != nil })
    }

    @Test func anLHLOThatIsRefusedLeavesSMTP() {
        var dialogue = ConversationDialogue()

        dialogue.play(LegalityCase.plain + "C: LHLO me\nS: 500 what\n")

        #expect(dialogue.conversation.dialect == .smtp)
        dialogue.play(
            LegalityCase.mail + LegalityCase.rcpt + LegalityCase.rcpt
                + "C: DATA\nS: 354 go\n! answers connect, EHLO, LHLO, MAIL, RCPT, RCPT, DATA\n"
                + "C: .\nS: 250 ok\n! answers .\n! ready")
    }
}
