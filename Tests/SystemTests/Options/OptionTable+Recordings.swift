import TestSupport

/// Options of what reads recordings, logs and replies.
extension OptionTable {
    static let explain: [OptionEffect] =
        [
            OptionEffect("--file", "%/mail.log", OptionRun(["explain"])) {
                $0.text.contains("5.1.1")
            },
            OptionEffect("--format", "tsv", OptionRun(["explain", "%/mail.log"])) {
                $0.text.split(separator: "\n").last?.contains("\t") == true
            },
            OptionEffect("--json", nil, OptionRun(["explain", "%/mail.log"])) {
                $0.text.hasPrefix("{") || $0.text.hasPrefix("[")
            },
            OptionEffect("--details", nil, OptionRun(["explain", "%/mail.log"])) {
                $0.text.contains("  1. ")
            },
            OptionEffect(
                "--screen", nil,
                OptionRun(["explain", "%/mail.log"], keys: "wait-idle\nsave-frame\n")
            ) { $0.text.contains("2 failures") },
            OptionEffect("--why", nil, OptionRun(["explain", "550 5.1.1 User unknown"])) {
                $0.text.contains("Why: the rules that matched")
            },
        ] + screen(OptionRun(["explain", "%/mail.log", "--screen"]))
        + [
            annotations(
                OptionRun(["explain", "%/mail.log", "--screen"]),
                after: "line :connect lab:healthy")
        ]

    private static let compared = OptionRun(["rec", "diff", "%/plain.smtprec", "%/words.smtprec"])

    static let diff: [OptionEffect] =
        [
            OptionEffect("--strict", nil, compared) { $0.code == 4 },
            OptionEffect(
                "--noise", nil, OptionRun(["rec", "diff", "%/tls.smtprec", "%/login.smtprec"])
            ) { $0.text.contains("noise ") },
            OptionEffect("--screen", nil, compared.with { $0.keys = "wait-idle\nsave-frame\n" }) {
                $0.text.contains("220 lab.test")
            },
        ] + screen(compared + ["--screen"])
        + [annotations(compared + ["--screen"], after: "key Esc\nwait-idle\nkey Esc g g")]

    static let redact: [OptionEffect] = [
        OptionEffect(
            "--level", "addresses",
            OptionRun(["rec", "redact", "%/plain.smtprec", "--output", "&/x.smtprec"])
        ) { $0.isRecorded("Subject: x", not: "ann@lab.test") },
        output(OptionRun(["rec", "redact", "%/plain.smtprec"])),
    ]

    static let export: [OptionEffect] = [
        OptionEffect("--as", "swaks", OptionRun(["rec", "export", "%/plain.smtprec"])) {
            $0.text.contains("<-  220 lab.test")
        },
        output(OptionRun(["rec", "export", "%/plain.smtprec", "--as", "json"])),
    ]

    static let importing: [OptionEffect] = [
        OptionEffect("--from", "swaks", OptionRun(["rec", "import", "%/swaks.txt"])) {
            $0.errors.contains("read as swaks")
        },
        OptionEffect("--stream", "2", OptionRun(["rec", "import", "%/two.pcapng"])) {
            $0.text.contains("VRFY bob") && !$0.errors.contains("\n  1: ")
        },
        output(OptionRun(["rec", "import", "%/scram.txt"])),
    ]

    // MARK: Serving

    private static func served(_ name: String, _ client: String) -> OptionRun {
        OptionRun(["serve", "%/\(name).smtprec", "--listen", "127.0.0.1:PORT"]).with {
            $0.client = client
        }
    }

    private static let hello = "EHLO me.test\n"

    static let serve: [OptionEffect] = [
        OptionEffect(
            "--listen", "127.0.0.1:PORT",
            OptionRun(["serve", "%/plain.smtprec"]).with { $0.client = "QUIT\n" }
        ) { $0.talk?.text.contains("220 lab.test") == true },
        OptionEffect("--pace", "recorded", served("slow", "HELO me.test\nQUIT\n")) { play in
            (play.talk?.duration ?? .zero) > .seconds(1)
        },
        OptionEffect("--each", "2", served("two", hello + "VRFY bob\nQUIT\n")) {
            $0.text.contains("exact: VRFY bob")
        },
        OptionEffect(
            "--match", "strict", served("plain", hello + "MAIL FROM:<other@lab.test>\nQUIT\n")
        ) { $0.text.contains("not in the recording: MAIL") },
        OptionEffect("--unknown", "502", served("plain", hello + "NOOP\nQUIT\n")) {
            $0.talk?.text.contains("502 5.5.1") == true
        },
        OptionEffect(
            "--match-body", nil,
            served("plain", OptionBench.letter.replacing("text", with: "other text"))
        ) { $0.text.contains("another message") },
        OptionEffect("--no-refresh", nil, served("old", "HELO me.test\nQUIT\n")) {
            $0.talk?.text.contains("1 Jan 2024") == true
        },
        OptionEffect("--record", "&/x.smtprec", served("plain", hello + "QUIT\n")) {
            $0.recording.contains("\"e\":\"end\"")
        },
        OptionEffect(
            "--replace", nil,
            (served("plain", hello + "QUIT\n") + ["--record", "&/x.smtprec"]).with {
                $0.copies = ["x.smtprec": "%/tls.smtprec"]
            }
        ) { $0.isRecorded("EHLO me.test", not: "\"e\":\"tls\"") },
        OptionEffect(
            "--rule", "on NOOP: reply 450 4.2.1 \"laid over\"",
            served("plain", hello + "NOOP\nQUIT\n")
        ) { $0.talk?.text.contains("450 4.2.1 laid over") == true },
        OptionEffect(
            "--password", nil,
            served("scram", hello + ":auth scram-sha-256 ann\nQUIT\n").with {
                $0.environment = ["SMTP_PASSWORD=right"]
            }
        ) { $0.talk?.text.contains("235 2.7.0") == true },
    ]
}
