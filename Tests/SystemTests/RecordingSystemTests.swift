import Glibc
import SMTPCore
import SMTPTrace
import TestSupport
import Testing

/// Recordings of the whole program, and what programs of others make of our exports.
@Suite("Recordings")
struct RecordingSystemTests {
    private static let talk = """
        EHLO me
        MAIL FROM:<ann@lab.test>
        RCPT TO:<nobody@lab.test>
        RCPT TO:<bob@lab.test>
        DATA
        Subject: x

        ..dots and <b>
        .
        QUIT

        """

    /// A folder with `a.smtprec` in it.
    static func recorded(_ input: String = talk) throws -> (Folder, path: String) {
        let folder = try Folder()
        let path = folder.path + "/a.smtprec"
        let outcome = try Scope.start(
            ["connect", "lab:healthy", "--json", "--record", path], in: folder, input: input
        ).finish()
        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        return (folder, path)
    }

    static func rec(_ arguments: [String], in folder: Folder) throws -> Outcome {
        try Scope.start(["rec"] + arguments, in: folder, input: "").finish()
    }

    static func has(_ program: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    @Test func aRecordingIsNotReplacedUnlessAskedTo() throws {
        let folder = try Folder()
        let path = folder.path + "/x.smtprec"
        let script = try folder.file("a.smtp", "NOOP\n")
        func record(_ arguments: [String]) throws -> Outcome {
            try Scope.start(
                arguments + ["--record", path], in: folder, input: "EHLO me.test\n"
            ).finish()
        }
        let plain = ["connect", "lab:healthy", "--plain"]
        #expect(try record(plain).status == .exited(0))
        let before = FileText.read(path)

        for arguments in [
            plain, ["run", script, "--to", "lab:healthy"], ["lab"],
            ["lab", "--listen", "127.0.0.1:0"], ["serve", path, "--listen", "127.0.0.1:0"],
            ["rec", "again", path, "--to", "lab:healthy"],
        ] {
            let outcome = try record(arguments)
            #expect(outcome.status == .exited(1), "\(arguments)")
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.errorText
                    == "smtpscope: \(path) is there already: --replace replaces it\n")
        }
        #expect(FileText.read(path) == before)
        #expect(try record(plain + ["--replace"]).status == .exited(0))
        #expect(FileText.read(path) != before)
    }

    @Test func everySessionIsRecordedWithoutBeingAskedFor() throws {
        let folder = try Folder()

        _ = try Scope.start(
            ["connect", "lab:healthy", "--plain"], in: folder, input: Self.talk
        ).finish()
        let list = try Self.rec(["list"], in: folder)
        let path = list.text.split(separator: "\n").map(String.init)
        let verdict = try Self.rec(["verify", path.first ?? "none"], in: folder)

        #expect(path.count == 1)
        #expect(verdict.text.hasSuffix(": complete\n"))
        #expect(verdict.status == .exited(0))
    }

    @Test func theSettingEndsIt() throws {
        let folder = try Folder()
        for name in ["/.config", "/.config/smtpscope"] { mkdir(folder.path + name, 0o700) }
        _ = try folder.file(".config/smtpscope/config.toml", "record = \"off\"\n")

        _ = try Scope.start(
            ["connect", "lab:healthy", "--plain"], in: folder, input: Self.talk
        ).finish()

        #expect(try Self.rec(["list"], in: folder).text.isEmpty)
    }

    /// Nobody is recorded against their will because of a slip of the pen without being told.
    @Test func aMistypedSettingIsTold() throws {
        let folder = try Folder()
        for name in ["/.config", "/.config/smtpscope"] { mkdir(folder.path + name, 0o700) }
        _ = try folder.file(".config/smtpscope/config.toml", "record = \"of\"\n")

        let outcome = try Scope.start(
            ["connect", "lab:healthy", "--plain"], in: folder, input: Self.talk
        ).finish()

        #expect(outcome.status == .exited(0))
        #expect(outcome.errorText.hasSuffix("record must be one of off, dialogue, all\n"))
    }

    @Test func aFullDiskDoesNotEndTheSession() throws {
        let outcome = try Scope.run(
            ["connect", "lab:healthy", "--plain", "--record", "/dev/full"], input: Self.talk)

        #expect(outcome.status == .exited(0))
        #expect(outcome.text.contains("No space left on device"))
        #expect(outcome.text.contains("221 2.0.0"))
    }

