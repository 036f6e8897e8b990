import Glibc
import TestSupport

/// What the runs of options need, made once for many.
final class OptionBench {
    private let fixtures: Folder
    private var listener: LabListener?
    private var asking: SelfSignedServer?

    static let letter =
        "EHLO me.test\nMAIL FROM:<ann@lab.test>\nRCPT TO:<bob@lab.test>\nDATA\n"
        + "Message-ID: <1@old.example>\nSubject: x\n\ntext\n.\nQUIT\n"

    init() throws {
        fixtures = try Folder()
        try writeScripts()
        try record("plain", ["lab:healthy"], Self.letter)
        try record("tls", ["lab:healthy"], "EHLO me.test\n:starttls\nEHLO me.test\nQUIT\n")
        try record(
            "login", ["lab:healthy"],
            "EHLO me.test\n:starttls\nEHLO me.test\n:auth plain ann\nQUIT\n")
        // A program that takes its time and names a day.
        try record(
            "slow",
            [
                "--pipe",
                "printf '220 mx.test on Mon, 1 Jan 2024 00:00:00 +0000\\r\\n'; read a; sleep 1;"
                    + " printf '250 ok\\r\\n'; read a; printf '221 bye\\r\\n'",
            ], "HELO me.test\nQUIT\n")
        try rewrite("plain", as: "words") { $0.replacing("ESMTP smtpscope lab", with: "ESMTP") }
        try rewrite("slow", as: "old") { text in
            let start = text.firstRange(of: "\"created\":\"")?.upperBound ?? text.startIndex
            return text[..<start] + "2023" + text[start...].dropFirst(4)
        }
        for name in ["two", "pause"] {
            _ = try Scope.start(
                [
                    "run", "\(fixtures.path)/\(name).smtp", "--to", "lab:healthy", "--record",
                    "\(fixtures.path)/\(name).smtprec",
                ], in: fixtures, input: ""
            ).finish()
        }
        _ = try Scope.start(
            [
                "rec", "export", "\(fixtures.path)/two.smtprec", "--as", "pcap", "--output",
                "\(fixtures.path)/two.pcapng",
            ], in: fixtures, input: ""
        ).finish()
    }

    private func writeScripts() throws {
        let end = "QUIT\n< 221\n<+ closed\n"
        for (name, text) in [
            ("noop.smtp", "EHLO me.test\nNOOP\n" + end),
            ("fails.smtp", "EHLO me.test\nNOOP\n< 550\n"),
            ("tagged.smtp", "@tag special\nEHLO me.test\n" + end),
            ("says.smtp", "## hello\nEHLO me.test\n" + end),
            ("variable.smtp", "@var who = \"ann.test\"\nEHLO ${who}\n" + end),
            ("unknown.smtp", "EHLO ${who}\n"),
            ("loose.smtp", "ehlo   me.test\n<   250\n"),
            ("tls.smtp", "EHLO me.test\n@starttls verify=none\nEHLO me.test\n" + end),
            (
                "letter.smtp",
                "EHLO me.test\nMAIL FROM:<ann@lab.test>\nRCPT TO:<bob@lab.test>\nDATA\n< 354\n"
                    + "@message auto\n" + end
            ),
            (
                "sections.smtp",
                "EHLO me.test\n\n@section \"one\"\nNOOP\n\n@section \"two\"\nRSET\n" + end
            ),
            (
                "two.smtp",
                "@connect as a\nEHLO me.test\nQUIT\n< 221\n<+ closed\n@connect as b\n"
                    + "EHLO me.test\nVRFY bob\n" + end
            ),
            (
                "pause.smtp",
                "@connect as a\nEHLO me.test\n" + end + "@wait 5s\n@connect as b\nEHLO me.test\n"
                    + end
            ),
            (
                "mail.log",
                "Nov 20 10:00:01 mx postfix/smtp[101]: 4F1A2: to=<bob@example.net>, "
                    + "relay=mx.example.net[192.0.2.1]:25, delay=1.2, dsn=5.1.1, status=bounced "
                    + "(host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown)\n"
                    + "Nov 20 10:00:02 mx postfix/smtp[102]: 4F1A3: to=<ann@example.com>, "
                    + "relay=mx.example.com[192.0.2.2]:25, delay=3, dsn=4.2.0, status=deferred "
                    + "(host mx.example.com[192.0.2.2] said: 450 4.2.0 Greylisted)\n"
            ),
            ("frame.ui", "save-frame\n"),
            ("swaks.txt", "nothing that is a transcript\n"),
            (
                "scram.txt",
                "<-  220 mx.test ESMTP\n -> EHLO me.test\n<-  250-mx.test\n"
                    + "<-  250 AUTH PLAIN SCRAM-SHA-256\n -> AUTH PLAIN AGFubgB4\n"
                    + "<-  235 2.7.0 welcome\n -> QUIT\n<-  221 2.0.0 bye\n"
            ),
        ] {
            _ = try fixtures.file(name, text)
        }
        let (certificate, key) = try SelfSignedServer.certificate(in: fixtures)
        _ = try fixtures.file("both.pem", FileText.read(certificate) + FileText.read(key))
        _ = try Scope.start(
            [
                "rec", "import", "\(fixtures.path)/scram.txt", "--output",
                "\(fixtures.path)/scram.smtprec",
            ], in: fixtures, input: ""
        ).finish()
    }

