import Testing

@testable import SMTPTrace

struct VerdictTests {
    private func verdict(_ text: String) -> Verdict.Code {
        var verdict = Verdict()
        for event in dialogue(text) { verdict.note(event) }
        return verdict.final
    }

    private static let start = "S: 220 hi\nC: EHLO me\nS: 250 hi\n"
    private static let mail = start + "C: MAIL FROM:<a@b>\nS: 250 ok\n"
    private static let rcpt = mail + "C: RCPT TO:<c@d>\nS: 250 ok\n"
    private static let content = rcpt + "C: DATA\nS: 354 go\nM: x\nM: .\n"

    @Test(arguments: [
        (start + "C: QUIT\nS: 221 bye\n!fin", Verdict.Code.success),
        ("S: 554 no", .greeting),
        ("S: 421 later", .greeting),
        ("S: 220 hi\nC: EHLO me\nS: 500 what", .hello),
        ("S: 220 hi\nC: EHLO me\nS: 500 what\nC: HELO me\nS: 250 hi", .success),
        (start + "C: MAIL FROM:<a@b>\nS: 451 no", .mail),
        (mail + "C: RCPT TO:<c@d>\nS: 550 no", .recipient),
        (mail + "C: RCPT TO:<c@d>\nS: 251 will forward", .success),
        (rcpt + "C: RCPT TO:<e@f>\nS: 550 no", .success),
        (rcpt + "C: DATA\nS: 554 no", .data),
        (content + "S: 554 no", .message),
        (content + "S: 250 queued", .success),
        (start + "C: QUIT\nS: 500 stay", .quit),
        (start + "A: AUTH PLAIN [auth1]\nS: 535 no", .authentication),
        (start + "A: AUTH LOGIN\nS: 334 x\nA: eA==\nS: 535 no", .authentication),
        (start + "C: STARTTLS\nS: 454 no", .tls),
        (start + "C: STARTTLS\nS: 220 go\n!tls\nC: EHLO me\nS: 550 no", .helloInTLS),
        (start + "C: NOOP\n!rst", .closedUnexpectedly),
        (start + "S: 250 surprise", .protocolViolation),
    ])
    func theFirstFailedStageDecides(dialogue: String, code: Verdict.Code) {
        #expect(verdict(dialogue) == code)
    }

    @Test func oneRefusedLMTPRecipientFailsTheMessage() {
        let dialogue = """
            S: 220 hi
            C: LHLO me
            S: 250 hi
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: RCPT TO:<c@d>
            S: 250 ok
            C: RCPT TO:<e@f>
            S: 250 ok
            C: DATA
            S: 354 go
            M: .
            S: 250 delivered
            S: 552 5.2.2 full
            """

        #expect(verdict(dialogue) == .message)
    }

    @Test func anUnreachableServerIsAConnectFailure() {
        var verdict = Verdict()
        verdict.note(
            TraceEvent(
                at: .zero, connection: 1,
                fact: .connectFailed(
                    to: "192.0.2.1:25", ConnectFailure(kind: .refused, text: "refused"))))

        #expect(verdict.final == .connect)
    }
}
