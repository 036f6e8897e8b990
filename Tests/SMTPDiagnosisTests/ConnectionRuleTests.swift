import SMTPCore
import SMTPTrace
import Testing

@testable import SMTPDiagnosis

@Suite struct ConnectionRuleTests {
    private func failing(_ kind: ConnectFailure.Kind, port: Int, attempt: Int = 1, of: Int = 1)
        -> [String]
    {
        var diagnostician = Diagnostician()
        let address = "192.0.2.1:\(port)"
        for fact: Fact in [
            .connecting(to: address, attempt: attempt, of: of),
            .connectFailed(to: address, ConnectFailure(kind: kind, text: "x")),
        ] {
            diagnostician.note(TraceEvent(at: .zero, connection: 1, fact: fact))
        }
        return diagnostician.findings.map(\.id)
    }

    @Test func connectionFailuresAreToldApart() {
        #expect(failing(.refused, port: 25) == ["connect-refused"])
        #expect(failing(.unreachable, port: 25) == ["connect-unreachable"])
        #expect(failing(.reset, port: 25) == ["connect-reset"])
        #expect(failing(.nameNotFound, port: 25) == ["name-not-found"])
        #expect(failing(.lookupFailed, port: 25) == ["lookup-failed"])
        #expect(failing(.noSuchFile, port: 25) == ["no-such-socket"])
        #expect(failing(.impossible, port: 25) == [])
    }

    @Test func silenceOnPort25HintsAtABlock() {
        #expect(failing(.timedOut, port: 25) == ["port-25-blocked"])
        #expect(failing(.timedOut, port: 587) == ["connect-timed-out"])
    }

    @Test func aFailedAddressIsNoFindingWhileOthersFollow() {
        #expect(failing(.refused, port: 25, attempt: 1, of: 2) == [])
        #expect(failing(.refused, port: 25, attempt: 2, of: 2) == ["connect-refused"])
    }

    @Test func certificatesAreJudged() {
        let kinds: [(VerifyProblem.Kind, String)] = [
            (.expired, "tls-cert-expired"), (.notYetValid, "tls-cert-not-yet"),
            (.selfSigned, "tls-cert-self-signed"), (.missingIssuer, "tls-cert-untrusted"),
            (.revoked, "tls-cert-revoked"),
        ]
        for (kind, id) in kinds {
            var session = SessionScript()
            session.play("S: 220 hello")
            session.secure {
                $0.chainProblem = VerifyProblem(kind: kind, code: 1, text: "x", depth: 0)
            }
            #expect(session.ids == [id])
        }
    }

    /// TLS was agreed on; what is wrong is the key, and who has it can act.
    @Test(arguments: [
        (66, 0, "The key of the server's certificate is RSA 1024, which is too short."),
        (67, 1, "The key of certificate 1 of the chain is RSA 1024, which is too short."),
        (68, 0, "The signature of the server's certificate is RSA-SHA1, which is no longer safe."),
    ])
    func aWeakCertificateIsNamed(code: Int, depth: Int, sentence: String) throws {
        let certificate = Certificate(
            subject: "CN=x", issuer: "CN=y", names: [], notBefore: 0, notAfter: 1, key: "RSA 1024",
            signature: "RSA-SHA1", fingerprint: "", keyFingerprint: "", pem: "")
        var session = SessionScript()
        session.play("S: 220 hello")
        session.secure {
            $0.chain = [certificate, certificate]
            $0.chainProblem = VerifyProblem(kind: .weak, code: code, text: "x", depth: depth)
        }
        let found = try #require(session.findings.first)

        #expect(session.ids == ["tls-cert-weak"])
        #expect(found.what == sentence)
        #expect(found.side == .server)
        #expect(found.steps.first?.text.contains("new certificate") == true)
    }

    @Test(arguments: [("TLSv1.3", false), ("TLSv1.2", false), ("TLSv1.1", true), ("TLSv1", true)])
    func aVersionThatIsOutOfDateIsAFinding(version: String, isOutdated: Bool) {
        var session = SessionScript()
        session.play("S: 220 hello")
        session.secure { $0.version = version }

        #expect(session.ids == (isOutdated ? ["tls-version-outdated"] : []))
        #expect(session.findings.allSatisfy { $0.category == .tlsFailed })
        #expect(session.findings.allSatisfy { $0.what.contains(version) })
    }

    @Test func aWrongNameListsTheRightOnes() {
        var session = SessionScript()
        session.play("S: 220 hello")
        session.secure {
            $0.nameMatches = false
            $0.chain = [
                Certificate(
                    subject: "CN=x", issuer: "CN=y", names: ["www.other.test"], notBefore: 0,
                    notAfter: 1, key: "", signature: "", fingerprint: "", keyFingerprint: "",
                    pem: "")
            ]
        }

        #expect(session.ids == ["tls-cert-name"])
        #expect(session.findings.first?.steps.first?.text.contains("www.other.test") == true)
    }

