import Testing

@testable import SMTPLab

/// Addresses that ask for an answer.
struct MagicAddressTests {
    @Test(arguments: [
        ("bob+452@lab.test", "452 4.0.0"), ("BOB+550@LAB.TEST", "550 5.0.0"),
        ("bob+399@lab.test", "250"), ("bob+600@lab.test", "250"), ("bob+abc@lab.test", "250"),
        ("bob+452@example.org", "554 5.7.1"), ("bop+451@lab.test", "451 4.0.0"),
        ("bob+data550@lab.test", "250"),
    ])
    func aRecipientAsksForItsReply(address: String, answer: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")

        #expect(dialogue.say("RCPT TO:<\(address)>").hasPrefix(answer))
    }

    @Test func aSenderAsksForItsReply() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        #expect(dialogue.say("MAIL FROM:<ann+451@lab.test>").hasPrefix("451 4.0.0"))
    }

    @Test(arguments: [("bob+data550@lab.test", "550 5.0.0"), ("bob+data451@lab.test", "451 4.0.0")])
    func aRecipientAsksForTheReplyToTheDot(address: String, answer: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.beginLetter(to: address)

        #expect(dialogue.say(".").hasPrefix(answer))
        #expect(dialogue.lab.letters.isEmpty)
    }

    @Test func aRecipientAsksForADelay() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")

        #expect(dialogue.say("RCPT TO:<bob+delay5s@lab.test>") == "")
        #expect(dialogue.wait(.seconds(4)) == "")
        #expect(dialogue.wait(.seconds(1)).hasPrefix("250"))
    }

    @Test(arguments: [("close", LabAction.close(1)), ("abort", .abort(1))])
    func aRecipientAsksForTheEnd(word: String, action: LabAction) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")

        #expect(dialogue.say("RCPT TO:<bob+\(word)@lab.test>") == "")
        #expect(dialogue.actions.last == action)
    }
}
