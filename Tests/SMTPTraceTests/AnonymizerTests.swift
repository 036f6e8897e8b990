import SMTPCore
import Testing

@testable import SMTPTrace

struct AnonymizerTests {
    private static func shown(_ events: [TraceEvent], _ level: RedactionLevel) -> String {
        var anonymizer = Anonymizer(level: level)
        return RecordingFormatTests.file(
            events.map { anonymizer.take($0) }, level: level.hidesContent ? .dialogue : .all
        ).text
    }

    private static let session = dialogue(
        """
        S: 220 mx.example.net ESMTP
        C: EHLO annslaptop
        S: 250 mx.example.net greets annslaptop [192.0.2.77]
        !tls
        C: MAIL FROM:<Ann.Smith@Example.net> SIZE=5
        S: 250 2.1.0 Ok
        C: RCPT TO:<bob@example.org>
        S: 550 5.1.1 <bob@example.org>: no such user, see http://help.example.org/bob.
        C: RCPT TO:<postmaster@example.org>
        S: 250 2.1.5 Ok from 203.0.113.9 and 2001:db8:1::7 at 11:32:12
        C: DATA
        S: 354 go
        M: To: bob@example.org
        M: .
        S: 250 ok
        !fin
        """)

    @Test func addressesAreRenamedOneToOne() {
        let text = Self.shown(Self.session, .addresses)

        for name in ["Ann", "Smith", "bob", "xample.net", "example.org"] {
            #expect(!text.contains(name), "\(name)")
        }
        #expect(text.contains("MAIL FROM:<user1@domain"))
        #expect(text.components(of: "RCPT TO:<user2@") == 1)
        #expect(text.contains("550 5.1.1 <user2@"))
        #expect(text.contains("postmaster@"))
        #expect(text.contains("2.1.5 Ok from 203.0.113.9"))
    }

    @Test func whoLogsInAndAsWhomIsRenamed() {
        var anonymizer = Anonymizer(level: .addresses)
        let login = SentOctets(
            octets: Array("AUTH PLAIN [auth1]\r\n".utf8), part: .authentication, isSecure: true,
            write: 1, hidden: ["auth1"], user: "ann", identity: "bob@example.net")

        let taken = anonymizer.take(TraceEvent(at: .zero, connection: 1, fact: .sent(login)))

        var renamed = login
        renamed.user = "user1"
        renamed.identity = "user2@domain1.example"
        #expect(taken.fact == .sent(renamed))
    }

    @Test func forOthersHostsAndAddressesAreHiddenToo() {
        let text = Self.shown(Self.session, .share)

        for name in [
            "Ann", "annslaptop", "192.0.2.77", "203.0.113.9", "2001:db8:1::7", "192.0.2.25",
            "BEGIN CERT", "\"ab\"",
        ] {
            #expect(!text.contains(name), "\(name)")
        }
        #expect(text.contains("2.1.5 Ok from 192.0.2."))
        #expect(text.contains("at 11:32:12"))
        #expect(text.contains("To: [content]"))
    }

    @Test func aCopyTellsTheSameStory() {
        var anonymizer = Anonymizer(level: .share)
        let copy = Self.session.map { anonymizer.take($0) }

        var verdicts = (Verdict(), Verdict())
        for event in Self.session { verdicts.0.note(event) }
        for event in copy { verdicts.1.note(event) }

        #expect(verdicts.0.final == verdicts.1.final)
        #expect(anonymizer.hidden.contains { $0 == ("domains and host names", 5) })
    }

    @Test func numbersAndCodesStay() {
        let lines = [
            "250-SIZE 10240000", "250-AUTH SCRAM-SHA-256-PLUS", "550 5.7.1 no", "NOOP",
            "250 2.0.0 Ok: queued as 4F2A", "354 End data with <CR><LF>.<CR><LF>",
        ]
        for line in lines {
            let event = TraceEvent(at: .zero, connection: 1, fact: .note(line))
            var anonymizer = Anonymizer(level: .share)

            #expect(anonymizer.take(event).fact == .note(line))
        }
    }

    @Test func everyOctetCanBeRenamed() {
        var anonymizer = Anonymizer(level: .share)
        for first in 0...255 {
            let octets = [
                UInt8(first), 64, UInt8(255 - first), 46, 97, 98, UInt8(first), 58, 58, 64,
            ]
            let event = TraceEvent(at: .zero, connection: 1, fact: .diagnostics(octets))
            _ = anonymizer.take(event)
        }
        for event in RecordingFormatTests.events { _ = anonymizer.take(event) }

        #expect(!anonymizer.hidden.isEmpty)
    }
}
