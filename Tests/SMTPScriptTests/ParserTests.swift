import Testing

@testable import SMTPScript

/// The grammar, production by production: what it takes and what it refuses.
@Suite struct ParserTests {
    private static func parse(_ text: String) -> ScriptParser.Outcome {
        ScriptParser.parse(Array(text.utf8), file: "x.smtp")
    }

    @Test(arguments: [
        // line
        "", "   ", "# comment", "#", "## said aloud ${x}", "##", "EHLO client.example",
        "  MAIL FROM:<a@b>  ", "> exact  ", ">", ">x", "боб",
        // steps
        "@connect", "@connect mail.example.org:25", "@connect [2001:db8::1]:25",
        "@connect mail.example.org as b", "@connect as b", "@connect ${host}:2525",
        "@connect tls=implicit verify=none", "@connect unix:/run/x.sock", "@starttls",
        "@starttls verify=full sni=a.example min=1.2 max=1.3", "@tls verify=none",
        "@tls ciphers=\"HIGH:!aNULL\" cert=a.pem key=a.key alpn=smtp verify=dane",
        "@auth plain user=ann password=x", "@auth xoauth2 user=a token=${t}",
        "@auth cram-md5 user=ann password=\"a b\" initial=no", "@message \"text\"",
        "@message auto", "@message auto subject=\"a b\" size=${n}", "@message file \"a/b.eml\"",
        "@message end=no stuff=no eol=lf \"a\\n\"", "@bdat \"x\"", "@bdat last auto",
        "@raw \"a\\r\\n\"", "@raw hex 0d0a 2E", "@wait 500ms", "@close", "@abort",
        "@half-close", "@close  # remark",
        // declarations
        "@format 1", "@title \"t\"", "@tag slow net", "@tag", "@requires lab dns ipv6 deliver",
        "@server mail.example.org:587", "@lab healthy", "@lab healthy seed=7",
        "@var a = \"x\"", "@set b = 1 + 2 * 3", "@secret p",
        "@secret p from env P, file \"p.txt\", keychain \"it em\", prompt for mail.example.org",
        "@timeout 5m", "@pace 100 bytes/s", "@pace off", "@use b", "@early ok", "@early fail",
        // talk and flow
        "@section \"s ${x}\"", "@note \"n\"", "@mark \"m\"", "@pause", "@pause \"p\"",
        "@ask name \"Your name?\"", "@break", "@include \"common/x.smtp\"", "@stop",
        "@skip \"s\"", "@fail \"f\"", "@pipeline\nNOOP\n@end", "@if tls\nNOOP\n@end",
        "@if a == 1\n@elif b\u{20}!= 2 # r\n@else # r\n@end # r",
        "@each x in 1, \"b\", c\nNOOP\n@end", "@each\n| a | b |\n| 1 | \"\\n\" |\n@end",
        "@repeat 3\nNOOP\n@end", "@retry 5\n@end", "@retry 5 every 60s\n@end",
        "@optional\n@end", "@optional \"o\"\n@end",
        // expressions
        "@set a = base64(\"\\0\", user, \"\\0\", p)",
        "@set a = (1 + b) * -c".replacing("-", with: ""),
        "@set a = random(8)", "@set a = lower(upper(hex(\"x\")))", "@set a = len(repeat(\"x\", 9))",
        "@set a = ehlo.SIZE - reply.ms / tls.days", "@set a = ehlo.X-EXPS",
        // conditions
        "@if has STARTTLS and not lacks AUTH PLAIN or open\n@end", "@if silent\n@end",
        "@if reply 4xx\n@end", "@if tls.version == \"1.3\"\n@end", "@if (a + 1) >= len(b)\n@end",
    ])
    func theGrammarTakes(text: String) {
        let outcome = Self.parse(text)

        #expect(outcome.problems.isEmpty, "\(outcome.problems)")
    }

