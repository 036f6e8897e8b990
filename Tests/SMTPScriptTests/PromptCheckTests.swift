import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPScript

@Suite struct PromptCheckTests {
    private static func check(
        _ line: String, names: ScriptNames = ScriptNames()
    ) -> PromptCheck {
        var parser = ReplyParser()
        let reply = parser.receive(Array("250 2.1.0 fine\r\n".utf8)[...]).first
        return PromptCheck(
            Array(line.utf8), against: .reply(reply ?? Reply(lines: []), took: .seconds(2)),
            in: PromptContext(names: names), told: ["open-relay"]
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

    @Test func whatAPatternNamesIsGiven() {
        let check = Self.check("< 250 /(?<first>f)(?<rest>.*)/")

        #expect(check.captures.map(\.name) == ["first", "rest"])
        #expect(check.captures.map(\.value.text) == ["f", "ine"])
        #expect(Self.check("< 250 /(?<first>x)/").captures.isEmpty)
    }

    /// What is kept can be read again where nobody knows the names.
    @Test(arguments: [
        ("< 250 ${word}", #"250 "fi\"ne #""#),
        ("< text /^${word}$/i", ##"text /^fi\"ne \#$/i"##),
        ("< ${late}", "5xx"),
        (#"< not text "${word}""#, #"not text "fi\"ne #""#),
    ])
    func namesAreKeptAsTheirValues(line: String, wanted: String) {
        var names = ScriptNames()
        names.add([("word", Array(#"fi"ne #"#.utf8)), ("late", Array("5xx".utf8))])

        let kept = Self.check(line, names: names).kept
        #expect(kept?.wanted == wanted)
        #expect(Self.check("< \(wanted)").kept?.wanted == wanted)
    }

    @Test func aSecretIsHeldAgainstAReplyAndNotKept() {
        var names = ScriptNames()
        names.secrets["word"] = Array("fine".utf8)

        let check = Self.check("< 250 ${word}", names: names)
        #expect(check.holds == true)
        #expect(check.kept == nil)
    }

    @Test(arguments: ["< hsa SIZE", "NOOP", "<250", "< ${x}"])
    func whatCannotBeReadSaysWhy(line: String) {
        #expect(Self.check(line).holds == nil)
        #expect(!Self.check(line).sentence.isEmpty)
    }
}
