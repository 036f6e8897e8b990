import TestSupport
import Testing

/// Logs as they lie in /var/log, packed by the programs that pack them.
@Suite struct PackedInputTests {
    private static let line =
        "Nov 27 10:00:01 mx postfix/smtp[99]: 4XyZ12abcd: to=<bob@example.org>, "
        + "relay=mx.example.org[192.0.2.1]:25, delay=1, delays=0.1/0/0.4/0.5, dsn=5.1.1, "
        + "status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <bob@example.org>: "
        + "user unknown (in reply to RCPT TO command))\n"

    private func explain(_ path: String) throws -> Outcome {
        try Scope.run(["explain", "--file", path, "--format", "tsv"])
    }

    @Test(arguments: [["gzip", "-k"], ["zstd", "-q"]])
    func aPackedLogIsExplainedLikeThePlainOne(packer: [String]) throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", String(repeating: Self.line, count: 2_000))
        _ = try Child(packer + [path]).finish()
        let packed = path + (packer[0] == "gzip" ? ".gz" : ".zst")

        let outcome = try explain(packed)

        #expect(outcome.status == .exited(0))
        #expect(outcome.output == (try explain(path)).output)
        #expect(outcome.text.contains("mailbox-unknown"))
        #expect(outcome.errors.isEmpty)
    }

    /// A log is told from a reply by being there.
    @Test func aLogMayBeNamedLikeAReply() throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", Self.line)

        let named = try Scope.run(["explain", path])

        #expect(named.status == .exited(0))
        #expect(named.output == (try Scope.run(["explain", "--file", path])).output)
        #expect(!named.text.isEmpty)
    }

    @Test(arguments: ["/nonexistent/mail.log", "nowhere.log", "../nowhere"])
    func aLogThatIsNotThereIsTold(path: String) throws {
        let outcome = try Scope.run(["explain", path])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("there is no such file"), "\(outcome.errorText)")
    }

    @Test func aReplyThatIsNoFailureIsExplained() throws {
        let outcome = try Scope.run(["explain", "250 2.1.5 Ok"])

        #expect(outcome.status == .exited(0) && outcome.text.contains("2.1.5"), "\(outcome)")
    }

    @Test func aCutLogIsExplainedAndTheCutIsTold() throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", String(repeating: Self.line, count: 20_000))
        let cut = folder.path + "/cut.gz"
        _ = try Child(["sh", "-c", "gzip -c \(path) | head -c 9000 > \(cut)"]).finish()

        let outcome = try explain(cut)

        #expect(outcome.text.contains("mailbox-unknown"))
        #expect(outcome.errorText.contains("is cut"))
    }

    @Test func whatStandsBehindPackedDataIsTold() throws {
        let folder = try Folder()
        let path = try folder.file("mail.log", Self.line)
        let both = folder.path + "/both"
        _ = try Child(["sh", "-c", "(gzip -c \(path); cat \(path)) > \(both)"]).finish()

        let outcome = try explain(both)

        #expect(outcome.text.contains("mailbox-unknown"))
        #expect(outcome.errorText.contains("what stands behind its packed data was left out"))
    }

    @Test(arguments: [
        (#"\375\067\172\130\132\000\000"#, "xz -dc"), ("BZh91AY", "bzip2 -dc"),
        (#"PK\003\004\024"#, "unzip -p"),
    ])
    func otherPackersAreNamed(start: String, command: String) throws {
        let folder = try Folder()
        let path = folder.path + "/mail.packed"
        _ = try Child(["sh", "-c", "printf '\(start)' > \(path)"]).finish()

        let outcome = try explain(path)

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("\(command) \(path) | smtpscope explain"))
        #expect(outcome.text.isEmpty)
    }

    /// Neither dot nor slash in its name, and one of two.
    @Test func filesNeedNoSpecialNamesAndMayBeSeveral() throws {
        let folder = try Folder()
        _ = try folder.file("maillog", Self.line)
        _ = try folder.file("older", Self.line)

        func explain(_ names: String) throws -> Outcome {
            try Child(["sh", "-c", "cd \(folder.path) && \(Scope.path) explain \(names)"]).finish()
        }
        let one = try explain("maillog")
        let two = try explain("maillog older")

        #expect(one.status == .exited(0) && one.text.contains("mailbox-unknown"))
        #expect(two.status == .exited(0) && two.text.contains("2 times"))
    }

    @Test(
        .enabled(if: RecordingSystemTests.has("jq"), "needs jq"),
        arguments: [
            ("550 5.1.1 User unknown", "mailbox-unknown"), ("greylisted", "greylisted"),
            (#"550-5.1.1 Sorry\n550 5.1.1 User unknown"#, "mailbox-unknown"),
        ])
    func wordsAreAnsweredInJSONToo(words: String, id: String) throws {
        let outcome = try Scope.run(["explain", words, "--json"])
        let read = try Child(
            ["jq", "-r", "[.failures, .findings][] | arrays | .[0].id"], input: outcome.output
        ).finish()

        #expect(outcome.status == .exited(0))
        #expect(read.text == id + "\n")
    }

    @Test func aBombCostsLittleMemory() throws {
        let folder = try Folder()
        let bomb = folder.path + "/bomb.gz"
        _ = try Child(["sh", "-c", "head -c 300000000 /dev/zero | gzip -1 > \(bomb)"]).finish(
            within: .seconds(60))

        let outcome = try Scope.run(["explain", "--file", bomb], within: .seconds(60))

        #expect(outcome.status != .overdue)
        #expect(outcome.peakMemory < 200_000)
    }
}
