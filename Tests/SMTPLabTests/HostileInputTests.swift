import SMTPCore
import Testing

@testable import SMTPLab

/// Any cut of the input gives the same, and no input costs much.
struct HostileInputTests {
    /// Letters by DATA and BDAT, AUTH, errors and a magic address, pipelined.
    private static let session =
        "EHLO a.example\r\nAUTH CRAM-MD5\r\n*\r\nMAIL FROM:<a@b.test> SIZE=10\r\n"
        + "RCPT TO:<bob@lab.test>\nRCPT TO:<bop@lab.test>\r\nDATA\r\n..a\r\n.\nb\r\r\n.\r\nMIAL\r\n"
        + "MAIL FROM:<>\r\nRCPT TO:<bob+data451@lab.test>\r\nBDAT 5\r\n.\r\n.\rBDAT 3 LAST\r\nabc"
        + "BDAT 3\r\nxyzHELP\r\n\r\nQUIT\r\nNOOP\r\n"

    private func play(
        _ pieces: [ArraySlice<UInt8>], on scenario: LabScenario
    ) -> ([LabAction], [Letter]) {
        var lab = Lab(scenario: scenario, seed: 1, hmacMD5: Dialogue.fakeHMAC)
        var actions = lab.accept(connection: 1, client: "x", at: .zero)
        for piece in pieces { actions += lab.receive(piece, on: 1, at: .zero) }
        actions += lab.advance(to: .seconds(1000))
        return (joined(actions), lab.letters)
    }

    /// Neighbouring writes as one.
    private func joined(_ actions: [LabAction]) -> [LabAction] {
        actions.reduce(into: []) { result, action in
            if case .write(let connection, let octets) = action,
                case .write(_, let before)? = result.last
            {
                result[result.count - 1] = .write(connection, before + octets)
            } else {
                result.append(action)
            }
        }
    }

    @Test func everyCutGivesTheSame() throws {
        let healthy = try #require(LabScenario.named("healthy"))
        let octets = Array(Self.session.utf8)
        let whole = play([octets[...]], on: healthy)
        #expect(whole.1.count == 1)
        #expect(whole.0.last == .close(1))

        for cut in octets.indices {
            let inTwo = play([octets[..<cut], octets[cut...]], on: healthy)
            #expect(inTwo == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: LabScenario.ids)
    func octetByOctetIsTheSameInEveryScenario(id: String) throws {
        let scenario = try #require(LabScenario.named(id))
        let octets = Array((Self.session + "STARTTLS\r\nNOOP\r\n").utf8)

        let whole = play([octets[...]], on: scenario)
        let single = play(octets.indices.map { octets[$0...$0] }, on: scenario)

        #expect(single == whole)
    }

    @Test func anEndlessLineCostsBoundedMemory() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        let piece = Array(repeating: UInt8(ascii: "x"), count: 1 << 16)[...]

        for _ in 0..<64 { #expect(dialogue.send(piece) == "") }

        #expect(dialogue.say("").hasPrefix("500 5.5.2 Line too long"))
        #expect(dialogue.say("NOOP").hasPrefix("250"))
    }

    @Test func aCommandOf2049OctetsIsTooLong() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        #expect(dialogue.say("NOOP " + String(repeating: "x", count: 2041)).hasPrefix("250"))
        #expect(dialogue.say("NOOP " + String(repeating: "x", count: 2042)).hasPrefix("500 5.5.2"))
    }

    @Test func aReaderKeepsNoMoreThanItsLimit() {
        var reader = LineReader()
        var octets = Array(repeating: UInt8(ascii: "x"), count: 100_000)[...]
        let early = reader.next(from: &octets)
        #expect(early == nil)
        octets = [ASCII.lf]

        let line = reader.next(from: &octets)

        #expect(line?.octets.count == LineReader.limit)
        #expect(line?.isTooLong == true)
    }

    @Test func anEndlessLetterIsCountedAndDropped() {
        var content = ContentReader(limit: 1000)
        for _ in 0..<20 {
            var piece = Array(repeating: UInt8(ascii: "x"), count: 10_000)[...]
            let isOver = content.read(&piece)
            #expect(!isOver)
        }

        #expect(content.isTooBig && content.size == 200_000)
        #expect(content.content.isEmpty)
    }

    @Test func aHugeChunkIsOnlyCounted() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        #expect(dialogue.say("BDAT 9223372036854775807") == "")
        #expect(dialogue.say("NOOP") == "")
        #expect(dialogue.lab.letters.isEmpty)
    }

    @Test func aMillionRecipientsEndTheConversation() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")
        let thousand = Array(
            Array(repeating: Array("RCPT TO:<bob@lab.test>\r\n".utf8), count: 1000).joined())

        let heard = dialogue.send(thousand)
        for _ in 0..<999 { #expect(dialogue.send(thousand) == "") }

        #expect(heard.hasSuffix("421 4.7.0 lab.test Too many errors, closing the connection"))
        #expect(heard.utf8.count < 10_000)
        #expect(dialogue.isClosed)
    }

    @Test func aRuleThatTakesEveryRecipientKeepsAHundred() throws {
        var dialogue = try Dialogue(rules: "on RCPT: reply 250 \"come in\"")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")
        for _ in 0..<2000 { _ = dialogue.say("RCPT TO:<bob@lab.test>") }
        _ = dialogue.say("DATA")
        _ = dialogue.say(".")

        #expect(dialogue.lab.letters.first?.recipients.count == 100)
    }

    @Test func answersNobodyReadsAreBounded() throws {
        var dialogue = try Dialogue(rules: "on NOOP: delay 1h")
        dialogue.open()
        let line = Array("HELP\r\n".utf8)

        _ = dialogue.say("NOOP")
        for _ in 0..<3000 { _ = dialogue.send(line) }

        #expect(dialogue.actions.last == .abort(1))
        #expect(dialogue.lab.nextDeadline == nil)
    }

    @Test func lettersAreBounded() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        for _ in 0..<150 {
            _ = dialogue.say("MAIL FROM:<>\r\nRCPT TO:<bob@lab.test>\r\nDATA\r\n.")
        }

        #expect(dialogue.lab.letters.count == 100)
        #expect(dialogue.lab.letters.first?.number == 51)
    }

    @Test func octetsOfNobodyAreIgnored() throws {
        var dialogue = try Dialogue("healthy")

        #expect(dialogue.say("EHLO a.example") == "")
        #expect(dialogue.secure() == "")
    }

    @Test func noiseDoesNoHarm() throws {
        var random = LabRandom(seed: 11)
        let words = [
            "EHLO a\r\n", "MAIL FROM:<", ">", "\r\n", "\n", "RCPT TO:<bob@lab.test>\r\n",
            "DATA\r\n",
            ".\r\n", "BDAT 3\r\n", "AUTH LOGIN\r\n", "STARTTLS\r\n", "\u{0}", "+close@lab.test",
            "é",
        ]
        for id in LabScenario.ids {
            var dialogue = try Dialogue(id)
            for _ in 0..<20 {
                _ = dialogue.connect()
                for _ in 0..<20 {
                    _ = dialogue.send((words.randomElement(using: &random) ?? "").utf8)
                    if Bool.random(using: &random) { _ = dialogue.wait(.seconds(1)) }
                    if dialogue.actions.last == .startTLS(dialogue.connection) {
                        _ = dialogue.secure()
                    }
                }
                dialogue.lab.ended(dialogue.connection)
            }
        }
    }
}
