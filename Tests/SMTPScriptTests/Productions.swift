import Testing

/// One production of the grammar: scripts that have it, and scripts refused because of it.
struct Production: Sendable, CustomTestStringConvertible {
    let name: String
    let taken: [String]
    let refused: [String]

    var testDescription: String { name }

    init(_ name: String, takes taken: [String], refuses refused: [String]) {
        self.name = name
        self.taken = taken
        self.refused = refused
    }

    /// Lines below a line that is answered.
    init(below name: String, takes taken: [String], refuses refused: [String]) {
        self.init(
            name, takes: taken.map { "NOOP\n< " + $0 }, refuses: refused.map { "NOOP\n< " + $0 })
    }

    /// In the order of the grammar.
    static let all: [Production] = lines + expectations + orders + values

    private static let lines = [
        Production(
            "script", takes: ["", "EHLO a\n< 250\n", "#!/usr/bin/env smtpscope\r\nNOOP\r\n"],
            refuses: ["NOOP\n| a |\n", "@end\n"]),
        Production("line", takes: ["  NOOP  ", "\tNOOP", "   "], refuses: ["NO\rOP"]),
        Production("comment", takes: ["#", "# any \u{20AC} text", "  #x"], refuses: ["# a\rb"]),
        Production("note", takes: ["##", "## Hello ${name}"], refuses: ["## a\rb"]),
        Production("send", takes: ["NOOP", "боб", ".", "${line}"], refuses: ["a\rb"]),
        Production("sendchar", takes: ["!x", "$x", "\u{20AC}"], refuses: ["<x", "@x", "|x"]),
        Production("exact", takes: [">", "> a ", ">a", ">  ${x}"], refuses: ["> a\rb"]),
        Production(
            "row",
            takes: [
                "@each\n|a|\n|1|\n@end", "@each\n| a | b |\n| \\| | \"\\t|\" |\n| | ${x} |\n@end",
            ],
            refuses: [
                "@each\n| a |\n| 1\n@end", "@each\n| a |\n| 1 | 2 |\n@end",
                "@each\n| 1a |\n| 1 |\n@end",
                "@each\n| a |\n| \"x |\n@end",
            ]),
    ]

    private static let expectations = [
        Production(
            "expectation", takes: ["NOOP\n< 250", "NOOP\n<+? 250 # r", "NOOP\n  <\t250"],
            refuses: ["NOOP\n<250", "NOOP\n<?+ 250", "NOOP\n<", "@note \"x\"\n< 250"]),
        Production(
            below: "event",
            takes: [
                "250", "250-X", "any", "nothing", "silence 1s", "closed", "closed within 1s",
                "fails tls", "fails any /x/", "any or silence 1s or closed or fails dns or 250-x",
            ],
            refuses: ["some", "silence", "closed within", "fails", "any thing", "250 or", "or 250"]),
        Production(
            below: "reply", takes: ["250 2.0.0 Ok", "250 \"a\" /b/ c", "250 # r"],
            refuses: ["25", "2500", "250 \"a"]),
        Production(
            below: "replyline", takes: ["250-SIZE 10", "250-", "2xx-${x} # r"],
            refuses: ["25-SIZE", "250-SIZE\rx"]),
        Production(below: "code", takes: ["250", "x5X", "xxx"], refuses: ["2y0", "2 50", "25"]),
        Production(
            below: "enhanced", takes: ["250 2.1.5", "5xx x.x.x", "450 4.999.0"],
            refuses: ["2.1.5", "not 2.1.5"]),
        Production(
            below: "part", takes: ["250 2.0.0", "250 2.x.12"],
            refuses: ["2.1234.0 or 250", "not 2.1"]),
        Production(
            below: "match", takes: ["250 \"a b\"", "250 /a/i", "250 a \"b\" or c", "250 ${x}"],
            refuses: ["250 \"a", "250 /a", "250 //", "250 or 251 b"]),
        Production(
            below: "cause",
            takes: ["dns", "refused", "timeout", "tls", "closed", "any"].map {
                "fails \($0)"
            }, refuses: ["fails often", "fails /x/"]),
        Production(
            below: "property",
            takes: [
                "has SIZE", "has AUTH PLAIN LOGIN", "has SIZE > 1", "lacks VRFY",
                "lacks AUTH PLAIN",
                "within 1s", "after 1s", "lines 1", "lines != 1", "text \"x\"", "text /x/",
                "bytes \"\\r\"", "bytes /x/i", "not 5xx", "not 550 5.1.1 \"x\"", "not has X",
                "not tls verified", "not diagnosis x", "tls version 1.3", "tls name != \"a\"",
                "tls issuer \"a\"", "tls cipher == a", "tls expires > 1d", "tls alpn smtp",
                "tls tlsa \"3 1 1\"", "tls tlsa == none",
                "tls verified", "tls unverified", "diagnosis greylisted",
            ],
            refuses: [
                "has", "has SIZE > x", "lacks", "lacks SIZE > 1", "within", "within x", "after",
                "lines", "lines x", "text x", "text", "bytes x", "not", "not not 5xx", "not any",
                "tls", "tls colour x", "tls version", "diagnosis", "has SIZE or has X",
                "within 1s or 250",
            ]),
        Production(
            below: "compare",
            takes: [">=", "<=", "==", "!=", ">", "<"].map { "lines \($0) 1" },
            refuses: ["lines = 1", "lines => 1", "lines ! 1"]),
    ]

