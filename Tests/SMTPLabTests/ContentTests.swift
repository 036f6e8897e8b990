import SMTPCore
import Testing

@testable import SMTPLab

/// What comes behind DATA and BDAT.
struct ContentTests {
    @Test(arguments: [
        "a\n.\r\nb", "a\n.\nb", "a\r\n.\nb", "a\r.\rb", "a\r\n.\rb", "a\r.\r\nb", "a\r\n.b",
        "\n.\n", "a\r\r\n..\r\n",
    ])
    func onlyADotBetweenTwoLineEndsEndsTheLetter(body: String) throws {
        var dialogue = try Dialogue("healthy")
        dialogue.beginLetter()

        #expect(dialogue.send(body.utf8) == "")
        #expect(dialogue.send("\r\n.\r\n".utf8).hasPrefix("250 2.0.0"))
        #expect(dialogue.lab.letters.count == 1)
    }

    @Test func dotsAreUnstuffedAndLineEndingsKept() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.beginLetter()

        _ = dialogue.send("..a\r\n.b\n.c\r\n...\r\n\u{0}\r\n.\r\n".utf8)

        let letter = try #require(dialogue.lab.letters.first)
        #expect(letter.content == Array(".a\r\nb\n.c\r\n..\r\n\u{0}\r\n".utf8))
    }

    @Test func whatIsOddAboutContentIsNoted() {
        func read(_ text: String) -> ContentReader {
            var content = ContentReader(limit: 10_000)
            var octets = Array(text.utf8)[...]
            _ = content.read(&octets)
            return content
        }
        let long = String(repeating: "x", count: 998)

        #expect(!read("a\r\nb\rc\r\n").hasBareLF)
        #expect(read("a\r\nb\n").hasBareLF && read("\n").hasBareLF)
        #expect(!read("ab\r\n").has8Bit && read("\u{E4}").has8Bit && read("ab\u{E4}").has8Bit)
        #expect(!read(long + "\r\n" + long).hasLongLine && read(long + "x").hasLongLine)
        #expect(read("..a\r\n.b\r\n").size == 7)
        #expect(read("Subject: x\r\nFROM: y\r\n\r\nDate: z\r\n").hasField("From"))
        #expect(!read("Subject: x\r\nFROM: y\r\n\r\nDate: z\r\n").hasField("Date"))
        #expect(read("date: last line").hasField("Date") && !read("").hasField("Date"))
    }

    @Test func anEmptyLetterIsALetter() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.beginLetter()

        #expect(dialogue.say(".").hasPrefix("250"))
        #expect(dialogue.lab.letters.first?.content == [])
    }

    @Test func chunksAreTakenAsTheyAreAndPipelined() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        let all =
            "MAIL FROM:<>\r\nRCPT TO:<bob@lab.test>\r\nBDAT 7\r\n.\r\n.\r\na"
            + "BDAT 3 LAST\r\n\r\n.NOOP\r\n"

        let heard = dialogue.send(all.utf8)

        let codes = heard.split(separator: "|").map { $0.prefix(9) }
        #expect(codes == ["250 2.1.0", "250 2.1.5", "250 2.0.0", "250 2.0.0", "250 2.0.0"])
        #expect(heard.contains("7 octets so far"))
        #expect(dialogue.lab.letters.first?.content == Array(".\r\n.\r\na\r\n.".utf8))
    }

    @Test func aRefusedChunkIsReadAndDropped() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()

        #expect(dialogue.send("BDAT 6 LAST\r\nQUIT\r\n".utf8).hasPrefix("503 5.5.1"))
        #expect(!dialogue.isClosed)
        _ = dialogue.say("MAIL FROM:<>")
        #expect(dialogue.send("BDAT 6 LAST\r\nQUIT\r\n".utf8).hasPrefix("554 5.5.1"))
        #expect(dialogue.say("RCPT TO:<bob@lab.test>").hasPrefix("503"))
        _ = dialogue.say("RSET")
        #expect(dialogue.say("MAIL FROM:<>").hasPrefix("250"))
    }

    @Test func dataDoesNotFollowBdat() throws {
        var dialogue = try Dialogue("healthy")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")
        _ = dialogue.say("RCPT TO:<bob@lab.test>")

        #expect(dialogue.send("BDAT 2\r\nab".utf8).hasPrefix("250"))
        #expect(dialogue.say("DATA").hasPrefix("503 5.5.1"))
        #expect(dialogue.send("BDAT 0 LAST\r\n".utf8).hasPrefix("250 2.0.0 Ok, queued"))
    }

    @Test func aLetterOverTheLimitIsRefusedAfterTheDotAndNotKept() throws {
        var dialogue = try Dialogue(rules: "@limit 1000")
        dialogue.beginLetter()

        let line = String(repeating: "x", count: 98) + "\r\n"
        for _ in 0..<11 { #expect(dialogue.send(line.utf8) == "") }

        #expect(dialogue.say(".").hasPrefix("552 5.3.4"))
        #expect(dialogue.lab.letters.isEmpty)
        #expect(dialogue.say("MAIL FROM:<>").hasPrefix("250"))
    }

    @Test func chunksOverTheLimitAreRefused() throws {
        var dialogue = try Dialogue(rules: "@limit 10")
        dialogue.open()
        _ = dialogue.say("MAIL FROM:<>")
        _ = dialogue.say("RCPT TO:<bob@lab.test>")

        #expect(dialogue.send("BDAT 6\r\nabcdef".utf8).hasPrefix("250"))
        #expect(dialogue.send("BDAT 6\r\nabcdef".utf8).hasPrefix("552 5.3.4"))
        #expect(dialogue.send("BDAT 0 LAST\r\n".utf8).hasPrefix("503"))
        #expect(dialogue.lab.letters.isEmpty)
    }
}
