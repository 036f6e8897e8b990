import SMTPCore
import Testing

@testable import SMTPScript

/// Octets that are no UTF-8 are no text: what looks at text sees U+FFFD, `bytes` what came.
@Suite struct ReplyTextTests {
    private static func reply(_ text: [UInt8]) -> [UInt8] {
        Array("250-one\r\n250 gr".utf8) + text + Array("n\r\n".utf8)
    }

    @Test(arguments: [
        ("\"gr\\u{fffd}n\"", true), ("text \"gr\\u{fffd}n\"", true),
        ("text /gr\\x{ef}\\x{bf}\\x{bd}n/", true), ("text \"\\xfc\"", false),
        ("text /\\xfc/", false), ("bytes \"gr\\xfcn\"", true), ("bytes /gr\\xfcn/", true),
        ("bytes \"\\u{fffd}\"", false),
    ])
    func textHasAMarkWhereOctetsAreNoText(claim: String, holds: Bool) {
        let claim = claim.hasPrefix("\"") ? "250 " + claim : claim
        var server = ScriptedServer("NOOP\n< \(claim)")

        server.greet()
        server.octets(Self.reply([0xFC]))

        #expect((server.result.outcome == .passed) == holds, "\(server.complaints)")
    }

    @Test func whatWasHeardIsText() {
        var server = ScriptedServer(
            "NOOP\n< 250 /gr(?<x>.*)n/\n@note \"${reply.text} ${x}\"")

        server.greet()
        server.octets(Self.reply([0xC3, 0xBC, 0xFF]))

        #expect(server.intents.contains(.note("one\\n" + "gr\u{FC}\u{FFFD}n \u{FC}\u{FFFD}")))
    }

    @Test(
        arguments: [
            ([0x61, 0xC3, 0xBC], [0x61, 0xC3, 0xBC]), ([0xFC], [0xEF, 0xBF, 0xBD]),
            ([0x00, 0x1B, 0x7F], [0x00, 0x1B, 0x7F]),
            ([0xE2, 0x82, 0x41], [0xEF, 0xBF, 0xBD, 0x41]),
            ([], []),
        ] as [([UInt8], [UInt8])])
    func onlyWhatIsNoTextIsReplaced(octets: [UInt8], text: [UInt8]) {
        let line = Array("250 ".utf8) + octets + ASCII.crlf
        var parser = ReplyParser()
        let reply = parser.receive(line[...]).first

        #expect(reply?.plainText == text)
    }

    @Test(arguments: [
        ("250 \"gr\\xfcn\"", 1), ("text \"\\xff\"", 1), ("not text \"\\xff\"", 1),
        ("not 250 \"\\xff\"", 1), ("bytes \"\\xff\"", 0), ("text \"gr\\xc3\\xbcn\"", 0),
        ("250 \"grün\" grün", 0),
    ])
    func octetsThatNoTextHasAreTold(claim: String, count: Int) {
        let text = Array("NOOP\n< \(claim)".utf8)
        let problems = ScriptProgram.load(text, file: "x.smtp") { _ in nil }.problems

        #expect(problems.count == count)
        #expect(problems.allSatisfy { $0.message == "octets that are no UTF-8 are in no text" })
        #expect(problems.allSatisfy { $0.severity == .lint && $0.place.line == 2 })
    }
}
