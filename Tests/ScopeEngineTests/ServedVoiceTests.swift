import SMTPLab
import SMTPTrace
import Testing

@testable import ScopeEngine

struct ServedVoiceTests {
    private static let recorded = [
        ServedAction.decided(.exact, command: "STARTTLS", like: ""),
        .write(Array("220 go\r\n".utf8), after: .zero), .startTLS,
    ]

    /// The actions of one rule and of what follows it, in words.
    private static func play(_ actions: String, then next: String = "") throws -> [String] {
        let rules = try LabRule.parse(Array("on STARTTLS: \(actions)\n".utf8), file: "test")
        var voice = ServedVoice()
        let rule = try #require(rules.first)
        let after = next.isEmpty ? [] : [ServedAction.write(Array(next.utf8), after: .zero)]
        return (voice.play(rule, recorded) + voice.spoken(after)).compactMap { action in
            switch action {
            case .write(let octets, _):
                String(decoding: octets.filter { $0 != 13 && $0 != 10 }, as: UTF8.self)
            case .pause(let duration): "pause \(duration)"
            case .startTLS: "tls"
            case .close: "close"
            case .abort: "abort"
            case .remark(let text): text
            case .ask, .judge, .decided: nil
            }
        }
    }

    @Test(arguments: [
        ("reply 454 4.7.0 \"later\"", ["454 4.7.0 later", "tls"]),
        ("reply 220 \"yes\"", ["220 yes", "tls"]),
        ("delay 2s", ["pause 2.0 seconds", "220 go", "tls"]),
        ("note \"look\"; pass; delay 1s", ["look", "220 go", "tls", "pause 1.0 seconds"]),
        ("raw \"x\"; close", ["x", "close"]), ("abort", ["abort"]), ("hang", []),
        ("split 3", ["220", " go", "", "tls"]),
    ])
    func aRuleSpeaksInPlaceOfTheRecording(actions: String, said: [String]) throws {
        #expect(try Self.play(actions) == said)
    }

    @Test func paceHoldsForWhatFollows() throws {
        #expect(
            try Self.play("hang", then: "abc") == ["abc"])
        #expect(
            try Self.play("pace 10 bytes/s; reply 250 \"\"", then: "ab").suffix(4)
                == ["pause 0.1 seconds", "a", "pause 0.1 seconds", "b"])
    }

    @Test(arguments: [
        ("reply 550 \"no\"", ServedJudgement.refused), ("reply 250 \"yes\"", .accepted),
        ("raw \"?\"", .accepted), ("delay 1s", .asRecorded), ("pass; note \"x\"", .asRecorded),
        ("hang", .refused), ("pass; close", .asRecorded),
    ])
    func aRuleJudges(actions: String, judgement: ServedJudgement) throws {
        let rules = try LabRule.parse(Array("on DOT: \(actions)\n".utf8), file: "test")

        #expect(rules.first?.judgement == judgement)
    }
}