    @Test(arguments: [
        "250", "25x", "5XX", "250 2.1.5", "250 x.7.1", "250 2.1.5 Ok", "250 \"ok\" /a/ /b/i",
        "250-PIPELINING", "250-SIZE ${n}", "250 or 251 or 4xx 4.2.x", "any", "nothing",
        "silence 3s",
        "silence 1s or 5xx", "closed", "closed within 5s", "fails dns", "fails tls /expired/i",
        "fails any", "has STARTTLS", "has AUTH PLAIN LOGIN", "has SIZE >= 10k", "has SIZE != 5Mi",
        "lacks VRFY", "lacks AUTH PLAIN", "within 1s", "after 500ms", "lines 3", "lines >= 3",
        "text \"ok\"", "text /o.k/", "bytes \"\\r\\n\"", "bytes /a\\/b/", "not 5xx",
        "not text /x/", "not has STARTTLS", "tls version >= 1.2", "tls name \"lab.test\"",
        "tls issuer \"CA\"", "tls cipher == X", "tls expires > 14d", "tls verified",
        "tls unverified", "diagnosis greylisted", "${answer}", "250 ${word}  # remark",
        "250 Ok, that mailbox is here",
    ])
    func everyExpectationIsRead(claim: String) {
        for mark in ["<", "<+", "<?", "<+?"] {
            let outcome = Self.parse("NOOP\n\(mark) \(claim)")

            #expect(outcome.problems.isEmpty, "\(outcome.problems)")
        }
    }

    /// Line, its place as line:column, and the start of the message.
    @Test(
        arguments: [
            ("@startls", "1:1", "unknown directive @startls", "did you mean @starttls?"),
            ("@", "1:1", "an order is missing", nil),
            ("@ connect", "1:1", "an order is missing", nil),
            ("@end", "1:1", "@end without a block", nil),
            ("@else", "1:1", "@else without a block", nil),
            ("| a |", "1:1", "a table row without a table", nil),
            ("@connect a:99999", "1:12", "this is no port", nil),
            ("@connect verfy=none", "1:10", "unknown option `verfy`", "did you mean verify=?"),
            ("@starttls verify=maybe", "1:10", "verify= cannot be", nil),
            ("@starttls verify=none verify=full", "1:23", "`verify=` is given twice", nil),
            ("@auth scram-sha-256 user=a", "1:7", "@auth cannot do scram-sha-256", nil),
            ("@auth plian user=a", "1:7", "@auth cannot do plian", "did you mean plain?"),
            ("@message", "1:9", "the text is missing", nil),
            ("@message <<.", "1:10", "the text is never ended", nil),
            ("@message <<", "1:10", "a here-text needs one word", nil),
            ("@message file \"/etc/passwd\"", "1:15", "a script reads only files below", nil),
            ("@include \"../x\"", "1:10", "a script reads only files below", nil),
            ("@include \"${x}\"", "1:10", "a file name must be plain text", nil),
            ("@raw hex 0", "1:10", "these are no pairs", nil),
            ("@raw x", "1:6", "the octets are missing", nil),
            ("@raw \"a", "1:6", "the closing quote is missing", nil),
            ("@raw \"\\q\"", "1:7", "unknown escape", nil),
            ("@raw \"\\xg0\"", "1:7", "two hexadecimal digits", nil),
            ("@raw \"\\u{110000}\"", "1:7", "this is no Unicode code point", nil),
            ("@wait soon", "1:7", "this is no duration", nil),
            ("@wait", "1:6", "a duration is missing", nil),
            ("@close now", "1:8", "`now` does not belong here", nil),
            ("@var x \"y\"", "1:8", "= is missing here", nil),
            ("@var 1x = 2", "1:6", "a name is missing", nil),
            ("@set x = ", "1:10", "a value is missing", nil),
            ("@set x = foo(1)", "1:10", "unknown function `foo`", nil),
            ("@set x = bsae64(1)", "1:10", "unknown function", "did you mean base64(...)?"),
            ("@set x = len(1, 2)", "1:10", "len takes 1 argument", nil),
            ("@set x = (1", "1:10", "the closing parenthesis is missing", nil),
            ("@if a\n@end", "1:6", "a comparison is missing", nil),
            ("@requires moon", "1:11", "unknown requirement", nil),
            ("@pace fast", "1:7", "a number is missing", nil),
            ("@early maybe", "1:7", "fail or ok must follow", nil),
            ("@repeat 0\n@end", "1:9", "1 to 1000000 times", nil),
            ("@each\nNOOP\n@end", "1:1", "@each needs a table", nil),
            ("@each\n| a | b |\n| 1 |\n@end", "3:1", "1 cells, but 2 columns", nil),
            ("@each\n| a | a |\n| 1 | 2 |\n@end", "2:1", "the first row holds names", nil),
            ("@each\n| a |\n| 1\n@end", "3:4", "the bar at the end", nil),
            ("@if tls\nNOOP", "1:1", "@if is never ended", nil),
            ("@if tls\n@else\n@else\n@end", "3:1", "@else behind @else", nil),
            ("@secret p from moon", "1:16", "this is no source", nil),
            ("< 250\nNOOP", "1:1", "nothing above this line", nil),
            ("NOOP\n<250", "2:1", "a blank is missing", nil),
            ("NOOP\n< ", "2:3", "nothing is expected here", nil),
            ("NOOP\n< 25", "2:3", "`25` is nothing to expect", nil),
            ("NOOP\n< hsa X", "2:3", "`hsa` is nothing to expect", "did you mean has?"),
            ("NOOP\n< 250 or 251 fine", "2:3", "text without quotes", nil),
            ("NOOP\n< silence", "2:10", "a duration is missing", nil),
            ("NOOP\n< fails often", "2:8", "a cause is missing", nil),
            ("NOOP\n< has", "2:6", "a keyword is missing", nil),
            ("NOOP\n< has SIZE >= big", "2:15", "this is no size", nil),
            ("NOOP\n< text ok", "2:8", "a quoted text is missing", nil),
            ("NOOP\n< text /a", "2:8", "the closing / is missing", nil),
            ("NOOP\n< text //", "2:8", "the pattern is empty", nil),
            ("NOOP\n< not maybe", "2:7", "a code or a property", nil),
            ("NOOP\n< tls colour", "2:6", "`colour` is nothing TLS has", nil),
            ("a\rb", "1:2", "a carriage return inside a line", nil),
        ] as [(String, String, String, String?)])
    func theGrammarRefuses(text: String, place: String, message: String, help: String?) throws {
        let outcome = Self.parse(text)

        let problem = try #require(outcome.problems.first)
        #expect("\(problem.place.line):\(problem.place.column)" == place)
        #expect(problem.message.hasPrefix(message), "\(problem.message)")
        if let help { #expect(problem.help == help) }
    }

    @Test func allErrorsAreReportedNotOnlyTheFirst() {
        let text = (1...10).map { "@nonsense\($0)" }.joined(separator: "\n")

        #expect(Self.parse(text).problems.map(\.place.line) == Array(1...10))
    }

    @Test func octetsThatAreNoUTF8AreFound() {
        let outcome = ScriptParser.parse(Array("ab".utf8) + [0xFF, 10], file: "x.smtp")

        #expect(outcome.problems.first?.message == "this is no UTF-8")
        #expect(outcome.problems.first?.place.column == 3)
    }

    @Test func aPictureShowsTheLineAndAHelp() throws {
        let outcome = Self.parse("\n\n@startls\n")

        let picture = try #require(outcome.problems.first).picture(in: outcome.source)
        #expect(
            picture == """
                error: unknown directive @startls
                  --> x.smtp:3:1
                   |
                  3| @startls
                   | ^
                   = help: did you mean @starttls?
                """)
    }

