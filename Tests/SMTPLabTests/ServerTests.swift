import SMTPCore
import Testing

@testable import SMTPLab

/// The correct server, as dialogues.
struct ServerTests {
    @Test func aLetterIsTakenFromGreetingToGoodbye() throws {
        var dialogue = try Dialogue("healthy")

        dialogue.play(
            """
            ! connect
            S: 220 lab.test ESMTP…
            C: EHLO client.example.org
            S: 250-lab.test greets client.example.org
            S: 250-PIPELINING
            S: 250-SIZE 10240000
            S: 250-8BITMIME
            S: 250-SMTPUTF8
            S: 250-CHUNKING
            S: 250-DSN
            S: 250-ENHANCEDSTATUSCODES
            S: 250-VRFY
            S: 250-HELP
            S: 250-AUTH CRAM-MD5
            S: 250 STARTTLS
            C: MAIL FROM:<ann@example.org> SIZE=100 BODY=8BITMIME RET=HDRS ENVID=x+2By AUTH=<>
            S: 250 2.1.0…
            C: RCPT TO:<Bob@LAB.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@lab.test
            S: 250 2.1.5…
            C: DATA
            S: 354 …
            C: Subject: hi
            C:
            C: ..dot
            C: .
            S: 250 2.0.0 Ok, queued as LAB1
            C: QUIT
            S: 221 2.0.0…
            """)

        let letter = try #require(dialogue.lab.letters.first)
        #expect(letter.content == Array("Subject: hi\r\n\r\n.dot\r\n".utf8))
        #expect(letter.sender == Array("ann@example.org".utf8))
        #expect(letter.recipients == [Array("Bob@LAB.test".utf8)])
        #expect(!letter.isSecure && letter.user == nil && letter.number == 1)
        #expect(dialogue.isClosed)
    }

    @Test func commandsOutOfOrderAreAnswered503() throws {
        var dialogue = try Dialogue("healthy")

        dialogue.play(
            """
            ! connect
            S: 220 …
            C: MAIL FROM:<ann@example.org>
            S: 503 5.5.1 Say EHLO first
            C: STARTTLS
            S: 503 5.5.1…
            C: AUTH CRAM-MD5
            S: 503 5.5.1…
            C: HELO client
            S: 250 lab.test greets client
            C: RCPT TO:<bob@lab.test>
            S: 503 5.5.1…
            C: DATA
            S: 503 5.5.1…
            C: MAIL FROM:<>
            S: 250 2.1.0…
            C: MAIL FROM:<>
            S: 503 5.5.1…
            C: DATA
            S: 554 5.5.1…
            C: RSET
            S: 250 2.0.0…
            C: RCPT TO:<bob@lab.test>
            S: 503 5.5.1…
            """)
    }

