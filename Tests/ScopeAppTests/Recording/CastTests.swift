import SMTPCore
import SMTPTrace
import TerminalCore
import Testing

@testable import ScopeApp

@Suite struct CastTests {
    private static let events: [TraceEvent] = {
        func received(_ text: String) -> Fact {
            .received(ReceivedOctets(octets: Array(text.utf8), isSecure: false, read: 1))
        }
        let facts: [(Int, Fact)] = [
            (0, .connecting(to: "192.0.2.1:25", attempt: 1, of: 1)),
            (1, .connected(local: "", peer: "192.0.2.1:25")),
            (1_000, received("220 mx \u{1B}[31m\u{7} ESMTP\r\n")),
            (9_000, received("250 late\r\n")),
            (9_001, .ended(Ending(how: .closedByServer))),
        ]
        return facts.map { TraceEvent(at: .milliseconds($0.0), connection: 1, fact: $0.1) }
    }()

    private static func film(_ version: CastWriter.Version) -> [String] {
        let film = Cast.film(
            events, header: nil, title: "a", version: version,
            theme: ResolvedTheme(.builtin, depth: .mono))
        return String(decoding: film, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func eachEventIsDrawnAtItsTime() {
        let lines = Self.film(.three)

        #expect(lines[0].hasPrefix("{\"version\":3,"))
        #expect(lines[1].hasPrefix("[0.000000, \"o\", \"\\u001b[2J"))
        #expect(lines.contains { $0.hasPrefix("[0.000000, \"m\", \"connected to") })
        #expect(lines.contains { $0.hasPrefix("[1.000000, \"o\"") && $0.contains("220") })
        // Eight seconds are cut to two; what comes a millisecond later shares the frame.
        #expect(lines.count { $0.hasPrefix("[2.000000, ") } == 1)
        #expect(lines.last?.contains("250") == true)
    }

    /// What the server sends is shown, never obeyed.
    @Test func noTextOfTheServerCommandsTheTerminal() {
        let text = Self.film(.two).joined()

        #expect(text.contains("\\\\x1b[31m") || text.contains("\\\\x1b"))
        #expect(!text.contains("\\u001b[31m") && !text.contains("\\u0007"))
    }
}
