import SMTPCore
import Testing

private let opening = """
    S: 220 mx.example ESMTP
    C: EHLO me.example
    S: 250-mx.example
    S: 250-PIPELINING
    S: 250-CHUNKING
    S: 250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2
    S: 250 STARTTLS
    ! answers connect, EHLO

    """

private func opened() -> ConversationDialogue {
    var dialogue = ConversationDialogue()
    dialogue.play(opening)
    return dialogue
}

@Suite struct ConversationTests {
    @Test func aWholeSessionIsUnderstood() {
        var dialogue = ConversationDialogue()

        dialogue.play(
            """
            ! awaitingGreeting
            S: 220-mx.example ESMTP
            S: 220 ready
            ! greeted
            C: EHLO me.example
            S: 250-mx.example
            S: 250 SIZE 1000
            ! ready
            C: MAIL FROM:<a@b.example>
            S: 250 ok
            ! transaction(accepted: 0, refused: 0)
            C: RCPT TO:<c@d.example>
            S: 250 ok
            C: RCPT TO:<e@f.example>
            S: 550 5.1.1 unknown
            C: RCPT TO:<g@h.example>
            S: 251 forwarded
            ! transaction(accepted: 2, refused: 1)
            C: DATA
            S: 354 go ahead
            ! content
            C: Subject: hello
            C: QUIT
            C: ..
            C: .
            S: 250 queued
            ! ready
            C: QUIT
            S: 221 bye
            ! closing
            ! answers connect, EHLO, MAIL, RCPT, RCPT, RCPT, DATA, ., QUIT
            """)

        #expect(dialogue.conversation.capabilities.sizeLimit == 1000)
        #expect(dialogue.writtenParts.filter { $0 == .content }.count == 4)
        dialogue.end()
        #expect(dialogue.conversation.phase == .ended)
    }

    /// As `exim -bh` begins.
    @Test func remarksBeforeTheGreetingAreNotTheGreeting() {
        var conversation = Conversation()

        let remarks = conversation.receive(Array("\n**** SMTP testing session\n\n".utf8)[...])
        #expect(conversation.phase == .awaitingGreeting)
        #expect(remarks.count == 3)
        _ = conversation.receive(Array("220 exim.test ESMTP\r\n".utf8)[...])

        #expect(conversation.phase == .greeted)
    }

    @Test func aRefusedGreetingLeavesQUIT() {
        var dialogue = ConversationDialogue()

        dialogue.play("S: 554 no service here\n! refusedAtGreeting")

        #expect(dialogue.conversation.objection(to: .ehlo)?.source == "RFC 5321 §3.1")
        #expect(dialogue.conversation.objection(to: .quit) == nil)
    }

    @Test func nothingIsForbiddenBeforeTheGreeting() {
        var dialogue = ConversationDialogue()

        dialogue.play(
            """
            C: EHLO early
            S: 220 mx
            S: 250 mx
            ! answers connect, EHLO
            ! ready
            """)
    }

