import SMTPTrace
import TestSupport
import Testing

/// A Postfix that asks for a certificate and relays for those that have one.
@Suite(
    "Client certificates", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct ClientCertificateTests {
    private static let lines = [
        "EHLO client.test", ":starttls", "EHLO client.test", "MAIL FROM:<ann@example.test>",
        "RCPT TO:<bob@example.test>",
    ]

    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    private func session(_ flags: [String]) throws -> JSONSession {
        try JSONSession(servers.certified, Self.lines, flags: flags)
    }

    @Test(arguments: ["1.2", "1.3"])
    func theCertificateIsShownToTheServer(version: String) throws {
        let session = try session([
            "--cert", servers.clientCertificate, "--key", servers.clientKey,
            "--tls-min", version, "--tls-max", version,
        ])

        #expect(session.code == 0)
        #expect(session.tls?.asksForCertificate == true)
        #expect(session.replies.last?.hasPrefix("221") == true)
        #expect(session.replies.dropLast().last?.hasPrefix("250 2.1.5") == true)
    }

    @Test func keyAndCertificateMayShareAFile() throws {
        let folder = try Folder()
        let both = try folder.file(
            "both.pem",
            FileText.read(servers.clientKey) + FileText.read(servers.clientCertificate))

        #expect(try session(["--cert", both]).code == 0)
    }

    @Test(arguments: ["1.2", "1.3"])
    func aMissingCertificateIsToldAsSuch(version: String) throws {
        let flags = ["--tls-min", version, "--tls-max", version]
        let session = try session(flags)
        let transcript = try Scope.transcript(servers.certified, Self.lines, flags: flags)

        #expect(session.code == 32)
        #expect(session.tls?.asksForCertificate == true)
        #expect(transcript.text.contains("the server asks for a client certificate: --cert"))
        #expect(transcript.text.contains("421 4.7.1 mail.test Error: No client certificate"))
    }

    @Test func anotherOnesKeyIsOneSentenceBeforeAnythingIsSent() throws {
        let key = servers.folder + "/etc/server.key"
        let transcript = try Scope.transcript(
            servers.certified, Self.lines,
            flags: ["--cert", servers.clientCertificate, "--key", key])

        #expect(transcript.status == .exited(1))
        #expect(transcript.text.isEmpty)
        #expect(transcript.errorText.contains(key))
        #expect(transcript.errorText.contains("is not that of the certificate in"))
        #expect(transcript.errorText.split(separator: "\n").count == 1)
    }

    @Test func aKeyWithAPassphraseIsOneSentenceAndNeverAsked() throws {
        let folder = try Folder()
        let locked = folder.path + "/locked.key"
        let made = try Child(
            [
                "openssl", "pkey", "-in", servers.clientKey, "-aes128", "-passout", "pass:x",
                "-out", locked,
            ], input: []
        ).finish()
        #expect(made.status == .exited(0))
        let program = try PtyProgram(
            [
                Scope.path, "connect", servers.certified, "--plain", "--cert",
                servers.clientCertificate, "--key", locked,
            ], environment: Scope.environment(home: folder.path))

        #expect(program.finish() == .exited(1))
        #expect(program.text.contains("No private key without a passphrase"))
        #expect(!program.text.contains("Enter PEM"))
    }

    @Test func aFileThatHoldsNoKeyIsOneSentenceBeforeAnythingIsSent() throws {
        let transcript = try Scope.transcript(
            servers.certified, Self.lines,
            flags: ["--cert", servers.clientCertificate, "--key", servers.clientCertificate])

        #expect(transcript.status == .exited(1))
        #expect(transcript.text.isEmpty)
        #expect(transcript.errorText.contains("No private key"))
        #expect(transcript.errorText.contains(servers.clientCertificate))
        #expect(transcript.errorText.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["--cert", "--key", "--ca"])
    func aFileThatCannotBeReadIsOneSentence(flag: String) throws {
        let flags = flag == "--key" ? ["--cert", servers.clientCertificate] : []
        let transcript = try Scope.transcript(
            servers.certified, Self.lines, flags: flags + [flag, "/nonexistent/x.pem"])

        #expect(transcript.status == .exited(1))
        #expect(transcript.errorText.contains("/nonexistent/x.pem"))
        #expect(transcript.errorText.split(separator: "\n").count == 1)
    }
}
