import SMTPCore
import Testing

private func opened() -> ConversationDialogue {
    var dialogue = ConversationDialogue()
    dialogue.play(
        """
        S: 220 mx.example ESMTP
        C: EHLO me.example
        S: 250-mx.example
        S: 250-PIPELINING
        S: 250 AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2
        ! answers connect, EHLO
        """)
    return dialogue
}

private func client(_ mechanism: SASLMechanism) throws -> SASLClient {
    try #require(
        SASLClient(
            mechanism: mechanism,
            credentials: Credentials(user: "tim", password: "tanstaaftanstaaf", token: "t"),
            hmacMD5: MD5.hmac))
}

@Suite struct ConversationAuthenticationTests {
    @Test func plainWithItsInitialResponseTakesOneReply() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.plain), withInitialResponse: true)
        dialogue.play(
            """
            C+ AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm
            S: 235 2.7.0 welcome
            ! answers AUTH
            ! ready
            """)

        #expect(dialogue.conversation.authenticated == "PLAIN")
        #expect(dialogue.conversation.objection(to: .auth)?.source == "RFC 4954 §4")
        #expect(dialogue.writtenParts.last == .authentication)
    }

    @Test func plainWithoutItsInitialResponseWaitsForTheEmptyChallenge() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.plain), withInitialResponse: false)
        dialogue.play(
            """
            C+ AUTH PLAIN
            S: 334
            C+ AHRpbQB0YW5zdGFhZnRhbnN0YWFm
            ! authenticating(mechanism: "PLAIN")
            S: 535 5.7.8 wrong
            ! answers AUTH, AUTH
            ! ready
            """)

        #expect(dialogue.conversation.authenticated == nil)
        #expect(dialogue.conversation.objection(to: .auth) == nil)
    }

    @Test func aServerThatAsksAgainGetsACancelNotThePasswordAgain() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.plain), withInitialResponse: true)
        dialogue.play(
            """
            C+ AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm
            S: 334
            C+ *
            S: 501 cancelled
            ! ready
            """)
    }

    @Test func loginAnswersBothPrompts() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.login), withInitialResponse: true)
        dialogue.play(
            """
            C+ AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            C+ dGlt
            S: 334 UGFzc3dvcmQ6
            C+ dGFuc3RhYWZ0YW5zdGFhZg==
            S: 235 welcome
            ! answers AUTH, AUTH, AUTH
            """)

        #expect(dialogue.conversation.authenticated == "LOGIN")
    }

    @Test func cramMD5PlaysTheExampleOfRFC2195() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.cramMD5), withInitialResponse: true)
        dialogue.play(
            """
            C+ AUTH CRAM-MD5
            S: 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+
            C+ dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw
            S: 235 welcome
            """)

        #expect(dialogue.conversation.authenticated == "CRAM-MD5")
    }

    @Test func anUnreadableChallengeIsCancelled() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.cramMD5), withInitialResponse: true)
        dialogue.play("C+ AUTH CRAM-MD5\nS: 334 !!!\nC+ *\nS: 501 cancelled\n! ready")
    }

    @Test func xoauth2AnswersTheErrorWithAnEmptyLine() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.xoauth2), withInitialResponse: true)
        dialogue.play(
            """
            C+ AUTH XOAUTH2 dXNlcj10aW0BYXV0aD1CZWFyZXIgdAEB
            S: 334 eyJzdGF0dXMiOiI0MDEifQ==
            C+ 
            S: 535 5.7.8 refused
            ! ready
            """)
    }

    @Test func byHandEveryLineIsAResponseUntilTheEnd() {
        var dialogue = opened()

        dialogue.play(
            """
            C: AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            ! authenticating(mechanism: "LOGIN")
            C: QUIT
            S: 334 UGFzc3dvcmQ6
            C: *
            S: 501 cancelled
            ! answers AUTH, AUTH, AUTH
            ! ready
            """)

        #expect(dialogue.writtenParts.suffix(3).allSatisfy { $0 == .authentication })
    }

    @Test func linesBehindAnUnansweredAUTHAreResponses() {
        var dialogue = opened()

        dialogue.play(
            """
            C: AUTH LOGIN
            C: dGlt
            C: c2VjcmV0
            S: 334 VXNlcm5hbWU6
            S: 334 UGFzc3dvcmQ6
            S: 235 welcome
            ! answers AUTH, AUTH, AUTH
            """)

        #expect(dialogue.writtenParts.suffix(2).allSatisfy { $0 == .authentication })
    }

    @Test func commandsMayFollowAUTHWithAnInitialResponse() {
        var dialogue = opened()

        dialogue.play(
            """
            C: AUTH PLAIN AHRpbQB0YW5zdGFhZg==
            C: MAIL FROM:<a@b>
            C: RCPT TO:<c@d>
            S: 235 welcome
            S: 250 ok
            S: 250 ok
            ! answers AUTH, MAIL, RCPT
            ! transaction(accepted: 1, refused: 0)
            """)
    }

    @Test func theFirstResponseTypedBehindAnUnansweredPLAINIsStillAResponse() {
        var dialogue = opened()

        dialogue.play("C: AUTH PLAIN\nC: AHRpbQB0YW5zdGFhZg==\nS: 334 \nS: 235 ok\n! ready")

        #expect(dialogue.writtenParts.last == .authentication)
        #expect(dialogue.conversation.authenticated == "PLAIN")
    }

    @Test func anotherMechanismMayBeTriedAfterARefusal() throws {
        var dialogue = opened()

        dialogue.play("C: AUTH PLAIN AHRpbQB4\nS: 535 no\n! ready")
        dialogue.authenticate(try client(.login), withInitialResponse: false)
        dialogue.play("C+ AUTH LOGIN\nS: 504 no such mechanism\n! ready")

        #expect(dialogue.conversation.authenticated == nil)
    }

    @Test func fourTwentyOneEndsAnExchange() throws {
        var dialogue = opened()

        dialogue.authenticate(try client(.login), withInitialResponse: false)
        dialogue.play("C+ AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC+ dGlt\nS: 421 too slow\n! closing")
    }
}