    @Test(arguments: [
        ("MAIL", "501 5.5.4"), ("MAIL FROM:", "501 5.5.4"), ("MAIL FROM:<a@b", "501 5.1.7"),
        ("MAIL FROM:<ann>", "501 5.1.7"), ("MAIL FROM:<a b@c.test>", "501 5.1.7"),
        ("MAIL FROM:<a..b@c.test>", "501 5.1.7"), ("MAIL FROM:<a@c..test>", "501 5.1.7"),
        ("MAIL FROM:<@>", "501 5.1.7"), ("MAIL FROM:<se\u{F1}or@a.test>", "553 5.6.7"),
        ("MAIL FROM:<a@b.test> SIZE=x", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> SIZE=10240001", "552 5.3.4"),
        ("MAIL FROM:<a@b.test> SIZE=99999999999999999999", "552 5.3.4"),
        ("MAIL FROM:<a@b.test> SIZE=999999999999999999999", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> SIZE", "501 5.5.4"), ("MAIL FROM:<a@b.test> BODY=9BIT", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> RET=SOME", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> ENVID=a+2x", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> AUTH=", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> SMTPUTF8=1", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> FOO=1", "555 5.5.4"),
        ("MAIL FROM:<a@b.test> RET=FULL RET=FULL", "501 5.5.4"),
        ("MAIL FROM:<se\u{F1}or@a.test> SMTPUTF8", "250 2.1.0"),
        ("MAIL FROM:<\"a b\"@a.test>", "250 2.1.0"), ("MAIL FROM:<a@[192.0.2.1]>", "250 2.1.0"),
        ("MAIL FROM: <a@b.test>", "250 2.1.0"), ("mail from:a@b.test", "250 2.1.0"),
        ("RSET now", "501 5.5.4"), ("DATA now", "501 5.5.4"), ("QUIT now", "501 5.5.4"),
        ("STARTTLS now", "501 5.5.4"), ("EXPN staff", "502 5.5.1"), ("ETRN x", "502 5.5.1"),
        ("VRFY", "501 5.5.4"), ("VRFY bob", "250 2.1.5 <bob@lab.test>"),
        ("VRFY <carol@lab.test>", "250 2.1.5"), ("VRFY bop", "550 5.1.1"),
        ("VRFY x@example.org", "252 2.5.2"), ("NOOP anything", "250 2.0.0"),
        ("LHLO me", "500 5.5.1"), ("EHLO", "501 5.5.4"), ("HELP RCPT", "214 2.0.0 RCPT"),
        ("HELP nonsense", "504 5.5.4"),
        ("MIAL FROM:<>", "500 5.5.1 Unknown command; did you mean MAIL?"),
        ("\u{0}\u{1}", "500 5.5.1"), ("", "500 5.5.1"), ("AUTH", "501 5.5.4"),
        ("AUTH FOO", "504 5.5.4"), ("AUTH PLAIN", "538 5.7.11"),
        ("AUTH CRAM-MD5 AAAA", "501 5.7.0"),
        ("BDAT x", "501 5.5.4"), ("BDAT 0 LAST", "503 5.5.1"),
    ])
    func eachCommandGetsItsCode(command: String, answer: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        let heard = dialogue.say(command)

        #expect(heard.hasPrefix(answer), "\(command) was answered \(heard)")
    }

    @Test(arguments: [
        ("<bop@lab.test>", "550 5.1.1"), ("<kim@example.org>", "554 5.7.1"), ("<>", "501 5.5.4"),
        ("<bob>", "501 5.1.3"), ("<postmaster>", "250 2.1.5"), ("<Postmaster@lab.test>", "250"),
        ("<bob+lists@lab.test>", "250 2.1.5"), ("<bob@lab.test> NOTIFY=NEVER", "250 2.1.5"),
        ("<bob@lab.test> NOTIFY=NEVER,SUCCESS", "501 5.5.4"),
        ("<bob@lab.test> NOTIFY=", "501 5.5.4"), ("<bob@lab.test> ORCPT=bob", "501 5.5.4"),
        ("<bob@lab.test> SIZE=5", "555 5.5.4"), ("<se\u{F1}or@lab.test>", "553 5.6.7"),
        ("<@one.test,@two.test:bob@lab.test>", "250 2.1.5"),
        ("<bob@lab.test.evil.test>", "554 5.7.1"),
    ])
    func eachRecipientGetsItsCode(argument: String, answer: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<ann@example.org>")

        let heard = dialogue.say("RCPT TO:" + argument)

        #expect(heard.hasPrefix(answer), "\(argument) was answered \(heard)")
    }

    @Test func theHundredAndFirstRecipientIsPutOff() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<ann@example.org>")

        for _ in 0..<100 { #expect(dialogue.say("RCPT TO:<bob@lab.test>").hasPrefix("250")) }

        #expect(dialogue.say("RCPT TO:<bob@lab.test>").hasPrefix("452 4.5.3"))
    }

    @Test func startTLSForgetsEverythingAndDropsWhatStoodBehindIt() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<ann@example.org>")

        let heard = dialogue.say("STARTTLS\r\nNOOP\r\nVRFY bob")

        #expect(heard == "220 2.0.0 Ready to start TLS")
        #expect(dialogue.actions.last == .startTLS(1))
        #expect(dialogue.say("NOOP") == "")
        #expect(dialogue.secure() == "")
        dialogue.play(
            """
            C: RCPT TO:<bob@lab.test>
            S: 503 5.5.1 Say EHLO first
            """)
        let capabilities = dialogue.say("EHLO me")
        #expect(capabilities.contains("AUTH PLAIN LOGIN CRAM-MD5"))
        #expect(!capabilities.contains("STARTTLS"))
        #expect(dialogue.say("STARTTLS").hasPrefix("503 5.5.1"))
    }