    private static let orders = [
        Production(
            "order", takes: ["@close", "  @close # r"], refuses: ["@", "@ close", "@nothing"]),
        Production(
            "step",
            takes: [
                "@connect", "@connect a:1 as b tls=none family=4 source=127.0.0.1", "@starttls",
                "@tls verify=none", "@tls verify=dane tlsa=\"3 1 0 ab, 2 0 0 cd\"",
                "@auth plain user=a password=b", "@message auto",
                "@bdat \"x\"", "@bdat last eol=lf \"x\"", "@raw \"x\"", "@raw hex 0d 0A",
                "@raw <<E\nx\nE", "@wait 1s", "@close", "@abort", "@half-close",
            ],
            refuses: [
                "@connect a:0", "@connect as", "@connect a b", "@starttls a", "@tls x=y", "@auth",
                "@auth what", "@message", "@bdat", "@bdat last", "@raw", "@raw hex", "@raw hex 0",
                "@raw hex xx", "@wait", "@close 1", "@abort 1", "@half-close 1",
            ]),
        Production(
            "body",
            takes: [
                "@message <<.\nx\n.", "@message \"x\"", "@message file \"a/b.eml\"",
                "@message auto", "@message auto subject=\"x\" size=10",
            ],
            refuses: [
                "@message x", "@message file", "@message file \"../x\"", "@message file \"/x\"",
                "@message auto colour=red", "@message \"x\" y",
            ]),
        Production(
            "heretext",
            takes: [
                "@message <<E\n${x} $${y}\nE", "@message <<'E'\n${x}\nE", "@raw <<.\n.",
                "@optional\n  @message <<E\n    x\n  E\n@end",
            ],
            refuses: [
                "@message <<", "@message <<E", "@message <<E\nx\nF", "@message <<'E\nx\nE",
                "@message << E F\nE",
            ]),
        Production(
            "declare",
            takes: [
                "@format 1", "@title \"x\"", "@tag", "@tag a b", "@requires lab dns",
                "@server a:25", "@server [::1]:25", "@lab healthy seed=1", "@var a = 1",
                "@set a = \"b\"", "@secret a", "@secret a from env B, prompt for c.example",
                "@timeout 1s", "@pace 9 bytes/s", "@pace off", "@use a", "@early ok", "@early fail",
            ],
            refuses: [
                "@format", "@title x", "@requires moon", "@server", "@server a:x", "@lab",
                "@lab a b", "@var a", "@var a 1", "@var = 1", "@set a =", "@secret",
                "@secret a from", "@secret a for", "@timeout", "@timeout 1", "@pace", "@pace 9",
                "@use", "@use a b", "@early", "@early no",
            ]),
        Production(
            "source",
            takes: ["env A", "file \"a\"", "keychain \"a b\"", "prompt", "env A, prompt"].map {
                "@secret a from \($0)"
            },
            refuses: ["env", "file a", "file \"/a\"", "keychain", "moon", "env A prompt"].map {
                "@secret a from \($0)"
            }),
        Production(
            "talk",
            takes: [
                "@section \"x\"", "@note \"x\"", "@mark \"x\"", "@pause", "@pause \"x\"",
                "@ask a \"x\"", "@break",
            ],
            refuses: ["@section", "@note", "@mark x", "@pause x", "@ask", "@ask a", "@break x"]),
        Production(
            "flow",
            takes: [
                "@include \"a\"", "@stop", "@skip \"x\"", "@fail \"x\"", "@pipeline\nNOOP\n@end",
                "@if tls\n@elif open\n@else\n@end", "@each a in 1, \"b\"\n@end",
                "@each\n| a |\n| 1 |\n@end", "@repeat 2\n@end", "@retry 2\n@end",
                "@retry 2 every 1s\n@end", "@optional\n@end", "@optional \"x\"\n@end",
            ],
            refuses: [
                "@include a", "@stop 1", "@skip", "@fail", "@pipeline", "@pipeline\n@connect\n@end",
                "@if\n@end", "@if tls", "@if tls\n@else\n@elif tls\n@end", "@each\n@end",
                "@each a\n@end", "@each a in\n@end", "@repeat\n@end", "@repeat 0\n@end",
                "@retry\n@end", "@retry 1 every\n@end", "@optional x\n@end", "@optional",
            ]),
        Production(
            "cond",
            takes: ["tls and open", "tls or open and silent", "not tls and not open"].map {
                "@if \($0)\n@end"
            }, refuses: ["tls open", "tls and", "or tls"].map { "@if \($0)\n@end" }),
        Production(
            "term",
            takes: [
                "has X", "has AUTH PLAIN", "lacks X", "tls", "open", "silent", "reply 25x",
                "a == 1", "(a + 1) * 2 >= len(b)", "not a != \"x\"",
            ].map { "@if \($0)\n@end" },
            refuses: ["has", "lacks", "reply", "reply 25", "a", "a ==", "== 1", "not"].map {
                "@if \($0)\n@end"
            }),
    ]

