import TestSupport

/// Options of everything that connects.
extension OptionTable {
    /// A session of one command with this server, recorded in `&/x.smtprec`. It says EHLO,
    /// STARTTLS and EHLO, or begins TLS at once with an address that ends in `/tls`.
    typealias Session = @Sendable (_ target: String) -> OptionRun

    private static let record = ["--record", "&/x.smtprec"]
    private static let upgrade = "EHLO me.test\n:starttls\nEHLO me.test\nQUIT\n"

    private static let connecting: Session = { target in
        isImplicit(target)
            ? OptionRun(
                ["connect", bare(target), "--plain", "--tls", "implicit"] + record, ":close\n")
            : OptionRun(["connect", target, "--plain"] + record, upgrade)
    }

    private static let running: Session = { target in
        OptionRun(
            ["run", "%/tls.smtp", "--to", bare(target)]
                + (isImplicit(target) ? ["--tls", "implicit"] : []) + record)
    }

    private static let resending: Session = { target in
        OptionRun(
            ["rec", "again", "%/tls.smtprec", "--to", bare(target)]
                + (isImplicit(target) ? ["--tls", "implicit"] : []) + record)
    }

    /// A lab of that name, or another server from the lab's screen.
    private static let practising: Session = { target in
        let lines = "line EHLO me.test\nwait-idle\nline STARTTLS\nwait-idle\n"
        if target.hasPrefix("lab:") {
            return OptionRun(
                ["lab", String(target.dropFirst(4))] + record, keys: "wait-idle\n" + lines)
        }
        let scheme = isImplicit(target) ? "smtps://" : ""
        return OptionRun(
            ["lab"] + record,
            keys: "wait-idle\nline :connect \(scheme)\(bare(target))\n"
                + (isImplicit(target)
                    ? "patience 4\nexpect-text TLSv1.2\n" : "wait-idle\n" + lines))
    }

    private static func isImplicit(_ target: String) -> Bool { target.hasSuffix("/tls") }

    private static func bare(_ target: String) -> String {
        isImplicit(target) ? String(target.dropLast(4)) : target
    }

    private static let isSecured = "\"e\":\"tls\",\"state\":\"done\""
    private static let isUnsecured = "\"e\":\"tls\",\"state\":\"failed\""

    /// `SessionFlags` and `RecordFlags`.
    private static func session(_ session: Session) -> [OptionEffect] {
        let asking = session("ASKING/tls") + ["--timeout", "2"]
        return [
            OptionEffect(
                "--tlsa", "3 1 1 " + String(repeating: "0", count: 64), session("lab:healthy")
            ) { $0.recording.contains("\"tlsa\":[\"3 1 1 0") },
            OptionEffect("--tls-min", "1.3", session("lab:old-tls")) {
                $0.isRecorded("\"kind\":\"version\"", not: isSecured)
            },
            OptionEffect("--tls-max", "1.2", session("lab:healthy")) {
                $0.recording.contains(isSecured + ",\"version\":\"TLSv1.2\"")
            },
            OptionEffect("--ca", "%/authority.pem", session("LISTENER") + ["--sni", "lab.test"]) {
                $0.recording.contains("\"verified\":\"yes\"")
            },
            OptionEffect("--sni", "other.test", session("lab:healthy")) {
                $0.recording.contains("\"sni\":\"other.test\"")
            },
            OptionEffect("--cert", "%/both.pem", asking) {
                $0.isRecorded(isSecured, not: isUnsecured)
            },
            OptionEffect("--key", "%/k.pem", asking + ["--cert", "%/c.pem"]) {
                $0.isRecorded(isSecured, not: isUnsecured)
            },
            OptionEffect(
                "--timeout", "0.1",
                session("lab:silent").with {
                    $0.arguments += ["--timeout", "0.4"]
                    if $0.keys != nil { $0.keys = "expect-text no greeting for\n" }
                }
            ) { $0.recording.contains("\"us\":100000}") },
            OptionEffect("--record", "&/x.smtprec", session("lab:healthy") - record) {
                $0.recording.contains("\"e\":\"end\"")
            },
            OptionEffect(
                "--replace", nil,
                session("lab:healthy").with { $0.copies = ["x.smtprec": "%/plain.smtprec"] }
            ) { $0.isRecorded(isSecured, not: "MAIL FROM") },
        ]
    }

