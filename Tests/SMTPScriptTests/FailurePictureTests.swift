import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

/// Endless replies in pictures, and what is left out in the record.
@Suite struct FailurePictureTests {
    @Test func anEndlessReplyIsCounted() {
        var server = ScriptedServer("NOOP\n< 250 /nothing/")

        server.greet()
        for _ in 0..<4_999 { server.say("250-a line that is there to be long") }
        server.say("250 end")

        let picture = server.complaints.first ?? ""
        #expect(picture.contains("(4960 more lines)"), "\(picture.suffix(300))")
    }

    @Test func whatIsLeftOutIsRecorded() {
        var server = ScriptedServer(
            "@section \"a\"\n@skip \"not today\"\nNOOP\n@section \"b\"\nDATA\n< 550\n"
                + "@section \"c\"\nNOOP")

        server.greet()
        server.say("354 go")

        let told = server.intents.compactMap { intent -> String? in
            guard case .record(.check(let check), _) = intent, check.holds else { return nil }
            return "\(check.place) \(check.found)"
        }
        #expect(
            told == [
                "x.smtp:2 skipped: not today",
                "x.smtp:7 skipped: the section before left the connection in an unknown state",
            ])
    }
}