    /// Killed at random moments of a busy session: what was printed is in the file, in the same
    /// order. 200 times, or as often as half a minute allows.
    @Test func aKilledProgramLosesNothingThatWasShown() throws {
        let clock = ContinuousClock()
        let start = clock.now
        for round in 1...200 where round <= 10 || clock.now - start < .seconds(30) {
            let folder = try Folder()
            let path = folder.path + "/a.smtprec"
            let child = try Scope.start(
                ["connect", "lab:healthy", "--json", "--pipeline", "--record", path], in: folder,
                input: "EHLO me\n" + String(repeating: "NOOP\n", count: 2_000))
            let enough = Int.random(in: 0...60_000)
            _ = child.wait { $0.output.count > enough }
            child.send(SIGKILL)
            let shown = child.finish().output
            let whole = shown[..<(shown.lastIndex(of: ASCII.lf) ?? 0)].split(separator: ASCII.lf)
            let file = Array(FileText.read(path).utf8)
            let events = file.split(separator: ASCII.lf).dropFirst().filter {
                !$0.text.contains("\"e\":\"sum\"")
            }

            #expect(file.last == ASCII.lf)
            #expect(events.count >= whole.count)
            #expect(zip(events, whole).allSatisfy { $0.elementsEqual($1) }, "round \(round)")
        }
    }

    @Test func twoRecordingsOfTheSameTalkDifferInNothing() throws {
        let (folder, before) = try Self.recorded()
        let (other, after) = try Self.recorded()

        let difference = try Self.rec(["diff", before, after], in: folder)
        let stable = try [before, after].map {
            try Self.rec(["show", "--stable", $0], in: other).text
        }

        #expect(difference.status == .exited(0), "\(difference.text)")
        #expect(stable[0] == stable[1])
        #expect(stable[0].contains("RCPT TO:<nobody@lab.test>"))
    }

    /// A recording becomes a script that passes on the same server, and says the same.
    @Test func aRecordingIsPlayedAgain() throws {
        let (folder, path) = try Self.recorded()
        let script = folder.path + "/again.smtp"
        let again = folder.path + "/again"
        mkdir(again, 0o700)
        _ = try Self.rec(["export", path, "--as", "script", "--output", script], in: folder)

        let run = try Scope.start(
            ["run", script, "--to", "lab:healthy", "--recordings", again], in: folder, input: ""
        ).finish()

        #expect(run.status == .exited(0), "\(run.text)\(run.errorText)")
        let names = FileText.names(in: again).map { again + "/" + $0 }
        let difference = try Self.rec(["diff", path] + names, in: folder)
        #expect(difference.status == .exited(0), "\(difference.text)\(difference.errorText)")
    }

    /// Sent again to the same server nothing differs; to one with a fault, that fault does.
    @Test func aRecordingIsSentAgainAndCompared() throws {
        let (folder, path) = try Self.recorded()

        let same = try Self.rec(["again", path, "--to", "lab:healthy", "--deliver"], in: folder)
        let held = try Self.rec(["again", path, "--to", "lab:healthy"], in: folder)
        let fault = try Self.rec(["again", path, "--to", "lab:shutdown"], in: folder)

        #expect(same.status == .exited(0), "\(same.text)\(same.errorText)")
        #expect(same.text.contains("RCPT TO:<bob@lab.test>\n"))
        #expect(held.status == .exited(0), "\(held.text)\(held.errorText)")
        #expect(held.text.contains("Stops in front of the final dot"))
        #expect(fault.status == .exited(4))
        #expect(fault.text.contains("\nBREAKING  DATA  354 "))
    }

    /// A script made of a recording fails at the line whose answer is another one.
    @Test func anExportedScriptFailsAtTheRightLine() throws {
        let (folder, path) = try Self.recorded()
        let script = folder.path + "/again.smtp"
        _ = try Self.rec(["export", path, "--as", "script", "--output", script], in: folder)
        let lines = FileText.read(script).split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex(of: "< 354")) + 1

        let run = try Scope.start(["run", script, "--to", "lab:shutdown"], in: folder, input: "")
            .finish()

