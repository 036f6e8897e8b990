import SMTPCore
import Testing

@testable import SMTPTrace

struct TranscriptTests {
    private func fold(_ events: [TraceEvent]) -> Transcript {
        var transcript = Transcript()
        for event in events { transcript.note(event) }
        return transcript
    }

    private func rows(_ transcript: Transcript) -> [String] {
        (0..<transcript.rows.count).map {
            "\(transcript.rows[$0].kind) "
                + transcript.text(of: $0).filter { $0 != 13 && $0 != 10 }.text
        }
    }

    @Test func aSessionBecomesRowsInOrder() {
        let transcript = fold(
            dialogue(
                """
                S: 220 mx.example.net ESMTP
                C: EHLO me
                S: 250-mx.example.net
                S: 250 SIZE 1000
                C: QUIT
                S: 221 bye
                !f
                """))

        #expect(
            rows(transcript) == [
                "event connecting to 192.0.2.25:25",
                "event connected to 192.0.2.25:25 from 192.0.2.1:4711",
                "server 220 mx.example.net ESMTP",
                "client EHLO me",
                "server 250-mx.example.net",
                "server 250 SIZE 1000",
                "client QUIT",
                "server 221 bye",
                "event the server closed the connection",
            ])
        #expect(transcript.link?.conversation.phase == .ended)
    }

    /// A group is rows that stand together; the whole reply is known all the same.
    @Test(arguments: [3, 4, 5])
    func aReplyThatIsTornApartKeepsItsLines(place: Int) {
        var events = dialogue("S: 220 hi\nC: EHLO me\nS: 250-a\nS: 250-b\nS: 250 c")
        let first = events.count - place + 2
        events.insert(
            TraceEvent(at: events[first].at, connection: 1, fact: .note("in between")), at: first)
        let transcript = fold(events)
        let last = transcript.rows.count - 1

        let head = transcript.link?.replyRow ?? 0
        #expect(transcript.reply(at: head).lines.map(\.text.text) == ["a", "b", "c"])
        #expect(transcript.group(at: head).upperBound == last + 1)
        #expect(transcript.group(at: head).allSatisfy { transcript.rows[$0].kind == .server })
    }

    @Test func linesOfOneReplyFormAGroupThatAnswersItsCommand() {
        let transcript = fold(
            dialogue("S: 220 hi\nC: EHLO me\nS: 250-a\nS: 250-b\nS: 250 c\nC: NOOP\nS: 250 ok"))

        #expect(transcript.group(at: 4) == 4..<7)
        #expect(transcript.head(of: 6) == 4)
        #expect(transcript.command(answeredAt: 4)?.verb == .ehlo)
        #expect(transcript.latency(ofReplyAt: 4) == .milliseconds(3))
        #expect(transcript.command(answeredAt: 8)?.verb == .noop)
        #expect(transcript.link?.conversation.capabilities.keywords.map(\.name) == ["B", "C"])
    }

    @Test func pipelinedRepliesFindTheirCommands() {
        let transcript = fold(
            dialogue(
                """
                S: 220 hi
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                S: 250 ok
                S: 250 ok
                S: 550 5.1.1 no such user
                """))

        let verbs = (6...8).map { transcript.command(answeredAt: $0)?.argument.text }
        #expect(verbs == ["FROM:<a@example.org>", "TO:<b@example.org>", "TO:<c@example.org>"])
        #expect(transcript.link?.conversation.phase == .transaction(accepted: 1, refused: 1))
        #expect(transcript.failures == 1)
    }

    @Test func messageContentIsOneGroupAndItsDotIsAnswered() {
        let transcript = fold(
            dialogue(
                """
                S: 220 hi
                C: MAIL FROM:<a@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: DATA
                S: 354 go on
                M: Subject: x
                M:
                M: body
                M: .
                S: 250 queued
                """))

        let head = (0..<transcript.rows.count).first { transcript.rows[$0].kind == .content }
        #expect(head.map { transcript.group(at: $0).count } == 4)
        #expect(transcript.rows[transcript.rows.count - 1].partner == Int32(head! + 3))
        #expect(transcript.link?.conversation.phase == .greeted)
    }

    @Test func oddRepliesKeepTheirOddities() {
        let transcript = fold(dialogue("S: 220 hi\nC: EHLO me\nS: 250-fine\nS: 550 no"))

        guard case .reply(let reply, _)? = transcript.details[4] else {
            Issue.record("no detail")
            return
        }
        #expect(reply.oddities.contains(.codeChanged(from: 250, to: 550)))
    }

    @Test func theConnectionInUseIsTheOneOpenedOrWrittenToLast() {
        var transcript = fold(dialogue("S: 220 a") + dialogue("S: 220 b", connection: 2))
        #expect(transcript.current == 2)

        let all = dialogue("C: NOOP\nS: 250 ok")
        for event in all.suffix(2) { transcript.note(event) }
        #expect(transcript.current == 1)
        for event in dialogue("S: 421 bye", connection: 2).suffix(1) { transcript.note(event) }

        #expect(transcript.current == 1)
        #expect(transcript.newest == 2)
        #expect(transcript.link?.conversation.unanswered.isEmpty == true)
    }

    /// Of thousands of connections that are over little may stay in memory.
    @Test func whatIsOverKeepsItsAddressesOnly() {
        let transcript = fold(
            dialogue("S: 220 a\nC: EHLO me\nS: 250-a\nS: 250 SIZE\n!fin")
                + dialogue("S: 220 b\nC: EHLO me\nS: 250-b\nS: 250 SIZE", connection: 2)
                + dialogue("S: 220 c", connection: 3))

        #expect(transcript.links[1]?.conversation.capabilities.keywords.isEmpty == true)
        #expect(transcript.links[1]?.peer == "192.0.2.25:25")
        #expect(transcript.links[1]?.octetsReceived == 24)
        #expect(transcript.links[1]?.isLive == false)
        #expect(transcript.links[2]?.conversation.capabilities.keywords.count == 1)
        #expect(transcript.links[4] == nil)
    }

    /// However they alternate, each is told as if it were alone.
    @Test func connectionsThatAlternateAreKeptApart() {
        let one = dialogue("S: 220 a\nC: NOOP\nS: 250 ok\nC: RSET\nS: 250 ok\n!fin")
        var transcript = Transcript()
        for index in one.indices {
            for connection in [1, 700, 65] {
                var event = one[index]
                event.connection = connection
                transcript.note(event)
            }
        }

        let alone = fold(one).links[1]
        for connection in [1, 700, 65] {
            #expect(transcript.links[connection]?.state == alone?.state)
            #expect(transcript.links[connection]?.lastLatency == alone?.lastLatency)
            #expect(transcript.links[connection]?.octetsReceived == alone?.octetsReceived)
        }
        #expect(transcript.links.turns == one.count * 3)
    }

    @Test func whatBelongsToNoConnectionOpensNone() {
        let transcript = fold([
            TraceEvent(at: .zero, connection: 0, fact: .note("## Hello")),
            TraceEvent(at: .zero, connection: 0, fact: .script(.section("one"))),
        ])

        #expect(rows(transcript) == ["note ## Hello", "section section: one"])
        #expect(transcript.link == nil)
    }

    @Test func capabilitiesAreForgottenByTLS() {
        let transcript = fold(
            dialogue(
                "S: 220 hi\nC: EHLO me\nS: 250-a\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n!tls"))

        #expect(transcript.link?.conversation.capabilities.keywords.isEmpty == true)
        #expect(transcript.link?.conversation.hello == nil)
        #expect(transcript.link?.tls?.version == "TLSv1.3")
    }

    @Test func aMillionRowsGrowWithoutCopies() {
        var ledger = Ledger<Int>()
        for number in 0..<1_000_000 { ledger.append(number) }

        #expect(ledger.count == 1_000_000)
        #expect([0, 4_095, 4_096, 999_999].allSatisfy { ledger[$0] == $0 })
    }

    @Test func factsAreJSONLinesInAFixedOrder() {
        let json = dialogue("S: 220 \"hi\"\nC: NOOP").map { $0.json.text }

        #expect(json[2] == #"{"t":2000,"c":1,"e":"S","k":0,"d":"220 \"hi\"\r\n"}"#)
        #expect(json[3] == #"{"t":3000,"c":1,"e":"C","k":1,"d":"NOOP\r\n"}"#)
    }
}
