import SMTPTrace
import TestSupport
import Testing

@Suite("Postfix, TLS", .enabled(if: RealServers.areWanted, Comment(rawValue: RealServers.hint)))
struct PostfixTLSTests {
    private let servers: RealServers

    init() throws { servers = try RealServers.shared }

    @Test func aTrustedCertificateVerifies() throws {
        let session = try JSONSession(
            servers.plain, ["EHLO client.test", ":starttls", "EHLO client.test", "QUIT"],
            flags: ["--ca", servers.authority])

        #expect(session.code == 0)
        let tls = try #require(session.tls)
        #expect(tls.version == "TLSv1.3")
        #expect(tls.isVerified)
        #expect(tls.checkedName == "127.0.0.1")
        #expect(!tls.cipher.isEmpty)
        #expect(tls.cipherBits >= 128)
        #expect(!tls.group.isEmpty)
        let certificate = try #require(tls.chain.first)
        #expect(certificate.issuer.contains("test CA"))
        #expect(certificate.names.contains("mail.test"))
        #expect(certificate.names.contains("127.0.0.1"))
        #expect(certificate.fingerprint.utf8.count == 64)
        #expect(tls.checkedAt < certificate.notAfter)
        #expect(session.sent.last?.isSecure == true)
        #expect(session.received.last?.isSecure == true)
    }

    @Test func theFingerprintIsTheOneOpenSSLCounts() throws {
        let session = try JSONSession(servers.plain, ["EHLO client.test", ":starttls"])
        let counted = try Child(
            [
                "openssl", "x509", "-in", "\(servers.folder)/etc/server.pem", "-noout",
                "-fingerprint", "-sha256",
            ], input: []
        ).finish().text

        let plain = counted.split(separator: "=").last.map { $0.filter { $0.isHexDigit } } ?? ""
        #expect(session.tls?.chain.first?.fingerprint == plain.lowercased())
    }

    @Test func anUnknownAuthorityIsToldAndDoesNotEndTheSession() throws {
        let lines = ["EHLO client.test", ":starttls", "EHLO client.test", "NOOP"]
        let session = try JSONSession(servers.plain, lines)
        let transcript = try Scope.transcript(servers.plain, lines)

        #expect(session.code == 0)
        #expect(session.tls?.isVerified == false)
        #expect(session.tls?.chainProblem?.text.isEmpty == false)
        #expect(session.tls?.nameMatches == true)
        #expect(transcript.text.contains("NOT TRUSTED"))
    }

    @Test func aTrustedChainIsDemandedWithTLSVerify() throws {
        let session = try JSONSession(
            servers.plain, ["EHLO client.test", ":starttls", "EHLO client.test"],
            flags: ["--tls-verify", "chain"])

        #expect(session.code == 29)
        #expect(session.tlsFailure?.kind == .certificate)
        #expect(session.commands.last == "STARTTLS")
    }

    @Test func aWrongNameIsToldAndRefusedOnDemand() throws {
        let flags = ["--ca", servers.authority, "--sni", "other.test"]
        let lines = ["EHLO client.test", ":starttls", "NOOP"]
        let shown = try JSONSession(servers.plain, lines, flags: flags)
        let refused = try JSONSession(
            servers.plain, lines, flags: flags + ["--tls-verify", "full"])
        let chainOnly = try JSONSession(
            servers.plain, lines, flags: flags + ["--tls-verify", "chain"])

        #expect(shown.code == 0)
        #expect(shown.tls?.serverName == "other.test")
        #expect(shown.tls?.nameMatches == false)
        #expect(shown.tls?.chainProblem == nil)
        #expect(refused.code == 29)
        #expect(chainOnly.code == 0)
    }

    @Test func anExpiredCertificateIsTold() throws {
        let lines = ["EHLO client.test", ":starttls", "EHLO client.test"]
        let session = try JSONSession(
            servers.expired, lines, flags: ["--ca", servers.authority])
        let transcript = try Scope.transcript(
            servers.expired, lines, flags: ["--ca", servers.authority])

        #expect(session.code == 0)
        #expect(session.tls?.chainProblem?.text.contains("expired") == true)
        #expect(transcript.text.contains("certificate CN=mail.test, NOT TRUSTED"))
        #expect(transcript.text.contains(" days ago"))
        #expect(transcript.text.contains("the certificate has expired"))
    }

    @Test func implicitTLSGreetsInsideTheTunnel() throws {
        let session = try JSONSession(
            servers.implicitTLS, ["EHLO client.test"],
            flags: ["--tls", "implicit", "--ca", servers.authority])
        let spelled = try JSONSession(
            "smtps://\(servers.implicitTLS)", ["EHLO client.test"],
            flags: ["--ca", servers.authority])

        for session in [session, spelled] {
            #expect(session.code == 0)
            #expect(session.tls?.isVerified == true)
            #expect(session.received.allSatisfy { $0.isSecure })
            #expect(session.hasReply("220 mail.test ESMTP"))
        }
    }

    @Test func theSessionBeginsWithSTARTTLSWhereThatIsAskedFor() throws {
        let session = try JSONSession(
            servers.plain, ["NOOP"],
            flags: ["--tls", "starttls", "--name", "client.test", "--ca", servers.authority])

        #expect(session.code == 0)
        #expect(session.tls?.isVerified == true)
        #expect(
            session.commands == [
                "EHLO client.test", "STARTTLS", "EHLO client.test", "NOOP", "QUIT",
            ])
    }

    @Test func tLSAtAPlainPortIsRecognised() throws {
        let lines = ["EHLO client.test"]
        let session = try JSONSession(servers.plain, lines, flags: ["--tls", "implicit"])
        let transcript = try Scope.transcript(servers.plain, lines, flags: ["--tls", "implicit"])

        #expect(session.code == 29)
        #expect(session.tlsFailure?.kind == .notTLS)
        #expect(session.commands.isEmpty)
        #expect(transcript.text.contains("This port speaks clear text first"))
    }

    @Test func clearTextAtATLSPortIsRecognised() throws {
        let transcript = try Scope.transcript(
            servers.implicitTLS, ["EHLO client.test"], flags: ["--timeout", "1"])

        #expect(transcript.status == .exited(40))
        #expect(transcript.text.contains("The server does not greet"))
    }

    @Test func anOldVersionIsUsedOnDemand() throws {
        let session = try JSONSession(
            servers.plain, ["EHLO client.test", ":starttls"], flags: ["--tls-max", "1.2"])

        #expect(session.code == 0)
        #expect(session.tls?.version == "TLSv1.2")
    }

    @Test func theKeysOfASessionAreLoggedForWireshark() throws {
        let folder = try Folder()
        let log = folder.path + "/keys"
        let session = try JSONSession(
            servers.plain, ["EHLO client.test", ":starttls"], environment: ["SSLKEYLOGFILE=\(log)"])

        #expect(session.code == 0)
        #expect(FileText.read(log).contains("CLIENT_TRAFFIC_SECRET_0 "))
    }
}
