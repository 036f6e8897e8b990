import SMTPCore
import Testing

@testable import SMTPTrace

struct CaptureImportTests {
    private static let talk = """
        S: 220 mx.example ESMTP
        C: EHLO laptop
        S: 250-mx.example
        S: 250 SIZE 1000
        C: MAIL FROM:<ann@example.net>
        S: 250 ok
        C: RCPT TO:<bob@example.org>
        S: 250 ok
        C: DATA
        S: 354 go
        C: Subject: x
        C: .
        S: 250 ok
        C: QUIT
        S: 221 bye
        """

    private static func capture(_ change: (inout CaptureBuilder) -> Void = { _ in })
        -> CaptureBuilder
    {
        var builder = CaptureBuilder()
        change(&builder)
        builder.open()
        builder.talk(talk)
        builder.close(byClient: false)
        return builder
    }

    /// What was said, as the talk above is written.
    private static func said(_ events: [TraceEvent]) -> String {
        events.compactMap { event in
            switch event.fact {
            case .sent(let sent): "C: " + ExportText.visible(sent.octets)
            case .received(let received): "S: " + ExportText.visible(received.octets)
            default: nil
            }
        }.joined(separator: "\n")
    }

    private static func notes(_ events: [TraceEvent]) -> [String] {
        events.compactMap { if case .note(let text) = $0.fact { text } else { nil } }
    }

    private static func read(_ packets: [[UInt8]]) throws -> [TraceEvent] {
        try #require(CaptureImport(CaptureBuilder.file(packets))).events()
    }

