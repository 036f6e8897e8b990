import TestSupport
import Testing

/// What scripts ask for in handshakes, against an OpenSSL server.
@Suite("TLS of scripts")
struct ScriptTLSTests {
    @Test(arguments: [("smtp", "smtp"), ("h2,smtp", "smtp"), ("h2", "none")])
    func offeredApplicationProtocolsReachTheServer(offer: String, choice: String) throws {
        let server = try SelfSignedServer(["-alpn", "smtp"])
        let (outcome, recording) = try Self.connect(to: server, offer, choice)

        // A server that knows none of them ends the handshake (RFC 7301 §3.2).
        let isRefused = choice == "none"
        #expect(outcome.status == .exited(isRefused ? 3 : 0), "\(outcome)")
        #expect(recording.contains("\"alpn\":\"smtp\"") != isRefused)
    }

    @Test func aServerWithoutThemChoosesNone() throws {
        let server = try SelfSignedServer([])
        let (outcome, recording) = try Self.connect(to: server, "smtp", "none")

        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(recording.contains("\"alpn_offered\":[\"smtp\"]"))
    }

    private static func connect(
        to server: SelfSignedServer, _ offer: String, _ choice: String
    ) throws -> (Outcome, recording: String) {
        let folder = try Folder()
        let script = try folder.file(
            "alpn.smtp",
            "@connect tls=implicit verify=none alpn=\(offer)\n< nothing\n< tls alpn \(choice)\n")
        let outcome = try Scope.run([
            "run", script, "--to", server.address, "--recordings", folder.path,
        ])
        return (outcome, FileText.read(try #require(folder.recordings.first)))
    }

    // MARK: DANE

    /// A self-signed certificate for another name is as good as its TLSA record.
    @Test func aTLSARecordStandsForTheCertificate() throws {
        let server = try SelfSignedServer([])
        let key = try Self.digest(of: "spki_sha256", shownBy: server.address)
        let other = (key.first == "0" ? "1" : "0") + key.dropFirst()

        let matched = try Self.run(
            "verify=dane tlsa=\"3 1 1 \(other), 3 1 1 \(key)\"",
            "< tls verified\n< tls tlsa \"3 1 1 \(key)\"\n", server.address)
        let missed = try Self.run("verify=dane tlsa=\"3 1 1 \(other)\"", "", server.address)
        let expected = try Self.run(
            "verify=none tlsa=\"3 1 1 \(other)\"", "< tls unverified\n< tls tlsa none\n",
            server.address)
        let none = try Self.run("verify=dane", "", server.address)

        #expect(matched.0.status == .exited(0), "\(matched.0)")
        #expect(matched.recording.contains("\"tlsa_match\":\"3 1 1 \(key)\""))
        #expect(missed.0.status == .exited(4), "\(missed.0)")
        #expect(missed.0.text.contains("TLSA 3 1 1 does not vouch for it"), "\(missed.0)")
        #expect(expected.0.status == .exited(0), "\(expected.0)")
        #expect(none.0.status == .exited(4), "\(none.0)")
    }

    /// The same by the command line: shown, or demanded.
    @Test func aTLSARecordOfTheCommandLineIsDemanded() throws {
        let server = try SelfSignedServer([])
        let key = try Self.digest(of: "spki_sha256", shownBy: server.address)
        let other = (key.first == "0" ? "1" : "0") + key.dropFirst()
        func connect(_ record: String) throws -> Outcome {
            try Scope.transcript(
                server.address, [":close"],
                flags: [
                    "--tls", "implicit", "--tls-verify", "dane", "--tlsa", record, "--timeout", "2",
                ])
        }

        let matched = try connect("3 1 1 \(key)")
        let missed = try connect("3 1 1 \(other)")

        #expect(matched.text.contains("verified by DANE"), "\(matched.text)")
        #expect(matched.text.contains("TLSA 3 1 1 matches: it is of the server's own key"))
        #expect(missed.status == .exited(29), "\(missed.text)")
        #expect(missed.text.contains("we refused the certificate"), "\(missed.text)")
    }

    /// DANE-TA: the record is of the authority, and the name counts.
    @Test(arguments: [("IP:127.0.0.1", 0), ("DNS:other.test", 4)])
    func aTLSARecordMayNameTheAuthority(name: String, status: Int32) throws {
        let folder = try Folder()
        try Self.openssl(
            [
                "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=CA", "-keyout",
                "ca.key", "-out", "ca.pem",
            ], in: folder)
        try Self.openssl(
            [
                "req", "-x509", "-CA", "ca.pem", "-CAkey", "ca.key", "-newkey", "ed25519", "-nodes",
                "-subj", "/CN=mx.test", "-addext", "subjectAltName=\(name)", "-addext",
                "basicConstraints=CA:FALSE", "-keyout", "own.key", "-out", "own.pem",
            ], in: folder)
        let files = ["own.pem", "own.key", "ca.pem"].map { folder.path + "/" + $0 }
        let server = try SelfSignedServer([
            "-cert", files[0], "-key", files[1], "-cert_chain", files[2],
        ])
        let (_, recording) = try Self.run("verify=none", "", server.address)
        let digests = recording.split(separator: "\"e\":\"cert\",\"sha256\":\"").dropFirst()
            .map { $0.prefix(64) }
        try #require(digests.count == 2)

        let (outcome, again) = try Self.run(
            "verify=dane tlsa=\"2 0 1 \(digests[1])\"", "< tls tlsa \"2 0 1\"\n", server.address)

        #expect(outcome.status == .exited(status), "\(outcome)")
        #expect(again.contains("\"tlsa_depth\":1"))
    }

    private static func openssl(_ words: [String], in folder: Folder) throws {
        let files: Set = ["ca.key", "ca.pem", "own.key", "own.pem"]
        let paths = words.map { files.contains($0) ? folder.path + "/" + $0 : $0 }
        let made = try Child(["openssl"] + paths, input: []).finish()
        guard made.status == .exited(0) else { throw SupportError(made.errorText) }
    }

    private static func digest(of key: String, shownBy address: String) throws -> String {
        let (_, recording) = try run("verify=none", "", address)
        let parts = recording.split(separator: "\"\(key)\":\"")
        return String(try #require(parts.dropFirst().first).prefix(64))
    }

    private static func run(
        _ options: String, _ claims: String, _ address: String
    ) throws -> (Outcome, recording: String) {
        let folder = try Folder()
        let script = try folder.file(
            "dane.smtp", "@connect tls=implicit \(options)\n< nothing\n\(claims)")
        let outcome = try Scope.run([
            "run", script, "--to", address, "--recordings", folder.path,
        ])
        return (outcome, FileText.read(try #require(folder.recordings.first)))
    }
}
