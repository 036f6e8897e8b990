import Glibc
import TestSupport
import Testing

/// Captures made by Wireshark's programs, transcripts of msmtp, and a page before a validator.
@Suite("Recordings and other programs", .serialized)
struct CaptureTests {
    private static let talk =
        "EHLO client.test\nMAIL FROM:<a@lab.test>\nRCPT TO:<bob@lab.test>\n"
        + "RCPT TO:<nobody@lab.test>\nDATA\nSubject: x\n\n..dots\n.\nQUIT\n"

    /// Capturing needs a right that only root has for certain.
    private static let canCapture = geteuid() == 0 && RecordingSystemTests.has("dumpcap")

    /// A session recorded by us, and captured by dumpcap while it took place.
    private static func captured(
        _ options: [String], in folder: Folder
    ) throws -> (recording: String, packets: String) {
        let lab = try LabListener("healthy")
        let (recording, packets) = (folder.path + "/a.smtprec", folder.path + "/a.pcap")
        let dumpcap = try Child(
            ["dumpcap", "-i", "lo", "-f", "tcp port \(lab.port)", "-w", packets] + options)
        // The file is begun once the interface is open.
        guard dumpcap.wait(until: { _ in FileText.octets(packets).count >= 24 }) else {
            throw SupportError("no capture: \(dumpcap.finish().errorText)")
        }

        let session = try Scope.start(
            ["connect", "127.0.0.1:\(lab.port)", "--json", "--record", recording], in: folder,
            input: talk
        ).finish()
        guard session.status == .exited(0) else { throw SupportError(session.errorText) }
        guard
            dumpcap.wait(until: { _ in FileText.read(packets).contains("221 2.0.0") })
        else { throw SupportError("the end was not captured: \(dumpcap.finish().errorText)") }
        dumpcap.send(SIGINT)
        _ = dumpcap.finish()
        return (recording, packets)
    }

    private func expectTheSameTalk(
        _ recording: String, _ packets: String, in folder: Folder,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let copy = packets + ".smtprec"
        let made = try RecordingSystemTests.rec(["import", packets, "--output", copy], in: folder)
        let difference = try RecordingSystemTests.rec(["diff", recording, copy], in: folder)

        #expect(
            made.errorText.contains("read as a packet capture"), "\(made.errorText)",
            sourceLocation: location)
        #expect(difference.status == .exited(0), "\(difference.text)", sourceLocation: location)
        #expect(
            difference.text.hasPrefix("9 steps in both"), "\(difference.text)",
            sourceLocation: location)
    }

    /// pcapng, and the older format.
    @Test(.enabled(if: canCapture, "needs dumpcap, and root"), arguments: [[], ["-P"]])
    func whatDumpcapSawIsWhatWeRecorded(options: [String]) throws {
        let folder = try Folder()

        let (recording, packets) = try Self.captured(options, in: folder)

        try expectTheSameTalk(recording, packets, in: folder)
    }

    /// Our own packets in the formats that Wireshark writes.
    @Test(
        .enabled(if: RecordingSystemTests.has("editcap"), "needs editcap"),
        arguments: ["pcap", "nsecpcap", "pcapng"])
    func convertedCapturesAreRead(format: String) throws {
        let (folder, recording) = try RecordingSystemTests.recorded(Self.talk)
        let (ours, theirs) = (folder.path + "/ours.pcapng", folder.path + "/theirs.pcap")
        _ = try RecordingSystemTests.rec(
            ["export", recording, "--as", "pcap", "--output", ours], in: folder)

        let outcome = try Child(["editcap", "-F", format, ours, theirs]).finish()

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        try expectTheSameTalk(recording, theirs, in: folder)
    }

    @Test(
        .enabled(if: RecordingSystemTests.has("msmtp"), "needs msmtp"), arguments: ["off", "on"])
    func transcriptsOfMsmtpAreRead(tls: String) throws {
        let folder = try Folder()
        let lab = try LabListener("healthy")
        let login =
            tls == "on"
            ? [
                "--tls-certcheck=off", "--auth=plain", "--user=ann",
                "--passwordeval=echo wonderland",
            ]
            : ["--auth=off"]
        let msmtp = try Child(
            [
                "msmtp", "--debug", "--file=/dev/null", "--host=127.0.0.1", "--port=\(lab.port)",
                "--tls=\(tls)", "--from=ann@lab.test", "bob@lab.test",
            ] + login, input: Array("Subject: x\n\nhello\n".utf8)
        ).finish(within: .seconds(30))
        let text = try folder.file("msmtp.txt", msmtp.text)
        let path = folder.path + "/a.smtprec"

        let outcome = try RecordingSystemTests.rec(["import", text, "--output", path], in: folder)

        #expect(outcome.errorText.contains("read as msmtp"), "\(msmtp.text)")
        let json = try RecordingSystemTests.rec(["export", path, "--as", "json"], in: folder).text
        #expect(json.contains("\"verb\":\"RCPT\"") && json.contains("queued as LAB1"))
        #expect(json.contains("\"tls\":true") == (tls == "on"))
        #expect(json.contains("\"verb\":\"AUTH\"") == (tls == "on"))
        for secret in ["wonderland", "AGFubgB3b25kZXJsYW5k", "d29uZGVybGFuZA"] {
            #expect(!FileText.read(path).contains(secret))
        }
    }

    @Test(.enabled(if: RecordingSystemTests.has("tidy"), "needs tidy"))
    func tidyFindsNothingInThePage() throws {
        let (folder, recording) = try RecordingSystemTests.recorded(
            "EHLO me\nMAIL FROM:<a&b@lab.test>\nRCPT TO:<bob@lab.test>\nDATA\n"
                + "Subject: <script>alert(1)</script> & \"quotes\"\n\n</pre>\n.\nHELP\nQUIT\n")
        let page = folder.path + "/a.html"
        _ = try RecordingSystemTests.rec(
            ["export", recording, "--as", "html", "--output", page], in: folder)

        let outcome = try Child(["tidy", "-errors", "-quiet", page]).finish()

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(outcome.errorText.isEmpty)
    }

    /// A small file that unpacks to one that no memory should hold.
    @Test func aPackedRecordingIsBounded() throws {
        let folder = try Folder()
        let bomb = folder.path + "/bomb.smtprec.gz"
        let header = #"{"smtprec":1,"created":"2026-11-28T20:30:54.417Z","by":"x"}"#
        _ = try Child([
            "sh", "-c", "(echo '\(header)'; head -c 300000000 /dev/zero) | gzip -1 > \(bomb)",
        ]).finish(within: .seconds(60))

        let outcome = try Scope.run(["rec", "show", bomb], within: .seconds(120))

        #expect(outcome.status == .exited(1))
        #expect(
            outcome.errorText == "smtpscope: \(bomb) unpacks to more than 256 MiB: not read\n")
        #expect(outcome.peakMemory < 150 << 10, "\(outcome.peakMemory) KiB")
    }
}
