import SMTPCore
import Testing

@testable import ScopeModel

struct PromptCompletionTests {
    private let submission = CompletionContext(
        conversation: .offering(["AUTH PLAIN LOGIN", "STARTTLS", "SIZE 10240000"]),
        senders: ["alice@example.org", "Alan@example.org", "bob@example.net"],
        recipients: ["carol@example.com", "dave@example.com"], ownName: "ws1.example.org")

    private func offering(_ keywords: String..., isSecure: Bool = false) -> CompletionContext {
        CompletionContext(conversation: .offering(keywords, isSecure: isSecure))
    }

    @Test func aVerbIsFinishedFromItsFirstLetters() {
        let completion = Completion("AU", submission)

        #expect(completion.ghost == "TH")
        #expect(completion.labels == ["AUTH"])
        #expect(completion.candidates[0].insert == "AUTH ")
    }

    @Test func exactlyTheOfferedMechanismsFollowAUTH() {
        #expect(Completion("AUTH ", submission).labels == ["PLAIN", "LOGIN"])
        #expect(Completion("AUTH ", submission).ghost == "PLAIN")
        #expect(Completion("AUTH L", submission).labels == ["LOGIN"])
        #expect(Completion("AUTH PLAIN ", submission).labels == [])
    }

    @Test func theCaseOfTheTypistIsKept() {
        #expect(Completion("au", submission).ghost == "th")
        #expect(Completion("Rs", submission).ghost == "et")
        #expect(Completion("auth l", submission).candidates[0].insert == "login")
        #expect(Completion("mail f", submission).candidates[0].insert == "from:<")
    }

    @Test(arguments: ["RSET", "QUIT", "AUTH PLAIN", "STARTTLS"])
    func aFinishedLineHasNoGhost(line: String) {
        #expect(Completion(line, submission).ghost == "")
    }

    @Test func startTLSIsOfferedOnlyWhereItIsAdvertised() {
        #expect(Completion("ST", submission).legal == ["STARTTLS"])
        #expect(Completion("ST", offering("SIZE")).labels == [])
        #expect(Completion("ST", offering("SIZE", isSecure: true)).labels == [])
    }

    @Test func whatIsIllegalComesLastWithItsReason() throws {
        let completion = Completion("", submission)
        let firstIllegal = try #require(
            completion.candidates.firstIndex { $0.objection != nil })

