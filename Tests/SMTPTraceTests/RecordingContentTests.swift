import SMTPCore
import Testing

@testable import SMTPTrace

struct RecordingContentTests {
    private static let session = dialogue(
        """
        S: 220 mx
        C: DATA
        S: 354 go
        M: Subject: the secret plan
        M:  goes on here
        M: X-Empty:
        M: \(String())
        M: Meet me at nine.
        M: .
        S: 250 ok
        """)

    @Test func ofContentOnlyNamesSizeAndDigestStay() {
        let file = RecordingFormatTests.file(Self.session, level: .dialogue)

        let (events, reader) = RecordingFormatTests.read(file)

        let sent = events.compactMap { event -> String? in
            if case .sent(let sent) = event.fact { sent.octets.text } else { nil }
        }
        #expect(
            sent == [
                "DATA\r\n", "Subject: [content]\r\n", "X-Empty: [content]\r\n", "\r\n",
                "[content: 18 octets, SHA-256 "
                    + SHA256.hex(of: Array("Meet me at nine.\r\n".utf8)) + "]\r\n",
                ".\r\n",
            ])
        #expect(reader.condition == .complete)
        #expect(!file.text.contains("secret") && !file.text.contains("nine"))
    }

    @Test func anEndingDoesNotQuoteContent() {
        let ended = TraceEvent(
            at: .seconds(1), connection: 1,
            fact: .ended(Ending(how: .reset, lastSent: Array("Meet me at nine.\r\n".utf8))))

        let file = RecordingFormatTests.file(Self.session + [ended], level: .dialogue)

        #expect(!file.text.contains("nine"))
        #expect(RecordingFormatTests.read(file).events.last?.fact == .ended(Ending(how: .reset)))
    }

    @Test func theFoldSeesTheSameDialogue() {
        var transcript = Transcript()

        let file = RecordingFormatTests.file(Self.session, level: .dialogue)
        for event in RecordingFormatTests.read(file).events { transcript.note(event) }

        #expect(transcript.link?.conversation.unanswered.isEmpty == true)
        #expect(transcript.failures == 0)
    }

    @Test func anEndlessHeaderLineIsCountedInBoundedMemory() {
        var omitter = ContentOmitter()
        let piece = [UInt8](repeating: 65, count: 1 << 14)
        let event = TraceEvent(
            at: .zero, connection: 1,
            fact: .sent(SentOctets(octets: piece, part: .content, isSecure: false, write: 1)))

        for _ in 0..<64 { #expect(omitter.take(event).isEmpty) }
        let rest = omitter.finish()

        #expect(rest.count == 1)
        #expect(String(decoding: rest[0].json, as: UTF8.self).contains("1048576 octets"))
    }
}
