import SMTPCore
import Testing

@testable import SMTPTrace

struct RecordingFormatTests {
    /// One of each fact, with everything that can be set.
    static let everyFact: [Fact] = [
        .resolving(name: "mx.example"),
        .resolved(name: "mx.example", addresses: ["192.0.2.1", "2001:db8::1"]),
        .connecting(to: "192.0.2.1:25", attempt: 1, of: 2),
        .connectFailed(to: "192.0.2.1:25", ConnectFailure(kind: .noSuchFile, text: "No \"x\"")),
        .connected(local: "192.0.2.9:1", peer: "192.0.2.1:25"),
        .connected(local: "", peer: "/run/lmtp", speaks: .lmtp),
        .sent(
            SentOctets(
                octets: Array("AUTH PLAIN [auth1]\r\n".utf8), part: .authentication,
                isSecure: true, write: 7, hidden: ["auth1"], user: "ann", identity: "bob",
                origin: "password")),
        .sent(SentOctets(octets: Array(0...255), part: .content, isSecure: false, write: 8)),
        .received(
            ReceivedOctets(
                octets: Array("250 gr\u{FC}n \u{1F4E7}\u{7F}\0\n".utf8), isSecure: true, read: 3,
                omitted: 99)),
        .received(ReceivedOctets(octets: [0x32, 0xC3, 13, 10], isSecure: false, read: 4)),
        .handshaking(serverName: nil),
        .handshaking(serverName: "mx.example"),
        .secured(chain),
        .tlsFailed(
            TLSFailure(kind: .notTLS, text: "wrong version number", peerOctets: [0xFF, 50]), nil),
        .tlsFailed(TLSFailure(kind: .certificate, text: "refused"), chain),
        .injected(octets: Array("RSET\r\n".utf8), total: 6),
        .overdue(.reply(to: "."), after: .seconds(300)),
        .overdue(.reply(to: "MAIL"), after: .seconds(300)),
        .overdue(.lookup, after: .milliseconds(1)),
        .flooded(unreadReplies: 1_000),
        .halfClosed,
        .ended(
            Ending(
                how: .timedOut(.greeting), lastSent: Array("EHLO me\r\n".utf8), midCommand: true)),
        .ended(Ending(how: .timedOut(.handshake))),
        .ended(Ending(how: .closedByServer, lastSent: [0xFF])),
        .ended(Ending(how: .closedByUs)),
        .ended(Ending(how: .resetByUs)),
        .ended(Ending(how: .reset)),
        .ended(Ending(how: .exited(status: -9))),
        .ended(Ending(how: .failed("broken pipe"))),
        .diagnostics([]),
        .diagnostics(Array("warning\t1".utf8)),
        .clockMoved(by: .seconds(60)),
        .note("a remark"),
        .script(.section("it greets")),
        .script(.mark("here")),
        .script(
            .check(
                ScriptCheck(
                    place: "a.smtp:3", wanted: "250", found: "got 550", holds: false))),
        .script(
            .check(
                ScriptCheck(
                    place: "a.smtp:4", wanted: "within 1s", found: "it took 2 s", holds: false,
                    isWish: true))),
    ]

    static let chain: TLSReport = {
        var report = TLSReport.example
        report.offeredProtocols = ["smtp", "h2"]
        report.applicationProtocol = "smtp"
        var authority = report.chain[0]
        authority.fingerprint = "ef"
        authority.subject = "CN=Example CA"
        authority.pem = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n"
        report.chain.append(authority)
        report.chainProblem = VerifyProblem(
            kind: .untrustedRoot, code: 19, text: "self-signed in chain", depth: 1)
        report.isResumed = true
        report.asksForCertificate = true
        report.serverName = nil
        let digest = [UInt8](repeating: 0xAB, count: 32)
        let records = [2, 3].map { TLSARecord(usage: $0, selector: 1, matching: 1, data: digest) }
        report.dane = DANEVerdict(records: records, match: records[0], depth: 1)
        return report
    }()

    static let events = everyFact.enumerated().map {
        TraceEvent(
            at: .microseconds($0.offset * 7), connection: 1 + $0.offset % 3, fact: $0.element)
    }

    static func file(_ events: [TraceEvent], level: RecordingLevel = .all) -> [UInt8] {
        var writer = RecordingWriter(level: level)
        let header = RecordingHeader(created: "2026-11-24T10:00:00.000Z", by: "test")
        return writer.begin(header) + events.flatMap { writer.write($0) } + writer.end()
    }

    static func read(_ file: [UInt8]) -> (events: [TraceEvent], reader: RecordingReader) {
        var reader = RecordingReader(checksSums: true)
        return (reader.receive(file[...]), reader)
    }