    private func record(_ name: String, _ target: [String], _ input: String) throws {
        let outcome = try Scope.start(
            ["connect"] + target + ["--json", "--record", "\(fixtures.path)/\(name).smtprec"],
            in: fixtures, environment: ["SMTP_PASSWORD=wonderland"], input: input
        ).finish()
        guard outcome.status == .exited(0) else {
            throw SupportError("\(name): \(outcome.errorText) \(outcome.text)")
        }
    }

    private func rewrite(_ name: String, as other: String, _ edit: (String) -> String) throws {
        let text = edit(FileText.read("\(fixtures.path)/\(name).smtprec"))
        _ = try fixtures.file("\(other).smtprec", text)
    }

    // MARK: Running

    /// Runs the program, with more words at the end.
    func play(_ run: OptionRun, _ more: [String] = []) throws -> OptionPlay {
        let folder = try Folder()
        let port = try Loopback.freePort()
        var words = run.arguments + more
        if let keys = run.keys {
            words += ["--ui-script", try folder.file("keys.ui", try filled(keys, folder, port))]
        }
        words = try words.map { try filled($0, folder, port) }
        for (name, origin) in run.copies {
            let copy = FileText.read(try filled(origin, folder, port))
            _ = try folder.file(name, copy)
        }
        if let configuration = run.configuration {
            for name in ["/.config", "/.config/smtpscope"] { mkdir(folder.path + name, 0o700) }
            _ = try folder.file(".config/smtpscope/config.toml", configuration)
        }
        if run.isOnTerminal { return try onTerminal(words, folder, port) }
        let child = try Scope.start(
            words, in: folder, environment: run.environment,
            input: try filled(run.input, folder, port))
        var talk: Outcome?
        if let client = run.client {
            let isReady = child.wait {
                String(decoding: $0.output, as: UTF8.self).contains(
                    "listening on 127.0.0.1:\(port)")
            }
            if isReady {
                talk = try Scope.start(
                    ["connect", "127.0.0.1:\(port)", "--json"], in: folder,
                    environment: ["SMTP_PASSWORD=right"], input: client
                ).finish()
            }
            child.send(SIGINT)
        }
        return OptionPlay(
            outcome: child.finish(within: .seconds(20)), talk: talk, folder: folder, port: port)
    }

    private func onTerminal(_ words: [String], _ folder: Folder, _ port: UInt16) throws
        -> OptionPlay
    {
        let program = try PtyProgram(
            [Scope.path] + words,
            environment: Scope.environment(home: folder.path, ["TERM=xterm-256color"]))
        // The lowest row is drawn last.
        _ = program.wait { $0.text.contains("^C") || $0.text.contains("Esc") }
        program.settle(.milliseconds(200))
        let screen = program.text
        program.press("\u{11}")
        program.settle()
        program.press("y")
        _ = program.finish()
        return OptionPlay(screen: screen, folder: folder, port: port)
    }

    private func filled(_ text: String, _ folder: Folder, _ port: UInt16) throws -> String {
        var text = text.replacing("%/", with: fixtures.path + "/")
            .replacing("&/", with: folder.path + "/").replacing("PORT", with: "\(port)")
        if text.contains("LISTENER") || text.contains("/authority.pem") {
            let lab = try lab()
            text = text.replacing("LISTENER", with: "127.0.0.1:\(lab.port)")
        }
        if text.contains("ASKING") {
            text = text.replacing("ASKING", with: try server().address)
        }
        return text
    }

    private func lab() throws -> LabListener {
        if let listener { return listener }
        let made = try LabListener("healthy", ["--ca-file", fixtures.path + "/authority.pem"])
        listener = made
        return made
    }

    private func server() throws -> SelfSignedServer {
        if let asking { return asking }
        let made = try SelfSignedServer(["-Verify", "1", "-tls1_2"])
        asking = made
        return made
    }
}
