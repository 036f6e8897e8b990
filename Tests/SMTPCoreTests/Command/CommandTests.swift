import SMTPCore
import Testing

@Suite struct CommandTests {
    @Test(arguments: Verb.all)
    func verbsAreReadInAnyCaseAndGivenBack(verb: Verb) {
        #expect(Verb(Array(verb.name.lowercased().utf8)) == verb)
        #expect(Verb(Array(verb.name.utf8)) == verb)
        #expect(Verb(Array((verb.name + "X").utf8)) == .other(Array((verb.name + "X").utf8)))
    }

    @Test func otherVerbsKeepTheirOctetsUpTo64() {
        #expect(Verb(Array("xFoo".utf8)) == .other(Array("XFOO".utf8)))
        #expect(Verb([0xFF, 0]) == .other([0xFF, 0]))
        #expect(Verb([]) == .other([]))
        #expect(
            Verb([UInt8](repeating: 65, count: 500)) == .other([UInt8](repeating: 65, count: 64)))
    }

    @Test func nulsInFrontOfAVerbAreNotOverlooked() {
        #expect(Verb([0] + Array("EHLO".utf8)) == .other([0] + Array("EHLO".utf8)))
    }

    @Test(arguments: [
        ("EHLO me\r\n", Verb.ehlo, "me"), ("ehlo\tme\n", .ehlo, "me"),
        ("EHLO  me \r\n", .ehlo, "me "),
        ("QUIT\r\n", .quit, ""), ("QUIT", .quit, ""), ("QUIT\r", .quit, ""),
        ("\r\n", .other([]), ""),
        ("", .other([]), ""), (" EHLO me\r\n", .other([]), "EHLO me"),
        ("MAIL FROM:<a@b>\r\n", .mail, "FROM:<a@b>"),
    ])
    func aLineIsVerbAndArgument(line: String, verb: Verb, argument: String) {
        let command = Command(Array(line.utf8))

        #expect(command.verb == verb)
        #expect(command.argument.text == argument)
        #expect(command.octets == Array(line.utf8))
    }

    @Test(arguments: [
        ("BDAT 5", 5, false), ("BDAT 0 LAST", 0, true), ("bdat 12 last", 12, true),
    ])
    func chunksAreRead(line: String, octets: Int, isLast: Bool) {
        let chunk = Command(line).chunk

        #expect(chunk?.octets == octets)
        #expect(chunk?.isLast == isLast)
    }

    @Test(arguments: [
        "BDAT", "BDAT x", "BDAT -1", "BDAT 5 FIRST", "BDAT 5 LAST x", "BDAT 99999999999999999999",
        "DATA 5", "BDAT LAST", "BDAT +5", "BDAT 5LAST",
    ])
    func otherFormsAreNoChunk(line: String) {
        #expect(Command(line).chunk == nil)
    }

    @Test func noiseNeverTraps() {
        var noise = Noise(seed: 5)
        for _ in 0..<3_000 {
            let start = ["MAIL FROM:", "RCPT TO:", "BDAT ", ""][noise.next(below: 4)]
            let octets =
                Array(start.utf8) + noise.octets(upTo: 40, from: Array("<>@:\"\\ ,=a1\r\n".utf8))
            let command = Command(octets)
            #expect(command.octets == octets)
            #expect(command.text.count <= octets.count)
            _ = (command.path, command.chunk, command.words)
        }
    }
}
