import TestSupport
import Testing

/// The lab, opened to programs that are not ours.
@Suite("The lab on a port")
struct LabListenerTests {
    private func run(_ words: [String], input: String = "") throws -> Outcome {
        let folder = try Folder()
        return try Child(
            words, environment: Scope.environment(home: folder.path), input: Array(input.utf8)
        ).finish(within: .seconds(30))
    }

    private func swaks(_ lab: LabListener, _ arguments: String...) throws -> Outcome {
        try run(
            [
                "swaks", "--server", "127.0.0.1", "--port", "\(lab.port)", "--from",
                "ann@lab.test", "--timeout", "10",
            ] + arguments)
    }

    @Test func swaksSendsALetter() throws {
        let outcome = try swaks(LabListener(), "--to", "bob@lab.test")

        #expect(outcome.status == .exited(0), "\(outcome.text)")
        #expect(outcome.text.contains("<-  250 2.0.0"))
    }

    @Test func swaksSecuresItselfAndLogsIn() throws {
        for mechanism in ["PLAIN", "LOGIN", "CRAM-MD5"] {
            let outcome = try swaks(
                LabListener(), "--to", "bob@lab.test", "-tls", "--auth", mechanism, "-au", "ann",
                "-ap", "wonderland")

            #expect(outcome.status == .exited(0), "\(outcome.text)")
            #expect(outcome.text.contains("<~  235 2.7.0"))
        }
    }

    @Test func swaksIsRefusedAnUnknownRecipient() throws {
        let outcome = try swaks(LabListener("user-unknown"), "--to", "bop@lab.test")

        #expect(outcome.status == .exited(24), "\(outcome.text)")
        #expect(outcome.text.contains("550 5.1.1"))
    }

    @Test func swaksIsRefusedAWrongPassword() throws {
        let outcome = try swaks(
            LabListener("bad-password"), "--to", "bob@lab.test", "-tls", "--auth", "PLAIN", "-au",
            "ann", "-ap", "wonderland")

        #expect(outcome.status == .exited(28), "\(outcome.text)")
        #expect(outcome.text.contains("535 5.7.8"))
    }

    @Test func curlSendsALetterThroughTLS() throws {
        let lab = try LabListener()
        let letter = "From: <ann@lab.test>\r\nTo: <bob@lab.test>\r\nSubject: x\r\n\r\nhello\r\n"
        let outcome = try run(
            [
                "curl", "-sS", "-k", "--ssl-reqd", "--crlf", "--url",
                "smtp://127.0.0.1:\(lab.port)/client.test", "--mail-from", "ann@lab.test",
                "--mail-rcpt", "bob@lab.test", "--user", "ann:wonderland", "--upload-file", "-",
            ], input: letter)

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(outcome.errors.isEmpty)
    }

    @Test func curlIsRefusedAWrongPassword() throws {
        let lab = try LabListener()
        let outcome = try run(
            [
                "curl", "-sS", "-k", "--ssl-reqd", "--url", "smtp://127.0.0.1:\(lab.port)",
                "--mail-from", "ann@lab.test", "--mail-rcpt", "bob@lab.test", "--user", "ann:nope",
                "--upload-file", "-",
            ], input: "x\r\n")

        #expect(outcome.status == .exited(67), "\(outcome.errorText)")
    }

    @Test func pythonSendsALetterLogsInAndIsRefused() throws {
        let lab = try LabListener()
        let script = """
            import smtplib, ssl
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            client = smtplib.SMTP("127.0.0.1", \(lab.port), "client.test", timeout=10)
            client.starttls(context=context)
            client.ehlo()
            client.login("ann", "wonderland")
            refused = client.sendmail(
                "ann@lab.test", ["bob@lab.test", "bop@lab.test"],
                "Subject: x\\r\\n\\r\\n.dot\\r\\n")
            print(sorted(refused), [answer[0] for answer in refused.values()])
            print(client.noop()[0])
            client.quit()
            """
        let outcome = try run(["python3", "-c", script])

        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(outcome.text == "['bop@lab.test'] [550]\n250\n")
    }

    @Test func ourOwnClientTalksToItOverThePort() throws {
        let lab = try LabListener()
        let session = try JSONSession(
            "127.0.0.1:\(lab.port)",
            [
                "EHLO me.test", ":starttls", "EHLO me.test", ":auth CRAM-MD5 ann",
                "MAIL FROM:<ann@lab.test>", "RCPT TO:<bob@lab.test>", "DATA", "hello", ".",
            ], environment: ["SMTP_PASSWORD=wonderland"])

        #expect(session.code == 0)
        #expect(session.tls?.chainProblem != nil)
    }

    @Test func manyClientsAreServedAtOnce() throws {
        let lab = try LabListener()
        let folder = try Folder()
        let clients = try (0..<8).map { _ in
            try Scope.start(
                ["connect", "127.0.0.1:\(lab.port)", "--json"], in: folder,
                input: "EHLO me.test\nNOOP\n")
        }

        #expect(clients.allSatisfy { $0.finish().status == .exited(0) })
    }

    @Test func anInterruptEndsItInOrder() throws {
        let lab = try LabListener()
        let outcome = lab.interrupt()

        // However early the signal comes.
        #expect(outcome.status == .exited(0))
        #expect(!Loopback.accepts(lab.port))
    }

    /// What clients do is recorded as they would do it themselves, inside TLS too.
    @Test func whatClientsDoIsRecorded() throws {
        let folder = try Folder()
        let (theirs, ours) = (folder.path + "/client.smtprec", folder.path + "/lab.smtprec")
        let lab = try LabListener("healthy", ["--record", ours])
        let session = try Scope.start(
            ["connect", "127.0.0.1:\(lab.port)", "--json", "--record", theirs], in: folder,
            environment: ["SMTP_PASSWORD=wonderland"],
            input: "EHLO me.test\n:starttls\nEHLO me.test\n:auth PLAIN ann\nRSET\nQUIT\n"
        ).finish()
        #expect(session.status == .exited(0), "\(session.errorText)")
        #expect(lab.interrupt().status == .exited(0))

        let verdict = try RecordingSystemTests.rec(["verify", ours], in: folder)
        // The first connection was the one that looked whether the lab listens.
        let text = try RecordingSystemTests.rec(["show", ours], in: folder).text
        #expect(verdict.text.hasSuffix(": complete\n"), "\(verdict.text)")
        #expect(text.contains("AUTH PLAIN [auth1]"), "\(text)")
        #expect(text.contains("TLSv1.3") && text.contains("221 2.0.0"))
        #expect(!FileText.read(ours).contains("AGFubgB3b25kZXJsYW5k"))
    }

    @Test func aPortThatIsTakenIsASentence() throws {
        let lab = try LabListener()
        let outcome = try Scope.run(["lab", "--listen", "127.0.0.1:\(lab.port)"])

        #expect(outcome.status == .exited(1))
        #expect(outcome.errorText.contains("\(lab.port)"))
        #expect(outcome.errorText.split(separator: "\n").count == 1)
    }

    /// A teacher must know what brings the fault about.
    @Test func aScenarioSaysWhatItDoesAndWhatMendsIt() throws {
        let outcome = try Scope.run(["lab", "spf-fail", "--about"])

        #expect(outcome.status == .exited(0))
        #expect(outcome.text.contains("on MAIL \"*@bank.test\": reply 550 5.7.23"))
        #expect(outcome.text.contains("@fix \"Send mail of bank.test only from"))
    }
}