    @Test func aVerifiedCertificateIsNoFinding() {
        var session = SessionScript()
        session.play("S: 220 hello")
        session.secure()
        #expect(session.ids == [])
    }

    @Test func failedHandshakesAreToldApart() {
        let kinds: [(TLSFailure, String)] = [
            (TLSFailure(kind: .version, text: ""), "tls-version-too-old"),
            (TLSFailure(kind: .parameters, text: ""), "tls-no-cipher"),
            (TLSFailure(kind: .alert, text: ""), "tls-failed"),
            (
                TLSFailure(kind: .notTLS, text: "", peerOctets: Array("220 mx ESMTP\r\n".utf8)),
                "plain-port-spoken-tls"
            ),
            (
                TLSFailure(kind: .notTLS, text: "", peerOctets: Array("HTTP/1.1 400\r\n".utf8)),
                "wrong-service-http"
            ),
        ]
        for (failure, id) in kinds {
            var session = SessionScript()
            session.note(.tlsFailed(failure, nil))
            session.note(.ended(Ending(how: .failed("TLS"), midCommand: true)))
            #expect(session.ids == [id])
        }
    }

    /// The port spoke in the clear from the start: what failed is STARTTLS.
    @Test(arguments: ["250 injected\r\n", "garbage"])
    func clearTextBehindSTARTTLSIsNoPortThatSpeaksClearTextFirst(text: String) {
        var session = SessionScript()
        session.play("S: 220 hi\nC: EHLO a.example\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go")
        session.note(
            .tlsFailed(TLSFailure(kind: .notTLS, text: "", peerOctets: Array(text.utf8)), nil))
        session.note(.ended(Ending(how: .failed("TLS"), midCommand: true)))

        #expect(session.ids == ["tls-unavailable"])
    }

    @Test func silenceIsNamedByWhatIsWaitedFor() {
        let waits: [(Int, Wait, String)] = [
            (25, .greeting, "no-greeting"), (465, .greeting, "implicit-tls-expected"),
            (25, .reply(to: "."), "slow-data"), (25, .reply(to: "MAIL"), "timeout"),
            (25, .handshake, "timeout"),
        ]
        for (port, wait, id) in waits {
            var session = SessionScript(port: port)
            session.note(.overdue(wait, after: .seconds(30)))
            #expect(session.ids == [id])
        }
    }

    /// What a server says to clear text that wanted TLS at once (RFC 8446 §6), or does not say.
    @Test func aTLSPortThatMetClearTextIsNamed() {
        for alert: [UInt8] in [[21, 3, 3, 0, 2, 2, 70], [21, 3, 1, 0, 2, 2, 10]] {
            var session = SessionScript()
            session.note(.received(ReceivedOctets(octets: alert, isSecure: false, read: 1)))
            session.note(.ended(Ending(how: .closedByServer, midCommand: true)))
            #expect(session.ids == ["wrong-service-tls"])
        }

        for (port, id) in [(465, "implicit-tls-expected"), (25, "refused-without-words")] {
            var session = SessionScript(port: port)
            session.note(.ended(Ending(how: .closedByServer, midCommand: true)))
            #expect(session.ids == [id])
        }

        var secure = SessionScript(port: 465)
        secure.secure()
        secure.note(.ended(Ending(how: .closedByServer, midCommand: true)))
        #expect(secure.ids == ["refused-without-words"])
    }

    @Test func plaintextBehindSTARTTLSIsAnInjection() {
        var session = SessionScript()
        session.note(.injected(octets: Array("250 hi\r\n".utf8), total: 8))
        #expect(session.ids == ["starttls-injection"])
    }

    @Test func aConnectionThatBreaksAfterTheDotLeavesTheMessageInDoubt() {
        var session = SessionScript()
        session.play(
            """
            S: 220 hello
            C: EHLO a.example
            S: 250 mx
            C: MAIL FROM:<a@b.example>
            S: 250 ok
            C: RCPT TO:<b@example.org>
            S: 250 ok
            C: DATA
            S: 354 go
            D: Subject: x
            D: .
            """)
        session.note(.ended(Ending(how: .closedByServer, midCommand: true)))
        #expect(session.ids == ["lost-after-data"])
    }

    @Test func otherEndsAreToldApart() {
        var silent = SessionScript()
        silent.note(.ended(Ending(how: .closedByServer, midCommand: true)))
        #expect(silent.ids == ["refused-without-words"])

        var middle = SessionScript()
        middle.play("S: 220 hello\nC: EHLO a.example")
        middle.note(.ended(Ending(how: .reset, midCommand: true)))
        #expect(middle.ids == ["connection-lost"])

        var orderly = SessionScript()
        orderly.play("S: 220 hello\nC: QUIT\nS: 221 bye")
        orderly.note(.ended(Ending(how: .closedByServer)))
        #expect(orderly.ids == [])

        var told = SessionScript()
        told.play("S: 220 hello\nC: EHLO a.example\nS: 421 shutting down")
        told.note(.ended(Ending(how: .closedByServer)))
        #expect(told.ids == ["server-shutting-down"])
    }
}