    /// `RouteFlags`.
    private static func route(_ session: Session) -> [OptionEffect] {
        [
            OptionEffect("-4", nil, session("[::1]:1")) {
                $0.recording.contains("only IPv4 was asked for")
            },
            OptionEffect("-6", nil, session("127.0.0.1:1")) {
                $0.recording.contains("only IPv6 was asked for")
            },
            OptionEffect("--source", "192.0.2.9", session("127.0.0.1:1")) {
                $0.recording.contains("no address 192.0.2.9")
            },
        ]
    }

    /// `TalkFlags`.
    private static func talk(_ session: Session) -> [OptionEffect] {
        [
            OptionEffect(
                "--tls", "implicit",
                session("lab:implicit-tls").with {
                    $0.arguments += ["--timeout", "2"]
                    if $0.keys != nil { $0.keys = "patience 4\nexpect-text 220 lab.test\n" }
                }
            ) { $0.recording.contains(isSecured) },
            OptionEffect("--tls-verify", "full", session("lab:cert-expired")) {
                $0.recording.contains("we refused the certificate")
            },
            OptionEffect(
                "--name", "own.test",
                session("lab:healthy").with {
                    $0.arguments += ["--tls", "starttls"]
                    $0.input = "QUIT\n"
                    if $0.keys != nil { $0.keys = "wait-idle\n" }
                }
            ) { $0.recording.contains("EHLO own.test") },
        ]
    }

    // MARK: Commands

    static let connect: [OptionEffect] =
        [
            OptionEffect("--plain", nil, OptionRun(["connect", "lab:healthy"], "QUIT\n")) {
                $0.text.contains("S< 220 lab.test")
            },
            OptionEffect("--json", nil, OptionRun(["connect", "lab:healthy"], "QUIT\n")) {
                $0.text.hasPrefix("{") && $0.text.contains("220 lab.test")
            },
            OptionEffect(
                "--pipeline", nil,
                OptionRun(["connect", "lab:healthy", "--json"], OptionBench.letter)
            ) { play in
                let sent = play.outcome.map { JSONSession($0).sent } ?? []
                let writes = ["MAIL", "RCPT"].map { verb in
                    sent.first { $0.octets.starts(with: verb.utf8) }?.write
                }
                return writes[0] != nil && writes[0] == writes[1]
            },
            OptionEffect(
                "--password-from", "WORD",
                OptionRun(
                    ["connect", "lab:healthy", "--plain"],
                    "EHLO me.test\n:starttls\nEHLO me.test\n:auth plain ann\n"
                ).with { $0.environment = ["WORD=wonderland"] }
            ) { $0.text.contains("S< 235") },
            OptionEffect("--pipe", "printf '220 a pipe\\r\\n'", OptionRun(["connect", "--plain"])) {
                $0.text.contains("S< 220 a pipe")
            },
        ] + route(connecting) + talk(connecting) + session(connecting)
        + screen(OptionRun(["connect", "lab:healthy"]))
        + [annotations(OptionRun(["connect", "lab:healthy"]))]

    private static let served = OptionRun(["lab", "healthy", "--listen", "127.0.0.1:PORT"])
        .with { $0.client = "QUIT\n" }

    static let lab: [OptionEffect] =
        [
            OptionEffect("--list", nil, OptionRun(["lab"])) { $0.text.contains("greylisting ") },
            OptionEffect("--about", nil, OptionRun(["lab", "chaos"])) {
                $0.text.contains("odds 20%")
            },
            OptionEffect(
                "--listen", "127.0.0.1:PORT", OptionRun(["lab"]).with { $0.client = "QUIT\n" }
            ) { $0.talk?.text.contains("220 lab.test") == true },
            OptionEffect("--ca-file", "&/made.pem", served) {
                $0.file("made.pem").contains("BEGIN CERTIFICATE")
            },
            OptionEffect(
                "--seed", "3",
                OptionRun(
                    ["lab", "chaos"] + record,
                    keys: ["wait-idle", "line EHLO a", "line NOOP", "line MAIL FROM:<a@lab.test>"]
                        .map { $0 + "\nwait-idle\n" }.joined())
            ) { $0.recording.contains("451 4.3.0") },
            OptionEffect("--plain", nil, OptionRun(["lab"])) {
                $0.errors.contains("smtpscope connect lab:healthy --plain")
            },
            OptionEffect("--json", nil, OptionRun(["lab"])) {
                $0.errors.contains("smtpscope connect lab:healthy --json")
            },
        ] + talk(practising) + session(practising) + screen(OptionRun(["lab"]))
        + [annotations(OptionRun(["lab"]))]

