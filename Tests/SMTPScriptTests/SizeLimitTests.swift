import SMTPCore
import Testing

@testable import SMTPScript

/// RFC 1870 §4: no number, or 0, is no limit.
@Suite struct SizeLimitTests {
    @Test(arguments: [
        ("SIZE 0", ">= 10M", true), ("SIZE", ">= 10M", true), ("SIZE 0", "< 10M", false),
        ("SIZE 0", "== 0", true), ("SIZE 5", ">= 10M", false), ("SIZE", "== 0", false),
        ("LIMITS", ">= 1", false),
    ])
    func aSizeOfZeroIsNoLimit(offer: String, claim: String, holds: Bool) {
        let keyword = offer.split(separator: " ")[0]
        var server = ScriptedServer("EHLO a\n< has \(keyword) \(claim)")

        server.greet()
        server.say("250-a|250 \(offer)")

        #expect((server.result.outcome == .passed) == holds, "\(server.complaints)")
    }
}
