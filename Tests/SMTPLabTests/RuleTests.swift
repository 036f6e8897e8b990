import SMTPCore
import Testing

@testable import SMTPLab

/// What rules do, word by word.
struct RuleTests {
    /// The answer to `RCPT TO:<bob@lab.test>` under a rule.
    private func recipientAnswer(_ rules: String, _ address: String = "bob@lab.test") throws
        -> String
    {
        var dialogue = try Dialogue(rules: rules)
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<ann@example.org>")
        return dialogue.say("RCPT TO:<\(address)>")
    }

    @Test(arguments: [
        ("\"bob*\"", true), ("\"BOB@*\"", true), ("\"b?b@lab.test\"", true), ("\"carol*\"", false),
        ("\"TO:<bob@*>\"", true), ("/^bob@/", true), ("/BOB/i", true), ("/BOB/", false),
        ("\"bob*\" /lab/", true), ("\"bob*\" /example/", false),
        ("if helo", true), ("unless helo", false), ("if tls", false), ("unless tls", true),
        ("if auth", false), ("if fqdn", true), ("unless fqdn", false), ("if utf8", false),
        ("if early", false), ("if barelf", false), ("if longline", false), ("if nofrom", false),
        ("if nodate", false), ("first 1", true), ("after 1", false), ("after 0", true),
        ("every 1", true), ("every 2", false), ("within 1s", true), ("within 0s", false),
        ("over 5", true), ("over 1K", false), ("odds 100%", true), ("odds 0%", false),
        ("first 1 per connection", true), ("within 1m per client, sender, recipient", true),
        ("after 1 per domain, letter", false),
    ])
    func conditionsFitOrNot(condition: String, fits: Bool) throws {
        let heard = try recipientAnswer("on RCPT \(condition): reply 450 4.7.1 \"later\"")

        #expect(heard == (fits ? "450 4.7.1 later" : "250 2.1.5 Ok, that mailbox is here"))
    }

    @Test func theFirstRuleThatFitsWins() throws {
        let rules = """
            on RCPT "carol*": reply 450 "one"
            on RCPT "bob*": reply 451 "two"
            on RCPT: reply 452 "three"
            """
        #expect(try recipientAnswer(rules) == "451 two")
    }

    @Test func countsAreKeptApartByTheirKeys() throws {
        var dialogue = try Dialogue(rules: "on RCPT first 1 per recipient: reply 450 \"later\"")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")

        let answers = ["bob", "carol", "BOB", "carol"].map {
            dialogue.say("RCPT TO:<\($0)@lab.test>").prefix(3)
        }

        #expect(answers == ["450", "450", "250", "250"])
    }

    @Test func countsWithoutKeysAreOfTheWholeLab() throws {
        var dialogue = try Dialogue(rules: "on EHLO every 2: reply 450 \"no\"")

        var answers: [Substring] = []
        for _ in 0..<4 {
            _ = dialogue.connect()
            answers.append(dialogue.say("EHLO me").prefix(3))
        }

        #expect(answers == ["250", "450", "250", "450"])
    }

    @Test func aRefusalHasNoEffectAndAYesHasOne() throws {
        var dialogue = try Dialogue(
            rules: "on MAIL \"no@*\": reply 450 \"no\"\non RCPT: reply 250 \"whoever\"")
        dialogue.open()
        #expect(dialogue.say("MAIL FROM:<no@a.test>") == "450 no")
        #expect(dialogue.say("MAIL FROM:<yes@a.test>").hasPrefix("250"))
        #expect(dialogue.say("RCPT TO:<kim@example.org>") == "250 whoever")
        #expect(dialogue.say("DATA").hasPrefix("354"))
        #expect(dialogue.say(".").hasPrefix("250"))
        #expect(dialogue.lab.letters.first?.recipients == [Array("kim@example.org".utf8)])
    }

    @Test func repliesMayHaveManyLinesAndRawMayBeAnything() throws {
        let reply = "on RCPT: reply 550 5.7.1 \"one\" \"two\""
        let raw = "on RCPT: raw \"25\\x30 \\\"q\\\"\\t\\\\\\r\\n\""

        #expect(try recipientAnswer(reply) == "550-5.7.1 one|550 5.7.1 two")
        #expect(try recipientAnswer(raw) == "250 \"q\"\t\\")
    }

