import SMTPCore
import Testing

/// A message as the receiver reads it from the wire, each line with CR LF; nil without an end.
private func received(_ wire: [UInt8]) -> [UInt8]? {
    var message: [UInt8] = []
    var start = 0
    while let lf = wire[start...].firstIndex(of: 10) {
        let line = wire[start...lf]
        start = lf + 1
        if DotStuffing.isEnd(line) { return start == wire.count ? message : nil }
        message += DotStuffing.unstuffed(line)
    }
    return nil
}

@Suite struct DotStuffingTests {
    @Test(arguments: [
        ("", ".\r\n"),
        ("a", "a\r\n.\r\n"),
        ("a\r\n", "a\r\n.\r\n"),
        ("a\n", "a\r\n.\r\n"),
        ("a\r", "a\r\n.\r\n"),
        ("a\n\nb", "a\r\n\r\nb\r\n.\r\n"),
        ("a\r\rb", "a\r\n\r\nb\r\n.\r\n"),
        ("a\n\rb", "a\r\n\r\nb\r\n.\r\n"),
        ("a\r\n\r\nb", "a\r\n\r\nb\r\n.\r\n"),
        ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"),
        (".", "..\r\n.\r\n"),
        ("..", "...\r\n.\r\n"),
        ("a.\n.b\n.", "a.\r\n..b\r\n..\r\n.\r\n"),
        ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"),
        ("\n", "\r\n.\r\n"),
        ("\r\n.\r\n", "\r\n..\r\n.\r\n"),
    ])
    func messagesAreWrittenForTheWire(message: String, wire: String) {
        #expect(DotStuffing.wire(Array(message.utf8)).text == wire)
    }

    @Test func noMessageEndsBeforeItsEnd() {
        var noise = Noise(seed: 6)
        for _ in 0..<2_000 {
            let message = noise.octets(upTo: 60, from: Array("..\r\n\r\na\0".utf8))
            let wire = DotStuffing.wire(message)
            let normal = received(wire)

            #expect(normal != nil, "\(message)")
            #expect(normal.map { DotStuffing.wire($0) } == wire, "\(message)")
        }
    }

    @Test func onlyADotBetweenLineEndsIsTheEnd() {
        #expect(DotStuffing.isEnd(Array(".\r\n".utf8)))
        for line in [".", ".\n", ".\r", "..\r\n", ". \r\n", "", "\r\n"] {
            #expect(!DotStuffing.isEnd(Array(line.utf8)), "\(line.debugDescription)")
        }
    }

    @Test func onlyTheFirstDotIsDropped() {
        #expect(DotStuffing.unstuffed(Array("..a\r\n".utf8)[...]).text == ".a\r\n")
        #expect(DotStuffing.unstuffed(Array("a.\r\n".utf8)[...]).text == "a.\r\n")
        #expect(DotStuffing.unstuffed([]).isEmpty)
    }
}
