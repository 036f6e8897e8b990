import SMTPCore
import Testing

@testable import SMTPLab

/// The rule language: what is read, and how what is wrong is told.
struct GrammarTests {
    private func parse(_ text: String) throws(LabError) -> LabScenario {
        try LabScenario.parse(Array(text.utf8), file: "test.lab")
    }

    private func problems(_ text: String) -> [String] {
        do throws(LabError) {
            _ = try parse(text)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func everyDirectiveIsRead() throws {
        let scenario = try parse(
            """
            # A comment, and an empty line behind it

            @lab all-words
            @title "Every word"
            @diagnosis greylisted   # behind a word, too
            @fix "Do this; then that: \\"so\\""
            @banner "mx.lab.test ESMTP"
            @offer SIZE 5000
            @offer XFOO one two
            @hide chunking DSN
            @limit 64K
            @idle 90s
            @mailbox kim lee
            @mailbox Max
            @user kim "pass word"
            @cert wrong-name
            @tls min=1.1 max=1.2
            @flaw open-relay smuggling
            @lmtp
            @zone
            Lab.test. MX 10 mx.lab.test
              1.2.0.192.in-addr.arpa PTR mx.lab.test
            bank.test TXT "v=spf1 -all"
            @end
            on NOOP: pass
            """)

        #expect(scenario.id == "all-words" && scenario.title == "Every word")
        #expect(scenario.diagnosis == "greylisted")
        #expect(scenario.fix == "Do this; then that: \"so\"")
        #expect(scenario.banner == "mx.lab.test ESMTP")
        #expect(scenario.offers == ["SIZE 5000", "XFOO one two"])
        #expect(scenario.hidden == ["CHUNKING", "DSN"])
        #expect(scenario.sizeLimit == 65_536 && scenario.idleLimit == .seconds(90))
        #expect(scenario.mailboxes == ["kim", "lee", "max"])
        #expect(scenario.users == [.init(name: "kim", password: "pass word")])
        #expect(scenario.certificate == .wrongName && scenario.isLMTP)
        #expect(scenario.tls.minimum == .tls11 && scenario.tls.maximum == .tls12)
        #expect(scenario.flaws == [.openRelay, .smuggling])
        #expect(
            scenario.zone.map(\.owner) == ["lab.test", "1.2.0.192.in-addr.arpa", "bank.test"])
        #expect(scenario.zone.map(\.data) == ["10 mx.lab.test", "mx.lab.test", "v=spf1 -all"])
        #expect(scenario.rules.count == 1 && scenario.rules[0].line == 25)
    }

    @Test func aRuleMayGoOnInTheNextLine() throws {
        let scenario = try parse(
            "@lab x\r\non RCPT\r\n  first 2 per client, sender:\r\n\treply 450\r\n    4.7.1 \"a\"\r\n  \"b\"; close\r\non NOOP: hang\r\n"
        )

        #expect(scenario.rules.map(\.line) == [2, 7])
        #expect(scenario.rules[0].conditions == [.first(2, per: [.client, .sender])])
        #expect(
            scenario.rules[0].actions == [
                .reply(
                    code: 450, enhanced: EnhancedStatus(class: 4, subject: 7, detail: 1),
                    lines: [[97], [98]]),
                .close,
            ])
    }

    @Test(arguments: [
        "on CONNECT: hang", "on TLS: abort", "on IDLE: pass", "on DOT: close", "on ANY: pass",
        "on XCLIENT: pass", "on XFOO: pass", "on MAIL \"*@x\": pass", "on MAIL /a\\/b[^c]/i: pass",
        "on RCPT if tls unless auth: pass", "on RCPT after 0: pass",
        "on RCPT every 9 per domain: pass",
        "on RCPT within 500ms per connection, recipient: pass", "on DOT over 10M: pass",
        "on ANY odds 20%: pass", "on NOOP: reply 250 \"a\" \"b\"", "on NOOP: raw \"\\r\\n\\xff\"",
        "on NOOP: delay 1h; pace 40 bytes/s; split 3; note \"x\"; pass; abort", "on HELP  :  pass",
    ])
    func theseRulesAreRead(rule: String) throws {
        let scenario = try parse("@lab x\n" + rule)

        #expect(scenario.rules.count == 1)
    }

