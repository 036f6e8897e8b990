import SMTPCore
import Testing

@Suite struct Base64Tests {
    /// RFC 4648 §10.
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: vectors)
    func theVectorsOfTheRFCWorkBothWays(clear: String, encoded: String) {
        #expect(Base64.encode(clear.utf8).text == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(clear.utf8))
    }

    @Test(arguments: vectors)
    func missingPaddingIsAccepted(clear: String, encoded: String) {
        #expect(Base64.decode(encoded.utf8.filter { $0 != 61 }) == Array(clear.utf8))
    }

    @Test(arguments: [
        "A", "AAAAA", "=AAA", "AAA=BBB", "AA=A", "AA==AA==", "Zm 9v", "Zm9v\r\n", "Zm9v\0", "Zm-_",
        "Zm9\u{e9}", "AAA===", "*", "A===", "AAAA=", "AAAA==", "AAA==", "==", "===",
    ])
    func whatRFC4954ForbidsIsRefused(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test func aLoneEqualsSignIsTheEmptyResponse() {
        #expect(Base64.decode("=".utf8) == [])
    }

    @Test func allOctetsSurviveInAllLengths() {
        var noise = Noise(seed: 3)
        for _ in 0..<500 {
            let octets = noise.octets(upTo: 70, from: Array(0...255))
            #expect(Base64.decode(Base64.encode(octets)) == octets)
        }
    }

    @Test func noiseNeverTraps() {
        var noise = Noise(seed: 4)
        for _ in 0..<2_000 {
            let octets = noise.octets(upTo: 40, from: Array("AZaz09+/==".utf8))
            if let decoded = Base64.decode(octets) {
                #expect(decoded.count <= octets.count)
            }
        }
    }
}
