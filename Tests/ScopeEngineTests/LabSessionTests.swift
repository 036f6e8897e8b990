import SMTPCore
import SMTPTrace
import Testing

@testable import ScopeEngine

@Suite
struct LabSessionTests {
    @Test func aSessionInTheLabRunsFromGreetingToQuit() async {
        let session = Session()
        session.connect(.lab("healthy"))

        await session.facts.reply(220)
        session.type("EHLO me.test")
        await session.facts.reply(250)
        session.type("MAIL FROM:<ann@lab.test>")
        await session.facts.reply(250)
        session.type("RCPT TO:<bob@lab.test>")
        await session.facts.reply(250)
        session.type("DATA")
        await session.facts.reply(354)
        session.submit(.message(Array("Subject: x\n\n.dot\n".utf8)))
        await session.facts.reply(250)
        session.type("QUIT")
        await session.facts.reply(221)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByServer)
        #expect(ending?.midCommand == false)
        #expect(ending?.lastSent.suffix(6) == Array("QUIT\r\n".utf8)[...])
    }

    /// The lab began a second handshake inside the first, and never greeted.
    @Test func aLabWithTLSFromTheFirstOctetGreetsInside() async {
        let session = Session()
        var options = ConnectOptions()
        options.tls = .implicit
        session.connect(.lab("implicit-tls"), options)

        await session.facts.reply(220)
        session.type("EHLO me.test")
        await session.facts.reply(250)

        #expect(session.facts.reports.count == 1)
    }

    @Test func startTLSVerifiesAgainstTheLabsOwnAuthority() async throws {
        let session = Session()
        session.connect(.lab("healthy"))

        await session.startTLS()
        let report = try #require(session.facts.reports.last)

        #expect(report.version == "TLSv1.3")
        #expect(report.chainProblem == nil)
        #expect(report.nameMatches)
        #expect(report.serverName == "lab.test")
        #expect(report.chain.count == 2)
        #expect(report.chain[0].names == ["lab.test"])
        #expect(report.chain[0].key == "EC prime256v1")
        #expect(report.chain[0].fingerprint.count == 64)
        #expect(!report.group.isEmpty)
    }
}
