import SMTPCore
import Testing

private func capabilities(_ lines: String...) -> Capabilities {
    let last = lines.count - 1
    return Capabilities(
        Reply(
            lines: lines.enumerated().map {
                ReplyLine(Array("250\($0 == last ? " " : "-")\($1)\r\n".utf8))
            }))
}

@Suite struct CapabilitiesTests {
    @Test func keywordsAreReadInAnyCaseAndParametersKept() {
        let offered = capabilities(
            "mx.example hello you", "size 1000", "8bitMIME", "X-Foo Bar  baz")

        #expect(offered.domain == "mx.example")
        #expect(offered.keywords.map(\.name) == ["SIZE", "8BITMIME", "X-FOO"])
        #expect(offered.parameters(of: "X-FOO") == ["Bar", "baz"])
        #expect(offered.contains("8BITMIME"))
        #expect(!offered.contains("HELLO"))
        #expect(offered.parameters(of: "DSN") == nil)
    }

    @Test func mechanismsOfBothFormsAreListedOnce() {
        let offered = capabilities("mx", "AUTH PLAIN login", "AUTH=LOGIN CRAM-MD5", "auth=")

        #expect(offered.mechanisms == ["PLAIN", "LOGIN", "CRAM-MD5"])
        #expect(offered.keywords[0].usesEquals == false)
        #expect(offered.keywords[1].usesEquals)
    }

    @Test(arguments: [
        ("SIZE 1000", 1000), ("SIZE 0", nil), ("SIZE", nil), ("SIZE lots", nil), ("SIZE -5", nil),
        ("SIZE 99999999999999999999999", nil), ("8BITMIME", nil),
    ])
    func sizeIsANumberAboveZeroOrNothing(line: String, expected: Int?) {
        #expect(capabilities("mx", line).sizeLimit == expected)
    }

    @Test func theDifferenceOfTwoAnswersIsInTheirOrder() {
        let before = capabilities("mx", "PIPELINING", "STARTTLS", "SIZE 10")
        let now = capabilities("mx", "SIZE 20", "pipelining", "AUTH PLAIN")

        let difference = now.difference(from: before)

        #expect(difference.added.map(\.name) == ["SIZE", "AUTH"])
        #expect(difference.removed.map(\.name) == ["STARTTLS", "SIZE"])
    }

    @Test func emptyLinesAndEndlessAnswersDoNoHarm() {
        let offered = Capabilities(
            Reply(lines: (0..<2_000).map { _ in ReplyLine(Array("250-X\r\n".utf8)) }))

        #expect(capabilities("", "", "  ", "DSN").keywords.map(\.name) == ["DSN"])
        #expect(offered.keywords.count == 512)
        #expect(Capabilities(Reply(lines: [])).keywords.isEmpty)
    }
}
