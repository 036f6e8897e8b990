import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeModel

/// What comes of trouble: it stands as open until its advice was followed or it went well.
struct TroubleTests {
    private var model = Model(screen: Size(columns: 120, rows: 36))

    init() {
        feed(
            .connecting(to: "192.0.2.25:587", attempt: 1, of: 1),
            .connected(local: "", peer: "192.0.2.25:587"))
        hear("220 mx.example.net ESMTP")
    }

    private mutating func feed(_ facts: Fact...) {
        _ = model.update(
            .traces(
                facts.map {
                    TraceEvent(at: model.now + .milliseconds(1), connection: 1, fact: $0)
                }))
    }

    private mutating func hear(_ lines: String...) {
        for line in lines {
            feed(
                .received(
                    ReceivedOctets(octets: Array((line + "\r\n").utf8), isSecure: false, read: 1)))
        }
    }

    private mutating func exchange(
        _ line: String, _ part: SentOctets.Part = .command, _ reply: String...
    ) {
        feed(
            .sent(
                SentOctets(
                    octets: Array((line + "\r\n").utf8), part: part, isSecure: false, write: 1)))
        for line in reply { hear(line) }
    }

    /// What the pane says of the card at this reply.
    private func text(at row: Int) -> String? {
        guard let card = model.diagnosis.cards[row] else { return nil }
        return model.items(of: card).compactMap { item in
            if case .text(let text, .success) = item { text } else { nil }
        }.first
    }

    @Test mutating func adviceThatWasFollowedNoLongerStands() throws {
        exchange("EHLO me", .command, "250-mx", "250 AUTH PLAIN LOGIN")
        exchange("MAIL FROM:<a@example.org>", .command, "250 ok")
        exchange("RCPT TO:<b@example.com>", .command, "554 5.7.1 Relay access denied")
        let row = try #require(model.card).row

        exchange("RSET", .command, "250 ok")
        #expect(model.card?.row == row)
        exchange("AUTH PLAIN", .authentication, "334 ")
        exchange("[auth1]", .authentication, "535 5.7.8 wrong")
        let wrong = try #require(model.card).row
        #expect(wrong != row)
        exchange("AUTH PLAIN", .authentication, "334 ")
        #expect(model.card?.row == wrong)
        exchange("[auth1]", .authentication, "235 2.7.0 fine")

        let last = model.transcript.rows.count
        #expect(model.card == nil)
        #expect(text(at: row) == "Done (line \(last)): Abort this transaction and log in.")
        #expect(text(at: wrong) == "AUTH was accepted later (line \(last)).")
    }

    @Test mutating func successWithTheSameCommandIsToldWhereTheTroubleWas() throws {
        exchange("EHLO me", .command, "250-mx", "250 AUTH PLAIN")
        exchange("MAIL FROM:<a@example.org>", .command, "530 5.7.0 Authentication required")
        let row = try #require(model.card).row

        exchange("AUTH PLAIN [auth1]", .authentication, "235 2.7.0 fine")
        #expect(model.card == nil)
        #expect(text(at: row) == "Done (line \(model.transcript.rows.count)): Log in.")
        exchange("MAIL FROM:<a@example.org>", .command, "250 ok")

        let last = model.transcript.rows.count
        #expect(text(at: row) == "MAIL was accepted later (line \(last)).")
    }

