import Testing

@testable import SMTPTrace

struct CastWriterTests {
    private static func film(_ version: CastWriter.Version) -> String {
        var writer = CastWriter(version)
        var film = writer.header(columns: 80, rows: 24, timestamp: 1_800_000_000, title: "a \"b\"")
        film += writer.output("one\r\n", at: .milliseconds(1_500))
        film += writer.mark("TLS", at: .milliseconds(1_500))
        film += writer.output("\u{1B}[2J", at: .seconds(600))
        film += writer.output("back", at: .seconds(599))
        return film.text
    }

    @Test func versionThreeCountsFromTheEventBefore() {
        #expect(
            Self.film(.three) == """
                {"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},\
                "timestamp":1800000000,"title":"a \\"b\\""}
                [1.500000, "o", "one\\r\\n"]
                [0.000000, "m", "TLS"]
                [2.000000, "o", "\\u001b[2J"]
                [0.000000, "o", "back"]

                """)
    }

    @Test func versionTwoCountsFromTheStart() {
        #expect(
            Self.film(.two) == """
                {"version":2,"width":80,"height":24,"timestamp":1800000000,"title":"a \\"b\\""}
                [1.500000, "o", "one\\r\\n"]
                [1.500000, "m", "TLS"]
                [3.500000, "o", "\\u001b[2J"]
                [3.500000, "o", "back"]

                """)
    }
}