    @Test func aSecondEHLOReplacesTheCapabilitiesAndEndsTheTransaction() {
        var dialogue = opened()

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: EHLO again
            S: 250-mx
            S: 250 DSN
            ! ready
            """)

        #expect(dialogue.conversation.capabilities.keywords.map(\.name) == ["DSN"])
        #expect(dialogue.conversation.earlierCapabilities?.contains("STARTTLS") == true)
    }

    @Test func aRefusedEHLOChangesNothing() {
        var dialogue = opened()

        dialogue.play("C: MAIL FROM:<a@b>\nS: 250 ok\nC: EHLO bad_name\nS: 550 no")

        #expect(dialogue.conversation.phase == .transaction(accepted: 0, refused: 0))
        #expect(dialogue.conversation.capabilities.contains("CHUNKING"))
    }

    @Test func heloForgetsTheCapabilities() {
        var dialogue = opened()

        dialogue.play("C: HELO me\nS: 250 mx\n! ready")

        #expect(dialogue.conversation.capabilities.keywords.isEmpty)
        #expect(dialogue.conversation.hello == .helo)
    }

    @Test func startTLSForgetsWhatWasLearned() {
        var dialogue = opened()

        dialogue.play(
            """
            C: STARTTLS
            S: 220 go ahead
            ! TLS
            ! handshaking
            ! secured
            ! greeted
            """)

        #expect(dialogue.conversation.isSecure)
        #expect(dialogue.conversation.capabilities.keywords.isEmpty)
        #expect(dialogue.conversation.earlierCapabilities?.contains("STARTTLS") == true)
        #expect(dialogue.conversation.objection(to: .mail)?.source == "RFC 5321 §4.1.4")
        #expect(dialogue.conversation.objection(to: .starttls)?.source == "RFC 3207 §4.2")
    }

    @Test func aRefusedSTARTTLSLeavesEverything() {
        var dialogue = opened()

        dialogue.play("C: STARTTLS\nS: 454 4.7.0 not now\n! ready")

        #expect(!dialogue.conversation.isSecure)
        #expect(dialogue.conversation.capabilities.contains("STARTTLS"))
    }

    @Test func plaintextBehindTheGoAheadNeverAnswersACommandInsideTLS() {
        var conversation = Conversation()
        _ = conversation.receive(Array("220 mx\r\n".utf8)[...])
        _ = conversation.submit(Array("STARTTLS\r\n".utf8))

        _ = conversation.receive(Array("220 go\r\n250-injected".utf8)[...])
        conversation.secured()
        _ = conversation.submit(Array("EHLO me\r\n".utf8))
        let actions = conversation.receive(Array("250 real\r\n".utf8)[...])

        #expect(actions.count == 1)
        #expect(conversation.capabilities.domain == "real")
    }

    @Test func pipelinedRepliesFindTheirCommands() {
        var dialogue = opened()

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            C: RCPT TO:<c@d>
            C: RCPT TO:<e@f>
            C: DATA
            S: 250 ok
            S: 550 no
            S: 450 later
            S: 554 no valid recipients
            ! answers MAIL, RCPT, RCPT, DATA
            ! transaction(accepted: 0, refused: 2)
            C: RSET
            S: 250 ok
            ! ready
            """)
    }

    @Test func aMessageBehindPipelinedDATAWithoutRecipientsIsContent() {
        var dialogue = opened()

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            C: RCPT TO:<c@d>
            C: DATA
            S: 250 ok
            S: 550 no
            S: 354 go ahead
            ! content
            C: .
            S: 554 no valid recipients
            ! answers MAIL, RCPT, DATA, .
            ! ready
            """)
    }

    @Test func aMessageThatLeftBeforeThe354IsContent() {
        var dialogue = opened()

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            C: RCPT TO:<c@d>
            C: DATA
            C: QUIT
            C: .
            C: NOOP
            S: 250 ok
            S: 250 ok
            S: 354 go ahead
            ! transaction(accepted: 1, refused: 0)
            S: 250 queued
            S: 250 noop
            ! answers MAIL, RCPT, DATA, ., NOOP
            ! ready
            """)
    }

    @Test func bdatChunksAreCountedAndEachIsAnswered() {
        var conversation = opened().conversation
        for line in ["MAIL FROM:<a@b>", "RCPT TO:<c@d>"] {
            _ = conversation.submit(Array((line + "\r\n").utf8))
            _ = conversation.receive(Array("250 ok\r\n".utf8)[...])
        }

        _ = conversation.submit(Array("BDAT 10\r\n".utf8))
        #expect(conversation.phase == .chunk(remaining: 10))
        _ = conversation.submit(Array("QUIT\r\n".utf8))
        #expect(conversation.phase == .chunk(remaining: 4))
        let actions = conversation.submit(Array("abcdBDAT 2 LAST\r\n".utf8))
        #expect(
            actions == [
                .write(Array("abcd".utf8), .content),
                .write(Array("BDAT 2 LAST\r\n".utf8), .command),
            ])
        _ = conversation.submit(Array("\r\n".utf8))
        _ = conversation.receive(Array("250 10 octets\r\n250 queued\r\n".utf8)[...])

        #expect(conversation.phase == .ready)
        #expect(conversation.awaited == nil)
    }

    @Test func lmtpAnswersOncePerAcceptedRecipient() {
        var dialogue = ConversationDialogue(Conversation(dialect: .lmtp))

        dialogue.play(
            """
            S: 220 lmtp
            C: LHLO me
            S: 250-lmtp
            S: 250 PIPELINING
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: RCPT TO:<c@d>
            S: 250 ok
            C: RCPT TO:<e@f>
            S: 550 no
            C: RCPT TO:<g@h>
            S: 250 ok
            C: DATA
            S: 354 go
            ! answers connect, LHLO, MAIL, RCPT, RCPT, RCPT, DATA
            C: text
            C: .
            S: 250 one
            ! transaction(accepted: 2, refused: 1)
            S: 452 two
            ! answers ., .
            ! ready
            S: 250 three
            ! answers -
            """)

        #expect(dialogue.replies.last?.oddities == [.unsolicited])
    }

    @Test func anAcceptedLHLOTurnsTheDialogueToLMTP() {
        var dialogue = ConversationDialogue()

        dialogue.play("S: 220 x\nC: LHLO me\nS: 250 x\n! ready")

        #expect(dialogue.conversation.dialect == .lmtp)
    }

    @Test(arguments: [("220 mx LMTP ready", Conversation.Dialect.lmtp), ("220 LMTPd", .smtp)])
    func aGreetingMayNameLMTP(greeting: String, dialect: Conversation.Dialect) {
        var dialogue = ConversationDialogue(Conversation())

        dialogue.play("S: \(greeting)\n! greeted")

        #expect(dialogue.conversation.dialect == dialect)
    }

    @Test func aMessageStartingWithTheDotIsEmpty() {
        var dialogue = opened()

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: RCPT TO:<c@d>
            S: 250 ok
            C: DATA
            S: 354 go
            C: .
            S: 250 queued
            ! ready
            """)
    }

    @Test func theEndOfTheMessageIsFoundInAnyCut() {
        let message = Array("a\r\n.b\r\n\n.\n.\r\r\n.\r\n".utf8)
        for cut in 1..<message.count {
            var conversation = Conversation()
            _ = conversation.receive(Array("220 mx\r\n".utf8)[...])
            _ = conversation.submit(Array("DATA\r\n".utf8))
            _ = conversation.receive(Array("354 go\r\n".utf8)[...])

            _ = conversation.submit(Array(message[..<cut]))
            #expect(conversation.phase == .content)
            _ = conversation.submit(Array(message[cut...]))

            #expect(conversation.awaited?.name == ".", "cut at \(cut)")
        }
    }

    @Test func aRefusalOfTheMessageEndsTheTransaction() {
        var dialogue = opened()

        dialogue.play(
            """
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: RCPT TO:<c@d>
            S: 250 ok
            C: DATA
            S: 354 go
            C: .
            S: 554 5.7.1 spam
            ! ready
            """)
    }

    @Test(arguments: [
        "C: NOOP\nS: 421 closing", "S: 421 idle for too long",
        "C: MAIL FROM:<a@b>\nC: RCPT TO:<c@d>\nS: 421 too many\n! answers MAIL",
    ])
    func fourTwentyOneClosesAtAnyTime(lines: String) {
        var dialogue = opened()

        dialogue.play(lines + "\n! closing")

        #expect(dialogue.conversation.objection(to: .mail) != nil)
    }

    @Test func unsolicitedRepliesAreListedAndShiftNothing() {
        var dialogue = opened()

        dialogue.play(
            """
            S: 250 out of the blue
            ! answers -
            C: NOOP
            S: 250 ok
            ! answers NOOP
            """)

        #expect(dialogue.replies.map(\.oddities).flatMap { $0 } == [.unsolicited])
    }

    @Test func anUnfinishedReplyIsReportedWhenTheConnectionEnds() {
        var dialogue = opened()

        dialogue.play("C: NOOP\nS: 250-half")
        dialogue.end()

        #expect(dialogue.replies.last?.oddities == [.missingFinalLine])
        #expect(dialogue.conversation.phase == .ended)
        #expect(dialogue.conversation.awaited == nil)
    }

    @Test func noiseFromBothSidesNeverTraps() {
        var noise = Noise(seed: 9)
        let verbs = [
            "EHLO x", "LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA", "BDAT 3", "BDAT 2 LAST",
            ".", "STARTTLS", "AUTH LOGIN", "RSET", "QUIT", "", "XCLIENT A=b", "*",
        ]
        for _ in 0..<100 {
            var conversation = Conversation()
            for _ in 0..<60 {
                switch noise.next(below: 5) {
                case 0, 1:
                    _ = conversation.submit(
                        Array((verbs[noise.next(below: verbs.count)] + "\r\n").utf8))
                case 2, 3:
                    let code = [220, 250, 334, 354, 421, 550, 235, 999][noise.next(below: 8)]
                    _ = conversation.receive(Array("\(code) x\r\n".utf8)[...])
                default:
                    _ = conversation.receive(
                        noise.octets(upTo: 20, from: Array("250- \r\n".utf8))[...])
                }
                if noise.next(below: 30) == 0 { conversation.secured() }
                let objections = Verb.all.compactMap { conversation.objection(to: $0) }
                #expect(objections.allSatisfy { !$0.reason.isEmpty && !$0.source.isEmpty })
            }
        }
    }
}