    @Test mutating func silenceIsOverWithAnAnswer() throws {
        feed(
            .sent(
                SentOctets(
                    octets: Array("EHLO me\r\n".utf8), part: .command, isSecure: false, write: 1)),
            .overdue(.reply(to: "EHLO"), after: .seconds(300)))
        let row = try #require(model.card).row

        hear("250 mx")

        #expect(model.card == nil)
        #expect(
            text(at: row) == "The answer came later (line \(model.transcript.rows.count)).")
    }

    /// That another recipient was relayed too is no good news.
    @Test mutating func successIsNoEndOfTroubleThatIsSuccess() throws {
        exchange("EHLO me", .command, "250 mx.example.net")
        exchange("MAIL FROM:<a@example.org>", .command, "250 ok")
        exchange("RCPT TO:<b@gmail.com>", .command, "250 ok")
        let row = try #require(model.card).row

        exchange("RCPT TO:<c@gmail.com>", .command, "250 ok")

        #expect(model.card == nil)
        #expect(text(at: row) == nil)
    }

    /// It is encrypted now, whether the greeting comes or not.
    @Test mutating func whatDemandedEncryptionIsDoneWithTLS() throws {
        exchange("EHLO me", .command, "250-mx", "250 STARTTLS")
        exchange("MAIL FROM:<a@example.org>", .command, "530 5.7.0 Must issue STARTTLS first")
        let row = try #require(model.card).row

        exchange("STARTTLS", .command, "220 go")
        #expect(model.card?.row == row)
        secure()

        let line = model.transcript.rows.count
        #expect(model.card == nil)
        #expect(
            text(at: row)
                == "Done (line \(line)): Start TLS, greet again, then repeat the command.")
    }

    /// STARTTLS is not offered once more where it is on.
    @Test mutating func whatWasDoneOfAnAdviceIsNotAdvisedAgain() throws {
        exchange("EHLO me", .command, "250-mx", "250-STARTTLS", "250 AUTH PLAIN")
        exchange("MAIL FROM:<a@example.org>", .command, "530 5.7.0 Authentication required")
        let lines = try #require(model.card?.typeable.first?.lines).map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(lines == ["STARTTLS", "EHLO me", "@auth plain"])

        exchange("STARTTLS", .command, "220 go")
        secure()

        let left = model.card?.typeable.first?.lines.map { String(decoding: $0, as: UTF8.self) }
        #expect(left == ["EHLO me", "@auth plain"])
    }

    @Test mutating func aMessageThatIsTakenAtLastEndsTheTroubleWithIt() throws {
        try begin("EHLO")
        exchange("hi", .content)
        exchange(".", .content, "550 5.6.0 Message has no From: header field")
        let row = try #require(model.card).row

        try begin(nil)
        #expect(model.card?.row == row)
        exchange("From: a", .content)
        exchange(".", .content, "250 ok")

        let last = model.transcript.rows.count
        #expect(model.card == nil)
        #expect(text(at: row) == "A message was accepted later (line \(last)).")
    }

    /// The same message, for another recipient.
    @Test mutating func whatIsRefusedForOneRecipientStands() throws {
        try begin("LHLO", recipients: 2)
        exchange("hi", .content)
        exchange(".", .content, "550 5.6.0 Message has no From: header field", "250 ok")

        let row = try #require(model.card).row
        #expect(model.diagnosis.cards[row] != nil)
        #expect(text(at: row) == nil)
    }

    /// Up to the message.
    private mutating func begin(_ hello: String?, recipients: Int = 1) throws {
        if let hello { exchange("\(hello) me", .command, "250 mx") }
        exchange("MAIL FROM:<a@mx>", .command, "250 ok")
        for _ in 0..<recipients { exchange("RCPT TO:<b@mx>", .command, "250 ok") }
        exchange("DATA", .command, "354 go")
    }

    private mutating func secure() {
        feed(
            .secured(
                TLSReport(
                    version: "TLSv1.3", cipher: "", cipherBits: 0, group: "", serverName: nil,
                    chain: [], chainProblem: nil, checkedName: "", nameMatches: true,
                    isResumed: false, asksForCertificate: false, checkedAt: 0)))
    }

    @Test mutating func whatIsNotFollowedStands() throws {
        exchange("EHLO me", .command, "250-mx", "250 STARTTLS")
        exchange("MAIL FROM:<a@example.org>", .command, "530 5.7.0 Must issue STARTTLS first")
        let row = try #require(model.card).row

        exchange("NOOP", .command, "250 ok")
        exchange("STARTTLS", .command, "454 4.7.0 TLS not available")

        #expect(model.card?.row != row)
        #expect(text(at: row) == nil)
    }
}