        #expect(completion.candidates[firstIllegal...].allSatisfy { $0.objection != nil })
        #expect(completion.legal.first == "STARTTLS")
        #expect(completion.legal.contains("MAIL FROM:<"))
        let data = try #require(completion.candidates.first { $0.label == "DATA" })
        #expect(data.note == "not yet: MAIL and RCPT come first (RFC 5321 §4.1.4)")
        #expect(completion.ghost == "")
    }

    @Test func authThatWaitsForTLSIsNamedWithItsReason() throws {
        let completion = Completion("AU", offering("STARTTLS"))

        #expect(completion.legal == [])
        #expect(
            completion.candidates.first?.note.hasPrefix("not yet: not offered before TLS") == true)
        #expect(Completion("AU", offering("SIZE")).labels == [])
    }

    @Test func nothingIsLegalWithoutAConnection() {
        var context = submission
        context.isOffline = true
        let completion = Completion("Q", context)

        #expect(completion.labels == ["QUIT"])
        #expect(completion.candidates[0].note == "not yet: there is no connection (RFC 5321 §3.1)")
    }

    @Test func unadvertisedExtensionVerbsStayAway() {
        #expect(Completion("BD", submission).labels == [])
        #expect(Completion("ET", offering("ETRN")).legal == ["ETRN"])
        #expect(Completion("X", offering("XCLIENT NAME")).legal == ["XCLIENT"])
    }

    @Test func theGreetingTakesTheOwnName() {
        #expect(Completion("EHLO ", submission).ghost == "ws1.example.org")
        #expect(Completion("helo WS", submission).labels == ["ws1.example.org"])
        #expect(Completion("EHLO ws1.example.org ", submission).labels == [])
        #expect(Completion("EHLO ", offering("SIZE")).labels == [])
    }

    @Test func sendersAndRecipientsUsedLatelyFillThePath() {
        #expect(Completion("MAIL ", submission).ghost == "FROM:<")
        #expect(Completion("MAIL FROM:", submission).ghost == "<")
        #expect(
            Completion("MAIL FROM:<", submission).labels
                == ["alice@example.org", "Alan@example.org", "bob@example.net", "<>"])
        #expect(Completion("MAIL FROM:<al", submission).ghost == "ice@example.org>")
        #expect(
            Completion("mail from:<AL", submission).labels
                == ["alice@example.org", "Alan@example.org"])
        #expect(Completion("RCPT TO:<", submission).ghost == "carol@example.com>")
        #expect(Completion("VRFY d", submission).ghost == "ave@example.com")
    }

    @Test func aWordInAnotherCaseIsReplacedWhole() {
        let completion = Completion("MAIL FROM:<AL", submission)
        let applied = completion.applying(
            completion.candidates[0], to: Array("MAIL FROM:<AL".utf8))

        #expect(applied.line.text == "MAIL FROM:<alice@example.org>")
        #expect(applied.caret == applied.line.count)
    }

    @Test func parametersFollowWhatTheServerOffers() {
        let mail = "MAIL FROM:<a@b> "
        #expect(Completion(mail, submission).labels == ["SIZE=", "AUTH=<>"])
        #expect(
            Completion(mail, offering("8BITMIME", "BINARYMIME", "DSN", "SMTPUTF8")).labels
                == [
                    "BODY=7BIT", "BODY=8BITMIME", "BODY=BINARYMIME", "RET=FULL", "RET=HDRS",
                    "ENVID=", "SMTPUTF8",
                ])
        #expect(
            Completion(mail + "BODY=", offering("8BITMIME")).labels
                == ["BODY=7BIT", "BODY=8BITMIME"])
        #expect(Completion(mail + "SIZE=5 ", submission).labels == ["AUTH=<>"])
        #expect(Completion(mail + "ret=h", offering("DSN")).ghost == "drs")
        #expect(Completion(mail + "AUTH=<", submission).ghost == ">")
        #expect(Completion(mail, submission).ghost == "")
    }

    @Test func recipientsHaveTheirOwnParameters() {
        let rcpt = "RCPT TO:<c@d> "
        #expect(
            Completion(rcpt, offering("DSN", "SIZE")).labels
                == [
                    "NOTIFY=NEVER", "NOTIFY=SUCCESS", "NOTIFY=FAILURE", "NOTIFY=DELAY",
                    "ORCPT=rfc822;c@d",
                ])
        #expect(
            Completion(rcpt + "NOTIFY=SUCCESS,", offering("DSN")).labels
                == ["NOTIFY=SUCCESS,FAILURE", "NOTIFY=SUCCESS,DELAY"])
        #expect(Completion(rcpt + "NOTIFY=NEVER,", offering("DSN")).labels == [])
        #expect(Completion(rcpt, submission).labels == [])
    }

    @Test func requireTLSWantsTLS() {
        let line = "MAIL FROM:<a@b> REQ"
        #expect(Completion(line, offering("REQUIRETLS")).candidates.first?.objection != nil)
        #expect(Completion(line, offering("REQUIRETLS", isSecure: true)).legal == ["REQUIRETLS"])
    }

    @Test func aChunkIsClosedWithLAST() {
        #expect(Completion("BDAT 120 ", offering("CHUNKING")).ghost == "LAST")
        #expect(Completion("BDAT ", offering("CHUNKING")).labels == [])
        #expect(Completion("HELP ma", offering("CHUNKING")).candidates[0].insert == "mail")
    }

    @Test func anLMTPSessionBeginsWithLHLO() {
        let smtp = CompletionContext(conversation: Conversation())
        let lmtp = CompletionContext(conversation: Conversation(dialect: .lmtp))

        #expect(Completion("LH", smtp).labels == [])
        #expect(Completion("LH", lmtp).labels == ["LHLO"])
        #expect(Completion("EH", lmtp).labels == [])
    }

    @Test func nothingIsOfferedInsideContent() {
        var conversation = Conversation.offering(["SIZE"])
        conversation.exchange("MAIL FROM:<a@b>", "250 ok")
        conversation.exchange("RCPT TO:<c@d>", "250 ok")
        #expect(Completion("DA", CompletionContext(conversation: conversation)).ghost == "TA")
        conversation.exchange("DATA", "354 go")

        #expect(Completion("Q", CompletionContext(conversation: conversation)).labels == [])
    }

    @Test func nothingIsOfferedForAResponseOfAUTH() {
        var conversation = Conversation.offering(["AUTH LOGIN"])
        conversation.say("AUTH LOGIN")
        #expect(Completion("Q", CompletionContext(conversation: conversation)).labels == [])
        conversation.hear("334 VXNlcm5hbWU6")

        #expect(Completion("Q", CompletionContext(conversation: conversation)).labels == [])
    }

    @Test func theWordAroundTheCaretCountsUpToTheCaret() {
        let line = Array("RSxx".utf8)
        let completion = Completion(line: line, caret: 2, context: submission)

        #expect(completion.labels == ["RSET"])
        #expect(completion.ghost == "")
        #expect(completion.applying(completion.candidates[0], to: line).line.text == "RSETxx")
    }

    @Test(arguments: [
        " ", "MAIL  ", "MAIL FROM:<a@b", "MAIL FROM:a@b ", "RCPT TO:<\"x> ", "é", "<", ":",
    ])
    func anyLineAndCaretIsTaken(line: String) {
        let octets = Array(line.utf8)
        for caret in -1...octets.count + 1 {
            let completion = Completion(line: octets, caret: caret, context: submission)
            #expect(completion.replaced.upperBound <= octets.count)
            for candidate in completion.candidates {
                _ = completion.applying(candidate, to: octets)
            }
        }
    }

    @Test func tabGoesAroundAndBackPastWhatWasTyped() throws {
        let line = Array("AUTH ".utf8)
        let completion = Completion("AUTH ", submission)
        var cycle = try #require(CompletionCycle(completion, line: line, caret: 5))

        #expect(cycle.turn().line.text == "AUTH PLAIN")
        #expect(cycle.turn().line.text == "AUTH LOGIN")
        #expect(cycle.turn().line.text == "AUTH ")
        #expect(cycle.turn(backwards: true).line.text == "AUTH LOGIN")
        #expect(cycle.turn(backwards: true).line.text == "AUTH PLAIN")
        #expect(cycle.selected == 0)
        #expect(CompletionCycle(Completion("zz", submission), line: line, caret: 5) == nil)
    }
}