    @Test(arguments: [
        ("on RCTP: pass", "2:4: 'RCTP' is not an event; did you mean 'RCPT'?"),
        ("on rcpt: pass", "2:4: events are written in capitals; did you mean 'RCPT'?"),
        ("on RCPT", "2:8: the rule says when, but not what to do"),
        ("on RCPT: ", "2:10: an action is wanted here, not the end of the line"),
        ("on RCPT; pass", "2:8: a condition or ':' is wanted here, not ';'"),
        ("on : pass", "2:4: an event is wanted here, not ':'"),
        ("on RCPT: pas", "2:10: 'pas' is not an action; did you mean 'pass'?"),
        ("on RCPT: pass close", "2:15: 'close' is too much here; put ';' between two actions"),
        ("on RCPT: close; pass", "2:17: nothing can follow the end of the conversation"),
        ("on RCPT: pass; pass", "2:16: 'pass' stands here for the second time"),
        ("on RCPT if sober: pass", "2:12: 'sober' is not a flag; those known are tls, auth,"),
        ("on RCPT unless tsl: pass", "2:16: 'tsl' is not a flag; did you mean 'tls'?"),
        ("on RCPT frist 1: pass", "2:9: 'frist' is not a condition; did you mean 'first'?"),
        ("on RCPT first x: pass", "2:15: 'x' is not a number from 1 to 1000000"),
        ("on RCPT first 0: pass", "2:15: '0' is not a number from 1 to 1000000"),
        ("on RCPT per client: pass", "2:9: 'per' stands behind 'first'"),
        ("on RCPT first 1 per client,: pass", "2:28: a key is wanted here, not ':'"),
        ("on RCPT first 1 per clint: pass", "2:21: 'clint' is not a key; did you mean 'client'?"),
        ("on RCPT within 2x: pass", "2:16: '2x' is no time; write it as 500ms, 6s, 2m, 1h or 4d"),
        ("on DOT over much: pass", "2:13: 'much' is no size; write it as 1000, 64K or 10M"),
        ("on ANY odds 20: pass", "2:13: '20' is no share; write it as 20%"),
        ("on ANY odds 101%: pass", "2:13: '101%' is no share"),
        ("on RCPT \"bob: pass", "2:9: this quote is never closed"),
        ("on RCPT \"b\\q\": pass", "2:11: this escape is not known; those known are \\r"),
        ("on RCPT /bob: pass", "2:9: this pattern is never closed; put / at its end"),
        ("on RCPT /a(b/: pass", "2:11: bad pattern: this bracket is never closed"),
        ("on RCPT /*a/: pass", "2:10: bad pattern: there is nothing to repeat here"),
        ("on RCPT: reply", "2:15: a reply code is wanted here, not the end of the line"),
        ("on RCPT: reply 99 \"x\"", "2:16: '99' is not a reply code from 200 to 599"),
        ("on RCPT: reply 450", "2:19: the reply's text in quotes is wanted here"),
        ("on RCPT: reply 450 later", "2:20: 'later' is no enhanced status code"),
        ("on RCPT: reply 450 5.7.1 \"x\"", "2:20: 450 and 5.7.1 contradict each other"),
        ("on RCPT: reply 450 \"a\\nb\"", "2:20: the reply's text is one line; 'raw' sends any"),
        ("on RCPT: raw \"\"", "2:14: there is nothing to send"),
        ("on RCPT: delay soon", "2:16: 'soon' is no time"),
        ("on RCPT: pace 40", "2:17: 'bytes/s' is wanted here, not the end of the line"),
        ("on RCPT: pace 40 bits", "2:18: 'bits' is not a pace; write it as: pace 40 bytes/s"),
        ("on RCPT: split 0", "2:16: '0' is not octets from 1 to 65536"),
        ("on RCPT: note x", "2:15: the remark in quotes is wanted here, not 'x'"),
        ("on REPLY 250: pass", "2:4: 'REPLY' is an event of the proxy"),
        ("on RCPT: hold", "2:10: 'hold' is a word of the proxy; the lab passes nothing on"),
        ("on RCPT: drop", "2:10: 'drop' is a word of the proxy"),
        ("on RCPT: replace \"x\"", "2:10: 'replace' is a word of the proxy"),
        ("on RCPT: edit /a/ \"x\"", "2:10: 'edit' is a word of the proxy"),
        ("on EHLO: hide DSN", "2:10: 'hide' is a word of the proxy; in a lab '@hide KEYWORD'"),
        ("on EHLO: offer DSN", "2:10: 'offer' is a word of the proxy"),
        ("onn RCPT: pass", "2:1: a line begins with 'on' or an @word, not 'onn'; did you mean"),
        ("\"x\"", "2:1: a line begins with 'on' or an @word, not a text in quotes"),
        ("@lab y", "2:1: '@lab' stands here for the second time"),
        ("@titel \"x\"", "2:1: '@titel' is not a word of this language; did you mean '@title'?"),
        ("@title x", "2:8: the title in quotes is wanted here, not 'x'"),
        ("@title \"x\" y", "2:12: 'y' is too much here"),
        ("@diagnosis Bad", "2:12: a diagnosis is written in small letters"),
        ("@offer é", "2:8: a keyword has only letters, digits and hyphens"),
        ("@hide", "2:6: a keyword is wanted here, not the end of the line"),
        ("@limit 5G", "2:8: '5G' is no size"),
        ("@limit 101M", "2:8: a lab takes letters of 1 octet to 100M"),
        ("@limit 0", "2:8: a lab takes"), ("@idle 5", "2:7: '5' is no time"),
        ("@mailbox", "2:9: a mailbox is wanted here"),
        ("@user kim", "2:10: the password in quotes is wanted here"),
        ("@cert expird", "2:7: 'expird' is not a kind of certificate; did you mean 'expired'?"),
        ("@tls max=1.4", "2:6: '1.4' is not a version of TLS; did you mean '1.0'?"),
        ("@tls mode=maybe", "2:6: 'mode=maybe' is not a TLS setting"),
        ("@tls max=1.1 min=1.3", "2:14: the lowest version of TLS is above the highest"),
        ("@flaw relay", "2:7: 'relay' is not a flaw; those known are"),
        ("@end", "2:1: '@end' closes a '@zone', and none is open"),
        ("@zone\nlab.test MX 10 mx.lab.test", "2:6: this zone is never closed"),
        ("@zone\nlab.test MX\n@end", "3:1: a record is a name, a type and its data"),
        ("@zone\nexample.org A 192.0.2.1\n@end", "3:1: names of a lab end in .test"),
        ("@zone\nlab.test XM 10 mx\n@end", "3:1: 'XM' is not a type of record"),
    ])
    func theseLinesAreRefusedWithPlaceAndAdvice(line: String, problem: String) {
        let told = problems("@lab x\n" + line)

        #expect(told.count == 1)
        #expect(
            told.first?.hasPrefix("test.lab:" + problem) ?? false, "told: \(told)")
    }

    @Test func allProblemsAreToldAtOnceAndInOrder() {
        let told = problems(
            "@lab x\non RCTP: pass\n@zone\nbad\n@end\non NOOP: pass\n@title \"x\n@limit 5Q\n")

        #expect(
            told.map { $0.prefix(11) } == [
                "test.lab:2:", "test.lab:4:", "test.lab:7:", "test.lab:8:",
            ])
    }

    @Test func aFileWithoutANameIsRefused() {
        #expect(
            problems("on NOOP: pass") == [
                "test.lab:1:1: the file has no name; begin with '@lab' and a name"
            ])
    }

    @Test func anyOctetsAreReadWithoutHarm() {
        var random = LabRandom(seed: 3)
        let pieces = [
            "on", "@zone", "\n", " ", "\"", "/", "RCPT", ":", "\\", "\u{0}", "é", ";", "per",
            "@end", "reply",
        ]
        for _ in 0..<500 {
            let text = (0..<30).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            _ = problems(text)
        }
        #expect(problems(String(repeating: "x\n", count: 10_000)).count <= 51)
    }
}