    private static let values = [
        Production(
            "expr", takes: ["@set a = 1 + b - \"2\""],
            refuses: [
                "@set a = 1 +", "@set a = + 1", "@set a = 1 2",
            ]),
        Production(
            "product", takes: ["@set a = 2 * b / 3"],
            refuses: [
                "@set a = 2 *", "@set a = / 3", "@set a = 2 * * 3",
            ]),
        Production(
            "atom",
            takes: [
                "\"x\"", "1", "a", "reply.code", "ehlo.SIZE", "ehlo.X-EXPS", "tls.days", "len(a)",
                "(1)",
            ].map { "@set a = \($0)" },
            refuses: ["\"x", "a.", ".b", "(1", ")", "1234567890123", "${a}"].map {
                "@set a = \($0)"
            }),
        Production(
            "call",
            takes: [
                "base64(a)", "base64(\"\\0\", a, \"\\0\", b)", "repeat(\"x\", 3)", "random(8)",
                "lower(a)", "upper(a)", "hex(a)", "len(a)",
            ].map { "@set a = \($0)" },
            refuses: [
                "base64()", "repeat(1)", "random()", "lower(1, 2)", "upper()", "hex()", "len()",
                "nothing(1)", "len(1", "len(1 2)",
            ].map { "@set a = \($0)" }),
        Production(
            "option",
            takes: ["@tls verify=none min=1.2 max=1.3", "@auth plain user=\"a b\" password=${p}"],
            refuses: [
                "@tls verify", "@tls verify=most", "@tls min=1.4", "@tls colour=red",
                "@tls verify=none verify=none", "@tls sni=\"a", "@connect tls=some",
                "@message end=perhaps \"x\"", "@bdat eol=cr \"x\"", "@tls alpn=",
            ]),
        Production(
            "string",
            takes: [#"@raw "\r\n\t\0\\\"\$\x0d\u{20ac}${x} $${y} $z""#, "@raw \"\""],
            refuses: [
                "@raw \"", #"@raw "\q""#, #"@raw "\x1""#, #"@raw "\u{d800}""#, #"@raw "\u{}""#,
                #"@raw "\"#,
            ]),
        Production(
            below: "pattern", takes: ["text /a\\/b/", "text /(?<a>x)/i", "text /${x}/"],
            refuses: ["text /a", "text //", "text /a/x", "text /a\\/"]),
        Production(
            below: "duration",
            takes: ["1ms", "1s", "1m", "1h", "999999999d"].map { "within \($0)" },
            refuses: ["0s", "1", "s", "1 s", "1.5s", "-1s", "1S", "1234567890s"].map {
                "within \($0)"
            }),
        Production(
            below: "size", takes: ["1", "1k", "1M", "1Ki", "1Mi"].map { "has SIZE > \($0)" },
            refuses: ["k", "1K", "1.5k", "-1", "1 k"].map { "has SIZE > \($0)" }),
        Production(
            "remark", takes: ["@close # r", "NOOP\n< 250 # r", "@raw \"#\" # r"],
            refuses: ["@close# r", "@close r # r", "NOOP\n< any# r"]),
    ]
}