    @Test func picturesNeverPrintControlsRaw() throws {
        let outcome = Self.parse("@close \u{1B}[2J\u{202E}x")

        let picture = try #require(outcome.problems.first).picture(in: outcome.source)
        #expect(picture.utf8.allSatisfy { $0 >= 32 || $0 == 10 })
        #expect(picture.contains("\\x1b[2J\\u{202e}x"))
    }

    @Test func crLfFilesAndAShebangAreRead() {
        let outcome = Self.parse("#!/usr/bin/env -S smtpscope run\r\nEHLO x\r\n< 250\r\n")

        #expect(outcome.problems.isEmpty)
        #expect(outcome.script.nodes.count == 3)
    }

    @Test func hereTextLosesTheOrdersOwnIndentation() throws {
        let outcome = Self.parse("  @message <<END\n    two more\n  none\n\n one less\n  END\n")

        guard case .step(let step)? = outcome.script.nodes.first,
            case .message(_, .here(let text)) = step.action
        else {
            Issue.record("no message")
            return
        }
        #expect(
            text.lines.compactMap(\.literal).map { String(decoding: $0, as: UTF8.self) }
                == ["  two more", "none", "", "one less"])
    }

    @Test func longScriptsAreReadInLinearTime() {
        let text = String(
            repeating: "MAIL FROM:<${x}>\n< 250 2.1.0 /q (?<a>.)/\n@note \"x\"\n", count: 3_000)
        let clock = ContinuousClock()

        let time = clock.measure { #expect(Self.parse(text).problems.isEmpty) }

        #expect(time < .seconds(10))
    }

    @Test func deepNestingIsRefusedNotFollowed() {
        let text = String(repeating: "@optional\n", count: 10_000)
        let sum = "@set x = " + String(repeating: "(", count: 100_000)

        #expect(!Self.parse(text).problems.isEmpty)
        #expect(!Self.parse(sum).problems.isEmpty)
    }
}
