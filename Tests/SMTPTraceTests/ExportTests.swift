import SMTPCore
import Testing

@testable import SMTPTrace

struct ExportTests {
    static let session = dialogue(
        """
        S: 220 mx <b>&amp;</b> \u{1B}[2J ``` \u{202E}
        C: EHLO me
        S: 250-mx
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        !tls
        C: EHLO me
        S: 250 mx
        C: MAIL FROM:<a@example.net>
        S: 250 2.1.0 ok
        C: RCPT TO:<b@example.net>
        S: 550 5.1.1 no such "user"
        C: RCPT TO:<c@example.net>
        S: 250 2.1.5 ok
        C: DATA
        S: 354 go
        M: Subject: x
        M: \(String())
        M: ..dots
        M: .
        S: 250 2.0.0 queued as ABC123
        C: QUIT
        S: 221 bye
        !fin
        """)

    static func export(_ format: Export.Format, _ events: [TraceEvent] = session) -> [UInt8] {
        var header = RecordingHeader(created: "2026-11-24T10:00:00.250Z", by: "test")
        header.script = nil
        return Export(events, header: header).written(as: format)
    }

    @Test func everyStepIsATurnWithItsAnswer() {
        let turns = Export(Self.session, header: nil).transcript.turns

        let talk = turns.filter { $0.kind != .event }
        #expect(
            talk.map { $0.answers.map { $0.reply.code ?? 0 } }
                == [
                    [220], [250], [220], [250], [250], [550], [250], [354], [250], [221],
                ])
        #expect(talk.map(\.kind.rawValue).filter { $0 != "command" } == ["greeting", "message"])
        #expect(talk[8].octets.text == "Subject: x\r\n\r\n..dots\r\n.\r\n")
        #expect(talk[4].isSecure && !talk[1].isSecure)
        #expect(talk[5].answers[0].latency == .milliseconds(1))
    }

    /// Our side's end, and what the server said behind it.
    @Test func halfOfAConnectionIsInEveryForm() throws {
        let events = dialogue("S: 220 mx\nC: NOOP\n!half\nS: 250 heard\n!fin")

        for form in [Export.Format.swaks, .json, .markdown, .html] {
            let text = Self.export(form, events).text
            #expect(text.components(of: "closed our side") > 0, "\(form)")
        }
        #expect(Export(events, header: nil).text(isStable: true).components(of: "our side") == 1)
        let packets = try #require(CaptureImport(Self.export(.pcap, events))).events()
        let said = packets.compactMap { event -> String? in
            if case .received(let received) = event.fact { received.octets.text } else { nil }
        }
        #expect(said == ["220 mx\r\n", "250 heard\r\n"])
    }

    @Test func pipelinedCommandsKeepTheirAnswers() {
        let events = dialogue(
            """
            S: 220 mx
            C: EHLO me
            S: 250 PIPELINING
            C: MAIL FROM:<a@b>
            C: RCPT TO:<c@d>
            S: 250 one
            S: 450 two
            """)

        let talk = Export(events, header: nil).transcript.turns.filter { $0.kind == .command }

        #expect(talk.map { $0.answers.first?.reply.code } == [250, 250, 450])
        #expect(talk.map { $0.command?.verb } == [.ehlo, .mail, .rcpt])
    }

    @Test func swaksTextHasItsMarks() {
        let lines = Self.export(.swaks).text.split(separator: "\n")

        #expect(lines.contains("=== Connected to 192.0.2.25:25."))
        #expect(lines.contains(" -> EHLO me"))
        #expect(lines.contains("<-  250 STARTTLS"))
        #expect(lines.contains("=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256"))
        #expect(lines.contains(" ~> MAIL FROM:<a@example.net>"))
        #expect(lines.contains("<~  250 2.1.0 ok"))
        #expect(lines.contains("<~* 550 5.1.1 no such \"user\""))
        #expect(lines.last == "=== Connection closed with remote host.")
    }

    @Test func theMessageIsUnstuffed() {
        #expect(Self.export(.eml).text == "Subject: x\r\n\r\n.dots\r\n")
    }

    @Test func chunksArePutTogether() {
        let events = dialogue(
            """
            S: 220 mx
            C: EHLO me
            S: 250 CHUNKING
            C: MAIL FROM:<a@b>
            S: 250 ok
            C: RCPT TO:<c@d>
            S: 250 ok
            C: BDAT 6
            M: .one
            S: 250 ok
            C: BDAT 5 LAST
            M: two
            S: 250 ok
            """)

        #expect(Export(events, header: nil).messages.map(\.text) == [".one\r\ntwo\r\n"])
    }

    @Test func noTextOfTheServerActsOnTheReader() {
        for format in [Export.Format.swaks, .markdown, .html] {
            let text = Self.export(format).text
            #expect(
                !text.unicodeScalars.contains {
                    ($0.value < 32 && $0 != "\n") || $0.value == 127 || $0.value == 0x202E
                }, "\(format)")
        }
        let page = Self.export(.html).text
        #expect(!page.contains("<b>") && page.contains("&lt;b&gt;&amp;amp;"))
        #expect(!page.contains("http:") && !page.contains("https:"))
        // The only script is ours, and the page says so.
        #expect(page.ranges(of: "<script").count == 1)
        #expect(page.contains("<script>\(PagePlayer.script)</script>"))
        #expect(page.contains("script-src \(PagePlayer.source)\""))
    }

    @Test func thePageKnowsWhenAndFoldsWhatIsLong() {
        let page = Self.export(.html).text
        let times = page.matches(of: /<tr class="[a-z]+" data-ms="(\d+)">/).map { Int($0.1) ?? -1 }

        #expect(times == times.sorted() && times.count > 5)
        #expect(page.contains("<details open><summary>250-mx</summary><pre>250 STARTTLS</pre>"))
        #expect(page.contains("<details><summary>message content, "))
    }

    @Test func theFenceIsLongerThanAnyInIt() {
        let lines = Self.export(.markdown).text.split(separator: "\n")

        #expect(lines.contains("````text"))
        #expect(lines.last == "````")
    }

    @Test func packetsHaveValidLengths() {
        let file = Self.export(.pcap)
        var index = 0
        var types: [UInt32] = []
        func word(_ at: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(file[at + $1]) << (8 * UInt32($1)) }
        }
        while index < file.count {
            let length = Int(word(index + 4))
            #expect(length % 4 == 0 && length == Int(word(index + length - 4)))
            types.append(word(index))
            index += length
        }

        #expect(index == file.count)
        #expect(types.prefix(2) == [0x0A0D_0D0A, 1])
        #expect(types.dropFirst(2).allSatisfy { $0 == 6 })
        // Two connections, plain and secure: three packets open each, three close each.
        let lines = Self.session.count {
            switch $0.fact {
            case .sent, .received: true
            default: false
            }
        }
        #expect(types.count == 2 + 12 + lines)
    }

    @Test func datesOfTheHeaderAreRead() {
        #expect(
            EpochTime(rfc3339: "2026-11-24T10:00:00.250Z")?.microseconds == 1_795_514_400_250_000)
        #expect(EpochTime(rfc3339: "1970-01-01T00:00:00Z")?.microseconds == 0)
        #expect(EpochTime(rfc3339: "2026-13-24T10:00:00.250Z") == nil)
        #expect(EpochTime(rfc3339: "yesterday") == nil)
    }

    @Test(arguments: Export.Format.allCases)
    func everyFactAndEveryOctetCanBeExported(format: Export.Format) {
        let noise = (0..<64).map { index in
            TraceEvent(
                at: .microseconds(Int64.max), connection: index % 3,
                fact: index.isMultiple(of: 2)
                    ? .sent(
                        SentOctets(
                            octets: (0...255).map { UInt8($0) }, part: .content,
                            isSecure: index % 4 == 0, write: 1))
                    : .received(
                        ReceivedOctets(
                            octets: (0...255).reversed().map { UInt8($0) }, isSecure: false,
                            read: 1)))
        }

        let written = Self.export(format, RecordingFormatTests.events + noise)

        #expect(!written.isEmpty)
        #expect(Self.export(format, []).isEmpty == (format == .eml || format == .swaks))
    }
}