    private static func scripts(_ names: String...) -> OptionRun {
        OptionRun(["run"] + names.map { "%/\($0).smtp" } + ["--to", "lab:healthy"])
    }

    static let run: [OptionEffect] =
        [
            OptionEffect("--to", "lab:healthy", OptionRun(["run", "%/noop.smtp"])) { $0.code == 0 },
            OptionEffect("--var", "who=bob.test", scripts("variable") + record) {
                $0.recording.contains("EHLO bob.test")
            },
            // What scripts say at the same time is not told.
            OptionEffect("--jobs", "2", scripts("says", "noop")) {
                $0.text.contains("2 scripts, 2 passed") && !$0.text.contains("hello")
            },
            OptionEffect("--keep-going", nil, scripts("fails", "noop")) {
                $0.text.contains("PASS") && $0.text.contains("noop.smtp")
            },
            OptionEffect(
                "--step", nil, scripts("noop").with { $0.keys = "wait-idle\nsave-frame\n" }
            ) { $0.text.contains("F5") },
            OptionEffect("--no-deliver", nil, scripts("letter") + record) {
                $0.isRecorded("354 ", not: "queued as")
            },
            OptionEffect("--until", "two", scripts("sections") + record) {
                $0.isRecorded("NOOP", not: "RSET")
            },
            OptionEffect("--tag", "special", scripts("tagged", "noop")) {
                $0.text.contains("tagged.smtp") && !$0.text.contains("noop.smtp")
            },
            OptionEffect("--report", "tap=-", scripts("noop")) {
                $0.text.hasPrefix("TAP version")
            },
            OptionEffect("--recordings", "&/kept", scripts("noop")) {
                let names = FileText.names(in: $0.folder.path + "/kept")
                return names.count == 1 && $0.file("kept/\(names[0])").contains("NOOP")
            },
            OptionEffect(
                "--pipe", "printf '220 a pipe\\r\\n'", OptionRun(["run", "%/noop.smtp"] + record)
            ) { $0.recording.contains("220 a pipe") },
            OptionEffect(
                "--tls", "none", OptionRun(["run", "%/noop.smtp", "--to", "smtps://LISTENER"])
            ) { $0.code == 0 },
        ] + route(running) + session(running) + screen(scripts("noop") + ["--step"])
        + [annotations(scripts("noop") + ["--step"], after: "key F9")]

    private static func resent(_ name: String, to target: String = "lab:healthy") -> OptionRun {
        OptionRun(["rec", "again", "%/\(name).smtprec", "--to", target] + record)
    }

    static let again: [OptionEffect] =
        [
            OptionEffect("--to", "lab:healthy", OptionRun(["rec", "again", "%/plain.smtprec"])) {
                $0.text.contains("no difference")
            },
            OptionEffect("--deliver", nil, resent("plain")) { $0.recording.contains("queued as") },
            OptionEffect("--rcpt", "jim@lab.test", resent("plain")) {
                $0.isRecorded(
                    "\"d\":\"RCPT TO:<jim@lab.test>", not: "\"d\":\"RCPT TO:<bob@lab.test>")
            },
            OptionEffect("--fresh", nil, resent("plain") + ["--deliver"]) {
                $0.isRecorded("Message-ID", not: "<1@old.example>")
            },
            OptionEffect("--no-wait", nil, resent("pause")) {
                $0.text.contains("2 connections") && !$0.text.contains("Waits up to")
            },
            OptionEffect("--secret", "password=wonderland", resent("login")) {
                $0.recording.contains("235 ")
            },
            OptionEffect("--strict", nil, resent("words")) {
                $0.code == 4 && $0.text.contains("text ")
            },
            OptionEffect("--noise", nil, resent("tls")) { $0.text.contains("noise ") },
            OptionEffect("--tls", "none", resent("tls")) {
                $0.isRecorded("\"d\":\"QUIT", not: "\"d\":\"STARTTLS")
            },
            OptionEffect("--tls-verify", "full", resent("tls", to: "lab:cert-expired")) {
                $0.text.contains("Stopped: expected a verified certificate")
            },
            OptionEffect("--name", "own.test", resent("tls")) {
                $0.isRecorded("EHLO own.test", not: "EHLO me.test")
            },
        ] + route(resending) + session(resending)
}