    @Test func everyFactIsReadBackAsItWas() {
        let (events, reader) = Self.read(Self.file(Self.events))

        for (read, written) in zip(events, Self.events) { #expect(read == written) }
        #expect(events.count == Self.events.count)
        #expect(reader.condition == .complete)
        #expect(reader.unknownLines == 0)
        #expect(reader.header?.created == "2026-11-24T10:00:00.000Z")
    }

    /// What recordings told before there was a word for it.
    @Test func aConnectionThatSaysNothingElseSpeaksSMTP() {
        var writer = RecordingWriter(level: .all)
        let header = RecordingHeader(created: "2026-11-24T10:00:00.000Z", by: "test")
        let line = #"{"t":1,"c":1,"e":"connected","local":"a:1","peer":"b:24"}"# + "\n"

        let (events, _) = Self.read(writer.begin(header) + line.utf8)

        #expect(events.map(\.fact) == [.connected(local: "a:1", peer: "b:24", speaks: .smtp)])
    }

    @Test func aCertificateIsWrittenOnce() {
        let text = Self.file(Self.events).text

        #expect(text.components(of: "\"e\":\"cert\"") == 2)
        #expect(text.components(of: "BEGIN CERTIFICATE") == 1)
    }

    @Test func aLongRecordingHasASumEvery64Events() {
        let events = Array((0..<5).map { _ in Self.events }.joined())

        let file = Self.file(events)
        let (read, reader) = Self.read(file)

        // Two certificates are events too.
        #expect(file.text.components(of: "\"e\":\"sum\"") == (events.count + 2) / 64)
        #expect(reader.events == events.count + 2)
        #expect(read.count == events.count)
        #expect(reader.condition == .complete)
    }

    @Test func everyCutIsCalledACut() {
        let file = Self.file(Self.events)
        let firstLine = (file.firstIndex(of: ASCII.lf) ?? 0) + 1
        for cut in stride(from: firstLine, to: file.count, by: 5) {
            let (events, reader) = Self.read(Array(file[..<cut]))

            #expect(reader.condition == .cut(after: reader.events), "cut at \(cut)")
            #expect(events == Array(Self.events.prefix(events.count)))
        }
    }

    /// All but the end's own words are covered by a sum.
    @Test func everyChangedOctetIsFound() {
        let events = Array((0..<5).map { _ in Self.events }.joined())
        let file = Self.file(events)
        let firstLine = (file.firstIndex(of: ASCII.lf) ?? 0) + 1
        let lastLine = (file.dropLast().lastIndex(of: ASCII.lf) ?? 0) + 1
        for index in stride(from: firstLine, to: lastLine, by: 311) {
            var changed = file
            changed[index] = changed[index] == 55 ? 56 : 55

            let (_, reader) = Self.read(changed)

            #expect(reader.condition != .complete, "changed at \(index)")
        }
    }

    @Test func aChangeIsNarrowedToTheEventsBetweenTwoSums() {
        let events = Array((0..<5).map { _ in Self.events }.joined())
        var lines = Self.file(events).split(separator: ASCII.lf, omittingEmptySubsequences: false)
        // Header, 64 events, a sum: line 80 stands between the first sum and the second.
        lines.remove(at: 80)

        let (_, reader) = Self.read(Array(lines.joined(separator: [ASCII.lf])))

        #expect(reader.condition == .changed(after: 64, before: 127))
        #expect(reader.condition.description == "changed between event 64 and 127")
    }

    @Test func notesMayBeAddedBehindTheEnd() {
        var writer = RecordingWriter()
        var file = writer.begin(RecordingHeader(created: "", by: "test"))
        file += writer.write(Self.events[0]) + writer.end()
        file += writer.write(TraceEvent(at: .zero, connection: 1, fact: .note("later")))
        #expect(Self.read(file).reader.condition == .cut(after: 2))

        file += writer.end()

        let (events, reader) = Self.read(file)
        #expect(reader.condition == .complete)
        #expect(events.last?.fact == .note("later"))
    }

    @Test func unknownEventsAndKeysAreCountedAndPassedOver() {
        var reader = RecordingReader(checksSums: true)
        let text = """
            {"smtprec":1,"created":"x","future":{"a":[1,2]}}
            {"t":1,"c":1,"e":"hologram","d":"?"}
            {"t":2,"c":1,"e":"note","text":"a","new":[{"b":null}]}

            """

        let events = reader.receive(Array(text.utf8)[...])

        #expect(events.map(\.fact) == [.note("a")])
        #expect(reader.events == 2)
        #expect(reader.unknownLines == 1)
        #expect(reader.condition == .cut(after: 2))
    }

    @Test func aNewerFormatIsRefusedInWords() {
        var reader = RecordingReader()

        _ = reader.receive(Array("{\"smtprec\":2}\n".utf8)[...])

        #expect(reader.isRecording == false)
        #expect(reader.condition == .newer(version: 2))
    }

    @Test func timeNeverGoesBackInTheFile() {
        let events = [5, 3, 9].map {
            TraceEvent(at: .microseconds($0), connection: 1, fact: .note("x"))
        }

        let (read, _) = Self.read(Self.file(events))

        #expect(read.map(\.at.microseconds) == [5, 5, 9])
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func digestsAreThoseOfTheStandard(text: String, digest: String) {
        #expect(SHA256.hex(of: Array(text.utf8)) == digest)
    }

    @Test func aMillionLettersInPiecesHaveTheDigestOfTheStandard() {
        var digest = SHA256()
        var left = 1_000_000
        var size = 1
        while left > 0 {
            digest.update([UInt8](repeating: 97, count: min(size, left))[...])
            left -= min(size, left)
            size = size * 3 % 1_009 + 1
        }

        #expect(
            digest.hex.text == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }
}

extension String {
    /// How often a text occurs.
    func components(of text: String) -> Int {
        let wanted = Array(text.utf8)
        let all = Array(utf8)
        guard all.count >= wanted.count else { return 0 }
        return (0...(all.count - wanted.count)).count {
            all[$0] == wanted[0] && all[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }
    }

    @Test(arguments: [
        0, 9, 10, 99, 100, 65_535, 4_294_967_295, 4_294_967_296, Int.max, -1, Int.min,
    ])
    func numbersAreWrittenInFull(number: Int) {
        var line = JSONLine()
        line.add("n", number)

        #expect(String(decoding: line.finished(), as: UTF8.self) == "{\"n\":\(number)}")
    }
}