    @Test func passSaysTheCorrectAnswerWhereItStands() throws {
        #expect(
            try recipientAnswer("on RCPT: reply 250 \"first\"; pass")
                == "250 first|250 2.1.5 Ok, that mailbox is here")
    }

    @Test func aDelayHoldsTheAnswerAndAllBehindIt() throws {
        var dialogue = try Dialogue(rules: "on RCPT: delay 4s")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")

        #expect(dialogue.say("RCPT TO:<bob@lab.test>\r\nNOOP") == "")
        #expect(dialogue.lab.nextDeadline == .seconds(4))
        #expect(dialogue.wait(.milliseconds(3999)) == "")
        #expect(dialogue.wait(.milliseconds(1)).hasPrefix("250 2.1.5"))
    }

    @Test func aPaceLetsOctetsOutSlowly() throws {
        var dialogue = try Dialogue(rules: "on NOOP: pace 40 bytes/s")
        dialogue.open()

        #expect(dialogue.say("NOOP") == "")
        #expect(dialogue.wait(.milliseconds(100)) == "250 ")
        #expect(dialogue.wait(.milliseconds(100)) == "2.0.")
        #expect(dialogue.wait(.milliseconds(200)) == "0 Ok")
        #expect(!dialogue.actions.isEmpty)
    }

    @Test func aSplitCutsAnAnswerIntoWrites() throws {
        var dialogue = try Dialogue(rules: "on NOOP: split 5")
        dialogue.open()
        dialogue.actions = []

        _ = dialogue.say("NOOP")

        let sizes = dialogue.actions.map { action in
            if case .write(_, let octets) = action { octets.count } else { 0 }
        }
        #expect(sizes == [5, 5, 4])
    }

    @Test(arguments: [
        ("close", LabAction.close(1)), ("abort", .abort(1)),
        ("reply 421 \"bye\"; close", .close(1)),
    ])
    func endingsEnd(action: String, last: LabAction) throws {
        var dialogue = try Dialogue(rules: "on NOOP: \(action)")
        dialogue.open()

        _ = dialogue.say("NOOP\r\nNOOP")

        #expect(dialogue.actions.last == last)
        #expect(dialogue.say("RSET") == "")
    }

    @Test func hangSaysNothingForEver() throws {
        var dialogue = try Dialogue(rules: "on NOOP: hang")
        dialogue.open()

        #expect(dialogue.say("NOOP\r\nRSET") == "")
        #expect(dialogue.lab.nextDeadline == nil)
        #expect(dialogue.wait(.seconds(100_000)) == "")
        #expect(!dialogue.isClosed)
    }

    /// The end of its patience with a client is not one.
    @Test func whatIsHeldBackLeavesNext() throws {
        var dialogue = try Dialogue(rules: "on NOOP: delay 20s")
        dialogue.open()
        #expect(dialogue.lab.nextDelivery == nil)
        #expect(dialogue.lab.nextDeadline != nil)

        _ = dialogue.say("NOOP")

        #expect(dialogue.lab.nextDelivery != nil)
        #expect(dialogue.lab.nextDelivery == dialogue.lab.nextDeadline)
    }

    @Test func aNoteIsForUsAndNotSent() throws {
        var dialogue = try Dialogue(rules: "on NOOP: note \"look\"")
        dialogue.open()

        #expect(dialogue.say("NOOP").hasPrefix("250"))
        #expect(dialogue.actions.contains(.note(1, "look")))
    }

    @Test func theEventsAreHeard() throws {
        var dialogue = try Dialogue(
            rules: """
                @idle 1m
                on CONNECT: reply 220 "hello"
                on TLS: note "secure"
                on IDLE: reply 421 "asleep?"; close
                on DOT: reply 250 "thanks"
                on BDAT: reply 250 "chunk"
                on AUTH "PLAIN ann": reply 235 "you again"
                on XFOO: reply 299 "foo"
                on ANY "Q": reply 298 "any"
                """)
        #expect(dialogue.connect() == "220 hello")
        #expect(dialogue.say("XFOO") == "299 foo")
        #expect(dialogue.say("VRFY Q") == "298 any")
        _ = dialogue.say("EHLO me")
        _ = dialogue.say("STARTTLS")
        _ = dialogue.secure()
        #expect(dialogue.actions.last == .note(1, "secure"))
        _ = dialogue.say("EHLO me")
        let wrong = Base64.encode(Array("\0ann\0x".utf8)).text
        #expect(dialogue.say("AUTH PLAIN " + wrong) == "235 you again")
        _ = dialogue.say("MAIL FROM:<>")
        _ = dialogue.say("RCPT TO:<kim@example.org>")
        #expect(dialogue.send("BDAT 1\r\nx".utf8) == "250 chunk")
        #expect(dialogue.send("BDAT 1 LAST\r\nx".utf8) == "250 chunk")
        _ = dialogue.say("MAIL FROM:<>")
        _ = dialogue.say("RCPT TO:<bob@lab.test>")
        _ = dialogue.say("DATA")
        #expect(dialogue.say(".") == "250 thanks")
        #expect(dialogue.lab.letters.count == 2)
        #expect(dialogue.wait(.seconds(60)) == "421 asleep?")
    }

    @Test func nothingFollowsAnEndAtTheHandshake() throws {
        var dialogue = try Dialogue(rules: "@tls mode=implicit\non TLS: close")
        _ = dialogue.connect()

        #expect(dialogue.secure() == "")
        #expect(dialogue.actions == [.startTLS(1), .close(1)])
    }

    @Test func chanceIsTheSameForTheSameSeed() throws {
        func answers(seed: UInt64) throws -> [Substring] {
            var dialogue = try Dialogue("chaos", seed: seed)
            _ = dialogue.connect()
            return (0..<200).map { _ in dialogue.say("NOOP").prefix(3) }
        }

        let one = try answers(seed: 7)
        #expect(try answers(seed: 7) == one)
        #expect(try answers(seed: 8) != one)
        #expect((20...60).contains(one.filter { $0 == "451" }.count))
    }

    @Test func aRulesMemoryIsBounded() {
        var memory = RuleMemory()
        for number in 0..<5000 {
            _ = memory.note(Array(String(number).utf8), at: .zero)
        }

        #expect(memory.note(Array("4999".utf8), at: .zero).count == 2)
        #expect(memory.note(Array("0".utf8), at: .zero).count == 1)
    }
}
