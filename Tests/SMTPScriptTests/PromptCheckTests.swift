import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

@Suite struct PromptCheckTests {
    private static func check(_ line: String) -> PromptCheck {
        var parser = ReplyParser()
        let reply = parser.receive(Array("250 2.1.0 fine\r\n".utf8)[...]).first
        return PromptCheck(
            Array(line.utf8), against: .reply(reply ?? Reply(lines: []), took: .seconds(2)),
            capabilities: Capabilities(), report: nil, told: ["open-relay"]
        ) { _ in ["greylisted"] }
    }

    @Test(arguments: [
        ("< 250", true), ("< 250 2.1.0 Fine", true), ("< 5xx", false), ("< within 1s", false),
        ("< has SIZE", false), ("<? any", true), ("< diagnosis open-relay", true),
        ("< diagnosis greylisted", false),
    ])
    func aTypedExpectationIsHeldAgainstTheLastReply(line: String, holds: Bool) {
        #expect(Self.check(line).holds == holds)
    }

    @Test(arguments: [("< 250", "got 250 2.1.0"), ("< 5xx", "got 250 2.1.0")])
    func whatCameOfItIsKept(line: String, found: String) {
        let check = Self.check(line)

        #expect(
            check.kept
                == ScriptCheck(
                    place: "typed", wanted: String(line.dropFirst(2)), found: found,
                    holds: check.holds == true))
        #expect(Self.check("NOOP").kept == nil)
    }

    @Test(arguments: ["< hsa SIZE", "NOOP", "<250", "< ${x}"])
    func whatCannotBeReadSaysWhy(line: String) {
        #expect(Self.check(line).holds == nil)
        #expect(!Self.check(line).sentence.isEmpty)
    }
}
