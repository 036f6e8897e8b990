import SMTPCore
import Testing

@testable import SMTPTrace

struct ImportTests {
    private static let swaks = """
        === Trying mx.example:25...
        === Connected to mx.example.
        <-  220 mx.example ESMTP
         -> EHLO laptop
        <-  250-mx.example
        <-  250 STARTTLS
         -> STARTTLS
        <-  220 go
        === TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256
        === TLS no local certificate set
         ~> EHLO laptop
        <~  250-mx.example
        <~  250 AUTH PLAIN
         ~> AUTH PLAIN AGFubgB0b3BzZWNyZXQ=
        <~  235 2.7.0 ok
         ~> MAIL FROM:<ann@example.net>
        <~  250 ok
         ~> RCPT TO:<bob@example.org>
        <~* 550 5.1.1 unknown
         ~> DATA
        <~  354 go
         ~> Subject: x
         ~>
         ~> text
         ~> .
        <~  250 ok
         ~> QUIT
        <~  221 bye
        === Connection closed with remote host.
        """

    private static let curl = """
        *   Trying 192.0.2.1:25...
          % Total    % Received % Xferd  Average Speed
        * Connected to mx.example (192.0.2.1) port 25 (#0)
        < 220 mx.example ESMTP\r
        > EHLO laptop\r
        < 250-mx.example\r
        < 250 SIZE 1000\r
        > MAIL FROM:<ann@example.net>\r
        < 250 ok\r
        > RCPT TO:<bob@example.org>\r
        < 250 ok\r
        > DATA\r
        < 354 go\r
        } [12 bytes data]
        * We are completely uploaded and fine
        < 250 queued\r
        * Connection #0 to host mx.example left intact
        """

    private static let msmtp = """
        loaded system configuration file /etc/msmtprc
        <-- 220 mx.example ESMTP
        --> EHLO localhost
        <-- 250-mx.example
        <-- 250 STARTTLS
        --> STARTTLS
        <-- 220 go
        TLS session parameters:
            (TLS1.3)-(ECDHE-SECP256R1)
        --> EHLO localhost
        <-- 250 AUTH LOGIN
        --> AUTH LOGIN
        <-- 334 VXNlcm5hbWU6
        --> YW5u
        <-- 334 UGFzc3dvcmQ6
        --> dG9wc2VjcmV0
        <-- 535 5.7.8 no
        """

    private static let openssl = """
        CONNECTED(00000003)
        depth=0 CN = mx.example
        ---
        SSL handshake has read 1500 bytes and written 400 bytes
        ---
        New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
        ---
        250 STARTTLS
        EHLO me
        250-mx.example
        250 SIZE 1000
        MAIL FROM:<ann@example.net>
        250 ok
        RCPT TO:<bob@example.org>
        250 ok
        DATA
        354 go
        Subject: x

        200 is no reply here
        .
        250 ok
        QUIT
        221 bye
        closed
        """

    private static let postfix = """
        Transcript of session follows.

         Out: 220 mail.example.com ESMTP Postfix
         In:  EHLO laptop
         Out: 250-mail.example.com
         Out: 250 SIZE 1000
         In:  MAIL FROM:<ann@example.net> SIZE=9999
         Out: 552 5.3.4 Message size exceeds fixed limit
         In:  QUIT
         Out: 221 2.0.0 Bye

        For other details, see the local mail logfile
        """

    private static let postfixLog = """
        Nov 24 10:00:00 h postfix/smtp[11]: < mx.example[192.0.2.1]:25: 220 mx.example ESMTP
        Nov 24 10:00:00 h postfix/smtp[11]: > mx.example[192.0.2.1]:25: EHLO me
        Nov 24 10:00:00 h postfix/smtp[11]: < mx.example[192.0.2.1]:25: 250 SIZE 9: fine
        Nov 24 10:00:00 h postfix/qmgr[12]: ABC: removed
        """

    private static let exim = """
        Connecting to mx.example [192.0.2.1]:25 ... connected
          SMTP<< 220 mx.example ESMTP
          SMTP>> EHLO me
          SMTP<< 250-mx.example
                 250-SIZE 1000
                 250 PIPELINING
          SMTP>> MAIL FROM:<ann@example.net>
          SMTP<< 250 ok
          SMTP>> RCPT TO:<bob@example.org>
          SMTP<< 250 ok
          SMTP>> DATA
          SMTP<< 354 go
          SMTP>> writing message and terminating "."
          SMTP<< 250 ok
          SMTP>> QUIT
          SMTP(close)>>
        LOG: MAIN
        """

    static let samples: [(TranscriptDialect, String)] = [
        (.swaks, swaks), (.curl, curl), (.msmtp, msmtp), (.openssl, openssl),
        (.postfix, postfix), (.postfix, postfixLog), (.exim, exim),
    ]