        #expect(run.status == .exited(4))
        #expect(run.text.contains("again.smtp:\(line)"), "\(run.text)")
    }

    @Test func whatASharedCopyHidesIsGone() throws {
        let (folder, path) = try Self.recorded()
        let copy = folder.path + "/copy.smtprec"

        let outcome = try Self.rec(["share", path, "--output", copy], in: folder)

        let text = FileText.read(copy)
        for word in ["ann@", "bob", "nobody", "lab.test", "dots and"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(outcome.text.contains("user names"))
        #expect(try Self.rec(["verify", copy], in: folder).status == .exited(0))
    }

    @Test func packedRecordingsAreRead() throws {
        let (folder, path) = try Self.recorded()

        _ = try Child(["gzip", path]).finish()

        let outcome = try Self.rec(["verify", path + ".gz"], in: folder)
        #expect(outcome.text.hasSuffix(": complete\n"))
    }

    @Test(.enabled(if: has("jq"), "needs jq"))
    func jqReadsTheTurns() throws {
        let (folder, path) = try Self.recorded()
        let json = folder.path + "/a.json"
        _ = try Self.rec(["export", path, "--as", "json", "--output", json], in: folder)

        let outcome = try Child([
            "jq", "-c", "[.turns[] | select(.kind != \"event\") | .replies[0].code]", json,
        ]).finish()

        #expect(outcome.text == "[220,250,250,550,250,354,250,221]\n")
    }

    @Test(.enabled(if: has("python3"), "needs python3"))
    func pythonReadsTheMessageAndThePage() throws {
        let (folder, path) = try Self.recorded()
        let names = ["eml", "html"].map { folder.path + "/a." + $0 }
        for (name, form) in zip(names, ["eml", "html"]) {
            _ = try Self.rec(["export", path, "--as", form, "--output", name], in: folder)
        }
        let program = """
            import email, html.parser, sys
            message = email.message_from_bytes(open(sys.argv[1], 'rb').read())
            print(message['Subject'], repr(message.get_payload()), message.defects)
            open_tags = []
            class Page(html.parser.HTMLParser):
                def handle_starttag(self, tag, attributes):
                    if tag not in ('meta', 'link', 'br', 'input'): open_tags.append(tag)
                    for name, value in attributes:
                        if name in ('src', 'href') or name.startswith('on'): print('link', value)
                def handle_endtag(self, tag): print('' if open_tags.pop() == tag else 'bad ' + tag, end='')
            Page().feed(open(sys.argv[2]).read())
            print('open', open_tags)
            """

        let outcome = try Child(["python3", "-c", program] + names).finish()

        #expect(outcome.text == "x '.dots and <b>\\r\\n' []\nopen []\n", "\(outcome.errorText)")
    }

    @Test(.enabled(if: has("tshark"), "needs tshark"))
    func tsharkReadsThePackets() throws {
        let (folder, path) = try Self.recorded()
        let packets = folder.path + "/a.pcapng"
        _ = try Self.rec(["export", path, "--as", "pcap", "--output", packets], in: folder)

        let outcome = try Child(
            [
                "tshark", "-r", packets, "-o", "tcp.check_checksum:TRUE", "-T", "fields", "-e",
                "smtp.req.command", "-e", "smtp.response.code", "-e", "_ws.malformed", "-e",
                "tcp.checksum.status",
            ]).finish(within: .seconds(60))

        let rows = outcome.text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(
            rows.map { $0[0] }.filter { !$0.isEmpty } == [
                "EHLO", "MAIL", "RCPT", "RCPT", "DATA", "QUIT",
            ])
        #expect(rows.allSatisfy { $0[2].isEmpty && $0[3] == "1" })
        #expect(
            rows.map { $0[1] }.filter { ["550", "354", "221"].contains($0) } == [
                "550", "354", "221",
            ])
    }

    @Test(.enabled(if: has("asciinema"), "needs asciinema"))
    func asciinemaShowsTheFilm() throws {
        let (folder, path) = try Self.recorded()
        let film = folder.path + "/a.cast"
        _ = try Self.rec(["export", path, "--as", "asciicast2", "--output", film], in: folder)

        // It wants a terminal of its own.
        let outcome = try Child(
            ["script", "-qec", "asciinema cat \(film)", "/dev/null"],
            environment: Scope.environment(home: folder.path), input: []
        ).finish(within: .seconds(30))

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        // The first frame is drawn whole, of the others only what changed.
        #expect(outcome.text.contains("F1 help"))
        #expect(outcome.output.count > 2_000)
    }

    /// Version 3, which only newer players read: a header and arrays, checked as JSON.
    @Test(.enabled(if: has("python3"), "needs python3"))
    func theFilmIsWhatItsFormatSays() throws {
        let (folder, path) = try Self.recorded()
        let film = folder.path + "/a.cast"
        _ = try Self.rec(["export", path, "--as", "asciicast", "--output", film], in: folder)
        let program = """
            import json, sys
            lines = [json.loads(line) for line in open(sys.argv[1], encoding='utf-8')]
            head, events = lines[0], lines[1:]
            assert head['version'] == 3 and head['term'] == {
                'cols': 100, 'rows': 30, 'type': 'xterm-256color'}, head
            for event in events:
                interval, code, data = event
                assert 0 <= interval <= 2 and code in 'om' and isinstance(data, str), event
            print('F1 help' in events[0][2], [e[2] for e in events if e[1] == 'm'][-1])
            """

        let outcome = try Child(["python3", "-c", program, film]).finish()

        #expect(
            outcome.text == "True the server closed the connection\n", "\(outcome.errorText)")
    }

    @Test(.enabled(if: has("swaks"), "needs swaks"))
    func transcriptsOfSwaksAreRead() throws {
        let folder = try Folder()
        let lab = try LabListener("healthy")
        let swaks = try Child([
            "swaks", "--server", "127.0.0.1:\(lab.port)", "--to", "bob@lab.test", "--from",
            "ann@lab.test", "--helo", "me", "--tls",
        ]).finish(within: .seconds(30))
        let text = try folder.file("swaks.txt", swaks.text)
        let path = folder.path + "/a.smtprec"

        let outcome = try Self.rec(["import", text, "--output", path], in: folder)

        #expect(outcome.errorText.contains("read as swaks"))
        let json = try Self.rec(["export", path, "--as", "json"], in: folder).text
        #expect(json.contains("\"verb\":\"RCPT\"") && json.contains("\"kind\":\"message\""))
        #expect(json.contains("\"tls\":true"))
    }

    /// What curl and openssl print today is read, not only what they once printed.
    @Test(.enabled(if: has("curl"), "needs curl"))
    func transcriptsOfCurlAreRead() throws {
        let folder = try Folder()
        let lab = try LabListener("healthy")
        let curl = try Child(
            [
                "curl", "-v", "-k", "--ssl-reqd", "--url", "smtp://127.0.0.1:\(lab.port)/me",
                "--mail-from", "ann@lab.test", "--mail-rcpt", "bob@lab.test", "--user",
                "ann:wonderland", "--upload-file", "-",
            ], input: Array("Subject: x\r\n\r\nhello\r\n".utf8)
        ).finish(within: .seconds(30))
        let text = try folder.file("curl.txt", curl.errorText)
        let path = folder.path + "/a.smtprec"

        let outcome = try Self.rec(["import", text, "--output", path], in: folder)

        #expect(outcome.errorText.contains("read as curl"), "\(curl.errorText)")
        let json = try Self.rec(["export", path, "--as", "json"], in: folder).text
        #expect(json.contains("\"verb\":\"RCPT\"") && json.contains("\"kind\":\"message\""))
        #expect(json.contains("\"tls\":true") && json.contains("TLS_AES_256_GCM_SHA384"))
        #expect(!FileText.read(path).contains("d29uZGVybGFuZA"))
        #expect(!json.contains("AGFubgB3b25kZXJsYW5k"))
    }

    @Test(.enabled(if: has("openssl"), "needs openssl"))
    func transcriptsOfOpensslAreRead() throws {
        let folder = try Folder()
        let lab = try LabListener("healthy")
        let client = try Child([
            "openssl", "s_client", "-starttls", "smtp", "-crlf", "-quiet", "-no_ign_eof",
            "-connect", "127.0.0.1:\(lab.port)",
        ])
        #expect(client.wait { $0.output.contains(ASCII.lf) || !$0.errors.isEmpty })
        client.write("EHLO me\nMAIL FROM:<ann@lab.test>\nRCPT TO:<nobody@lab.test>\nNOOP\n")
        #expect(client.wait { String(decoding: $0.output, as: UTF8.self).contains("550 5.1.1") })
        client.closeInput()
        let shown = client.finish(within: .seconds(10))
        let text = try folder.file("openssl.txt", shown.errorText + shown.text)
        let path = folder.path + "/a.smtprec"

        let outcome = try Self.rec(["import", text, "--output", path], in: folder)

        #expect(outcome.status == .exited(0), "\(outcome.errorText)\n\(shown.text)")
        #expect(FileText.read(path).contains("550 5.1.1"))
    }

    /// Packets made of a recording become a recording that does not differ from it.
    @Test func capturesAreReadAndOneConnectionIsChosen() throws {
        let (folder, path) = try Self.recorded()
        let (packets, copy) = (folder.path + "/a.pcapng", folder.path + "/b.smtprec")
        _ = try Self.rec(["export", path, "--as", "pcap", "--output", packets], in: folder)

        let whole = try Self.rec(["import", packets, "--output", copy], in: folder)
        let difference = try Self.rec(["diff", path, copy], in: folder)
        let one = try Self.rec(["import", packets, "--stream", "1"], in: folder)
        let none = try Self.rec(["import", packets, "--stream", "2"], in: folder)
        let text = try Self.rec(["import", path, "--from", "pcap"], in: folder)

        #expect(whole.errorText.contains("read as a packet capture:\n  1: "))
        #expect(difference.status == .exited(0), "\(difference.text)")
        #expect(one.text.hasPrefix("{\"smtprec\":1,"))
        #expect(none.errorText.contains("--stream 2 is none of 1 to 1"))
        #expect(none.status == .exited(1))
        #expect(text.errorText.contains("is no capture file"))
    }
}