    @Test func helpNamesUserPasswordAndMailboxes() throws {
        var dialogue = try Dialogue("healthy")
        _ = dialogue.connect()

        let help = dialogue.say("HELP")

        #expect(help.contains("user ann, password wonderland"))
        #expect(help.contains("ann bob carol dave postmaster"))
    }

    @Test func tooManyErrorsEndTheConversation() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        for _ in 0..<19 { #expect(dialogue.say("FOO").hasPrefix("500")) }
        let last = dialogue.say("FOO")

        #expect(last.contains("421 4.7.0 lab.test Too many errors"))
        #expect(dialogue.isClosed)
        #expect(dialogue.say("NOOP") == "")
    }

    @Test func silenceEndsTheConversation() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        #expect(dialogue.lab.nextDeadline == .seconds(1800))
        #expect(dialogue.wait(.seconds(1799)) == "")
        #expect(dialogue.wait(.seconds(1)).hasPrefix("421 4.4.2"))
        #expect(dialogue.isClosed)
        #expect(dialogue.lab.nextDeadline == nil)
    }

    @Test func anUnfinishedHandshakeEndsWithoutAWord() throws {
        var dialogue = try Dialogue("implicit-tls")
        _ = dialogue.connect()

        #expect(dialogue.wait(.seconds(1800)) == "")
        #expect(dialogue.isClosed)
        #expect(dialogue.secure() == "")
    }

    @Test(arguments: [
        ("VRFY", "VRFY bob", "502 5.5.1"), ("HELP", "HELP", "502 5.5.1"),
        ("STARTTLS", "STARTTLS", "502 5.5.1"), ("AUTH", "AUTH CRAM-MD5", "502 5.5.1"),
        ("CHUNKING", "BDAT 1 LAST", "502 5.5.1"), ("SIZE", "MAIL FROM:<> SIZE=1", "555 5.5.4"),
        ("8bitmime", "MAIL FROM:<> BODY=7BIT", "555 5.5.4"),
        ("DSN", "MAIL FROM:<> RET=FULL", "555"),
        ("ENHANCEDSTATUSCODES", "FOO", "500 Unknown"), ("PIPELINING", "NOOP", "250 2.0.0"),
    ])
    func whatIsHiddenIsNeitherOfferedNorThere(
        keyword: String, command: String, answer: String
    ) throws {
        var dialogue = try Dialogue(rules: "@hide " + keyword)
        _ = dialogue.connect()

        #expect(!dialogue.say("EHLO me").contains(keyword.uppercased()))
        #expect(dialogue.say(command).hasPrefix(answer))
    }

    @Test func anOfferChangesOrAddsAKeyword() throws {
        var dialogue = try Dialogue(
            rules: "@offer SIZE 0\n@offer XFOO bar\n@offer AUTH CRAM-MD5 FOO")
        _ = dialogue.connect()

        let lines = dialogue.say("EHLO me").split(separator: "|")

        #expect(lines.contains("250-SIZE 0") && lines.contains("250-XFOO bar"))
        #expect(lines.contains("250-AUTH CRAM-MD5 FOO"))
        #expect(dialogue.say("AUTH FOO").hasPrefix("504"))
    }

    @Test func theHundredAndFirstConnectionIsTurnedAway() throws {
        var dialogue = try Dialogue("healthy")
        for _ in 0..<100 { #expect(dialogue.connect().hasPrefix("220")) }

        #expect(dialogue.connect().hasPrefix("421 4.3.2"))
        dialogue.lab.ended(1)
        dialogue.lab.ended(101)
        #expect(dialogue.connect().hasPrefix("220"))
    }

    @Test func anLMTPServerAnswersOncePerRecipient() throws {
        var dialogue = try Dialogue("lmtp")

        dialogue.play(
            """
            ! connect
            S: 220 …
            C: EHLO me
            S: 500 5.5.1 This server speaks LMTP: say LHLO
            """)
        _ = dialogue.say("LHLO me")
        dialogue.play(
            """
            C: MAIL FROM:<>
            S: 250 2.1.0…
            C: RCPT TO:<bob@lab.test>
            S: 250 2.1.5…
            C: RCPT TO:<carol@lab.test>
            S: 250 2.1.5…
            C: DATA
            S: 354 …
            C: .
            S: 250 2.0.0 Ok, queued as LAB1
            S: 250 2.0.0 Ok, queued as LAB1
            """)
        #expect(dialogue.lab.letters.count == 1)
    }
}