    private static func said(_ events: [TraceEvent]) -> [String] {
        events.compactMap { event in
            switch event.fact {
            case .sent(let sent): "C " + Command(sent.octets).text.text
            case .received(let received): "S " + received.octets.dropLast(2).text
            default: nil
            }
        }
    }

    @Test(arguments: samples)
    func theProgramIsFoundOut(dialect: TranscriptDialect, text: String) {
        #expect(TranscriptDialect(of: Array(text.utf8)) == dialect)
    }

    @Test func swaksTranscriptsBecomeRecordings() {
        let events = TranscriptDialect.swaks.events(in: Array(Self.swaks.utf8))
        var transcript = Transcript()
        for event in events { transcript.note(event) }

        #expect(Self.said(events).count == 24)
        #expect(transcript.link?.tls?.cipher == "TLS_AES_256_GCM_SHA384")
        #expect(transcript.link?.user == "ann")
        #expect(transcript.failures == 1)
        #expect(transcript.turns.count { $0.kind == .message } == 1)
        #expect(!RecordingFormatTests.file(events).text.contains("AGFubg"))
        #expect(events.last?.fact == .ended(Ending(how: .closedByServer)))
    }

    @Test func whatWeExportAsSwaksIsReadBack() {
        let text = ExportTests.export(.swaks)

        let events = TranscriptDialect.swaks.events(in: text)

        let original = Self.said(ExportTests.session).map { ExportText.visible($0) }
        #expect(Self.said(events) == original)
    }

    @Test func contentThatCurlDoesNotShowIsMarked() {
        let events = TranscriptDialect.curl.events(in: Array(Self.curl.utf8))

        #expect(
            Self.said(events).suffix(3) == [
                "C [content: not in the transcript]", "C .", "S 250 queued",
            ])
        #expect(events.first?.fact == .connecting(to: "192.0.2.1:25", attempt: 1, of: 1))
    }

    @Test func passwordsInTranscriptsOfMsmtpAreHidden() {
        let events = TranscriptDialect.msmtp.events(in: Array(Self.msmtp.utf8))

        #expect(Self.said(events).suffix(2) == ["C [auth1]", "S 535 5.7.8 no"])
        #expect(
            events.contains { if case .secured = $0.fact { true } else { false } })
    }

    @Test func whatWasTypedIntoOpensslIsTheClients() {
        let said = Self.said(TranscriptDialect.openssl.events(in: Array(Self.openssl.utf8)))

        #expect(said.contains("C 200 is no reply here"))
        #expect(said.suffix(3) == ["S 250 ok", "C QUIT", "S 221 bye"])
    }

    @Test func arrowsOfPostfixPointByProgram() {
        #expect(
            Self.said(TranscriptDialect.postfix.events(in: Array(Self.postfixLog.utf8))) == [
                "S 220 mx.example ESMTP", "C EHLO me", "S 250 SIZE 9: fine",
            ])
        #expect(
            Self.said(
                TranscriptDialect.postfix.events(
                    in: Array(Self.postfixLog.replacing("/smtp[", with: "/smtpd[").utf8))
            ).first == "C 220 mx.example ESMTP")
    }

    @Test func repliesOfEximGoOnWithIndentedLines() {
        let said = Self.said(TranscriptDialect.exim.events(in: Array(Self.exim.utf8)))

        #expect(
            said.prefix(5) == [
                "S 220 mx.example ESMTP", "C EHLO me", "S 250-mx.example", "S 250-SIZE 1000",
                "S 250 PIPELINING",
            ])
        #expect(said.contains("C [content: not in the transcript]"))
    }

    @Test func plainProseIsNoTranscript() {
        #expect(TranscriptDialect(of: Array("Dear Bob,\n\nnine o'clock.\n".utf8)) == nil)
        #expect(TranscriptDialect(of: []) == nil)
    }

    @Test(arguments: samples)
    func cutReorderedAndHostileTranscriptsNeverTrap(dialect: TranscriptDialect, text: String) {
        let octets = Array(text.utf8)
        var state: UInt64 = 42
        for round in 0..<40 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var hostile = octets
            let place = Int(state >> 33) % hostile.count
            switch round % 4 {
            case 0: hostile = Array(hostile[place...]) + hostile[..<place]
            case 1: hostile[place] = UInt8(truncatingIfNeeded: state >> 20)
            case 2: hostile = Array(hostile[..<place])
            default: hostile.replaceSubrange(place..<place, with: [0xFF, 0, 13, 10, 10, 13])
            }
            for other in TranscriptDialect.allCases {
                let events = other.events(in: hostile)
                #expect(events.count <= 4 * hostile.count { $0 == ASCII.lf } + 8)
            }
            _ = TranscriptDialect(of: hostile)
        }
    }
}