    @Test(arguments: CaptureBuilder.Form.allCases, CaptureBuilder.Wrapping.allCases)
    func everyFormOfFileAndLinkIsRead(
        form: CaptureBuilder.Form, wrapping: CaptureBuilder.Wrapping
    ) throws {
        for isV6 in [false, true] {
            let packets = Self.capture { $0.isV6 = isV6 }.packets

            let capture = try #require(
                CaptureImport(CaptureBuilder.file(packets, form, wrapping)))
            let events = capture.events()

            #expect(Self.said(events) == Self.talk)
            #expect(capture.startedAt() == 1_800_000_000_000_000)
            #expect(events.last?.at == .milliseconds(18))
            #expect(events.last?.fact == .ended(Ending(how: .closedByServer)))
            let end = isV6 ? "[2001:db8::2]:25" : "192.0.2.2:25"
            #expect(capture.summaries.map(\.server) == [end])
            #expect(capture.remarks.isEmpty)
        }
    }

    @Test func contentIsKnownByTheState() throws {
        let events = try Self.read(Self.capture().packets)

        let content = events.compactMap { event -> String? in
            guard case .sent(let sent) = event.fact, sent.part == .content else { return nil }
            return sent.octets.text
        }
        #expect(content == ["Subject: x\r\n", ".\r\n"])
    }

    @Test func theOrderOfSegmentsIsThatOfTheirNumbers() throws {
        var builder = Self.capture()
        var packets = builder.packets
        // The greeting's place is taken by its second half; the EHLO comes twice.
        let greeting = "220 mx.example ESMTP\r\n"
        builder.client = 1_001
        let halves = [greeting.prefix(9), greeting.dropFirst(9)].map { Array($0.utf8) }
        packets[3] = builder.packet(false, 7_010, CaptureBuilder.ack, halves[1])
        packets.insert(builder.packet(false, 7_001, CaptureBuilder.ack, halves[0]), at: 4)
        packets.insert(packets[5], at: 6)

        #expect(Self.said(try Self.read(packets)) == Self.talk)
    }

    /// What came first stays, and nothing is said twice.
    @Test func overlapsAreCut() throws {
        var builder = CaptureBuilder()
        builder.open()
        let start = builder.server
        var packets = builder.packets
        for (offset, text) in [
            (0, "220 on"), (4, "XXe\r\n2"), (2, "0 one\r\n250 two\r\n"), (3, "?"),
        ] {
            packets.append(
                builder.packet(false, start + UInt32(offset), CaptureBuilder.ack, Array(text.utf8)))
        }

        #expect(Self.said(try Self.read(packets)) == "S: 220 one\nS: 250 two")
    }

    @Test func numbersBeginAgainBehindTheHighest() throws {
        let builder = Self.capture {
            $0.client = .max - 20
            $0.server = .max - 10
        }

        #expect(Self.said(try Self.read(builder.packets)) == Self.talk)
    }

    @Test func aGapIsTold() throws {
        var packets = Self.capture().packets
        packets.remove(at: 5)

        let events = try Self.read(packets)

        #expect(Self.notes(events) == ["16 octets of the server are not in the capture"])
        #expect(Self.said(events) == Self.talk.replacing("S: 250-mx.example\n", with: ""))
    }

    @Test func whatTheCaptureCutOffIsTold() throws {
        var packets = Self.capture().packets
        packets[3].removeLast(10)

        let events = try Self.read(packets)

        #expect(Self.notes(events) == ["10 octets of the server are not in the capture"])
    }

    @Test func aCaptureMayBeginLate() throws {
        let events = try Self.read(Array(Self.capture().packets.dropFirst(4)))

        #expect(
            Self.said(events)
                == Self.talk.split(separator: "\n").dropFirst().joined(separator: "\n"))
    }

    @Test func ofTLSOnlyTheOctetsAreCounted() throws {
        var builder = CaptureBuilder()
        builder.open()
        builder.talk("S: 220 mx\nC: EHLO me\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go")
        builder.say("\u{16}\u{3}\u{1}hello\n", fromClient: true)
        builder.say("\u{16}\u{3}\u{3}250 fooled you\r\n", fromClient: false)
        builder.close()

        let events = try Self.read(builder.packets)

        #expect(Self.said(events).hasSuffix("C: STARTTLS\nS: 220 go"))
        #expect(Self.notes(events) == ["TLS hides 9 octets of the client and 19 of the server"])
        #expect(events.last?.fact == .ended(Ending(how: .closedByUs)))
    }

    @Test func whatCannotBeReadAtAllIsSMTPByItsPort() throws {
        for (port, count) in [(UInt16(465), 1), (UInt16(443), 0)] {
            var builder = CaptureBuilder()
            builder.serverPort = port
            builder.open()
            builder.say("\u{16}\u{3}\u{1}hello", fromClient: true)

            let capture = try #require(CaptureImport(CaptureBuilder.file(builder.packets)))

            #expect(capture.summaries.count == count)
        }
    }

    @Test func passwordsAreHiddenAlsoWhereAUTHIsMissing() throws {
        let secret = "dG9wc2VjcmV0"
        var builder = CaptureBuilder()
        builder.open()
        builder.talk(
            "S: 220 mx\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: \(secret)\nS: 235 ok"
        )

        for dropped in 3..<8 {
            var packets = builder.packets
            packets.remove(at: dropped)
            #expect(!Self.said(try Self.read(packets)).contains(secret), "\(dropped)")
        }
    }

    @Test func connectionsAreToldApart() throws {
        var first = Self.capture()
        var web = CaptureBuilder()
        (web.clientPort, web.serverPort) = (40_001, 80)
        web.open()
        web.say("GET / HTTP/1.1\r\n\r\n", fromClient: true)
        web.say("HTTP/1.1 200 OK\r\n\r\n", fromClient: false)
        var files = CaptureBuilder()
        (files.clientPort, files.serverPort) = (40_002, 21)
        files.open()
        files.talk("S: 220 files\nC: USER ann\nS: 331 password")
        // The same two ports once more.
        first.client = 90_000
        first.server = 10
        let again = first.packets.count
        first.open()
        first.talk("S: 554 busy")

        let packets =
            Array(first.packets[..<again]) + web.packets + files.packets
            + Array(first.packets[again...])
        let capture = try #require(CaptureImport(CaptureBuilder.file(packets)))

        #expect(capture.summaries.count == 2)
        #expect(capture.remarks == ["2 other TCP connections are no SMTP"])
        #expect(Self.said(capture.events(ofStream: 2)) == "S: 554 busy")
        #expect(capture.events(ofStream: 2).first?.at == .zero)
        #expect(Self.said(capture.events()) == Self.talk + "\nS: 554 busy")
        #expect(Set(capture.events().map(\.connection)) == [1, 2])
        #expect(capture.events(ofStream: 3).isEmpty && capture.events(ofStream: 0).isEmpty)
    }

    @Test func whatIsPassedOverIsSaid() throws {
        var packets = Self.capture().packets
        packets[4][6] = 0x20
        let fragment = try #require(CaptureImport(CaptureBuilder.file(packets)))
        var file = CaptureBuilder.file(packets)
        file[20] = 147
        let link = try #require(CaptureImport(file))
        let cut = try #require(CaptureImport(Array(CaptureBuilder.file(packets).dropLast())))

        #expect(fragment.remarks == ["1 IP fragments are left out"])
        #expect(link.remarks == ["20 packets are of link type 147, which is not read"])
        #expect(cut.remarks.last == "the file is cut inside of a packet")
        #expect(CaptureImport([]) == nil)
        #expect(CaptureImport(Array("220 mx\r\n".utf8)) == nil)
    }

    @Test func whatWeExportIsReadBack() throws {
        let capture = try #require(CaptureImport(ExportTests.export(.pcap)))

        let original = ExportTests.session.filter {
            switch $0.fact {
            case .sent, .received: true
            default: false
            }
        }
        #expect(Self.said(capture.events()) == Self.said(original))
        #expect(capture.summaries.count == 2)
    }

    /// Bounded: cut, shuffled and damaged captures give no more than they hold.
    @Test(arguments: CaptureBuilder.Form.allCases)
    func hostileCapturesNeverTrap(form: CaptureBuilder.Form) {
        var state: UInt64 = 99
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, limit)
        }
        for round in 0..<300 {
            var packets = Self.capture { $0.isV6 = round % 2 == 0 }.packets
            for _ in 0..<random(6) {
                packets.swapAt(random(packets.count), random(packets.count))
                packets.append(packets[random(packets.count)])
            }
            let wrappings = CaptureBuilder.Wrapping.allCases
            var file = CaptureBuilder.file(packets, form, wrappings[random(wrappings.count)])
            for _ in 0..<random(8) { file[random(file.count)] ^= UInt8(1 << random(8)) }
            if round % 3 == 0 { file.removeLast(random(file.count)) }

            guard let capture = CaptureImport(file) else { continue }
            let events = capture.events()

            #expect(capture.summaries.count <= packets.count)
            #expect(events.count <= file.count)
            #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
        }
    }
}
